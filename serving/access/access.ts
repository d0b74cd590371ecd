import type { FastifyReply, FastifyRequest } from 'fastify';
import { tankError } from '../../warehouse/errors.ts';
import type { Server } from '../zod-type-provider.ts';
import { clientReader, type Client } from './client.ts';
import type { Keyring } from './keyring.ts';
import type { Limiter, Limits, Verdict } from './limits.ts';

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
  server.addHook('onRequest', (request, reply, done) => {
    request.client = readClient(request, limits.now());
    const isOpen = request.routeOptions.config.access === 'open';
    if (!isOpen && request.client.key === undefined && access === 'keys') {
      throw tankError('E_KEY_INVALID', 'an API key is needed, and none was given');
    }
    const counting = isOpen ? undefined : limitRequest(request, reply, limits);
    if (counting !== undefined) return counting;
    done();
  });
}

/**
 * Counts a request against its client's limits, or against those of a kind of request, which are a share of them; a promise
 * only where somebody else counts.
 * @throws TankError E_RATE_LIMIT
 */
export function limitRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, anonymous, limiter, now }: LimitOptions,
  kind?: { name: string; share: number },
): Promise<void> | undefined {
  const { key, hash } = request.client;
  if (key === undefined && access === 'iam') return;
  const own = key ? { perMinute: key.per_minute, perHour: key.per_hour } : anonymous;
  const verdict =
    kind === undefined
      ? limiter(hash, own, now())
      : limiter(`${hash}:${kind.name}`, partOf(own, kind.share), now());
  if (verdict instanceof Promise) {
    return verdict.then((counted) => {
      applyVerdict(reply, counted, kind?.name);
    });
  }
  applyVerdict(reply, verdict, kind?.name);
}

function partOf({ perMinute, perHour }: Limits, share: number): Limits {
  const part = (limit: number): number => Math.max(1, Math.floor(limit * share));
  return { perMinute: part(perMinute), perHour: part(perHour) };
}

function applyVerdict(reply: FastifyReply, verdict: Verdict, kind: string | undefined): void {
  reply.header('ratelimit-limit', verdict.limit);
  reply.header('ratelimit-remaining', verdict.remaining);
  reply.header('ratelimit-reset', verdict.resetSeconds);
  if (verdict.isAllowed) return;
  reply.header('retry-after', verdict.resetSeconds);
  throw tankError(
    'E_RATE_LIMIT',
    `more than ${verdict.limit} requests${kind === undefined ? '' : ` (${kind})`}; the next one is answered in ${verdict.resetSeconds} s`,
  );
}
