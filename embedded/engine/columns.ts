import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBStructType,
  DuckDBTypeId,
  LIST,
  STRUCT,
  VARCHAR,
  listValue,
  structValue,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Cell, Column, OutputColumn, OutputValue } from '../ml/index.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import { duckType, fieldOf, legacyName, quoteName } from './types.ts';
import { bignumericText, scalarText } from './wire.ts';

/**
 * Runs DuckDB SQL and returns its columns. INT64, NUMERIC and FLOAT64 come as double precision with NaN for NULL, BOOL as
 * booleans, everything else as text.
 */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<Column[]> {
  const result = await connection.run(sql);
  const types = result.columnTypes();
  const rows = result.rowCount;
  const columns = result.columnNames().map((name, index) => {
    const { type, mode } = fieldOf(name, types[index] ?? DOUBLE);
    const numeric = mode !== 'REPEATED' && numericTypes.has(type);
    const values = numeric ? new Float64Array(rows) : new Array<Cell>(rows).fill(null);
    return { name, type: mode === 'REPEATED' ? 'ARRAY' : type, values };
  });
  let offset = 0;
  for (let index = 0; index < result.chunkCount; index += 1) {
    const chunk = result.getChunk(index);
    columns.forEach(({ type, values }, column) => {
      const cells = chunk.getColumnValues(column);
      if (values instanceof Float64Array)
        cells.forEach((cell, row) => (values[offset + row] = toNumber(cell, type)));
      else cells.forEach((cell, row) => (values[offset + row] = toCell(cell)));
    });
    offset += chunk.rowCount;
  }
  return columns;
}

const numericTypes = new Set(['INTEGER', 'FLOAT', 'NUMERIC', 'BIGNUMERIC']);

function toNumber(value: DuckDBValue, type: string): number {
  if (value === null) return NaN;
  if (type === 'BIGNUMERIC') return Number(bignumericText(value));
  return value instanceof DuckDBDecimalValue ? value.toDouble() : Number(value);
}

function toCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  return scalarText(value, 'ISO8601_STRING');
}

/** Rows per chunk of DuckDB's appender. */
const chunkRows = 2048;

/**
 * Creates the temporary table `name` on the connection and fills it. Types: INTEGER, FLOAT, BOOLEAN, STRING, and arrays or records
 * of them.
 */
export async function writeColumns(
  connection: DuckDBConnection,
  name: string,
  columns: readonly OutputColumn[],
): Promise<void> {
  const definitions = columns.map(({ field }) => `${quoteName(field.name)} ${duckType(field)}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quoteName(name)} (${definitions.join(', ')})`,
  );
  const types = columns.map(({ field }) => appendType(field));
  const rows = columns[0]?.values.length ?? 0;
  const appender = await connection.createAppender(name, 'main', 'temp');
  for (let start = 0; start < rows; start += chunkRows) {
    const count = Math.min(chunkRows, rows - start);
    const chunk = DuckDBDataChunk.create(types, count);
    columns.forEach(({ values }, column) => {
      const type = types[column] ?? DOUBLE;
      const cells = Array.from({ length: count }, (_, row) =>
        toDuck(values[start + row] ?? null, type),
      );
      chunk.setColumnValues(column, cells);
    });
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
}

function appendType(field: FieldSchema): DuckDBType {
  const element = elementType(field);
  return field.mode === 'REPEATED' ? LIST(element) : element;
}

function elementType(field: FieldSchema): DuckDBType {
  switch (legacyName(field.type)) {
    case 'INTEGER':
      return BIGINT;
    case 'FLOAT':
      return DOUBLE;
    case 'BOOLEAN':
      return BOOLEAN;
    case 'STRING':
      return VARCHAR;
    case 'RECORD':
      return STRUCT(
        Object.fromEntries((field.fields ?? []).map((inner) => [inner.name, appendType(inner)])),
      );
    default:
      throw invalid(`A model's column ${field.name} cannot have type ${field.type}`);
  }
}

function toDuck(value: OutputValue, type: DuckDBType): DuckDBValue {
  if (value === null) return null;
  if (type instanceof DuckDBListType) {
    return listValue((value as OutputValue[]).map((item) => toDuck(item, type.valueType)));
  }
  if (type instanceof DuckDBStructType) {
    const record = value as Record<string, OutputValue>;
    return structValue(
      Object.fromEntries(
        type.entryNames.map((name, index) => [
          name,
          toDuck(record[name] ?? null, type.entryTypes[index] ?? DOUBLE),
        ]),
      ),
    );
  }
  if (type.typeId === DuckDBTypeId.BIGINT) return BigInt(value as number | bigint);
  return value as number | string | boolean;
}
