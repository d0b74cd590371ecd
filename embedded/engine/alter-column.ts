import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference, TableChange } from '../sql/statement.ts';
import { sqlName } from './engine.ts';
import { invalidQuery } from './errors.ts';
import { textOption } from './options.ts';
import { without } from './without.ts';
import { convertedColumn } from '../sql/convert-column.ts';
import { duckType, normalizeSchema, quoteName, sqlTypeName } from './types.ts';

export type ColumnChange = Extract<TableChange, { column: string[] }>;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The column or nested field a path leads to. */
export function columnAt(
  fields: readonly FieldSchema[],
  [name = '', ...rest]: readonly string[],
): FieldSchema | undefined {
  const field = fields.find((candidate) => same(candidate.name, name));
  return rest.length === 0 || field === undefined ? field : columnAt(field.fields ?? [], rest);
}

/** ALTER COLUMN of a column that is there. Returns the table's schema after it. */
export async function alterColumn(
  connection: DuckDBConnection,
  target: ObjectReference,
  fields: readonly FieldSchema[],
  change: ColumnChange,
): Promise<FieldSchema[]> {
  const [column = '', ...nested] = change.column;
  const after = fields.map((field) =>
    same(field.name, column) ? changed(field, nested, change) : field,
  );
  const field = after.find((candidate) => same(candidate.name, column));
  if (field === undefined) return after;
  const alter = `ALTER TABLE ${sqlName(target)} ALTER COLUMN ${quoteName(field.name)}`;
  const before = fields.find((candidate) => same(candidate.name, column)) ?? field;
  if (change.kind === 'set_type') {
    const values = convertedColumn(quoteName(field.name), before, field);
    await connection.run(`${alter} TYPE ${duckType(field)} USING ${values}`);
  }
  if (change.kind === 'drop_not_null' && nested.length === 0)
    await connection.run(`${alter} DROP NOT NULL`);
  return after;
}

function changed(
  field: FieldSchema,
  [name, ...rest]: readonly string[],
  change: ColumnChange,
): FieldSchema {
  if (name !== undefined) {
    return {
      ...field,
      fields: (field.fields ?? []).map((inner) =>
        same(inner.name, name) ? changed(inner, rest, change) : inner,
      ),
    };
  }
  switch (change.kind) {
    case 'set_type':
      return widened(field, change.field);
    case 'drop_not_null':
      if (field.mode !== 'REQUIRED')
        throw invalidQuery(`Column ${field.name} is not a REQUIRED column`);
      return { ...field, mode: 'NULLABLE' };
    case 'set_default':
      return { ...field, defaultValueExpression: change.expression };
    case 'drop_default':
      return without(field, 'defaultValueExpression');
    case 'column_options': {
      const others = without(field, 'description');
      const unknown = Object.keys(change.options).find((option) => option !== 'description');
      if (unknown !== undefined) throw invalidQuery(`Unknown option: ${unknown}`);
      const description = textOption(change.options, 'description');
      return description === undefined ? others : { ...others, description };
    }
  }
}

const wider: Readonly<Record<string, readonly string[]>> = {
  INTEGER: ['NUMERIC', 'BIGNUMERIC', 'FLOAT'],
  NUMERIC: ['BIGNUMERIC', 'FLOAT'],
  BIGNUMERIC: ['FLOAT'],
};

/** SET DATA TYPE, which only makes a type wider. */
function widened(field: FieldSchema, given: FieldSchema): FieldSchema {
  const [wanted = given] = normalizeSchema([{ ...given, name: field.name }]);
  const isArray = field.mode === 'REPEATED';
  const fits =
    isArray === (wanted.mode === 'REPEATED') &&
    (field.type === wanted.type
      ? keepsLimits(field, wanted)
      : (wider[field.type] ?? []).includes(wanted.type));
  if (!fits) {
    throw invalidQuery(
      `ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type (${sqlTypeName(field)}) is assignable to the new type (${sqlTypeName(wanted)})`,
    );
  }
  const before = field.fields;
  const others = without(field, 'maxLength', 'precision', 'scale', 'fields');
  const fields = wanted.fields?.map((inner, index) => {
    const old = before?.[index];
    return old === undefined ? inner : widened(old, inner);
  });
  const { maxLength, precision, scale, type } = wanted;
  return {
    ...others,
    type,
    ...(maxLength !== undefined && { maxLength }),
    ...(precision !== undefined && { precision }),
    ...(scale !== undefined && { scale }),
    ...(fields && { fields }),
  };
}

function keepsLimits(field: FieldSchema, wanted: FieldSchema): boolean {
  if (field.fields !== undefined) {
    return (
      field.fields.length === wanted.fields?.length &&
      field.fields.every((inner, index) => same(inner.name, wanted.fields?.[index]?.name ?? ''))
    );
  }
  if (wanted.maxLength !== undefined)
    return field.maxLength !== undefined && Number(field.maxLength) <= Number(wanted.maxLength);
  if (wanted.precision === undefined) return true;
  if (field.precision === undefined) return false;
  const whole = (type: FieldSchema) => Number(type.precision) - Number(type.scale ?? 0);
  return whole(field) <= whole(wanted) && Number(field.scale ?? 0) <= Number(wanted.scale ?? 0);
}
