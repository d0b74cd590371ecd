import type { Options, OptionValue } from '../sql/statement.ts';
import { invalidQuery } from './errors.ts';
import { checkRounding } from './refused-options.ts';

const wrong = (name: string, wanted: string): Error =>
  invalidQuery(`Option ${name} must be ${wanted}`);

/** A STRING option; undefined when absent or NULL. @throws BigQueryError invalidQuery for another type. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrong(name, 'a STRING');
  return value;
}

/** A rounding mode; undefined when absent or NULL. @throws BigQueryError notImplemented for any but the one there is here. */
export function roundingOption(options: Options, name: string): string | undefined {
  const mode = textOption(options, name);
  if (mode !== undefined) checkRounding(mode);
  return mode;
}

/** A numeric option; undefined when absent or NULL. @throws BigQueryError invalidQuery for another type. */
export function numberOption(options: Options, name: string): number | undefined {
  const value = options[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw wrong(name, 'a number');
  return value;
}

/** A TIMESTAMP option in milliseconds since 1970. @throws BigQueryError invalidQuery when it is no timestamp. */
export function millisOption(options: Options, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const millis = Date.parse(
    text.includes('T') || text.endsWith('Z') ? text : text.replace(' ', 'T'),
  );
  if (Number.isNaN(millis)) throw wrong(name, 'a TIMESTAMP');
  return millis;
}

/** `[("team", "data")]` as a map. @throws BigQueryError invalidQuery for another shape. */
export function labelsOf(value: OptionValue | undefined): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrong('labels', 'an ARRAY<STRUCT<STRING, STRING>>');
  const labels: Record<string, string> = {};
  for (const pair of value) {
    const [key, text] = Array.isArray(pair)
      ? pair
      : pair !== null && typeof pair === 'object'
        ? Object.values(pair)
        : [];
    if (typeof key !== 'string' || typeof text !== 'string') {
      throw wrong('labels', 'an ARRAY<STRUCT<STRING, STRING>>');
    }
    labels[key] = text;
  }
  return labels;
}
