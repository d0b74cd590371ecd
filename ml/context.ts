import type { BigQuery } from '@google-cloud/bigquery';
import type { Config } from '../warehouse/config.ts';
import type { DataformAction } from '../warehouse/dataform.ts';

/** What every stage of the models' life works with. */
export interface MlContext {
  config: Config;
  client: BigQuery;
  /** Told of each Dataform action and each refit. */
  onProgress?: (message: string) => void;
  onAction?: (action: DataformAction) => void;
}

/** Rows of a query, with values as the official client gives them. */
export async function rows<Row>(
  { client, config }: MlContext,
  query: string,
  params: Record<string, unknown> = {},
): Promise<Row[]> {
  const [result] = await client.query({ query, params, location: config.location });
  return result as Row[];
}
