import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { credentials, loadPackageDefinition, status, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** A running ZetaSQL server: Google's GoogleSQL analyzer and reference evaluator. */
export interface ZetaSql {
  /** Calls one RPC of `ZetaSqlLocalService`; rejects with the server's error, its text in `details`. */
  call(method: string, request: object): Promise<Record<string, unknown>>;
  stop(): void;
}

type Method = (
  request: object,
  done: (error: ServiceError | null, reply: Record<string, unknown>) => void,
) => void;

const maximumMessage = 500 * 1024 * 1024;

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('No free port'));
      });
    });
  });
}

/** The name of the server's executable in `@fivetrandevelopers/zetasql` on this machine. */
function executable(): string {
  return `remote_server${process.arch.startsWith('arm') ? '_arm' : ''}${process.platform === 'darwin' ? '' : '.so'}`;
}

/** Starts the server that the npm package ships, on a free port of the loopback. */
export async function startZetaSql(): Promise<ZetaSql> {
  const require = createRequire(import.meta.url);
  const folder = path.join(path.dirname(require.resolve('@fivetrandevelopers/zetasql')), 'zetasql');
  const port = await freePort();
  const server = spawn(path.join(folder, executable()), ['localhost', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  server.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  const definition = loadSync('local_service.proto', {
    oneofs: true,
    enums: String,
    longs: String,
    includeDirs: [path.join(folder, 'protos')],
  });
  const { zetasql } = loadPackageDefinition(definition) as unknown as {
    zetasql: {
      local_service: {
        ZetaSqlLocalService: new (
          ...options: unknown[]
        ) => Record<string, Method> & { close(): void };
      };
    };
  };
  const stub = new zetasql.local_service.ZetaSqlLocalService(
    `localhost:${port}`,
    credentials.createInsecure(),
    {
      'grpc.max_send_message_length': maximumMessage,
      'grpc.max_receive_message_length': maximumMessage,
      'grpc.initial_reconnect_backoff_ms': 50,
      'grpc.min_reconnect_backoff_ms': 50,
      'grpc.max_reconnect_backoff_ms': 200,
    },
  );
  const call = (method: string, request: object) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const rpc = stub[method];
      if (typeof rpc !== 'function') throw new Error(`No such method: ${method}`);
      rpc.call(stub, request, (error, reply) => {
        if (error === null) resolve(reply);
        else reject(error);
      });
    });
  const stop = () => {
    stub.close();
    server.kill('SIGKILL');
  };
  await ready(call, () => complaint, stop);
  return { call, stop };
}

async function ready(
  call: ZetaSql['call'],
  complaint: () => string,
  stop: () => void,
): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await call('formatSql', { sql: 'SELECT 1' });
      return;
    } catch (error) {
      if ((error as ServiceError).code !== status.UNAVAILABLE || Date.now() > deadline) {
        stop();
        throw new Error(`The ZetaSQL server did not start: ${complaint()}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
