import type { BigQuery } from '@google-cloud/bigquery';
import { CompiledQuery } from 'kysely';
import type { Config } from '../warehouse/config.ts';
import { createDatabase } from '../warehouse/database.ts';
import type { DataformAction } from '../warehouse/dataform.ts';

/** What every stage of the models' life works with. */
export interface MlContext {
  config: Config;
  client: BigQuery;
  /** Told of each Dataform action and each refit. */
  onProgress?: (message: string) => void;
  onAction?: (action: DataformAction) => void;
}

/**
 * Rows of a GoogleSQL query; DATE comes as YYYY-MM-DD, TIMESTAMP as ISO 8601 in UTC.
 * @param parameters values of the query's `?`, in order
 * @throws TankError E_WAREHOUSE
 */
export async function rows<Row>(
  { client }: MlContext,
  query: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const database = createDatabase(client);
  const result = await database.executeQuery<Row>(CompiledQuery.raw(query, [...parameters]));
  return result.rows;
}
