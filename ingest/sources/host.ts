import PQueue from 'p-queue';
import type { SourcePolicy } from './policy.ts';

/** The line of requests to one host. */
export interface Host {
  /** Runs a request when its turn comes: within concurrency and rate, and not while the host wants quiet. */
  run: <Result>(
    request: () => Promise<Result>,
    signal: AbortSignal,
    priority: number,
  ) => Promise<Result>;
  /** Begins no request for some time, as Retry-After asks. */
  rest: (ms: number) => void;
  close: () => void;
}

/** @example openHost({ concurrency: 6, requestsPerSecond: 10 }) */
export function openHost({
  concurrency,
  requestsPerSecond,
}: Pick<SourcePolicy, 'concurrency' | 'requestsPerSecond'>): Host {
  const isLimited = Number.isFinite(requestsPerSecond);
  const queue = new PQueue({
    concurrency,
    ...(isLimited && { intervalCap: 1, interval: 1000 / requestsPerSecond }),
  });
  let quietUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    run: (request, signal, priority) => queue.add(request, { signal, priority }),
    rest: (ms) => {
      const until = Date.now() + ms;
      if (until <= quietUntil) return;
      quietUntil = until;
      queue.pause();
      clearTimeout(timer);
      timer = setTimeout(() => queue.start(), ms);
    },
    close: () => {
      clearTimeout(timer);
      queue.clear();
    },
  };
}
