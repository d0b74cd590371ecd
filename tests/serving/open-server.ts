import type { BigQuery } from '@google-cloud/bigquery';
import type { FastifyInstance } from 'fastify';
import {
  createServer,
  openStore,
  type ForecastStore,
  type ServerOptions,
} from '../../serving/index.ts';
import { createDatabase } from '../../warehouse/database.ts';

export type OpenServer = FastifyInstance & { store: ForecastStore };

/** A server of what a warehouse holds, loaded once; `store.refresh()` loads what came since. */
export async function openServer(
  client: BigQuery,
  now: () => Date = () => new Date(),
  options: Partial<ServerOptions> = {},
): Promise<OpenServer> {
  const store = await openStore({ client, now, pollMs: 0 });
  const server = createServer({ store, database: createDatabase(client), now, ...options });
  return Object.assign(server, { store });
}
