import type { FastifyReply } from 'fastify';

/** Sends what is JSON already, whole or in parts, and fits the route's schema. */
export function sendJson(
  reply: { type: (contentType: string) => unknown },
  ...parts: readonly Buffer[]
): never {
  const [only = Buffer.alloc(0)] = parts;
  const json = parts.length === 1 ? only : Buffer.concat(parts);
  return (reply as FastifyReply).type('application/json; charset=utf-8').send(json) as never;
}
