import type { FastifyReply } from 'fastify';

/** What is sent of an answer: gzipped to those who take it, else whole. Says so in the headers. */
export function packedFor<Whole>(
  reply: FastifyReply,
  whole: Whole,
  pack: () => Buffer,
): Whole | Buffer {
  reply.header('vary', [reply.getHeader('vary') ?? [], 'accept-encoding'].flat().join(', '));
  if (!takesGzip(reply)) return whole;
  reply.header('content-encoding', 'gzip');
  return pack();
}

/** Whether whoever asks takes gzip: by name, and not as `gzip;q=0`. */
function takesGzip({ request }: FastifyReply): boolean {
  const accepted = request.headers['accept-encoding'];
  return typeof accepted === 'string' && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted);
}
