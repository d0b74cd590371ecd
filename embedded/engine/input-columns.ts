import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { Cell, CellValues, Column, NumberArray } from '../ml/index.ts';
import { describeQuery, type DescribedColumn } from './tables.ts';
import { fieldOf, quoteName } from './types.ts';
import { bignumericText, scalarText } from './wire.ts';

/**
 * How a model is given a column: INT64, NUMERIC, BIGNUMERIC and FLOAT64 as double precision with NaN for NULL,
 * BOOL as booleans, everything else as text.
 */
export interface InputColumn {
  name: string;
  type: string;
  /** DuckDB SQL of what is read, from SQL of the column. */
  select: (sql: string) => string;
  /** The values that stand at `position` in chunks; numbers in arrays of a kind. */
  read: (
    chunks: readonly DuckDBDataChunk[],
    position: number,
    numberArray: NumberArray,
  ) => CellValues;
}

const numericTypes = new Set(['INTEGER', 'FLOAT', 'NUMERIC', 'BIGNUMERIC']);

export function inputColumn({ name, type: duckdbType }: DescribedColumn): InputColumn {
  const field = fieldOf(name, duckdbType);
  const type = field.mode === 'REPEATED' ? 'ARRAY' : field.type;
  if (!numericTypes.has(type)) return { name, type, select: (sql) => sql, read: readCells };
  // BIGNUMERIC is stored as an integer, which DuckDB would take for its value.
  const select = (sql: string) =>
    type === 'BIGNUMERIC' ? sql : `COALESCE(CAST(${sql} AS DOUBLE), 'NaN'::DOUBLE)`;
  return { name, type, select, read: readNumbers };
}

function readNumbers(
  chunks: readonly DuckDBDataChunk[],
  position: number,
  numberArray: NumberArray,
): Float64Array | Float32Array {
  const numbers = new numberArray(chunks.reduce((sum, { rowCount }) => sum + rowCount, 0));
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(position);
    const count = vector.itemCount;
    for (let row = 0; row < count; row += 1) {
      numbers[offset + row] = toNumber(vector.getItem(row));
    }
    offset += count;
  }
  return numbers;
}

function toNumber(value: DuckDBValue): number {
  if (typeof value === 'number') return value;
  return value === null ? NaN : Number(bignumericText(value));
}

const readCells = (chunks: readonly DuckDBDataChunk[], position: number): Cell[] =>
  chunks.flatMap((chunk) => chunk.getColumnValues(position).map(toCell));

function toCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  return scalarText(value, 'ISO8601_STRING');
}

/** Runs DuckDB SQL and returns its columns. */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<Column[]> {
  const { columns, chunks } = await run(connection, sql);
  return take(columns, chunks);
}

/** Runs DuckDB SQL and returns its columns for so many rows at a time at most. */
export async function* readBatches(
  connection: DuckDBConnection,
  sql: string,
  mostRows: number,
): AsyncGenerator<Column[]> {
  const { columns, chunks } = await run(connection, sql);
  for (const chunk of chunks) {
    const whole = take(columns, [chunk]);
    for (let start = 0; start < chunk.rowCount; start += mostRows) {
      const end = start + mostRows;
      yield whole.map((column) => ({ ...column, values: column.values.slice(start, end) }));
    }
  }
}

const take = (columns: readonly InputColumn[], chunks: readonly DuckDBDataChunk[]): Column[] =>
  columns.map(({ name, type, read }, position) => ({
    name,
    type,
    values: read(chunks, position, Float64Array),
  }));

async function run(connection: DuckDBConnection, sql: string) {
  const columns = (await describeQuery(connection, sql)).map(inputColumn);
  const list = columns.map(({ name, select }) => select(quoteName(name)));
  const result = await connection.run(`SELECT ${list.join(', ')} FROM (${sql})`);
  const chunks = Array.from({ length: result.chunkCount }, (_, index) => result.getChunk(index));
  return { columns, chunks: chunks.filter(({ rowCount }) => rowCount > 0) };
}
