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

/** A promise only where a server elsewhere counts. */
export type Limiter = (client: string, limits: Limits, now: Date) => Verdict | Promise<Verdict>;

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
    let counts = inMemory.get(client);
    if (counts === undefined) {
      counts = { atMinute, atHour, minute: 0, hour: 0 };
      inMemory.set(client, counts);
    }
    counts.minute = counts.atMinute === atMinute ? counts.minute + 1 : 1;
    counts.hour = counts.atHour === atHour ? counts.hour + 1 : 1;
    counts.atMinute = atMinute;
    counts.atHour = atHour;
    return counts;
  };
  return (client, limits, now) => {
    const seconds = Math.floor(now.getTime() / 1000);
    const atMinute = Math.floor(seconds / minute);
    const atHour = Math.floor(seconds / hour);
    if (redis?.status !== 'ready') {
      return verdictOn(countInMemory(client, atMinute, atHour), limits, seconds);
    }
    return countInRedis(redis, client, atMinute, atHour).then((counts) =>
      verdictOn(counts ?? countInMemory(client, atMinute, atHour), limits, seconds),
    );
  };
}

function verdictOn(counts: Counts, { perMinute, perHour }: Limits, seconds: number): Verdict {
  return nearer(
    verdictOf(perMinute, counts.minute, minute - (seconds % minute)),
    verdictOf(perHour, counts.hour, hour - (seconds % hour)),
  );
}

function verdictOf(limit: number, used: number, resetSeconds: number): Verdict {
  return { isAllowed: used <= limit, limit, remaining: Math.max(0, limit - used), resetSeconds };
}

/** The one that is passed, else the one with the fewest requests left; of two such the later one to count anew. */
function nearer(one: Verdict, other: Verdict): Verdict {
  if (one.isAllowed !== other.isAllowed) return one.isAllowed ? other : one;
  if (one.remaining !== other.remaining) return one.remaining < other.remaining ? one : other;
  return one.resetSeconds > other.resetSeconds ? one : other;
}

/** Undefined when Redis does not answer: then each server counts by itself. */
async function countInRedis(
  redis: Redis,
  client: string,
  atMinute: number,
  atHour: number,
): Promise<Counts | undefined> {
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
