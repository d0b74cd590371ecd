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
import type { OutputColumn, OutputValue } from '../ml/index.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import { columnDefinitions } from './tables.ts';
import { legacyName, quoteName } from './types.ts';

/** Rows per chunk of DuckDB's appender. */
const chunkRows = 2048;

/** A temporary table being filled. */
export interface OutputTable {
  /** Appends rows of columns of the table's fields, in their order. */
  append(columns: readonly OutputColumn[]): void;
  close(): void;
}

/**
 * Creates the temporary table `name` on the connection, for columns of these types: INTEGER, FLOAT, BOOLEAN, STRING, and
 * arrays or records of them.
 */
export async function createOutputTable(
  connection: DuckDBConnection,
  name: string,
  fields: readonly FieldSchema[],
): Promise<OutputTable> {
  const types = fields.map(appendType);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quoteName(name)} (${columnDefinitions(fields)})`,
  );
  const appender = await connection.createAppender(name, 'main', 'temp');
  return {
    append(columns) {
      const rows = columns[0]?.values.length ?? 0;
      for (let start = 0; start < rows; start += chunkRows) {
        const count = Math.min(chunkRows, rows - start);
        const chunk = DuckDBDataChunk.create(types, count);
        columns.forEach(({ values }, column) => {
          const type = types[column] ?? DOUBLE;
          chunk.setColumnValues(
            column,
            Array.from({ length: count }, (_, row) => toDuck(values[start + row] ?? null, type)),
          );
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
