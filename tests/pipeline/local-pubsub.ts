import path from 'node:path';
import { createRequire } from 'node:module';
import {
  Server,
  ServerCredentials,
  type status,
  type sendUnaryData,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import {
  loadPackageDefinition,
  type GrpcObject,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

export interface Published {
  topic: string;
  data: string;
  attributes: Record<string, string>;
}

interface PublishRequest {
  topic: string;
  messages: { data: Buffer; attributes: Record<string, string> }[];
}

export interface LocalPubSub {
  /** For PUBSUB_EMULATOR_HOST. */
  host: string;
  published: Published[];
  /** Error code (gRPC) that publishing fails with, while it is set. */
  failing?: status;
  close: () => void;
}

/** Pub/Sub's publisher over gRPC, as far as publishing needs it. */
export async function startPubSub(): Promise<LocalPubSub> {
  const require = createRequire(import.meta.url);
  const protos = path.join(
    path.dirname(require.resolve('@google-cloud/pubsub/package.json')),
    'build/protos',
  );
  const gax = path.resolve(path.dirname(require.resolve('google-gax')), '../protos');
  const definition = loadSync('google/pubsub/v1/pubsub.proto', {
    includeDirs: [protos, gax],
    keepCase: true,
  });
  const services = loadPackageDefinition(definition) as unknown as {
    google: { pubsub: { v1: { Publisher: ServiceClientConstructor } } };
  } & GrpcObject;
  const local: LocalPubSub = { host: '', published: [], close: () => undefined };
  const server = new Server();
  server.addService(services.google.pubsub.v1.Publisher.service, {
    Publish: (
      { request }: ServerUnaryCall<PublishRequest, unknown>,
      answer: sendUnaryData<{ message_ids: string[] }>,
    ) => {
      if (local.failing !== undefined) {
        answer({ code: local.failing, message: 'no such topic' });
        return;
      }
      for (const { data, attributes } of request.messages)
        local.published.push({
          topic: request.topic.split('/').at(-1) ?? '',
          data: data.toString('base64'),
          attributes,
        });
      answer(null, { message_ids: request.messages.map((_, place) => String(place)) });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  local.host = `127.0.0.1:${port}`;
  local.close = () => {
    server.forceShutdown();
  };
  return local;
}
