import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** Requests a client may make. */
export interface Limits {
  perMinute: number;
  perHour: number;
}

/** Whether a request may go on, and how the client stands with the limit that is nearest. */
export interface Verdict {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the limit counts anew. */
  resetSeconds: number;
}

export type Limiter = (client: string, limits: Limits, now: Date) => Promise<Verdict>;

const minute = 60;
const hour = 3600;
/** Clients counted at once in memory; of more, those unseen for longest start anew. */
const countedClients = 100_000;

interface Counts {
  minute: number;
  hour: number;
}

/**
 * Counts requests by minutes and hours of the clock: in Redis, so that servers count together, in memory without it or while
 * it does not answer.
 */
export function createLimiter(redis: Redis | undefined): Limiter {
  const inMemory = new LRUCache<string, Counts & { atMinute: number; atHour: number }>({
    max: countedClients,
  });
  const countInMemory = (client: string, atMinute: number, atHour: number): Counts => {
    const known = inMemory.get(client);
    const counts = {
      atMinute,
      atHour,
      minute: known?.atMinute === atMinute ? known.minute + 1 : 1,
      hour: known?.atHour === atHour ? known.hour + 1 : 1,
    };
    inMemory.set(client, counts);
    return counts;
  };
  return async (client, limits, now) => {
    const seconds = Math.floor(now.getTime() / 1000);
    const atMinute = Math.floor(seconds / minute);
    const atHour = Math.floor(seconds / hour);
    const counts =
      (redis && (await countInRedis(redis, client, atMinute, atHour))) ??
      countInMemory(client, atMinute, atHour);
    const windows = [
      { limit: limits.perMinute, used: counts.minute, ends: (atMinute + 1) * minute },
      { limit: limits.perHour, used: counts.hour, ends: (atHour + 1) * hour },
    ];
    // A limit that is passed comes first, then the one with the fewest requests left.
    const [nearest] = windows
      .map(({ limit, used, ends }) => ({
        isAllowed: used <= limit,
        limit,
        remaining: Math.max(0, limit - used),
        resetSeconds: ends - seconds,
      }))
      .sort(
        (a, b) =>
          Number(a.isAllowed) - Number(b.isAllowed) ||
          a.remaining - b.remaining ||
          b.resetSeconds - a.resetSeconds,
      );
    return nearest ?? { isAllowed: true, limit: 0, remaining: 0, resetSeconds: 0 };
  };
}

/** Undefined when Redis does not answer: then each server counts by itself. */
async function countInRedis(
  redis: Redis,
  client: string,
  atMinute: number,
  atHour: number,
): Promise<Counts | undefined> {
  if (redis.status !== 'ready') return undefined;
  const [byMinute, byHour] = [
    `tank:limit:${client}:${atMinute}m`,
    `tank:limit:${client}:${atHour}h`,
  ];
  try {
    const answers = await Promise.all([
      redis.incr(byMinute),
      redis.incr(byHour),
      redis.expire(byMinute, minute, 'NX'),
      redis.expire(byHour, hour, 'NX'),
    ]);
    return { minute: answers[0], hour: answers[1] };
  } catch {
    return undefined;
  }
}
