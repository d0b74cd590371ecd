import { createHistogram } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request } from 'autocannon';
import { openPacedConnection, requestBytes } from './paced-connection.ts';

export interface PacedLoad {
  url: string;
  headers: Readonly<Record<string, string>>;
  requests: readonly Request[];
  connections: number;
  perSecond: number;
  seconds: number;
}

/** What came of it; times are in milliseconds. */
export interface PacedResult {
  perSecond: number;
  p50: number;
  p99: number;
  max: number;
  /** Answers that were no success, and requests without an answer. */
  bad: number;
}

/**
 * Sends requests at the times a schedule says, whether earlier ones were answered or not, each on the next of the connections, and
 * measures from those times: what waits for its connection, open by then, counts. Clients that ask only when they were answered, such as
 * autocannon's, are as many requests in flight as connections at any speed of the server, and say how fast it can be, not how long
 * who asks must wait.
 */
export async function pacedLoad(load: PacedLoad): Promise<PacedResult> {
  const { headers, requests, perSecond, seconds } = load;
  const url = new URL(load.url);
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => openPacedConnection(url)),
  );
  const asked = requests.map(({ method = 'GET', path = '/', headers: own, body = '' }) =>
    requestBytes(url.host, method, path, { ...headers, ...own }, body.toString()),
  );
  const microseconds = createHistogram();
  const all = perSecond * seconds;
  const started = performance.now();
  let sent = 0;
  let answered = 0;
  let bad = 0;
  while (sent < all) {
    const due = Math.min(all, ((performance.now() - started) / 1000) * perSecond);
    for (; sent < due; sent += 1) {
      const [connection, bytes] = [
        connections[sent % connections.length],
        asked[sent % asked.length],
      ];
      if (connection === undefined || bytes === undefined) throw new Error('nothing to ask');
      const dueAt = started + (sent / perSecond) * 1000;
      connection.ask({
        bytes,
        answered: (status) => {
          answered += 1;
          if (status !== 200) bad += 1;
          microseconds.record(Math.max(1, Math.round((performance.now() - dueAt) * 1000)));
        },
      });
    }
    await wait(1);
  }
  while (answered < all) await wait(1);
  const took = (performance.now() - started) / 1000;
  for (const connection of connections) connection.close();
  const at = (percent: number): number => microseconds.percentile(percent) / 1000;
  return { perSecond: all / took, p50: at(50), p99: at(99), max: microseconds.max / 1000, bad };
}
