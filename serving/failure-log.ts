import type { FastifyRequest } from 'fastify';

/** Logs a failure of ours under the request it happened in. */
export function logFailure({ id, log }: FastifyRequest, error: unknown): void {
  log.error({ err: error, reqId: id }, error instanceof Error ? error.message : String(error));
}
