import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';

/**
 * A connection that never makes anybody wait: without an answer in a moment a command fails, and who asked does without
 * Redis. It connects again by itself.
 */
export function openRedis(url: string, log?: Pick<FastifyBaseLogger, 'info' | 'warn'>): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    commandTimeout: 250,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  let isUp: boolean | undefined;
  redis.on('ready', () => {
    isUp = true;
    log?.info('Redis answers');
  });
  redis.on('error', (error: Error) => {
    if (isUp !== false) log?.warn(error, 'Redis does not answer: served without it');
    isUp = false;
  });
  return redis;
}
