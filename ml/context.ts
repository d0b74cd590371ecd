import type { BigQuery } from '@google-cloud/bigquery';
import { CompiledQuery } from 'kysely';
import type { Config } from '../warehouse/config.ts';
import { createDatabase } from '../warehouse/database.ts';
import type { DataformAction } from '../warehouse/dataform.ts';
import { tankError } from '../warehouse/errors.ts';

/** What every stage of the models' life works with. */
export interface MlContext {
  config: Config;
  client: BigQuery;
  /** Variables that Dataform compiles with beside the date and the champions. */
  vars?: Readonly<Record<string, string>>;
  /** Told of each Dataform action and each refit. */
  onProgress?: (message: string) => void;
  onAction?: (action: DataformAction) => void;
  /** The moment it is in the world that is forecast: of a replayed or simulated season not the real one. */
  now?: () => Date;
  /** Who works: written into the log of events. */
  actor?: string;
}

/** What the statements of a piece of work have cost. */
export interface Cost {
  bytes: number;
  slotSeconds: number;
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

/**
 * Runs statements as one script. Values of the parameters are text, JSON for more than that: `@name` in the statements.
 * @param cost counted up by what the job processed
 * @throws TankError E_WAREHOUSE
 */
export async function runScript(
  { client }: Pick<MlContext, 'client'>,
  statements: readonly string[],
  params: Readonly<Record<string, string>> = {},
  cost?: Cost,
): Promise<void> {
  try {
    const [job] = await client.createQueryJob({ query: statements.join(';\n'), params });
    await job.getQueryResults({ maxResults: 0 });
    if (cost === undefined) return;
    const [metadata] = (await job.getMetadata()) as unknown as [
      { statistics?: { totalBytesProcessed?: string; totalSlotMs?: string } },
    ];
    cost.bytes += Number(metadata.statistics?.totalBytesProcessed ?? 0);
    cost.slotSeconds += Number(metadata.statistics?.totalSlotMs ?? 0) / 1000;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_WAREHOUSE', message, { cause });
  }
}

/**
 * Copies a model of mlb_models under another name, in place of one that has it. To a copy job of BigQuery a model is named as a
 * table is: https://cloud.google.com/bigquery/docs/managing-models
 * @throws TankError E_WAREHOUSE
 */
export async function copyModel(
  { client }: Pick<MlContext, 'client'>,
  from: string,
  to: string,
): Promise<void> {
  const dataset = client.dataset('mlb_models');
  try {
    await dataset.table(from).copy(dataset.table(to), { writeDisposition: 'WRITE_TRUNCATE' });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_WAREHOUSE', `${from} is not copied: ${message}`, { cause });
  }
}
