import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { tankError } from '../../warehouse/errors.ts';
import type { Keyring, StoredKey } from './keyring.ts';

/** Who asks. */
export interface Client {
  /** Salted hash of the key's id or of the address: what is logged. */
  hash: string;
  /** Undefined when nobody gave a key. */
  key: StoredKey | undefined;
}

const keptHashes = 10_000;

/**
 * Says who asks: by a key, as `Authorization: Bearer KEY` or `X-API-Key: KEY`, else by the address; of IPv6 the network of 64
 * bits, since one client has all of it.
 */
export function clientReader(
  keyring: Keyring,
): (request: Pick<FastifyRequest, 'headers' | 'ip'>, now: Date) => Client {
  const hashes = new LRUCache<string, string>({
    max: keptHashes,
    memoMethod: (who) => createHmac('sha256', keyring.salt).update(who).digest('hex'),
  });
  return ({ headers, ip }, now) => {
    const presented = presentedKey(headers);
    if (presented === undefined) {
      return { hash: hashes.memo(`address:${networkOf(ip)}`), key: undefined };
    }
    const key = keyring.find(presented, now);
    if (key === undefined) throw tankError('E_KEY_INVALID', 'the API key is not valid');
    return { hash: hashes.memo(`key:${key.id}`), key };
  };
}

function presentedKey(headers: FastifyRequest['headers']): string | undefined {
  const named = headers['x-api-key'];
  if (typeof named === 'string') return named;
  return /^Bearer (tank_.*)$/.exec(headers.authorization ?? '')?.[1];
}

/** The address itself; of an IPv6 one its first four groups. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [before = '', after] = ip.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? [] : Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
