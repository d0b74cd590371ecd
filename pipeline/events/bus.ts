import type { Envelope } from './envelope.ts';

/** What became of a delivery: handled for good, or to be delivered again. */
export type Delivery = 'acknowledged' | 'busy';

/** Takes an event. It may be given the same event more than once, and events in any order. */
export type Handler = (value: unknown) => Promise<Delivery>;

/** Carries events from who emits to who handles, each at least once. */
export interface Bus {
  publish: (envelope: Envelope) => Promise<void>;
}

export interface InProcessBus extends Bus {
  /** Delivers events until none is left. @throws what the handler throws */
  drain: (handler: Handler) => Promise<void>;
}

/** The bus of one process: a queue. Events that are not handled when the process ends are emitted again by their run. */
export function inProcessBus(): InProcessBus {
  const queue: Envelope[] = [];
  return {
    publish: (envelope) => {
      queue.push(envelope);
      return Promise.resolve();
    },
    drain: async (handler) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await handler(next);
    },
  };
}
