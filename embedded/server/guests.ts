import { request } from 'node:http';
import type { FastifyInstance } from 'fastify';

const path = '/__embedded/guest';

/** The other users of a warehouse: each keeps a request open for as long as it needs the owner to stay. */
export interface Guests {
  /** Whether there is none now. */
  areGone(): boolean;
  /** Resolves when the last of those there are, and of those who come meanwhile, has gone; or when the signal says so. */
  gone(signal: AbortSignal): Promise<void>;
}

/** Adds the route that guests keep open. What ends a guest, its death too, closes its connection. */
export function receiveGuests(app: FastifyInstance): Guests {
  const present = new Set<object>();
  let waiting: (() => void)[] = [];
  app.get(path, (_request, reply) => {
    reply.hijack();
    const { raw } = reply;
    present.add(raw);
    raw.on('close', () => {
      present.delete(raw);
      if (present.size > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
    raw.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
  });
  return {
    areGone: () => present.size === 0,
    gone: (signal) =>
      new Promise<void>((resolve) => {
        if (present.size === 0 || signal.aborted) {
          resolve();
          return;
        }
        waiting.push(resolve);
        signal.addEventListener('abort', () => {
          resolve();
        });
      }),
  };
}

/**
 * Becomes a guest of the warehouse at a URL: until `leave` is called, or this process ends, its owner does not close. Keeps no
 * process alive. Undefined when nobody is there any more.
 */
export function becomeGuest(url: string): Promise<{ leave: () => void } | undefined> {
  return new Promise((resolve) => {
    const asked = request(`${url}${path}`, { agent: false }, (response) => {
      response.on('error', () => undefined);
      response.resume();
      if (response.statusCode !== 200) {
        asked.destroy();
        resolve(undefined);
        return;
      }
      response.socket.unref();
      resolve({ leave: () => asked.destroy() });
    });
    // Also when the owner is killed later: whoever uses it notices by its own requests.
    asked.on('error', () => {
      resolve(undefined);
    });
    asked.end();
  });
}
