import type { Options, Statement } from '../sql/statement.ts';
import { invalidQuery, notImplemented } from './errors.ts';
import { exportFormats, exportQuery, type ExportRequest } from './export.ts';
import { textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';

type ExportData = Extract<Statement, { kind: 'export_data' }>;

const formatNames: Readonly<Record<string, ExportRequest['format']>> = {
  CSV: 'CSV',
  JSON: 'NEWLINE_DELIMITED_JSON',
  NEWLINE_DELIMITED_JSON: 'NEWLINE_DELIMITED_JSON',
  PARQUET: 'PARQUET',
};

const known = new Set([
  'uri',
  'format',
  'compression',
  'header',
  'field_delimiter',
  'overwrite',
  'use_avro_logical_types',
]);

/** EXPORT DATA: writes a query's rows to Cloud Storage's directory. */
export async function exportData(session: Session, statement: ExportData): Promise<Outcome> {
  const { engine, connection } = session;
  await exportQuery(engine, connection, statement.query, requestOf(statement.options));
  return { statementType: 'EXPORT_DATA' };
}

function requestOf(options: Options): ExportRequest {
  const unknown = Object.keys(options).find((name) => !known.has(name));
  if (unknown !== undefined) throw invalidQuery(`Unknown option: ${unknown}`);
  const uri = textOption(options, 'uri');
  const name = textOption(options, 'format');
  if (uri === undefined || name === undefined)
    throw invalidQuery('EXPORT DATA needs the options uri and format');
  if (!uri.includes('*'))
    throw invalidQuery(
      'Option uri of EXPORT DATA must contain a wildcard, as in gs://bucket/name-*.csv',
    );
  const format = formatNames[name.toUpperCase()];
  if (format === undefined) {
    throw notImplemented(
      `Not supported by the embedded warehouse: EXPORT DATA to ${name}; use ${exportFormats.join(', ')}`,
    );
  }
  return {
    uri,
    format,
    compression: textOption(options, 'compression')?.toUpperCase() ?? 'NONE',
    header: options.header === true,
    delimiter: textOption(options, 'field_delimiter') ?? ',',
    overwrite: options.overwrite === true,
  };
}
