import { connect } from 'node:net';
import path from 'node:path';
import autocannon from 'autocannon';
import pMap from 'p-map';
import type { Benchmark } from '../../../embedded/bench/index.ts';
import { openKeyring } from '../../../serving/index.ts';
import { mixedRequests, servedDay } from './mixed-requests.ts';
import { keyOf, writeManyKeys } from './many-keys.ts';
import { copyOf, startServing, startWarehouse } from './served-process.ts';

/** What nobody should send: malformed and oversized bodies, clients that never finish a request; 100,000 keys, and as many clients without one. */
export const abuse: Benchmark = {
  name: 'abuse',
  run: async ({ smoke, file, directory, report, skip }) => {
    if (file === undefined) {
      skip('abuse', 'give a warehouse with forecasts: --file FILE');
      return;
    }
    const clients = smoke ? 1000 : 100_000;
    const keys = path.join(directory, 'keys.json');
    writeManyKeys(keys, clients);
    const started = performance.now();
    openKeyring(keys);
    report({
      what: `reading ${clients} API keys, as a server does when some changed`,
      value: performance.now() - started,
      unit: 'ms',
    });
    const copy = copyOf(directory, file);
    const warehouse = await startWarehouse(directory, copy);
    const server = await startServing(directory, copy, { TANK_TRUSTED_PROXIES: '1' });
    try {
      const { url, headers } = server;
      const day = await servedDay(url, headers);
      const size = smoke ? 100 : 10_000;
      const before = server.memory();
      const post = async (body: string, amount: number): Promise<number> => {
        const times = await pMap(
          Array.from({ length: amount }),
          async () => {
            const started = performance.now();
            const answer = await fetch(`${url}/predict/game`, {
              method: 'POST',
              headers: { ...headers, 'content-type': 'application/json' },
              body,
            });
            await answer.arrayBuffer();
            if (answer.status < 400 || answer.status > 499)
              throw new Error(`${answer.status} for ${body.slice(0, 40)}`);
            return performance.now() - started;
          },
          { concurrency: 50 },
        );
        return times.sort((a, b) => a - b)[Math.floor(amount * 0.99)] ?? NaN;
      };
      const bodies = {
        'malformed bodies': '{"home_team": [1, {"x": "\\u0000',
        'bodies of wrong fields': '{"home_team": {}, "x": 1}',
        'bodies of a megabyte': 'x'.repeat(1024 * 1024),
      };
      for (const [name, body] of Object.entries(bodies)) {
        const amount = body.length > 1000 ? size / 50 : size;
        const p99 = await post(body, amount);
        report({ what: `${amount} ${name}, each refused: p99`, value: p99, unit: 'ms' });
      }

      const slow = Array.from({ length: smoke ? 20 : 500 }, () => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.write('POST /predict/game HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{');
        return socket;
      });
      const beside = await autocannon({
        url,
        headers,
        requests: mixedRequests(day),
        connections: 100,
        duration: smoke ? 1 : 10,
      });
      if (beside.errors + beside.non2xx > 0) throw new Error('requests failed beside slow clients');
      for (const socket of slow) socket.destroy();
      report({
        what: `mixed requests beside ${slow.length} clients that never finish theirs, 100 connections: p99`,
        value: beside.latency.p99,
        unit: 'ms',
      });

      const each = async (headersOf: (client: number) => Record<string, string>) => {
        let client = 0;
        const result = await autocannon({
          url,
          amount: clients,
          connections: 100,
          requests: [
            {
              method: 'GET',
              path: `/games/${day.games[0]?.game_pk ?? 0}`,
              setupRequest: (request) => {
                client += 1;
                return { ...request, headers: { ...request.headers, ...headersOf(client - 1) } };
              },
            },
          ],
        });
        if (result['2xx'] !== clients || result.errors > 0)
          throw new Error(`${result['2xx']} of ${clients} clients were answered`);
        return result.latency.p99;
      };
      report({
        what: `${clients} clients, each with a key of its own, one request each: p99`,
        value: await each((client) => ({ 'x-api-key': keyOf(client) })),
        unit: 'ms',
      });
      report({
        what: `${clients} clients without a key, one request each: p99`,
        value: await each((client) => ({
          'x-forwarded-for': `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`,
        })),
        unit: 'ms',
      });
      report({
        what: 'resident memory after all of it',
        value: server.memory(),
        unit: 'MB',
        against: { what: 'before', value: before },
      });
    } finally {
      await server.stop();
      await warehouse.stop();
    }
  },
};
