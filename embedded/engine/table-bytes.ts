import type { FieldSchema } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { sqlName, type Engine } from './engine.ts';
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
const exactRows = 100_000;

/** Bytes of each column of a table, and of the table's rows with a condition, until the table changes. */
const sizes = new WeakMap<TableEntry, Promise<ReadonlyMap<string, number>>>();
const shares = new WeakMap<TableEntry, Map<string, Promise<number>>>();

/**
 * Logical bytes of each of a table's columns, by name: exact up to 100,000 rows, from a sample beyond. Computed once per version
 * of the table.
 */
export function columnSizes(
  engine: Engine,
  entry: TableEntry,
): Promise<ReadonlyMap<string, number>> {
  const known = sizes.get(entry);
  if (known !== undefined) return known;
  const measured = measure(engine, entry);
  sizes.set(entry, measured);
  measured.catch(() => sizes.delete(entry));
  return measured;
}

async function measure(engine: Engine, entry: TableEntry): Promise<ReadonlyMap<string, number>> {
  const { fields, rows } = entry;
  if (entry.type !== 'TABLE' || rows === 0 || fields.length === 0) return new Map();
  const percent = rows > exactRows ? (100 * exactRows) / rows : undefined;
  const sample = percent === undefined ? '' : ` TABLESAMPLE SYSTEM(${percent.toFixed(6)}%)`;
  const [counted = 0, ...bytes] = await firstRow(
    engine,
    `SELECT count(*), ${fields.map(columnBytes).join(', ')} FROM ${nameOf(engine, entry)}${sample}`,
  );
  if (counted === 0 && percent !== undefined) return new Map();
  const scale = percent === undefined ? 1 : rows / counted;
  return new Map(fields.map(({ name }, index) => [name, Math.round((bytes[index] ?? 0) * scale)]));
}

/**
 * The part of a table's rows, from 0 to 1, that lie in partitions with a row for which `condition` is true. `partition` is SQL that
 * tells partitions apart.
 */
export function rowShare(
  engine: Engine,
  entry: TableEntry,
  condition: string,
  partition?: string,
): Promise<number> {
  const known = shares.get(entry) ?? new Map<string, Promise<number>>();
  shares.set(entry, known);
  const key = `${partition ?? ''} ${condition}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const table = nameOf(engine, entry);
  const sql =
    partition === undefined
      ? `SELECT count(*) FROM ${table} WHERE ${condition}`
      : `SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n, bool_or(${condition}) AS wanted FROM ${table} GROUP BY ${partition}) WHERE wanted`;
  const share = firstRow(engine, sql).then(([rows = 0]) =>
    entry.rows === 0 ? 0 : Math.min(rows / entry.rows, 1),
  );
  known.set(key, share);
  share.catch(() => known.delete(key));
  return share;
}

/** Logical bytes of a table, or of its rows with a condition. */
export async function tableBytes(
  engine: Engine,
  entry: TableEntry,
  { condition }: { condition?: string } = {},
): Promise<number> {
  const columns = await columnSizes(engine, entry);
  const bytes = [...columns.values()].reduce((sum, size) => sum + size, 0);
  if (condition === undefined) return bytes;
  return Math.round(bytes * (await rowShare(engine, entry, condition)));
}

const nameOf = (engine: Engine, { dataset, name }: TableEntry): string =>
  sqlName({ project: engine.project, dataset, name });

async function firstRow(engine: Engine, sql: string): Promise<number[]> {
  const connection = await engine.database.connect();
  try {
    const result = await connection.runAndReadAll(sql);
    return (result.getRows()[0] ?? []).map(Number);
  } finally {
    connection.closeSync();
  }
}
