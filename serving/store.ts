import type { BigQuery } from '@google-cloud/bigquery';
import type { FastifyBaseLogger } from 'fastify';
import { createDatabase } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { easternDate } from './eastern-date.ts';
import { loadForecastSet, type ForecastSet } from './forecast-set.ts';
import { readFreshness } from './freshness.ts';
import { readTimeoutDefaultMs, withinTime } from './within-time.ts';

export interface StoreOptions {
  /** Gives up at the first failed request, so that nobody waits: `createClient(config, { autoRetry: false })`. */
  client: BigQuery;
  /** The clock that says which date is today. */
  now?: () => Date;
  log?: Pick<FastifyBaseLogger, 'info' | 'error'>;
  /** How often the warehouse is asked whether anything changed; 0 asks only when told to. */
  pollMs?: number;
  /** How long a check or a load may take before the warehouse counts as down. */
  timeoutMs?: number;
  /** How long a request may wait for what is not in memory before it is answered 503. */
  readTimeoutMs?: number;
}

/** How the store stands with the warehouse. */
export interface StoreStatus {
  warehouse: 'up' | 'down';
  /** When what is served was read; null before there is any. */
  loadedAt: Date | null;
  /** Seconds since the warehouse last confirmed that what is served is its newest; null before it ever did. */
  ageSeconds: number | null;
}

/** What is served, in memory: one immutable set at a time, replaced whole. */
export interface ForecastStore {
  /** The newest set. @throws TankError E_WAREHOUSE before one could be loaded */
  current(): ForecastSet;
  status(): StoreStatus;
  /** Asks whether anything changed since the newest set, and loads a new one if so. Resolves also when the warehouse is down. */
  refresh(): Promise<void>;
  /** Loads a new set whether anything seems to have changed or not. Of calls at once, later ones wait for one more load. */
  reload(): Promise<void>;
  close(): void;
}

const pollDefaultMs = 30_000;

/**
 * Loads the first set and keeps it fresh until it is closed. When the warehouse is down the last good set stays, and says how
 * old it is; when it is down from the start, it is tried again at every poll.
 */
export async function openStore(options: StoreOptions): Promise<ForecastStore> {
  const { client, log, now = () => new Date() } = options;
  const { pollMs = pollDefaultMs, timeoutMs = 60_000 } = options;
  const { readTimeoutMs = readTimeoutDefaultMs } = options;
  const database = createDatabase(client);
  let newest: { set: ForecastSet; token: string; today: string } | undefined;
  let confirmedAt: Date | undefined;
  let isUp = false;
  let working: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let loads = 0;

  const report = (error: Error): void => log?.error(error, 'not all can be served');
  const work = async (isForced: boolean): Promise<void> => {
    const load = (loads += 1);
    try {
      await withinTime(timeoutMs, async () => {
        const { token, hasChallenger } = await readFreshness(client);
        const today = easternDate(now());
        if (isForced || newest?.token !== token || newest.today !== today) {
          const set = await loadForecastSet(database, {
            today,
            now: now(),
            hasChallenger,
            report,
            readTimeoutMs,
          });
          // One that came too late must not replace a newer one.
          if (load !== loads) return;
          newest = { set, token, today };
          log?.info({ dates: set.index.dates.length, today }, 'forecasts loaded');
        }
      });
      isUp = true;
      confirmedAt = now();
    } catch (error) {
      isUp = false;
      log?.error(error, 'no new set could be loaded; the last good one is served on');
    }
  };
  const start = (isForced: boolean): Promise<void> => {
    working = work(isForced).finally(() => (working = undefined));
    return working;
  };
  const reload = (): Promise<void> => {
    if (working === undefined) return start(true);
    next ??= working.then(() => {
      next = undefined;
      return start(true);
    });
    return next;
  };
  const refresh = (): Promise<void> => working ?? start(false);

  const timer = pollMs > 0 ? setInterval(() => void refresh(), pollMs).unref() : undefined;
  await start(true);
  return {
    current: () => {
      if (newest !== undefined) return newest.set;
      throw tankError('E_WAREHOUSE', 'nothing could be loaded yet');
    },
    status: () => ({
      warehouse: isUp ? 'up' : 'down',
      loadedAt: newest?.set.loadedAt ?? null,
      ageSeconds:
        confirmedAt === undefined
          ? null
          : Math.max(0, Math.round((now().getTime() - confirmedAt.getTime()) / 1000)),
    }),
    refresh,
    reload,
    close: () => {
      clearInterval(timer);
    },
  };
}
