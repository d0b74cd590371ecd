import { setTimeout as wait } from 'node:timers/promises';
import type { Benchmark } from '../../../embedded/bench/index.ts';
import { createClient } from '../../../warehouse/client.ts';
import { loadConfig } from '../../../warehouse/config.ts';
import { freePort, redisMissing, startRedis } from '../../redis-process.ts';
import { mixedRequests, servedDay } from './mixed-requests.ts';
import { pacedLoad } from './paced-load.ts';
import { copyOf, startServing, startWarehouse } from './served-process.ts';

/** Routes whose every answer is one row of the log. */
const routes = ['/games/:game_pk', '/predict/game'];

/** Redis and the warehouse killed and back while people ask: who is told so, how long they wait, and what the log has of it. */
export const outages: Benchmark = {
  name: 'outages',
  run: async ({ smoke, file, directory, report, skip }) => {
    if (file === undefined) {
      skip('outages', 'give a warehouse with forecasts: --file FILE');
      return;
    }
    if (redisMissing !== undefined) {
      skip('outages', redisMissing);
      return;
    }
    const copy = copyOf(directory, file);
    const ports = { redis: await freePort(), warehouse: await freePort() };
    let warehouse = await startWarehouse(directory, copy, { port: ports.warehouse });
    let redis = await startRedis(directory, ports.redis);
    const server = await startServing(directory, copy, {
      TANK_REDIS_URL: `redis://127.0.0.1:${ports.redis}`,
    });
    const { url, headers } = server;
    const client = createClient(loadConfig({}, { endpoint: warehouse.url }));
    const logged = async (): Promise<{ rows: number; requests: number }> => {
      const [rows] = await client.query({
        query: `
          SELECT COUNT(*) AS \`rows\`, COUNT(DISTINCT request_id) AS requests
          FROM mlb_predictions.prediction_log
          WHERE route IN UNNEST(@routes)`,
        params: { routes },
      });
      return (rows as { rows: number; requests: number }[])[0] ?? { rows: 0, requests: 0 };
    };
    try {
      const requests = mixedRequests(await servedDay(url, headers)).filter(
        ({ path: asked = '' }) => asked.startsWith('/games/') || asked === '/predict/game',
      );
      const earlier = await logged();
      const pause = smoke ? 500 : 8000;
      // Long enough for the server to ask it in vain.
      const without = smoke ? 500 : 40_000;
      const perSecond = smoke ? 100 : 1000;
      const seconds = (pause * 4 + without) / 1000;
      const asking = pacedLoad({ url, headers, requests, connections: 200, perSecond, seconds });
      await wait(pause);
      await redis.kill();
      await wait(pause);
      redis = await startRedis(directory, ports.redis);
      await wait(pause);
      await warehouse.kill();
      await wait(without / 2);
      // The log is loaded in vain.
      server.reload();
      await wait(without / 2);
      if (!smoke && (await stateOf(url)) !== 'down') throw new Error('the outage was not seen');
      warehouse = await startWarehouse(directory, copy, { port: ports.warehouse });
      const back = performance.now();
      const result = await asking;
      while ((await stateOf(url)) !== 'up') await wait(200);
      const known = (performance.now() - back) / 1000;
      await server.stop();
      const asked = perSecond * seconds;
      const later = await logged();
      const kept = later.requests - earlier.requests;
      if (result.bad > 0) throw new Error(`${result.bad} of ${asked} requests failed`);
      if (kept !== asked || later.rows - earlier.rows !== asked)
        throw new Error(
          `the log has ${kept} of ${asked} answers, ${later.rows - earlier.rows} rows`,
        );
      report({
        what: `${asked} requests, ${perSecond} a second, Redis killed for ${pause / 1000} s and the warehouse for ${without / 1000} s, none failed and each in the log once: p99`,
        value: result.p99,
        unit: 'ms',
      });
      report({ what: 'the slowest of them', value: result.max, unit: 'ms' });
      report({ what: 'the warehouse back until /readyz says so', value: known, unit: 's' });
    } finally {
      await server.stop();
      await redis.kill();
      await warehouse.stop();
    }
  },
};

async function stateOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/readyz`);
  return ((await answer.json()) as { warehouse: string }).warehouse;
}
