import { fastify, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { TankError } from '../../warehouse/errors.ts';
import type { Handler } from '../events/bus.ts';

/** A push of Pub/Sub: the event is in base64. */
const push = z.object({
  message: z.object({ data: z.string(), messageId: z.string().optional() }),
  subscription: z.string(),
  deliveryAttempt: z.number().optional(),
});

export interface EventServerOptions {
  handle: Handler;
  /** Topics that are handled here; an event of another is refused, and so ends in the dead-letter topic. */
  topics: readonly string[];
  log: Logger;
  /** Who pushes; throws for anybody else. Everybody may unless given. */
  checkToken?: (authorization: string | undefined) => Promise<void>;
}

const handleSeconds = 3600;

function eventOf(data: string): unknown {
  const text = Buffer.from(data, 'base64').toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // buried by the handler, which says that it cannot be read
  }
}

/**
 * `POST /events` takes pushes of Pub/Sub: 204 acknowledges, anything else has the event pushed again. `GET /healthz` answers
 * while the process does. `close()` lets the event that is being handled end.
 */
export function createEventServer(options: EventServerOptions): FastifyInstance {
  const { handle, topics, log } = options;
  const server = fastify({
    bodyLimit: 10 * 1024 * 1024,
    requestTimeout: handleSeconds * 1000,
    forceCloseConnections: 'idle',
  });
  server.get('/healthz', () => ({ status: 'ok' }));
  server.post('/events', async (request, reply) => {
    if (options.checkToken) await options.checkToken(request.headers.authorization);
    const parsed = push.safeParse(request.body);
    if (!parsed.success)
      return reply
        .code(400)
        .send({ detail: z.prettifyError(parsed.error), code: 'E_EVENT_INVALID' });
    const { message, subscription, deliveryAttempt } = parsed.data;
    const event = eventOf(message.data);
    const topic = (event as { topic?: unknown } | null)?.topic;
    if (typeof topic === 'string' && !topics.includes(topic)) {
      const detail = `${subscription} pushes ${topic}, which is not handled here`;
      log.error({ event: 'event.misrouted', topic }, detail);
      return reply.code(400).send({ detail, code: 'E_EVENT_INVALID' });
    }
    const delivery = await handle(event);
    if (delivery === 'acknowledged') return reply.code(204).send();
    log.info({ event: 'event.busy', topic, deliveryAttempt }, 'another worker has the run');
    return reply.code(503).header('retry-after', '30').send({ detail: 'busy' });
  });
  server.setErrorHandler((error, _request, reply) => {
    const known = error instanceof TankError ? error : undefined;
    const refused = known?.code === 'E_KEY_INVALID';
    if (!refused) log.error({ event: 'event.failed', err: error }, (error as Error).message);
    return reply
      .code(refused ? 401 : ((error as { statusCode?: number }).statusCode ?? 500))
      .send({ detail: (error as Error).message, code: known?.code ?? 'E_INTERNAL' });
  });
  return server;
}
