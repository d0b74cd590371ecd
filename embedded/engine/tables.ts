import {
  DuckDBListType,
  DuckDBStructType,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBType,
} from '@duckdb/node-api';
import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import { storedSql } from '../sql/compiler/stored-values.ts';
import type { FieldSchema, ObjectReference, Partitioning } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { shownName, sqlName } from './engine.ts';
import { invalidQuery } from './errors.ts';
import { duckType, fieldOf, isCanonical, quoteName, quoteText } from './types.ts';

export interface DescribedColumn {
  name: string;
  type: DuckDBType;
}

/** Names and types of a query's columns, without running it. @throws BigQueryError on a name used twice. */
export async function describeQuery(
  connection: DuckDBConnection,
  sql: string,
): Promise<DescribedColumn[]> {
  const prepared = await prepareAsWritten(connection, sql);
  const columns = Array.from({ length: prepared.columnCount }, (_, index) => ({
    name: prepared.columnName(index),
    type: prepared.columnType(index),
  }));
  prepared.destroySync();
  checkNames(columns.map((column) => column.name));
  return columns;
}

/** A statement that is not to be run, and so not worth optimizing. */
async function prepareAsWritten(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  await connection.run('PRAGMA disable_optimizer');
  try {
    return await connection.prepare(sql);
  } finally {
    await connection.run('PRAGMA enable_optimizer');
  }
}

/** @throws BigQueryError invalidQuery when a column name stands twice, letter case aside. */
export function checkNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw invalidQuery(
        `Duplicate column names in the result are not supported. Found duplicate(s): ${name}`,
      );
    }
    seen.add(key);
  }
}

const holdsArray = (type: DuckDBType): boolean =>
  type instanceof DuckDBListType ||
  (type instanceof DuckDBStructType && type.entryTypes.some(holdsArray));

/** The query with every column as it is stored: of the type it has in a table, arrays not NULL; itself when nothing has to be done. */
export function canonicalQuery(sql: string, columns: readonly DescribedColumn[]): string {
  const isKept = ({ type }: DescribedColumn) => isCanonical(type) && !holdsArray(type);
  if (columns.every(isKept)) return sql;
  const list = columns.map((column) => {
    const { name, type } = column;
    const quoted = quoteName(name);
    if (isKept(column)) return quoted;
    const field = fieldOf(name, type);
    const typed = isCanonical(type) ? quoted : `CAST(${quoted} AS ${duckType(field)})`;
    return `${holdsArray(type) ? storedSql(typed, field) : typed} AS ${quoted}`;
  });
  return `SELECT ${list.join(', ')} FROM (${sql})`;
}

/** A column list for CREATE TABLE. A table partitioned by ingestion time has a column more than its schema. */
export function columnDefinitions(
  fields: readonly FieldSchema[],
  partitioning?: Partitioning,
): string {
  const columns = fields.map((field) => {
    const required = field.mode === 'REQUIRED' ? ' NOT NULL' : '';
    return `${quoteName(field.name)} ${duckType(field)}${required}`;
  });
  if (isIngestionPartitioned(partitioning)) {
    const unit = quoteText(partitioning.type.toLowerCase());
    columns.push(
      `${quoteName(partitionTime)} TIMESTAMP WITH TIME ZONE DEFAULT date_trunc(${unit}, now())`,
    );
  }
  return columns.join(', ');
}

type TimePartitioning = Exclude<Partitioning, { type: 'RANGE' }>;

export const isIngestionPartitioned = (
  partitioning: Partitioning | undefined,
): partitioning is TimePartitioning =>
  partitioning !== undefined && partitioning.type !== 'RANGE' && partitioning.field === undefined;

/** The columns of a table that a copy of it gets. */
export function copiedColumns(entry: Pick<TableEntry, 'fields' | 'partitioning'>): string {
  const names = entry.fields.map((field) => quoteName(field.name));
  if (isIngestionPartitioned(entry.partitioning)) names.push(quoteName(partitionTime));
  return names.join(', ');
}

/** The DuckDB statement that adds a column to a table. */
export function addColumnSql(target: ObjectReference, field: FieldSchema): string {
  return `ALTER TABLE ${sqlName(target)} ADD COLUMN ${quoteName(field.name)} ${duckType(field)}`;
}

/**
 * Gives the rows that were there an empty array for each array column that was added, as none is NULL. DuckDB can not alter
 * a table after it updated its rows in the same transaction, so this comes last.
 */
export async function fillArrays(
  connection: DuckDBConnection,
  target: ObjectReference,
  before: readonly FieldSchema[],
  after: readonly FieldSchema[],
): Promise<void> {
  const known = new Set(before.map((field) => field.name.toLowerCase()));
  for (const { name, mode } of after) {
    if (mode !== 'REPEATED' || known.has(name.toLowerCase())) continue;
    const column = quoteName(name);
    await connection.run(`UPDATE ${sqlName(target)} SET ${column} = [] WHERE ${column} IS NULL`);
  }
}

/** Number of rows of a table, from DuckDB's own count. */
export async function countRows(
  connection: DuckDBConnection,
  target: ObjectReference,
): Promise<number> {
  const result = await connection.runAndReadAll(`SELECT count(*) FROM ${sqlName(target)}`);
  return Number(result.getRows()[0]?.[0] ?? 0);
}

/** @throws BigQueryError when an object of another type has the name. */
export function requireType(
  target: ObjectReference,
  existing: TableEntry,
  type: TableEntry['type'],
): void {
  if (existing.type === type) return;
  throw invalidQuery(
    `${shownName(target)} is not allowed for this operation because it is currently a ${existing.type}.`,
  );
}
