import {
  DuckDBTypeId,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
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

/** A finished query's rows: held once, in DuckDB's own memory, and encoded page by page. */
export interface ResultSet {
  fields: FieldSchema[];
  totalRows: number;
  /** A rough size in bytes, for the budget of results that are kept. */
  bytes: number;
  page(request: PageRequest): Page;
}

/** A page ends at about this many characters, as BigQuery's do at about 10 MB. */
const maxPageLength = 10_000_000;

/** Reads a column of a chunk: texts, which may be long, one by one as they are asked for, the rest at once. */
function cellReader(chunk: DuckDBDataChunk, column: number): (row: number) => DuckDBValue {
  const vector = chunk.getColumnVector(column);
  if (vector.type.typeId === DuckDBTypeId.VARCHAR) return (row) => vector.getItem(row);
  const values = chunk.getColumnValues(column);
  return (row) => values[row] ?? null;
}

/** Wraps DuckDB's materialised result. @throws BigQueryError invalidQuery for a type BigQuery lacks. */
export function resultSet(result: DuckDBMaterializedResult): ResultSet {
  const names = result.columnNames();
  const types = result.columnTypes();
  const fields = names.map((name, index) =>
    fieldOf(name, types[index] ?? result.columnType(index)),
  );
  const starts = [0];

  function chunkAt(row: number): { chunk: DuckDBDataChunk; start: number } | undefined {
    let index = 0;
    while (index + 1 < starts.length && (starts[index + 1] ?? Infinity) <= row) index += 1;
    while (index < result.chunkCount) {
      const chunk = result.getChunk(index);
      const start = starts[index] ?? 0;
      starts[index + 1] = start + chunk.rowCount;
      if (row < start + chunk.rowCount) return { chunk, start };
      index += 1;
    }
    return undefined;
  }

  function page({ start, maxRows, timestamps }: PageRequest): Page {
    const encoders = types.map((type) => cellEncoder(type, timestamps));
    const rows: string[] = [];
    let length = 0;
    while (rows.length < maxRows && length < maxPageLength) {
      const found = chunkAt(start + rows.length);
      if (found === undefined) break;
      const first = start + rows.length - found.start;
      const columns = encoders.map((encode, index) => {
        const cell = cellReader(found.chunk, index);
        return (row: number) => encode(cell(row));
      });
      for (let row = first; row < found.chunk.rowCount && rows.length < maxRows; row += 1) {
        const cells = columns.map((encode) => encode(row));
        const text = `{"f":[${cells.join(',')}]}`;
        length += text.length;
        rows.push(text);
        if (length >= maxPageLength) break;
      }
    }
    return { rows: `[${rows.join(',')}]`, count: rows.length };
  }

  return {
    fields,
    totalRows: result.rowCount,
    bytes: result.rowCount * Math.max(names.length, 1) * 24 + 4096,
    page,
  };
}
