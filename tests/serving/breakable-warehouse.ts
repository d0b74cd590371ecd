import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';

export interface BreakableWarehouse extends ServedWarehouse {
  /** Drops every connection until it is mended. */
  breakDown(): void;
  /** Leaves requests without an answer until it is mended; then they are answered. */
  hold(): void;
  mend(): void;
  /** Resolves when a request is held. */
  reached(): Promise<void>;
  /** How many requests have come. */
  requests(): number;
}

/** The warehouse of `openServedWarehouse`, whose client reaches it through a proxy that can fail. */
export async function breakableWarehouse(): Promise<BreakableWarehouse> {
  const inner = await openServedWarehouse();
  const target = new URL(inner.client.baseUrl);
  let state: 'up' | 'down' | 'held' = 'up';
  let count = 0;
  let held: (() => void)[] = [];
  let isReached: () => void = () => undefined;

  const forward = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, headers, url: path } = incoming;
    const { hostname, port } = target;
    const outgoing = request({ hostname, port, method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const proxy = createServer((incoming, response) => {
    count += 1;
    if (state === 'down') {
      incoming.socket.destroy();
      return;
    }
    if (state === 'up') {
      forward(incoming, response);
      return;
    }
    held.push(() => {
      forward(incoming, response);
    });
    isReached();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    client: createClient(loadConfig({}, { endpoint }), { autoRetry: false }),
    insert: inner.insert,
    breakDown: () => (state = 'down'),
    hold: () => (state = 'held'),
    mend: () => {
      state = 'up';
      for (const release of held) release();
      held = [];
    },
    reached: () =>
      held.length > 0 ? Promise.resolve() : new Promise((resolve) => (isReached = resolve)),
    requests: () => count,
    close: async () => {
      proxy.closeAllConnections();
      proxy.close();
      await inner.close();
    },
  };
}
