import type { FastifyReply, FastifyRequest } from 'fastify';
import { tankError } from '../../warehouse/errors.ts';
import type { Server } from '../zod-type-provider.ts';
import { clientReader, type Client } from './client.ts';
import type { Keyring } from './keyring.ts';
import type { Limiter, Limits } from './limits.ts';

export interface AccessOptions {
  keyring: Keyring;
  /** Whose requests are answered: everybody's, those with a key only, or all that somebody in front, such as IAM, let pass. */
  access: 'open' | 'keys' | 'iam';
  /** Limits of clients without a key; of those with one each key has its own. */
  anonymous: Limits;
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

export interface LimitOptions extends Pick<AccessOptions, 'access' | 'anonymous'> {
  limiter: Limiter;
  now: () => Date;
}

/** Lets requests pass by their key and limits; answers say how many more are allowed. */
export function controlAccess(
  server: Server,
  { keyring, access }: AccessOptions,
  limits: LimitOptions,
): void {
  const readClient = clientReader(keyring);
  server.decorateRequest('client');
  server.addHook('onRequest', async (request, reply) => {
    request.client = readClient(request, limits.now());
    if (request.routeOptions.config.access === 'open') return;
    if (request.client.key === undefined && access === 'keys') {
      throw tankError('E_KEY_INVALID', 'an API key is needed, and none was given');
    }
    await limitRequest(request, reply, limits);
  });
}

/**
 * Counts a request against its client's limits, or against those of a kind of request, which are a share of them.
 * @throws TankError E_RATE_LIMIT
 */
export async function limitRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, anonymous, limiter, now }: LimitOptions,
  kind?: { name: string; share: number },
): Promise<void> {
  const { key, hash } = request.client;
  if (key === undefined && access === 'iam') return;
  const own = key ? { perMinute: key.per_minute, perHour: key.per_hour } : anonymous;
  const part = (limit: number): number => Math.max(1, Math.floor(limit * (kind?.share ?? 1)));
  const limits = { perMinute: part(own.perMinute), perHour: part(own.perHour) };
  const verdict = await limiter(kind ? `${hash}:${kind.name}` : hash, limits, now());
  reply.header('ratelimit-limit', verdict.limit);
  reply.header('ratelimit-remaining', verdict.remaining);
  reply.header('ratelimit-reset', verdict.resetSeconds);
  if (verdict.isAllowed) return;
  reply.header('retry-after', verdict.resetSeconds);
  throw tankError(
    'E_RATE_LIMIT',
    `more than ${verdict.limit} requests${kind ? ` (${kind.name})` : ''}; the next one is answered in ${verdict.resetSeconds} s`,
  );
}
