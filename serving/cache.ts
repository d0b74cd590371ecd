import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** Values that are dear to make, by key. */
export interface Cache {
  /** The value of a key: from memory, from Redis, or made, once however many ask for it at once, here or at other servers. */
  getOrMake<Value extends object>(key: string, make: () => Promise<Value>): Promise<Value>;
}

export interface CacheOptions {
  redis?: Redis;
  /** How long a value is good for. */
  ttlSeconds?: number;
  /** How long another server may take to make a value before it is made here too. */
  makeSeconds?: number;
}

const halfDay = 12 * 3600;
const keptValues = 10_000;
const pollMs = 50;

/** Memory always, and Redis when there is one: without its answer values are made again, which is slower and never wrong. */
export function createCache(options: CacheOptions = {}): Cache {
  const { redis, ttlSeconds = halfDay, makeSeconds = 10 } = options;
  const memory = new LRUCache<string, object, () => Promise<object>>({
    max: keptValues,
    ttl: ttlSeconds * 1000,
    fetchMethod: (key, _stale, { context }) => throughRedis(`tank:cache:${key}`, context),
  });

  const ask = async <Answer>(
    command: (redis: Redis) => Promise<Answer>,
  ): Promise<Answer | undefined> => {
    if (redis?.status !== 'ready') return undefined;
    try {
      return await command(redis);
    } catch {
      return undefined;
    }
  };
  const read = async (key: string): Promise<object | undefined> => {
    const text = await ask((server) => server.get(key));
    return typeof text === 'string' ? (JSON.parse(text) as object) : undefined;
  };
  const throughRedis = async (key: string, make: () => Promise<object>): Promise<object> => {
    const lock = `${key}:lock`;
    const deadline = Date.now() + makeSeconds * 1000;
    for (;;) {
      const known = await read(key);
      if (known !== undefined) return known;
      const isOurs = await ask((server) => server.set(lock, '1', 'EX', makeSeconds, 'NX'));
      // 'OK' when we are to make it, undefined without Redis, null while another server makes it.
      if (isOurs !== null || Date.now() > deadline) break;
      await wait(pollMs);
    }
    try {
      const made = await make();
      await ask((server) => server.set(key, JSON.stringify(made), 'EX', ttlSeconds));
      return made;
    } finally {
      await ask((server) => server.del(lock));
    }
  };
  return {
    getOrMake: async <Value extends object>(key: string, make: () => Promise<Value>) =>
      (await memory.forceFetch(key, { context: make })) as Value,
  };
}
