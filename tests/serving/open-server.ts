import type { BigQuery } from '@google-cloud/bigquery';
import type { FastifyInstance } from 'fastify';
import {
  createServer,
  openStore,
  type ForecastStore,
  type ServerOptions,
  type StoreOptions,
} from '../../serving/index.ts';
import { createDatabase } from '../../warehouse/database.ts';

export type OpenServer = FastifyInstance & { store: ForecastStore };

const access: ServerOptions['access'] = {
  keyring: { salt: 'salt of the tests', find: () => undefined, refresh: () => undefined },
  access: 'open',
  anonymous: { perMinute: 100_000, perHour: 100_000 },
};

/** A server of what a warehouse holds, loaded once; `store.refresh()` loads what came since. */
export async function openServer(
  client: BigQuery,
  now: () => Date = () => new Date(),
  options: Partial<ServerOptions> = {},
  storeOptions: Partial<StoreOptions> = {},
): Promise<OpenServer> {
  const store = options.store ?? (await openStore({ client, now, pollMs: 0, ...storeOptions }));
  const server = createServer({ database: createDatabase(client), access, now, ...options, store });
  return Object.assign(server, { store });
}
