import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { TankError } from '../../warehouse/errors.ts';

export type Handler = (response: http.ServerResponse, path: string, count: number) => void;

/** A server of our own that answers as it is told. */
export interface LocalServer {
  url: string;
  /** Paths asked for so far, in order. */
  asked: string[];
  /** When each was asked for, in milliseconds since the server began. */
  askedAt: number[];
  answer: (handler: Handler) => void;
  close: () => Promise<void>;
}

export const good: Handler = (response) => void response.end('{"ok":true}');
export const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}, body = 'no'): Handler =>
  (response) =>
    void response.writeHead(code, headers).end(body);

export async function startLocalServer(): Promise<LocalServer> {
  let handler = good;
  const asked: string[] = [];
  const askedAt: number[] = [];
  const started = performance.now();
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    askedAt.push(performance.now() - started);
    handler(response, request.url ?? '', asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    askedAt,
    answer: (next) => {
      handler = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** An endpoint that takes everything. */
export const anything: Endpoint<unknown> = {
  name: 'anything',
  format: 'json',
  check: ({ body }) => body,
};

/** The coded error something fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<TankError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TankError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
