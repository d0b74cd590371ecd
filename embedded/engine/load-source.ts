import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import { csvSource } from './csv-source.ts';
import { invalid } from './errors.ts';
import { jsonSource } from './json-source.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { parquetSource } from './parquet-source.ts';
import { quoteText } from './types.ts';

/** How to read a load job's files with DuckDB. */
export interface LoadSource {
  /** Format name as messages show it. */
  format: 'JSON' | 'CSV' | 'Parquet';
  /** A relation with the schema DuckDB detects. */
  detected: string;
  /** Learns what the files hold. @throws BigQueryError, or DuckDB's error, for a field that is not in the schema. */
  inspect(connection: DuckDBConnection, fields: readonly FieldSchema[]): Promise<void>;
  /** Of a format that has columns: whether the files have the field's, once they were inspected. */
  holds?: (field: FieldSchema) => boolean;
  /** A relation with one column per field, as text (of Parquet, in its own types). */
  read(fields: readonly FieldSchema[]): string;
  /** The same, where an unreadable row has `__bad` true instead of failing the read; undefined if the format has none. */
  readTolerant?: (fields: readonly FieldSchema[]) => string;
  /** DuckDB SQL of a field's value out of its column in the relation; it fails for a value that is not of its type. */
  convert(field: FieldSchema): string;
}

/** Files as a DuckDB list. */
export const fileList = (files: readonly string[]): string =>
  `[${files.map(quoteText).join(', ')}]`;

/** The source of a load job. @throws BigQueryError invalid for a format that is not supported. */
export async function loadSource(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  files: readonly string[],
): Promise<LoadSource> {
  const format = configuration.sourceFormat ?? 'CSV';
  switch (format) {
    case 'NEWLINE_DELIMITED_JSON':
      return jsonSource(configuration, files);
    case 'CSV':
      return csvSource(connection, configuration, files);
    case 'PARQUET':
      return parquetSource(configuration, files);
    default:
      throw invalid(
        `Source format ${format} is not supported here: use NEWLINE_DELIMITED_JSON, CSV or PARQUET`,
      );
  }
}
