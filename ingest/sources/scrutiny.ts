import { tankError } from '../../warehouse/errors.ts';
import type { Endpoint } from './endpoint.ts';

/** So often the same must be found in the answers to one question before it is believed. */
export const timesToBelieve = 3;

/** Looks at the answers to one question. */
export interface Scrutiny {
  /**
   * @returns the doubts an answer is believed in spite of, in words; mostly none.
   * @throws TankError E_SOURCE_SHAPE while it is worth asking again.
   */
  examine: <Value>(endpoint: Endpoint<Value>, url: string, value: Value) => readonly string[];
}

/**
 * Makes scrutinies that share what they have learnt: damage on the way passes when one asks again, and what is sent
 * again and again is meant. A new field need only be believed once.
 */
export function openScrutinies(): () => Scrutiny {
  const knownFields = new Set<string>();
  return () => {
    const found = new Map<string, number>();
    return {
      examine: (endpoint, url, value) => {
        const drift = unknownFields(endpoint, value).filter(
          (field) => !knownFields.has(`${endpoint.name} ${field}`),
        );
        const doubts = [
          ...(endpoint.doubts?.(value) ?? []),
          ...drift.map((field) => `unknown field ${field}`),
        ];
        if (doubts.length === 0) return [];
        const text = doubts.join('; ');
        const times = (found.get(text) ?? 0) + 1;
        found.set(text, times);
        if (times >= timesToBelieve) {
          for (const field of drift) knownFields.add(`${endpoint.name} ${field}`);
          return doubts;
        }
        throw tankError('E_SOURCE_SHAPE', `GET ${url}: ${text}`, {
          hint: 'The answer looks damaged; repeat the run later.',
          details: { url, doubts, passing: 'shape' },
        });
      },
    };
  };
}

function unknownFields<Value>({ fields, fieldsOf }: Endpoint<Value>, value: Value): string[] {
  if (fields === undefined || typeof value !== 'object' || value === null) return [];
  const has = fieldsOf?.(value) ?? Object.keys(value);
  return has.filter((field) => !fields.includes(field));
}
