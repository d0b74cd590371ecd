import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { Benchmark } from '../../../embedded/bench/index.ts';
import { mixedRequests, servedDay } from './mixed-requests.ts';
import { startServing } from './served-process.ts';

const needsFile = 'give a warehouse with forecasts: --file .tank/demo/warehouse.duckdb';

/** Stored forecasts under 200 connections, and whether memory grows over ten minutes of it. */
export const load: Benchmark = {
  name: 'load',
  run: async ({ smoke, file, directory, report, skip }) => {
    if (file === undefined) {
      skip('stored forecasts under load', needsFile);
      return;
    }
    const server = await startServing(directory, file);
    try {
      const { url, headers } = server;
      const requests = mixedRequests(await servedDay(url, headers));
      const connections = 200;
      const cannon = (duration: number): Promise<autocannon.Result> =>
        autocannon({ url, headers, requests, connections, duration });
      await cannon(smoke ? 1 : 10);
      const before = server.memory();
      const result = await cannon(smoke ? 2 : 60);
      const bad = result.errors + result.non2xx;
      if (bad > 0) throw new Error(`${bad} requests failed`);
      const what = 'mixed requests for stored forecasts, 200 connections, all logged';
      const perSecond = result.requests.average;
      report({
        what,
        value: perSecond,
        unit: 'requests/s',
        target: { of: 'value', atLeast: 5000 },
      });
      report({ what: 'of these, p50', value: result.latency.p50, unit: 'ms' });
      report({
        what: 'of these, p99',
        value: result.latency.p99,
        unit: 'ms',
        target: { of: 'value', atMost: 20 },
      });
      const soak = await cannon(smoke ? 2 : 540);
      await wait(1000);
      report({
        what: `resident memory after ${smoke ? 5 : 600} s of it`,
        value: server.memory(),
        unit: 'MB',
        against: { what: 'after the first 10 s', value: before },
      });
      if (soak.errors + soak.non2xx > 0) throw new Error('requests failed in the long run');
    } finally {
      await server.stop();
    }
  },
};
