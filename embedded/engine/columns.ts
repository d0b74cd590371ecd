import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
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
import type { Cell, Column, OutputColumn, OutputValue, ProbabilityArrays } from '../ml/index.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import { describeQuery } from './tables.ts';
import { duckType, fieldOf, legacyName, quoteName, quoteText } from './types.ts';
import { bignumericText, scalarText } from './wire.ts';

/** Runs DuckDB SQL and returns its columns, as `readBatches` does, whole. */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<Column[]> {
  for await (const columns of readBatches(connection, sql, Infinity)) return columns;
  return [];
}

/**
 * Runs DuckDB SQL and returns its columns for so many rows at a time, at least once. INT64, NUMERIC and FLOAT64
 * come as double precision with NaN for NULL, BOOL as booleans, everything else as text.
 */
export async function* readBatches(
  connection: DuckDBConnection,
  sql: string,
  mostRows: number,
): AsyncGenerator<Column[]> {
  const shapes = (await describeQuery(connection, sql)).map(({ name, type }) => {
    const field = fieldOf(name, type);
    const isArray = field.mode === 'REPEATED';
    return {
      name,
      type: isArray ? 'ARRAY' : field.type,
      isNumeric: !isArray && numericTypes.has(field.type),
    };
  });
  const list = shapes.map(({ name, type, isNumeric }) =>
    isNumeric && type !== 'BIGNUMERIC'
      ? `COALESCE(CAST(${quoteName(name)} AS DOUBLE), 'NaN'::DOUBLE)`
      : quoteName(name),
  );
  const result = await connection.run(`SELECT ${list.join(', ')} FROM (${sql})`);
  const chunks: DuckDBDataChunk[] = [];
  let rows = 0;
  const flush = () => {
    const columns = shapes.map(({ name, type, isNumeric }, index) => ({
      name,
      type,
      values: isNumeric ? numbersFrom(chunks, index, rows) : cellsFrom(chunks, index),
    }));
    chunks.length = 0;
    rows = 0;
    return columns;
  };
  for (let index = 0; index < result.chunkCount; index += 1) {
    const chunk = result.getChunk(index);
    if (rows > 0 && rows + chunk.rowCount > mostRows) yield flush();
    chunks.push(chunk);
    rows += chunk.rowCount;
  }
  yield flush();
}

function numbersFrom(
  chunks: readonly DuckDBDataChunk[],
  column: number,
  rows: number,
): Float64Array {
  const numbers = new Float64Array(rows);
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(column);
    const count = chunk.rowCount;
    for (let row = 0; row < count; row += 1) {
      numbers[offset + row] = toNumber(vector.getItem(row));
    }
    offset += count;
  }
  return numbers;
}

const cellsFrom = (chunks: readonly DuckDBDataChunk[], column: number): Cell[] =>
  chunks.flatMap((chunk) => chunk.getColumnValues(column).map(toCell));

const numericTypes = new Set(['INTEGER', 'FLOAT', 'NUMERIC', 'BIGNUMERIC']);

/** Everything but BIGNUMERIC comes as a double already. */
function toNumber(value: DuckDBValue): number {
  if (typeof value === 'number') return value;
  return value === null ? NaN : Number(bignumericText(value));
}

function toCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  return scalarText(value, 'ISO8601_STRING');
}

/** Rows per chunk of DuckDB's appender. */
const chunkRows = 2048;

/** A temporary table being filled. */
export interface TableWriter {
  /** SQL of the written columns as GoogleSQL has them, over the table under an alias. */
  list: (alias: string) => string;
  names: string[];
  append(columns: readonly OutputColumn[]): void;
  close(): void;
}

/**
 * Creates the temporary table `name` on the connection, for columns of these types: INTEGER, FLOAT, BOOLEAN, STRING, and
 * arrays or records of them. Probabilities by class are kept as numbers and put together where they are read.
 */
export async function createWriter(
  connection: DuckDBConnection,
  name: string,
  columns: readonly OutputColumn[],
): Promise<TableWriter> {
  const stored = columns.flatMap(storedColumns);
  const definitions = stored.map((column) => `${quoteName(column.name)} ${column.duckType}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quoteName(name)} (${definitions.join(', ')})`,
  );
  const types = stored.map(({ type }) => type);
  const appender = await connection.createAppender(name, 'main', 'temp');
  return {
    list: (alias) =>
      columns
        .map((column) => `${columnSql(column, alias)} AS ${quoteName(column.field.name)}`)
        .join(', '),
    names: columns.map(({ field }) => field.name),
    append(next) {
      const values = next.flatMap((column) => storedColumns(column).map((part) => part.values));
      const rows = values[0]?.length ?? 0;
      for (let start = 0; start < rows; start += chunkRows) {
        const count = Math.min(chunkRows, rows - start);
        const chunk = DuckDBDataChunk.create(types, count);
        values.forEach((source, column) => {
          const type = types[column] ?? DOUBLE;
          const cells: DuckDBValue[] = [];
          for (let row = start; row < start + count; row += 1) {
            cells.push(toDuck(source[row] ?? null, type));
          }
          chunk.setColumnValues(column, cells);
        });
        appender.appendDataChunk(chunk);
      }
    },
    close() {
      appender.flushSync();
      appender.closeSync();
    },
  };
}

interface StoredColumn {
  name: string;
  type: DuckDBType;
  duckType: string;
  values: ArrayLike<OutputValue>;
}

const isByClass = (values: OutputColumn['values']): values is ProbabilityArrays =>
  'probabilities' in values;

const probabilityName = (field: FieldSchema, index: number) => `${field.name}:${index}`;

function storedColumns({ field, values }: OutputColumn): StoredColumn[] {
  if (!isByClass(values)) {
    return [{ name: field.name, type: appendType(field), duckType: duckType(field), values }];
  }
  return values.probabilities.map((ofClass, index) => ({
    name: probabilityName(field, index),
    type: DOUBLE,
    duckType: 'DOUBLE',
    values: ofClass,
  }));
}

function columnSql({ field, values }: OutputColumn, alias: string): string {
  const from = (name: string) => `${alias}.${quoteName(name)}`;
  if (!isByClass(values)) return from(field.name);
  const structs = values.labels.map((label, index) => {
    const text = typeof label === 'string' ? quoteText(label) : String(label);
    return `{'label': ${text}, 'prob': ${from(probabilityName(field, index))}}`;
  });
  return `CAST([${structs.join(', ')}] AS ${duckType(field)})`;
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
