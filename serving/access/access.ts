import type { Redis } from 'ioredis';
import { tankError } from '../../warehouse/errors.ts';
import type { Server } from '../zod-type-provider.ts';
import { clientReader, type Client } from './client.ts';
import type { Keyring } from './keyring.ts';
import { createLimiter, type Limits } from './limits.ts';

export interface AccessOptions {
  keyring: Keyring;
  /** Whose requests are answered: everybody's, those with a key only, or all that somebody in front, such as IAM, let pass. */
  access: 'open' | 'keys' | 'iam';
  /** Limits of clients without a key; of those with one each key has its own. */
  anonymous: Limits;
  redis?: Redis;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; of routes that are open to all, too. */
    client: Client;
  }
  interface FastifyContextConfig {
    /** `open` needs no key and is not limited. */
    access?: 'open';
  }
}

/** Lets requests pass by their key and limits; answers say how many more are allowed. */
export function controlAccess(server: Server, options: AccessOptions, now: () => Date): void {
  const { keyring, access, anonymous, redis } = options;
  const readClient = clientReader(keyring);
  const limiter = createLimiter(redis);
  server.decorateRequest('client');
  server.addHook('onRequest', async (request, reply) => {
    request.client = readClient(request, now());
    const { key, hash } = request.client;
    if (request.routeOptions.config.access === 'open') return;
    if (key === undefined && access === 'keys') {
      throw tankError('E_KEY_INVALID', 'an API key is needed, and none was given');
    }
    if (key === undefined && access === 'iam') return;
    const limits = key ? { perMinute: key.per_minute, perHour: key.per_hour } : anonymous;
    const verdict = await limiter(hash, limits, now());
    reply.header('ratelimit-limit', verdict.limit);
    reply.header('ratelimit-remaining', verdict.remaining);
    reply.header('ratelimit-reset', verdict.resetSeconds);
    if (verdict.isAllowed) return;
    reply.header('retry-after', verdict.resetSeconds);
    throw tankError(
      'E_RATE_LIMIT',
      `more than ${verdict.limit} requests; the next one is answered in ${verdict.resetSeconds} s`,
    );
  });
}
