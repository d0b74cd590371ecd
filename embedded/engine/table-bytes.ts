import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import { isStored, type TableEntry } from './catalog.ts';
import { sqlName, type Engine } from './engine.ts';
import { keepMeans, meansOf } from './samples.ts';
import { quoteName } from './types.ts';

/** BigQuery's logical size of a value of a type whose values all have one size; NULL has none. */
const fixedSizes: Readonly<Record<string, number>> = {
  INTEGER: 8,
  FLOAT: 8,
  BOOLEAN: 1,
  NUMERIC: 16,
  BIGNUMERIC: 32,
  DATE: 8,
  TIME: 8,
  DATETIME: 8,
  TIMESTAMP: 8,
  INTERVAL: 16,
  RANGE: 16,
};

/** DuckDB SQL of the logical bytes of one value, 0 for NULL. */
function valueBytes(field: FieldSchema, value: string, depth = 0): string {
  if (field.mode === 'REPEATED') {
    const item = `item${depth}`;
    const element: FieldSchema = { ...field, mode: 'NULLABLE' };
    const bytes = valueBytes(element, item, depth + 1);
    return `coalesce(list_sum(list_transform(${value}, lambda ${item}: ${bytes})), 0)`;
  }
  if (field.type === 'RECORD') {
    const inner = (field.fields ?? []).map((part) =>
      valueBytes(part, `${value}.${quoteName(part.name)}`, depth),
    );
    return inner.length > 0 ? `(${inner.join(' + ')})` : '0';
  }
  const fixed = fixedSizes[field.type];
  if (fixed !== undefined) return `CASE WHEN ${value} IS NULL THEN 0 ELSE ${fixed} END`;
  switch (field.type) {
    case 'BYTES':
      return `coalesce(octet_length(${value}) + 2, 0)`;
    case 'JSON':
      return `coalesce(strlen(${value}), 0)`;
    default:
      return `coalesce(strlen(${value}) + 2, 0)`;
  }
}

/** DuckDB SQL of the logical bytes of a column's rows together. */
function columnBytes(field: FieldSchema): string {
  const column = quoteName(field.name);
  const fixed = fixedSizes[field.type];
  if (fixed !== undefined && field.mode !== 'REPEATED') return `count(${column}) * ${fixed}`;
  return `coalesce(sum(${valueBytes(field, column)}), 0)`;
}

/** Tables with more rows than this are measured by a sample of about as many. */
const exactRows = 16_384;

/** What is known of a version of a table; the next version has another entry. */
interface Known {
  columns: Map<string, number>;
  shares: Map<string, number>;
}

const known = new WeakMap<TableEntry, Known>();

function knownOf(entry: TableEntry): Known {
  const found = known.get(entry) ?? { columns: new Map(), shares: new Map() };
  known.set(entry, found);
  return found;
}

/**
 * Logical bytes of a table's columns, by name: exact up to 16,384 rows, from a sample beyond, which serves until a tenth of the
 * rows were written. Computed once per version of the table, and only of the columns that are asked for: to measure one is to read it.
 * @param wanted names of the columns; all of them when left out
 */
export async function columnSizes(
  connection: DuckDBConnection,
  project: string,
  entry: TableEntry,
  wanted?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const { columns } = knownOf(entry);
  const missing = entry.fields.filter(
    ({ name }) => !columns.has(name) && (wanted === undefined || wanted.has(name)),
  );
  const { rows } = entry;
  const means = rows > exactRows ? meansOf(entry) : {};
  const unknown = missing.filter(({ name }) => means[name] === undefined);
  for (const [name, bytes] of await measure(connection, project, entry, unknown))
    columns.set(name, bytes);
  if (rows > exactRows && unknown.length > 0) {
    const measured = unknown.map(({ name }) => [name, (columns.get(name) ?? 0) / rows] as const);
    keepMeans(entry, Object.fromEntries(measured));
  }
  for (const { name } of missing) {
    const mean = means[name];
    if (mean !== undefined) columns.set(name, Math.round(mean * rows));
  }
  return columns;
}

async function measure(
  connection: DuckDBConnection,
  project: string,
  entry: TableEntry,
  fields: readonly FieldSchema[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = entry;
  if (fields.length === 0) return new Map();
  if (!isStored(entry) || rows === 0) return new Map(fields.map(({ name }) => [name, 0]));
  const percent = rows > exactRows ? (100 * exactRows) / rows : undefined;
  const sample = percent === undefined ? '' : ` TABLESAMPLE SYSTEM(${percent.toFixed(6)}%)`;
  const select = `SELECT count(*), ${fields.map(columnBytes).join(', ')} FROM ${nameOf(project, entry)}`;
  const sampled = await firstRow(connection, select + sample);
  const [counted = 0, ...bytes] = sampled[0] === 0 ? await firstRow(connection, select) : sampled;
  const scale = rows / Math.max(counted, 1);
  return new Map(fields.map(({ name }, index) => [name, Math.round((bytes[index] ?? 0) * scale)]));
}

/**
 * The part of a table's rows, from 0 to 1, that lie in partitions with a row for which `condition` is true. `partition` is SQL that
 * tells partitions apart; without it every row counts by itself.
 */
export async function rowShare(
  connection: DuckDBConnection,
  project: string,
  entry: TableEntry,
  condition: string,
  partition?: string,
): Promise<number> {
  const { shares } = knownOf(entry);
  const key = `${partition ?? ''} ${condition}`;
  const found = shares.get(key);
  if (found !== undefined) return found;
  const table = nameOf(project, entry);
  const [rows = 0] = await firstRow(
    connection,
    partition === undefined
      ? `SELECT count(*) FROM ${table} WHERE ${condition}`
      : `SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n, bool_or(${condition}) AS wanted FROM ${table} GROUP BY ${partition}) WHERE wanted`,
  );
  const share = entry.rows === 0 ? 0 : Math.min(rows / entry.rows, 1);
  shares.set(key, share);
  return share;
}

/** Logical bytes of a table, or of its rows with a condition. */
export async function tableBytes(
  connection: DuckDBConnection,
  project: string,
  entry: TableEntry,
  condition?: string,
): Promise<number> {
  const columns = await columnSizes(connection, project, entry);
  const bytes = [...columns.values()].reduce((sum, size) => sum + size, 0);
  if (condition === undefined) return bytes;
  return Math.round(bytes * (await rowShare(connection, project, entry, condition)));
}

/** Logical bytes of a table or view outside any session; a view has none. */
export async function bytesOf(engine: Engine, entry: TableEntry): Promise<number> {
  if (!isStored(entry)) return 0;
  if (isMeasured(entry)) return measuredBytes(entry);
  const connection = await engine.database.connect();
  try {
    return await tableBytes(connection, engine.project, entry);
  } finally {
    connection.closeSync();
  }
}

/** Logical bytes of a table that `columnSizes` has measured. @throws Error when it has not. */
export function measuredBytes(entry: TableEntry): number {
  if (!isMeasured(entry)) throw new Error(`Table ${entry.name} has not been measured`);
  return [...knownOf(entry).columns.values()].reduce((sum, size) => sum + size, 0);
}

const isMeasured = (entry: TableEntry): boolean => {
  const { columns } = knownOf(entry);
  return entry.fields.every(({ name }) => columns.has(name));
};

const nameOf = (project: string, { dataset, name }: TableEntry): string =>
  sqlName({ project, dataset, name });

async function firstRow(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const result = await connection.runAndReadAll(sql);
  return (result.getRows()[0] ?? []).map(Number);
}
