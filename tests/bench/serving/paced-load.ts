import { Agent, request as send } from 'node:http';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request } from 'autocannon';

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
 * Sends requests at the times a schedule says, whether earlier ones were answered or not, and measures from those times: what
 * waits for a free connection counts. Clients that ask only when they were answered, such as autocannon's, are as many requests
 * in flight as connections at any speed of the server, and say how fast it can be, not how long who asks must wait.
 */
export async function pacedLoad(load: PacedLoad): Promise<PacedResult> {
  const { url, headers, requests, connections, perSecond, seconds } = load;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const { hostname, port } = new URL(url);
  const microseconds = createHistogram();
  const all = perSecond * seconds;
  const started = performance.now();
  let sent = 0;
  let answered = 0;
  let bad = 0;
  const ask = ({ method, path, headers: own, body }: Request, dueAt: number): void => {
    const done = (isGood: boolean): void => {
      answered += 1;
      if (!isGood) bad += 1;
      microseconds.record(Math.max(1, Math.round((performance.now() - dueAt) * 1000)));
    };
    const asked = send({ agent, hostname, port, method, path, headers: { ...headers, ...own } });
    asked.on('response', (response) => {
      response.resume();
      response.on('end', () => {
        done(response.statusCode === 200);
      });
    });
    asked.on('error', () => {
      done(false);
    });
    asked.end(body);
  };
  while (sent < all) {
    const due = Math.min(all, ((performance.now() - started) / 1000) * perSecond);
    for (; sent < due; sent += 1) {
      const request = requests[sent % requests.length];
      if (request !== undefined) ask(request, started + (sent / perSecond) * 1000);
    }
    await wait(1);
  }
  while (answered < all) await wait(1);
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  const at = (percent: number): number => microseconds.percentile(percent) / 1000;
  return { perSecond: all / took, p50: at(50), p99: at(99), max: microseconds.max / 1000, bad };
}
