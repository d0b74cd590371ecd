import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One request, written out, and what is told when it was answered: its status, 0 without an answer. */
export interface Asked {
  bytes: Buffer;
  answered: (status: number) => void;
}

export interface PacedConnection {
  /** Sends it as soon as what was sent before it is answered. */
  ask: (asked: Asked) => void;
  close: () => void;
}

/** A request as HTTP/1.1 sends it over a connection that stays open. */
export function requestBytes(
  host: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, unknown>>,
  body: string,
): Buffer {
  const all = { host, ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * A connection that reads of an answer what tells its status and its end, and nothing else: a whole HTTP client takes as much of the
 * machine as the server that it measures. It wants answers that give their length.
 */
export async function openPacedConnection(url: URL): Promise<PacedConnection> {
  const socket: Socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await once(socket, 'connect');
  const waiting: Asked[] = [];
  let head: Buffer = Buffer.alloc(0);
  let [status, missing] = [0, 0];
  const finish = (code: number): void => {
    waiting.shift()?.answered(code);
    const next = waiting[0];
    if (next !== undefined) socket.write(next.bytes);
  };
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (missing === 0) {
        head = head.length === 0 ? rest : Buffer.concat([head, rest]);
        const end = head.indexOf(headEnd);
        if (end < 0) return;
        const text = head.toString('latin1', 0, end);
        const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
        if (length === undefined) {
          socket.destroy(new Error(`an answer does not give its length: ${text.slice(0, 200)}`));
          return;
        }
        status = Number(text.slice(9, 12));
        rest = head.subarray(end + headEnd.length);
        head = Buffer.alloc(0);
        missing = Number(length);
        if (missing === 0) finish(status);
      }
      const taken = Math.min(missing, rest.length);
      if (taken > 0) {
        missing -= taken;
        rest = rest.subarray(taken);
        if (missing === 0) finish(status);
      }
    }
  });
  let failure: Error | undefined;
  socket.on('error', (error) => (failure = error));
  socket.on('close', () => {
    for (const { answered } of waiting.splice(0)) answered(0);
    if (failure !== undefined) process.stderr.write(`${failure.message}\n`);
  });
  return {
    ask: (asked) => {
      if (socket.destroyed) {
        asked.answered(0);
        return;
      }
      waiting.push(asked);
      if (waiting.length === 1) socket.write(asked.bytes);
    },
    close: () => socket.destroy(),
  };
}
