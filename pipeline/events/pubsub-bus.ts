import { PubSub } from '@google-cloud/pubsub';
import { tankError } from '../../warehouse/errors.ts';
import type { Bus } from './bus.ts';

/** A bus that carries events between services, and lets go of its connection. */
export interface PubSubBus extends Bus {
  close: () => Promise<void>;
}

/**
 * The bus of production: an event is published to the Pub/Sub topic of its name, which pushes it to the service that handles it.
 * With PUBSUB_EMULATOR_HOST it talks to the server there.
 * @returns a bus whose `publish` throws TankError E_PUBLISH
 */
export function pubSubBus(projectId: string): PubSubBus {
  const client = new PubSub({ projectId });
  return {
    publish: async (envelope) => {
      const { topic, id, correlation_id: run } = envelope;
      try {
        await client
          .topic(topic, { batching: { maxMessages: 1 } })
          .publishMessage({ json: envelope, attributes: { event: id, run } });
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw tankError('E_PUBLISH', `${topic} of ${run} cannot be published: ${message}`, {
          cause,
        });
      }
    },
    close: () => client.close(),
  };
}
