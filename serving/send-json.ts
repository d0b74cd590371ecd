import type { FastifyReply } from 'fastify';

/** Sends what is JSON already, and fits the route's schema. */
export function sendJson(reply: { type: (contentType: string) => unknown }, json: Buffer): never {
  return (reply as FastifyReply).type('application/json; charset=utf-8').send(json) as never;
}
