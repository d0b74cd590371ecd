import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { shownName } from './engine.ts';
import { invalid } from './errors.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import type { LoadSource } from './load-source.ts';
import { changeSchema } from './schema-change.ts';
import { describeQuery } from './tables.ts';
import { duckType, fieldOf, normalizeSchema } from './types.ts';

/**
 * The schema the files are read with: as given, as the table has it, or as detected.
 * @throws BigQueryError invalid when there is none.
 */
export async function loadSchema(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  source: LoadSource,
  existing: TableEntry | undefined,
): Promise<FieldSchema[]> {
  const given = configuration.schema?.fields;
  if (given !== undefined && given.length > 0) return normalizeSchema(given);
  const keeps = existing !== undefined && configuration.writeDisposition !== 'WRITE_TRUNCATE';
  const adds = configuration.schemaUpdateOptions?.includes('ALLOW_FIELD_ADDITION') === true;
  const detects = configuration.autodetect === true || source.format === 'Parquet';
  if (existing !== undefined && (!detects || (keeps && !adds))) return existing.fields;
  if (!detects) throw invalid('No schema specified on job or table.');
  const columns = await describeQuery(connection, `SELECT * FROM ${source.detected}`);
  return columns.map(({ name, type }) => {
    const field = fieldOf(name.trim().replaceAll(/[^\p{L}\p{N}_]/gu, '_'), type);
    const known = keeps
      ? existing.fields.find((one) => one.name.toLowerCase() === field.name.toLowerCase())
      : undefined;
    if (known !== undefined && known.type !== 'RECORD') return known;
    return field.type === 'DATETIME' && source.format !== 'Parquet'
      ? { ...field, type: 'TIMESTAMP' }
      : field;
  });
}

/** Changes a table to hold what a load brings, as far as `schemaUpdateOptions` allow. Returns its schema afterwards. */
export async function extendTable(
  connection: DuckDBConnection,
  target: ObjectReference,
  existing: TableEntry,
  fields: readonly FieldSchema[],
  configuration: Pick<LoadConfiguration, 'schemaUpdateOptions' | 'schema'>,
): Promise<FieldSchema[]> {
  const options = configuration.schemaUpdateOptions ?? [];
  const merged = mergeFields(existing.fields, fields, {
    mismatch: (detail) =>
      invalid(`Provided Schema does not match Table ${shownName(target)}. ${detail}`),
    adds: options.includes('ALLOW_FIELD_ADDITION'),
    relaxes: options.includes('ALLOW_FIELD_RELAXATION'),
    strict: (configuration.schema?.fields?.length ?? 0) > 0,
  });
  const changed = merged.some((field, index) => {
    const before = existing.fields[index];
    return (
      before === undefined || duckType(before) !== duckType(field) || before.mode !== field.mode
    );
  });
  return changed ? changeSchema(connection, target, existing.fields, merged) : [...existing.fields];
}

interface MergeRules {
  mismatch: (detail: string) => Error;
  adds: boolean;
  relaxes: boolean;
  /** Whether the schema was given, modes included. */
  strict: boolean;
}

function mergeFields(
  before: readonly FieldSchema[],
  given: readonly FieldSchema[],
  rules: MergeRules,
  path = '',
): FieldSchema[] {
  const byName = new Map(given.map((field) => [field.name.toLowerCase(), field]));
  const kept = before.map((old) => {
    const field = byName.get(old.name.toLowerCase());
    byName.delete(old.name.toLowerCase());
    return field === undefined ? old : mergeField(old, field, rules, path);
  });
  const added = [...byName.values()];
  for (const field of added) {
    if (!rules.adds) throw rules.mismatch(`Cannot add fields (field: ${path}${field.name})`);
    if (field.mode === 'REQUIRED') {
      throw rules.mismatch(`Cannot add required fields (field: ${path}${field.name})`);
    }
  }
  return [...kept, ...added];
}

function mergeField(
  old: FieldSchema,
  field: FieldSchema,
  rules: MergeRules,
  path: string,
): FieldSchema {
  const name = path + old.name;
  if (old.type !== field.type) {
    throw rules.mismatch(`Field ${name} has changed type from ${old.type} to ${field.type}`);
  }
  const [was = 'NULLABLE', is = 'NULLABLE'] = [old.mode, field.mode];
  const relaxed = was === 'REQUIRED' && is === 'NULLABLE' && rules.strict;
  if (
    was !== is &&
    !(was === 'REQUIRED' && is === 'NULLABLE' && (rules.relaxes || !rules.strict))
  ) {
    throw rules.mismatch(`Field ${name} has changed mode from ${was} to ${is}`);
  }
  return {
    ...old,
    ...(relaxed && { mode: 'NULLABLE' as const }),
    ...(old.fields && {
      fields: mergeFields(old.fields, field.fields ?? [], rules, `${name}.`),
    }),
  };
}
