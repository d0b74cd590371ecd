import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import type { Engine } from './engine.ts';
import { duplicate, invalid } from './errors.ts';
import { csvText, jsonLine } from './export-text.ts';
import { canonicalQuery, describeQuery } from './tables.ts';
import { fieldOf, quoteName, quoteText } from './types.ts';

export const exportFormats = ['CSV', 'NEWLINE_DELIMITED_JSON', 'PARQUET'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportRequest {
  /** `gs://bucket/name`; one `*` in it stands for the number of each file. */
  uri: string;
  format: ExportFormat;
  /** NONE, GZIP, and for Parquet SNAPPY or ZSTD too. */
  compression: string;
  /** Of CSV: a line of column names first. */
  header: boolean;
  /** Of CSV. */
  delimiter: string;
  /** Whether files that are there already are replaced; otherwise they are an error. */
  overwrite: boolean;
}

export interface Exported {
  files: number;
  rows: number;
  bytes: number;
}

/** What one file of an export with a wildcard holds at most, in bytes before compression, nearly. */
const fileBytes = 1_000_000_000;

/**
 * Writes the rows of a DuckDB query to Cloud Storage's directory. The files appear when all are written.
 * @throws BigQueryError invalid for what the format cannot hold, duplicate for a file that is there.
 */
export async function exportQuery(
  engine: Engine,
  connection: DuckDBConnection,
  sql: string,
  request: ExportRequest,
): Promise<Exported> {
  const { uri, format } = request;
  engine.storage.check(uri);
  const stars = uri.split('*').length - 1;
  if (stars > 1) throw invalid(`Invalid destination URI ${uri}: it may hold one wildcard`);
  const columns = await describeQuery(connection, sql);
  const fields = columns.map((column) => fieldOf(column.name, column.type));
  const rows = exportedRows(format, fields, canonicalQuery(sql, columns));
  const directory = path.join(engine.database.spoolDirectory, `export-${randomUUID()}`);
  mkdirSync(directory);
  try {
    const target = stars === 1 ? directory : path.join(directory, 'data_0');
    const options = [
      ...copyOptions(request, fields),
      ...(stars === 1 ? [`FILE_SIZE_BYTES ${fileBytes}`, 'OVERWRITE true'] : []),
    ];
    const result = await engine.database.reading(() =>
      connection.run(`COPY (${rows}) TO ${quoteText(target)} (${options.join(', ')})`),
    );
    const written = readdirSync(directory).sort((a, b) => fileNumber(a) - fileNumber(b));
    const files = written.map((name, index) => ({
      file: path.join(directory, name),
      uri: uri.replace('*', String(index).padStart(12, '0')),
    }));
    const taken = request.overwrite
      ? undefined
      : files.find((file) => engine.storage.exists(file.uri));
    if (taken !== undefined) throw duplicate('URI', taken.uri);
    const bytes = files.reduce((sum, { file }) => sum + statSync(file).size, 0);
    for (const { file, uri: to } of files) engine.storage.publish(file, to);
    return { files: files.length, rows: result.rowsChanged, bytes };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const fileNumber = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0);

function exportedRows(format: ExportFormat, fields: readonly FieldSchema[], sql: string): string {
  if (format === 'PARQUET') return sql;
  const columns =
    format === 'CSV'
      ? fields.map((field) => `${csvText(field)} AS ${quoteName(field.name)}`)
      : [`${jsonLine(fields)} AS line`];
  return `SELECT ${columns.join(', ')} FROM (${sql})`;
}

function findField(
  fields: readonly FieldSchema[],
  test: (field: FieldSchema) => boolean,
): FieldSchema | undefined {
  for (const field of fields) {
    const found = test(field) ? field : findField(field.fields ?? [], test);
    if (found !== undefined) return found;
  }
  return undefined;
}

function copyOptions(request: ExportRequest, fields: readonly FieldSchema[]): string[] {
  const { format, compression } = request;
  if (format === 'PARQUET') {
    const unknown = findField(fields, ({ type }) => type === 'INTERVAL' || type === 'BIGNUMERIC');
    if (unknown !== undefined) {
      throw invalid(
        `Column ${unknown.name} of type ${unknown.type} cannot be exported: CAST it to STRING`,
      );
    }
    return ['FORMAT parquet', `COMPRESSION ${codec(request, ['SNAPPY', 'GZIP', 'ZSTD'])}`];
  }
  const compressed = `COMPRESSION ${codec(request, ['GZIP'])}`;
  if (format === 'NEWLINE_DELIMITED_JSON') {
    const plain = ["QUOTE ''", "ESCAPE ''", "DELIMITER E'\\x01'"];
    return ['FORMAT csv', 'HEADER false', ...plain, compressed];
  }
  const delimiter = request.delimiter.replace(/^(?:tab|\\t)$/i, '\t');
  if (delimiter.length !== 1) {
    throw invalid(
      `Invalid field delimiter ${JSON.stringify(compression)}: it must be one character`,
    );
  }
  return [
    'FORMAT csv',
    `HEADER ${request.header}`,
    `DELIMITER ${quoteText(delimiter)}`,
    compressed,
  ];
}

function codec({ format, compression }: ExportRequest, known: readonly string[]): string {
  const wanted = compression.toUpperCase();
  if (wanted === 'NONE') return format === 'PARQUET' ? 'uncompressed' : 'none';
  if (known.includes(wanted)) return wanted.toLowerCase();
  throw invalid(
    `Compression ${compression} is not supported for ${format}: use NONE or ${known.join(', ')}`,
  );
}
