import { createRequire } from 'node:module';
import path from 'node:path';
import {
  credentials,
  Server,
  ServerCredentials,
  status,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import { PassThroughClient } from 'google-auth-library';
import type { ClientOptions } from 'google-gax';
import { fromJSON, type ServiceDefinition } from '@grpc/proto-loader';

/** A request that a server got. */
export interface Received {
  method: string;
  request: Record<string, unknown>;
  metadata: Record<string, string[]>;
}

/** Answers a method; what it throws with a `code` is the call's status. */
export type Answer = (request: never) => object | Promise<object>;

export interface ContractServer {
  port: number;
  /** Requests in the order they came. */
  received: Received[];
  /** Requests of one method. */
  requests: (method: string) => Record<string, unknown>[];
  /** Options of a Google client that talks to it. */
  clientOptions: {
    apiEndpoint: string;
    port: number;
    sslCreds: ReturnType<typeof credentials.createInsecure>;
    authClient: NonNullable<ClientOptions['authClient']>;
  };
  close: () => Promise<void>;
}

/** Fails a call with a status of gRPC. */
export function fail(code: keyof typeof status, message: string): never {
  throw Object.assign(new Error(message), { code: status[code] });
}

/**
 * A server of the services of a Google client, made of the protos that the client itself ships: a request that is not of the
 * message's type cannot be read, and an answer that is not cannot be sent. Methods without an answer are UNIMPLEMENTED.
 * @param client name of the package
 * @param services full names, such as google.cloud.dataform.v1.Dataform
 * @param answers by the method's name
 */
export async function startContractServer(
  client: string,
  services: readonly string[],
  answers: Readonly<Record<string, Answer>>,
): Promise<ContractServer> {
  const require = createRequire(import.meta.url);
  const root = path.dirname(require.resolve(`${client}/package.json`));
  const protos = require(path.join(root, 'build/protos/protos.json')) as Parameters<
    typeof fromJSON
  >[0];
  const definition = fromJSON(protos, {
    keepCase: false,
    longs: String,
    enums: String,
    defaults: false,
    oneofs: false,
  });
  const received: Received[] = [];
  const server = new Server();
  for (const name of services) {
    const service = definition[name] as ServiceDefinition | undefined;
    if (service === undefined) throw new Error(`${client} has no service ${name}`);
    const handlers: Record<string, UntypedHandleCall> = {};
    for (const [method, { requestStream, responseStream }] of Object.entries(service)) {
      const answer = answers[method];
      if (answer === undefined || requestStream || responseStream) continue;
      handlers[method] = ((
        call: { request: never; metadata: { getMap: () => object } },
        callback,
      ) => {
        const metadata = call.metadata.getMap() as Record<string, string[]>;
        received.push({ method, request: call.request, metadata });
        Promise.resolve()
          .then(() => answer(call.request))
          .then(
            (value) => {
              callback(null, value);
            },
            (error: unknown) => {
              callback(error as Error, null);
            },
          );
      }) as (call: unknown, callback: (error: Error | null, value: object | null) => void) => void;
    }
    server.addService(service, handlers);
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    port,
    received,
    requests: (method) =>
      received.filter((one) => one.method === method).map(({ request }) => request),
    clientOptions: {
      apiEndpoint: '127.0.0.1',
      port,
      sslCreds: credentials.createInsecure(),
      // Of another copy of the library than the clients' own.
      authClient: new PassThroughClient() as unknown as NonNullable<ClientOptions['authClient']>,
    },
    close: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => {
          resolve();
        });
      }),
  };
}
