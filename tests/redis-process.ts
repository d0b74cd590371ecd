import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const redisServer = '/usr/bin/redis-server';

/** Why there is no Redis here; undefined where there is one. */
export const redisMissing = existsSync(redisServer) ? undefined : `there is no ${redisServer}`;

/** A Redis that keeps nothing on disk, and ends without a word. */
export interface RedisProcess {
  kill: () => Promise<void>;
}

/** Starts one, and waits until it can be connected to. */
export async function startRedis(directory: string, port: number): Promise<RedisProcess> {
  const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
  const child = spawn(redisServer, [...where, '--save', ''], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  while (!(await isOpen(port))) await wait(20);
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
