import type { Engine } from '../engine/engine.ts';
import { BigQueryError, invalid, notFound } from '../engine/errors.ts';
import type { TimestampFormat } from '../engine/wire.ts';
import type { Recent } from '../engine/insert-all.ts';

/** What every route works on. */
export interface ServerContext {
  engine: Engine;
  /** Insert ids seen lately, by table. */
  recent: Recent;
}

export interface ProjectParams {
  projectId: string;
}
export interface DatasetParams extends ProjectParams {
  datasetId: string;
}
export interface TableParams extends DatasetParams {
  tableId: string;
}

export type Query = Record<string, string | undefined>;

/** @throws BigQueryError notFound for a project that is not this warehouse's. */
export function checkProject(context: ServerContext, projectId: string): void {
  if (projectId !== context.engine.project) throw notFound('Project', projectId);
}

/** One page of a list, and the token of the next. */
export function paged<T>(
  items: readonly T[],
  query: Query,
): { items: T[]; nextPageToken?: string } {
  const start = numberParameter(query, 'pageToken') ?? 0;
  const size = numberParameter(query, 'maxResults') ?? 1000;
  const end = start + Math.max(size, 1);
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextPageToken: String(end) }),
  };
}

/** @throws BigQueryError invalid when the parameter is there and no whole number. */
export function numberParameter(query: Query, name: string): number | undefined {
  const text = query[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw invalid(`Invalid value for ${name}: ${text}`);
  return value;
}

interface FormatOptions {
  timestampOutputFormat?: string | undefined;
  useInt64Timestamp?: string | undefined;
}

/** How a request wants its timestamps. @throws BigQueryError invalid for a format that there is not. */
export function timestampFormat(options: FormatOptions): TimestampFormat {
  const { timestampOutputFormat: output = '' } = options;
  switch (output) {
    case 'FLOAT64':
    case 'INT64':
    case 'ISO8601_STRING':
      return output;
    case '':
    case 'TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED':
      return options.useInt64Timestamp === 'true' ? 'INT64' : 'FLOAT64';
    default:
      throw invalid(`Invalid value for formatOptions.timestampOutputFormat: ${output}`);
  }
}

/** The same, of a request that has them in its URL. */
export const queryTimestamps = (query: Query): TimestampFormat =>
  timestampFormat({
    timestampOutputFormat: query['formatOptions.timestampOutputFormat'],
    useInt64Timestamp: query['formatOptions.useInt64Timestamp'],
  });

/** @throws BigQueryError conditionNotMet when the request is for another version of the resource. */
export function checkEtag(
  headers: Readonly<Record<string, unknown>>,
  resource: Readonly<Record<string, unknown>>,
): void {
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted === '*' || wanted === resource.etag) return;
  throw new BigQueryError('conditionNotMet', 'Precondition Failed');
}
