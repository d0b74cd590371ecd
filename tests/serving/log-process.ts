import { createInterface } from 'node:readline';
import type { FastifyRequest } from 'fastify';
import { openPredictionLog } from '../../serving/index.ts';
import { entryOf } from '../../serving/prediction-log.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { loggedForecast } from './logged-forecast.ts';

/** A log of what was served in a process of its own: does what it is told line by line, and answers with the log's counts. */
const [endpoint = '', directory = ''] = process.argv.slice(2);
const client = createClient(loadConfig({}, { endpoint }), { autoRetry: false });
const log = openPredictionLog({ client, directory, flushMs: 0 });
const request = {
  id: 'x',
  routeOptions: { url: '/games/:game_pk' },
  client: { hash: 'x' },
} as unknown as FastifyRequest;

for await (const line of createInterface(process.stdin)) {
  const [what, gamePk] = line.split(' ');
  if (what === 'flush') await log.flush();
  if (what === 'record') log.record(request, [entryOf(loggedForecast(Number(gamePk)))]);
  process.stdout.write(`${JSON.stringify(log.counts())}\n`);
}
