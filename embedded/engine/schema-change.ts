import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import { shownName, sqlName } from './engine.ts';
import { invalid } from './errors.ts';
import { addColumnSql, fillArrays } from './tables.ts';
import { duckType, quoteName } from './types.ts';

/**
 * Gives a table the schema of tables.patch or tables.update: descriptions change, columns and struct fields may be added, REQUIRED
 * may become NULLABLE. Returns the new schema.
 * @throws BigQueryError invalid for any other change.
 */
export async function changeSchema(
  connection: DuckDBConnection,
  target: ObjectReference,
  before: readonly FieldSchema[],
  wanted: readonly FieldSchema[],
): Promise<FieldSchema[]> {
  const mismatch = (detail: string) =>
    invalid(`Provided Schema does not match Table ${shownName(target)}. ${detail}`);
  const table = sqlName(target);
  const known = new Map(before.map((field) => [field.name.toLowerCase(), field]));
  for (const field of before) {
    if (!wanted.some(({ name }) => name.toLowerCase() === field.name.toLowerCase())) {
      throw mismatch(`Field ${field.name} is missing in new schema`);
    }
  }
  for (const field of wanted) {
    const column = quoteName(field.name);
    const old = known.get(field.name.toLowerCase());
    if (old === undefined) {
      if (field.mode === 'REQUIRED')
        throw mismatch(`Cannot add required fields (field: ${field.name})`);
      await connection.run(addColumnSql(target, field));
      continue;
    }
    if ((old.mode === 'REPEATED') !== (field.mode === 'REPEATED') || old.type !== field.type) {
      throw mismatch(`Field ${field.name} has changed type from ${old.type} to ${field.type}`);
    }
    if (old.mode !== 'REQUIRED' && field.mode === 'REQUIRED') {
      throw mismatch(`Field ${field.name} has changed mode from NULLABLE to REQUIRED`);
    }
    if (old.mode === 'REQUIRED' && field.mode !== 'REQUIRED') {
      await connection.run(`ALTER TABLE ${table} ALTER COLUMN ${column} DROP NOT NULL`);
    }
    if (duckType(old) !== duckType(field)) {
      if (!extendsFields(old, field))
        throw mismatch(`Field ${field.name} has lost or changed a nested field`);
      await connection.run(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${duckType(field)}`);
    }
  }
  await fillArrays(connection, target, before, wanted);
  return [...wanted];
}

function extendsFields(before: FieldSchema, after: FieldSchema): boolean {
  if (before.type !== after.type || (before.mode === 'REPEATED') !== (after.mode === 'REPEATED')) {
    return false;
  }
  return (before.fields ?? []).every((field) => {
    const next = after.fields?.find(({ name }) => name === field.name);
    return next !== undefined && extendsFields(field, next);
  });
}
