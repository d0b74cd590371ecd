import {
  DuckDBTypeId,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import { fieldOf } from './types.ts';
import { cellEncoder, type TimestampFormat } from './wire.ts';

/** A page of rows in BigQuery's wire format, as JSON text. */
export interface Page {
  /** The JSON array of rows: `[{"f":[{"v":"1"}]}]`. */
  rows: string;
  count: number;
}

export interface PageRequest {
  start: number;
  maxRows: number;
  timestamps: TimestampFormat;
}

/** A finished query's rows: they stay in DuckDB and are encoded page by page. */
export interface ResultSet {
  fields: FieldSchema[];
  totalRows: number;
  /** A rough size in bytes, for the budget of results that are kept. */
  bytes: number;
  /** @throws BigQueryError notFound when the rows are gone. */
  page(request: PageRequest): Promise<Page>;
  /** Gives the rows up. */
  discard(): Promise<void>;
}

/** A piece of rows that are wanted: a chunk, and the first row of it to read. */
export interface Piece {
  chunk: DuckDBDataChunk;
  first: number;
}

/** A page ends at about this many characters, as BigQuery's do at about 10 MB. */
const maxPageLength = 10_000_000;
/** Rows read at a time, at least and at most. */
const windowRows = { least: 2048, most: 65_536 };

/** Reads a column of a chunk: texts, which may be long, one by one as they are asked for, the rest at once. */
function cellReader(chunk: DuckDBDataChunk, column: number): (row: number) => DuckDBValue {
  const vector = chunk.getColumnVector(column);
  if (vector.type.typeId === DuckDBTypeId.VARCHAR) return (row) => vector.getItem(row);
  const values = chunk.getColumnValues(column);
  return (row) => values[row] ?? null;
}

/** Encodes rows of the given types; `read` answers with pieces of rows from `start` on, at most about `count`, none at the end. */
export async function readPage(
  types: readonly DuckDBType[],
  { start, maxRows, timestamps }: PageRequest,
  read: (start: number, count: number) => Promise<Piece[]> | Piece[],
): Promise<Page> {
  const encoders = types.map((type) => cellEncoder(type, timestamps));
  const rows: string[] = [];
  let length = 0;
  while (rows.length < maxRows && length < maxPageLength) {
    const fits = ((maxPageLength - length) * rows.length) / Math.max(length, 1);
    const wanted = Math.min(Math.max(fits, windowRows.least), windowRows.most);
    const pieces = await read(
      start + rows.length,
      Math.ceil(Math.min(wanted, maxRows - rows.length)),
    );
    if (pieces.length === 0) break;
    for (const { chunk, first } of pieces) {
      const columns = encoders.map((encode, index) => {
        const cell = cellReader(chunk, index);
        return (row: number) => encode(cell(row));
      });
      for (let row = first; row < chunk.rowCount; row += 1) {
        if (rows.length >= maxRows || length >= maxPageLength) break;
        const text = `{"f":[${columns.map((encode) => encode(row)).join(',')}]}`;
        length += text.length;
        rows.push(text);
      }
    }
  }
  return { rows: `[${rows.join(',')}]`, count: rows.length };
}

/** Pieces of rows that a query gives when it is run. */
export async function queryPieces(connection: DuckDBConnection, sql: string): Promise<Piece[]> {
  const result = await connection.run(sql);
  return Array.from({ length: result.chunkCount }, (_, index) => ({
    chunk: result.getChunk(index),
    first: 0,
  })).filter(({ chunk }) => chunk.rowCount > 0);
}

/** The BigQuery schema of a result's columns. @throws BigQueryError invalidQuery for a type BigQuery lacks. */
export const fieldsOf = (names: readonly string[], types: readonly DuckDBType[]): FieldSchema[] =>
  types.map((type, index) => fieldOf(names[index] ?? '', type));

/** Wraps a result that DuckDB holds in memory as it is. */
export function materializedResult(result: DuckDBMaterializedResult): ResultSet {
  const types = result.columnTypes();
  const starts = [0];

  function piece(row: number): Piece[] {
    let index = 0;
    while (index + 1 < starts.length && (starts[index + 1] ?? Infinity) <= row) index += 1;
    for (; index < result.chunkCount; index += 1) {
      const chunk = result.getChunk(index);
      const start = starts[index] ?? 0;
      starts[index + 1] = start + chunk.rowCount;
      if (row < start + chunk.rowCount) return [{ chunk, first: row - start }];
    }
    return [];
  }

  return {
    fields: fieldsOf(result.columnNames(), types),
    totalRows: result.rowCount,
    bytes: result.rowCount * Math.max(types.length, 1) * 24 + 4096,
    page: (request) => readPage(types, request, piece),
    discard: () => Promise.resolve(),
  };
}
