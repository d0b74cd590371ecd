import { gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { packedFor } from './packed.ts';

/** Shorter answers fit into one packet as they are. */
const packedBytesLeast = 1024;

/** What is kept as JSON is packed once. */
const packed = new WeakMap<Buffer, Buffer>();

/** Sends what is JSON already, and fits the route's schema. */
export function sendJson(reply: { type: (contentType: string) => unknown }, json: Buffer): never {
  const answer = (reply as FastifyReply).type('application/json; charset=utf-8');
  if (json.length < packedBytesLeast) return answer.send(json) as never;
  return answer.send(packedFor(answer, json, () => pack(json))) as never;
}

function pack(json: Buffer): Buffer {
  const known = packed.get(json) ?? gzipSync(json);
  packed.set(json, known);
  return known;
}
