import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import { openWarehouse, type Warehouse, type WarehouseOptions } from '../index.ts';

export const project = 'test-project';

/** The official client for an endpoint, without credentials. */
export const clientOf = (url: string, projectId = project): BigQuery =>
  new BigQuery({
    projectId,
    apiEndpoint: url,
    location: 'US',
    authClient: new PassThroughClient(),
    autoRetry: false,
  });

export interface TestWarehouse {
  warehouse: Warehouse;
  client: BigQuery;
}

/** A warehouse of its own, in memory unless told, and the official client for it. */
export async function openTestWarehouse(
  options: Partial<WarehouseOptions> = {},
): Promise<TestWarehouse> {
  const warehouse = await openWarehouse({ file: ':memory:', project, threads: 2, ...options });
  return { warehouse, client: clientOf(warehouse.url, options.project) };
}

/** An error as the official client throws it. */
export interface ClientError {
  code?: number;
  message: string;
  errors?: { reason?: string; message?: string; location?: string }[];
}

/** The error of work that must fail. */
export async function failureOf(work: Promise<unknown>): Promise<ClientError> {
  try {
    await work;
  } catch (error) {
    return error as ClientError;
  }
  throw new Error('expected a failure, and there was none');
}

/** Rows of a query, as plain JSON. */
export async function rowsOf(
  client: BigQuery,
  query: string,
  options: {
    params?: unknown[] | Record<string, unknown>;
    types?: string[] | Record<string, string>;
  } = {},
): Promise<unknown[]> {
  const [rows] = await client.query({ query, ...options });
  return JSON.parse(JSON.stringify(rows)) as unknown[];
}

export interface FieldMetadata {
  name: string;
  type: string;
  mode?: string;
  description?: string;
  fields?: FieldMetadata[];
}

/** The metadata of a table, dataset, model or job, as far as tests look at it. */
export interface Metadata {
  [name: string]: unknown;
  type?: string;
  description?: string;
  etag?: string;
  numRows?: string;
  schema: { fields: FieldMetadata[] };
  view?: { query: string };
  configuration: Record<string, unknown>;
  statistics: {
    creationTime: string;
    endTime: string;
    totalBytesProcessed: string;
    query: Record<string, unknown> & { schema: { fields: FieldMetadata[] } };
  };
  status: { state: string; errors?: unknown[]; errorResult?: { message: string; reason: string } };
}

/** The metadata the API has of something. */
export async function metadataOf(item: { getMetadata(): Promise<unknown> }): Promise<Metadata> {
  const [metadata] = (await item.getMetadata()) as [Metadata];
  return metadata;
}
