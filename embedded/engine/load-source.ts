import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import { convertText, textStructure, textType } from './load-convert.ts';
import { invalid } from './errors.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { quoteName, quoteText } from './types.ts';

/** How to read a load job's files with DuckDB. */
export interface LoadSource {
  /** Format name as messages show it. */
  format: 'JSON' | 'CSV' | 'Parquet';
  /** A relation with the schema DuckDB detects. */
  detected: string;
  /** A relation with one column per field, as text (of Parquet, in its own types). */
  read(fields: readonly FieldSchema[]): string;
  /** The same, where an unreadable row has `__bad` true instead of failing the read; undefined if the format has none. */
  readTolerant?: (fields: readonly FieldSchema[]) => string;
  /** SQL that lists the fields the files have, top level; undefined when reading them checks it. */
  names?: string;
  convert(field: FieldSchema): string;
}

const list = (files: readonly string[]): string => `[${files.map(quoteText).join(', ')}]`;

const columnMap = (fields: readonly FieldSchema[]): string =>
  `{${fields.map((field) => `${quoteText(field.name)}: ${quoteText(textType(field))}`).join(', ')}}`;

/** The source of a load job. @throws BigQueryError invalid for a format that is not supported. */
export async function loadSource(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  files: readonly string[],
): Promise<LoadSource> {
  const format = configuration.sourceFormat ?? 'CSV';
  if (format === 'NEWLINE_DELIMITED_JSON') return jsonSource(files);
  if (format === 'CSV') {
    const options = csvOptions(configuration);
    const skip = await csvSkip(connection, configuration, options, files);
    return csvSource(options, skip, files);
  }
  if (format === 'PARQUET') return parquetSource(files);
  throw invalid(
    `Source format ${format} is not supported here: use NEWLINE_DELIMITED_JSON, CSV or PARQUET`,
  );
}

/** The longest JSON line, as BigQuery's limit of 100 MB. */
const jsonOptions = `format = 'newline_delimited', records = 'true', maximum_object_size = 104857600`;

function jsonSource(files: readonly string[]): LoadSource {
  const objects = `read_ndjson_objects(${list(files)}, maximum_object_size = 104857600`;
  return {
    format: 'JSON',
    detected:
      `read_json(${list(files)}, ${jsonOptions}, sample_size = -1, convert_strings_to_integers = false,` +
      ` map_inference_threshold = -1, field_appearance_threshold = 0)`,
    read: (fields) => `read_json(${list(files)}, ${jsonOptions}, columns = ${columnMap(fields)})`,
    readTolerant: (fields) => {
      const structure = Object.fromEntries(
        fields.map((field) => [field.name, textStructure(field)]),
      );
      return (
        `(SELECT unnest(json_transform(json, ${quoteText(JSON.stringify(structure))})),` +
        ` json IS NULL OR json_type(json) <> 'OBJECT' AS __bad FROM ${objects}, ignore_errors = true))`
      );
    },
    names: `SELECT DISTINCT unnest(json_keys(json)) FROM ${objects})`,
    convert: (field) => convertText(field, quoteName(field.name)),
  };
}

function csvOptions(configuration: LoadConfiguration): string {
  const delimiter = (configuration.fieldDelimiter ?? ',').replace(/^(?:tab|\\t)$/i, '\t');
  const quote = configuration.quote ?? '"';
  return [
    `delim = ${quoteText(delimiter)}`,
    `quote = ${quoteText(quote)}`,
    `escape = ${quoteText(quote)}`,
    `nullstr = ${quoteText(configuration.nullMarker ?? '')}`,
    'allow_quoted_nulls = false',
    'max_line_size = 104857600',
    ...(configuration.allowJaggedRows === true ? ['null_padding = true'] : []),
    ...(configuration.ignoreUnknownValues === true ? ['strict_mode = false'] : []),
    ...(configuration.encoding === 'ISO-8859-1' ? ["encoding = 'latin-1'"] : []),
  ].join(', ');
}

/** Leading rows to skip: as told, or, of a schema that is detected, the header if there seems to be one. */
async function csvSkip(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  options: string,
  files: readonly string[],
): Promise<number> {
  const told = Number(configuration.skipLeadingRows ?? 0);
  const [first] = files;
  if (told > 0 || configuration.autodetect !== true || first === undefined) return told;
  const sniffed = await connection.runAndReadAll(
    `SELECT HasHeader FROM sniff_csv(${quoteText(first)}, ${options})`,
  );
  return sniffed.getRows()[0]?.[0] === true ? 1 : 0;
}

function csvSource(options: string, skip: number, files: readonly string[]): LoadSource {
  const typed = (fields: readonly FieldSchema[]): string =>
    `${options}, header = false, auto_detect = false, skip = ${skip}, columns = ${columnMap(fields)}`;
  return {
    format: 'CSV',
    detected:
      `read_csv(${list(files)}, ${options}, sample_size = -1` +
      `${skip > 0 ? `, skip = ${skip - 1}, header = true` : ''})`,
    read: (fields) => `read_csv(${list(files)}, ${typed(fields)})`,
    readTolerant: (fields) =>
      `(SELECT *, false AS __bad FROM read_csv(${list(files)}, ${typed(fields)}, ignore_errors = true, store_rejects = true))`,
    convert: (field) => {
      if (field.type === 'RECORD' || field.mode === 'REPEATED') {
        throw invalid(`Cannot load CSV data with a nested schema. Field: ${field.name}`);
      }
      return field.type === 'JSON'
        ? `CAST(${quoteName(field.name)} AS JSON)`
        : convertText(field, quoteName(field.name));
    },
  };
}

/** A Parquet column as it is stored: of the decimals, BIGNUMERIC is not DuckDB's. */
function parquetValue(field: FieldSchema): string {
  const column = quoteName(field.name);
  if (field.type !== 'BIGNUMERIC') return column;
  if (field.mode === 'REPEATED')
    throw invalid(`Field ${field.name}: a repeated BIGNUMERIC cannot be loaded from Parquet`);
  return `bq_bignumeric_parse(CAST(${column} AS VARCHAR))`;
}

function parquetSource(files: readonly string[]): LoadSource {
  const relation = `read_parquet(${list(files)})`;
  return {
    format: 'Parquet',
    detected: relation,
    read: () => relation,
    names: `SELECT column_name FROM (DESCRIBE FROM ${relation})`,
    convert: parquetValue,
  };
}
