import { tankError } from '../../warehouse/errors.ts';
import type { Endpoint } from './endpoint.ts';
import type { KnownFields } from './known-fields.ts';

/** So often the same must be found in the answers to one question before it is believed. */
export const timesToBelieve = 3;

/** Looks at the answers to one question. */
export interface Scrutiny {
  /**
   * @param body what the value was made from
   * @returns the doubts an answer is believed in spite of, in words; mostly none.
   * @throws TankError E_SOURCE_SHAPE while it is worth asking again.
   */
  examine: <Value>(
    endpoint: Endpoint<Value>,
    url: string,
    value: Value,
    body: unknown,
  ) => readonly string[];
}

/**
 * A scrutiny: damage on the way passes when one asks again, and what is sent again and again is meant. New fields are
 * believed one by one, for every later question too.
 */
export function openScrutiny(known: KnownFields): Scrutiny {
  const doubted = new Map<string, number>();
  const seen = new Map<string, number>();
  const timesOf = (counts: Map<string, number>, text: string): number => {
    const times = (counts.get(text) ?? 0) + 1;
    counts.set(text, times);
    return times;
  };
  return {
    examine: (endpoint, url, value, body) => {
      const doubts = endpoint.doubts?.(value) ?? [];
      const fields = known
        .unknown(endpoint, body)
        .filter((field) => endpoint.fields?.includes(field) !== true);
      const isBelieved =
        doubts.length === 0 || timesOf(doubted, doubts.join('; ')) >= timesToBelieve;
      const strange = fields.filter((field) => timesOf(seen, field) < timesToBelieve);
      if (isBelieved && strange.length === 0) {
        for (const field of fields) known.believe(endpoint.name, field, url);
        return doubts;
      }
      const reasons = [...doubts, ...strange.map((field) => `unknown field ${field}`)];
      const shown = reasons.slice(0, 5);
      const more = reasons.length - shown.length;
      const text = `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
      throw tankError('E_SOURCE_SHAPE', `GET ${url}: ${text}`, {
        hint: 'The answer looks damaged; repeat the run later.',
        details: { url, doubts: shown, passing: 'shape' },
      });
    },
  };
}
