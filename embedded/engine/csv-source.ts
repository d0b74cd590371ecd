import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { convertText, storedJson, textType } from './load-convert.ts';
import { fileList, type LoadSource } from './load-source.ts';
import { quoteName, quoteText } from './types.ts';

/** CSV with BigQuery's options. @throws BigQueryError invalid for an option's value that cannot be honoured. */
export async function csvSource(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  files: readonly string[],
): Promise<LoadSource> {
  const list = fileList(files);
  const options = csvOptions(configuration);
  const skip = await csvSkip(connection, configuration, options, files);
  const typed = (fields: readonly FieldSchema[]): string => {
    const columns = fields.map(
      (field) => `${quoteText(field.name)}: ${quoteText(textType(field))}`,
    );
    return `${options}, header = false, auto_detect = false, skip = ${skip}, columns = {${columns.join(', ')}}`;
  };
  return {
    format: 'CSV',
    detected:
      `read_csv(${list}, ${options}, sample_size = -1` +
      `${skip > 0 ? `, skip = ${skip - 1}, header = true` : ''})`,
    inspect: () => Promise.resolve(),
    read: (fields) => `read_csv(${list}, ${typed(fields)})`,
    readTolerant: (fields) =>
      `(SELECT *, false AS __bad FROM read_csv(${list}, ${typed(fields)}, ignore_errors = true, store_rejects = true))`,
    convert: (field) => {
      if (field.type === 'RECORD' || field.mode === 'REPEATED') {
        throw invalid(`Cannot load CSV data with a nested schema. Field: ${field.name}`);
      }
      const column = quoteName(field.name);
      const value = configuration.allowQuotedNewlines === true ? column : oneLine(column);
      return field.type === 'JSON' ? storedJson(value) : convertText(field, value);
    },
  };
}

/** A text that must not hold a line's end. */
const oneLine = (column: string): string =>
  `CASE WHEN contains(${column}, chr(10)) THEN CAST(bq_error('Missing close quote character ("): a quoted text goes over several lines, which needs allowQuotedNewlines') AS VARCHAR) ELSE ${column} END`;

const encodings: Readonly<Record<string, string>> = {
  'UTF-8': 'utf-8',
  'ISO-8859-1': 'latin-1',
};

function csvOptions(configuration: LoadConfiguration): string {
  const delimiter = (configuration.fieldDelimiter ?? ',').replace(/^(?:tab|\\t)$/i, '\t');
  const quote = configuration.quote ?? '"';
  if (delimiter.length !== 1) {
    throw invalid(`Field delimiter ${JSON.stringify(delimiter)} must be one character`);
  }
  if (quote.length > 1) throw invalid(`Quote ${JSON.stringify(quote)} must be one character`);
  const encoding = encodings[configuration.encoding ?? 'UTF-8'];
  if (encoding === undefined) {
    throw invalid(
      `Encoding ${configuration.encoding ?? ''} is not supported here: use ${Object.keys(encodings).join(' or ')}`,
    );
  }
  const { nullMarker, nullMarkers = [] } = configuration;
  if (nullMarker !== undefined && nullMarkers.length > 0) {
    throw invalid('Only one of nullMarker and nullMarkers may be set');
  }
  const markers = nullMarkers.length > 0 ? nullMarkers : [nullMarker ?? ''];
  return [
    `delim = ${quoteText(delimiter)}`,
    `quote = ${quoteText(quote)}`,
    `escape = ${quoteText(quote)}`,
    `nullstr = [${markers.map(quoteText).join(', ')}]`,
    'allow_quoted_nulls = false',
    'max_line_size = 104857600',
    `encoding = '${encoding}'`,
    ...(configuration.allowJaggedRows === true ? ['null_padding = true'] : []),
    ...(configuration.ignoreUnknownValues === true ? ['strict_mode = false'] : []),
  ].join(', ');
}

/** Leading rows to skip: as told, or, of a schema that is detected, the header if there seems to be one. */
async function csvSkip(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  options: string,
  files: readonly string[],
): Promise<number> {
  const told = configuration.skipLeadingRows ?? 0;
  const [first] = files;
  if (told > 0 || configuration.autodetect !== true || first === undefined) return told;
  const sniffed = await connection.runAndReadAll(
    `SELECT HasHeader FROM sniff_csv(${quoteText(first)}, ${options})`,
  );
  return sniffed.getRows()[0]?.[0] === true ? 1 : 0;
}
