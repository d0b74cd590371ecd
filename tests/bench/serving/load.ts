import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { Benchmark } from '../../../embedded/bench/index.ts';
import { mixedRequests, servedDay } from './mixed-requests.ts';
import { pacedLoad, type PacedResult } from './paced-load.ts';
import { copyOf, startServing, startWarehouse, type ServedProcess } from './served-process.ts';

const needsFile = 'give a warehouse with forecasts: --file .tank/demo/warehouse.duckdb';
const connections = 200;
/** Seconds that loading the log may take. */
const longestWait = 300;
/** Long enough for one load of the log by itself, every ten minutes, in the midst of it. */
const pacedSeconds = 720;
/** What the project promises. */
const perSecond = 5000;

/** Until the log of what was served is in the warehouse: what one load left behind is not to be waited for in the next. */
async function logged({ url, reload }: ServedProcess): Promise<void> {
  reload();
  for (let second = 0; second < longestWait; second += 1) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const waiting = /^prediction_log_waiting_bytes (\S+)/m.exec(metrics)?.[1];
    if (Number(waiting) === 0) return;
    await wait(1000);
  }
  throw new Error(`the log was not loaded within ${longestWait} s`);
}

/**
 * Stored forecasts over 200 connections: how many a second at most, how long who asks waits at the speed that is promised, and
 * whether memory grows over ten minutes of it. The warehouse is another process, as it is in production.
 */
export const load: Benchmark = {
  name: 'load',
  run: async ({ smoke, file, directory, report, skip }) => {
    if (file === undefined) {
      skip('stored forecasts under load', needsFile);
      return;
    }
    const copy = copyOf(directory, file);
    const warehouse = await startWarehouse(directory, copy, { isElsewhere: true });
    const server = await startServing(directory, copy);
    try {
      const { url, headers } = server;
      const requests = mixedRequests(await servedDay(url, headers));
      const flatOut = async (duration: number): Promise<autocannon.Result> => {
        const result = await autocannon({ url, headers, requests, connections, duration });
        const bad = result.errors + result.non2xx;
        if (bad > 0) throw new Error(`${bad} requests failed`);
        return result;
      };
      const paced = async (seconds: number): Promise<PacedResult> => {
        const result = await pacedLoad({
          url,
          headers,
          requests,
          connections,
          perSecond: smoke ? 500 : perSecond,
          seconds,
        });
        if (result.bad > 0) throw new Error(`${result.bad} requests failed`);
        return result;
      };
      await flatOut(smoke ? 1 : 10);
      const fast = await flatOut(smoke ? 2 : 60);
      report({
        what: `mixed requests for stored forecasts, ${connections} connections that each ask again at once, all logged`,
        value: fast.requests.average,
        unit: 'requests/s',
        target: { of: 'value', atLeast: perSecond },
      });
      report({ what: 'of these, p50', value: fast.latency.p50, unit: 'ms' });
      report({ what: 'of these, p99', value: fast.latency.p99, unit: 'ms' });
      const before = server.memory();
      await logged(server);
      // What asks is to be warm as well.
      await paced(smoke ? 1 : 10);
      const steady = await paced(smoke ? 2 : pacedSeconds);
      report({
        what: `the same requests as they are due, ${Math.round(steady.perSecond)} a second: p50`,
        value: steady.p50,
        unit: 'ms',
      });
      report({
        what: 'of these, p99',
        value: steady.p99,
        unit: 'ms',
        target: { of: 'value', atMost: 20 },
      });
      await wait(1000);
      report({
        what: `resident memory after ${smoke ? 2 : pacedSeconds} s of it`,
        value: server.memory(),
        unit: 'MB',
        against: { what: 'after the first 70 s', value: before },
      });
    } finally {
      await server.stop();
      await warehouse.stop();
    }
  },
};
