import type { FieldSchema } from '../sql/statement.ts';
import { BigQueryError } from './errors.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { storedValue } from './load-convert.ts';
import { fileList, type LoadSource } from './load-source.ts';
import { describeQuery } from './tables.ts';
import { duckType, fieldOf, quoteName } from './types.ts';

/** Types a Parquet column may have for a field of another type. */
const widens: Readonly<Record<string, readonly string[]>> = {
  INTEGER: ['FLOAT', 'NUMERIC', 'BIGNUMERIC'],
  NUMERIC: ['BIGNUMERIC', 'FLOAT'],
  DATE: ['DATETIME', 'TIMESTAMP'],
  DATETIME: ['TIMESTAMP'],
  TIMESTAMP: ['DATETIME'],
  STRING: ['JSON', 'BYTES'],
  BYTES: ['STRING'],
};

const parquetError = (message: string): BigQueryError =>
  new BigQueryError('invalid', `Error while reading data, error message: ${message}`);

/** Parquet: columns are found by name. */
export function parquetSource(
  configuration: LoadConfiguration,
  files: readonly string[],
): LoadSource {
  const relation = `read_parquet(${fileList(files)}, union_by_name = true)`;
  const found = new Map<string, FieldSchema>();
  return {
    format: 'Parquet',
    detected: relation,
    inspect: async (connection, fields) => {
      for (const { name, type } of await describeQuery(connection, `FROM ${relation}`)) {
        found.set(name.toLowerCase(), fieldOf(name, type));
      }
      if (!fields.some(({ name }) => found.has(name.toLowerCase()))) {
        throw parquetError('The files have none of the columns of the schema.');
      }
      const wanted = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
      for (const [key, column] of found) {
        const field = wanted.get(key);
        if (field === undefined) {
          if (configuration.ignoreUnknownValues === true) continue;
          throw parquetError(`Provided schema is missing the Parquet column ${column.name}.`);
        }
        const same = column.type === field.type || widens[column.type]?.includes(field.type);
        if (same !== true || (column.mode === 'REPEATED') !== (field.mode === 'REPEATED')) {
          throw parquetError(
            `Parquet column '${column.name}' has type ${column.type}${column.mode === 'REPEATED' ? ' REPEATED' : ''}` +
              ` which does not match the target cpp_type ${field.type}${field.mode === 'REPEATED' ? ' REPEATED' : ''}.`,
          );
        }
      }
    },
    holds: (field) => found.has(field.name.toLowerCase()),
    read: () => relation,
    convert: (field) => {
      const value = quoteName(found.get(field.name.toLowerCase())?.name ?? field.name);
      if (field.type === 'BIGNUMERIC') {
        if (field.mode === 'REPEATED') {
          throw parquetError(`A repeated BIGNUMERIC is not supported. Field: ${field.name}`);
        }
        return `bq_bignumeric_parse(CAST(${value} AS VARCHAR))`;
      }
      return storedValue(field, `CAST(${value} AS ${duckType(field)})`);
    },
  };
}
