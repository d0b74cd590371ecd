import type { DuckDBConnection } from '@duckdb/node-api';
import { storedValue } from '../sql/column-values.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { duckError } from './duck-errors.ts';
import { BigQueryError } from './errors.ts';
import type { LoadSource } from './load-source.ts';
import { quoteName } from './types.ts';

export interface RowsToLoad {
  /** The table, as SQL. */
  table: string;
  fields: readonly FieldSchema[];
  /** Columns that the files do not give: quoted name, and SQL of their value. */
  constants: readonly (readonly [string, string])[];
  /** Bad rows that are left out; with one more the load fails. */
  maxBadRecords: number;
}

/** Inserts the files' rows and returns how many bad ones were left out. @throws BigQueryError invalid for a bad row too many. */
export async function insertRows(
  connection: DuckDBConnection,
  source: LoadSource,
  rows: RowsToLoad,
): Promise<number> {
  const { table, fields, constants, maxBadRecords } = rows;
  const names = [
    ...fields.map((field) => quoteName(field.name)),
    ...constants.map(([name]) => name),
  ];
  const into = `INSERT INTO ${table} (${names.join(', ')})`;
  const fixed = constants.map(([, sql]) => sql);
  const values = fields.map((field) => storedValue(source.convert(field), field));
  if (maxBadRecords === 0 || source.readTolerant === undefined) {
    const select = `SELECT ${[...values, ...fixed].join(', ')} FROM ${source.read(fields)}`;
    await reading(source, () => connection.run(`${into} ${select}`));
    return 0;
  }
  const converted = values.map((value) => `TRY(${value})`);
  const bad = ['__bad', ...fields.map((field, index) => isBad(field, converted[index] ?? ''))].join(
    ' OR ',
  );
  const relation = source.readTolerant(fields);
  return reading(source, async () => {
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${relation} WHERE ${bad}`);
    const rejected =
      Number(counted.getRows()[0]?.[0] ?? 0) + (await rejectedLines(connection, source));
    if (rejected > maxBadRecords) {
      throw readError(
        source,
        `too many errors, giving up. Errors: ${rejected}; max bad: ${maxBadRecords}.`,
      );
    }
    const select = `SELECT ${[...converted, ...fixed].join(', ')} FROM ${relation}`;
    await connection.run(`${into} ${select} WHERE NOT (${bad})`);
    return rejected;
  });
}

function isBad(field: FieldSchema, converted: string): string {
  const column = quoteName(field.name);
  if (field.mode === 'REQUIRED' || field.mode === 'REPEATED') return `(${converted} IS NULL)`;
  const given =
    field.type === 'JSON'
      ? `${column} IS NOT NULL AND ${column} <> 'null'`
      : `${column} IS NOT NULL`;
  return `(${given} AND ${converted} IS NULL)`;
}

async function rejectedLines(connection: DuckDBConnection, source: LoadSource): Promise<number> {
  if (source.format !== 'CSV') return 0;
  const result = await connection.runAndReadAll(
    'SELECT count(DISTINCT (file_id, line)) FROM reject_errors',
  );
  return Number(result.getRows()[0]?.[0] ?? 0);
}

/** Runs work on the files; what fails in it is an error of the data. */
export async function reading<T>(source: LoadSource, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BigQueryError) throw error;
    throw readError(source, shortMessage(error), error);
  }
}

function readError(source: LoadSource, message: string, cause?: unknown): BigQueryError {
  const made = cause === undefined ? undefined : duckError(cause);
  if (
    made !== undefined &&
    ['stopped', 'resourcesExceeded', 'internalError'].includes(made.reason)
  ) {
    return made;
  }
  return new BigQueryError(
    'invalid',
    `Error while reading data, error message: ${source.format} parsing error: ${message}`,
    { cause },
  );
}

function shortMessage(error: unknown): string {
  const { message } = duckError(error);
  return (message.split(/\n\s*\n|\nLINE /)[0] ?? message).replaceAll(
    /"[^"]*\/upload-[^"]*"/g,
    'the file',
  );
}
