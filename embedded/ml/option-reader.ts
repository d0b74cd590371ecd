import type { Options, OptionValue } from '../sql/statement.ts';
import { optionError } from './errors.ts';

/** Reads an OPTIONS list or an argument struct by upper-case name; what nobody reads is an error. */
export interface OptionReader {
  text(name: string, allowed: readonly string[], fallback: string): string;
  flag(name: string, fallback: boolean): boolean;
  /** A finite number within [least, most]. */
  number(
    name: string,
    range: { least: number; most: number; integer?: boolean },
  ): number | undefined;
  string(name: string): string | undefined;
  raw(name: string): OptionValue | undefined;
  /** Accepts one value only of an option whose other values are not honoured here. */
  only(name: string, honoured: OptionValue): void;
  /** @throws ModelError naming the first option that was not read. */
  finish(): void;
}

/** @param subject what the options belong to, for messages: `model type LOGISTIC_REG`. */
export function optionReader(options: Options, subject: string): OptionReader {
  const left = new Map<string, OptionValue>();
  for (const [name, value] of Object.entries(options)) left.set(name.toUpperCase(), value);

  function take(name: string): OptionValue | undefined {
    const value = left.get(name);
    left.delete(name);
    return value;
  }

  function takeText(name: string): string | undefined {
    const value = take(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw optionError(`Option ${name} must be a STRING.`);
    return value;
  }

  return {
    text(name, allowed, fallback) {
      const value = takeText(name)?.toUpperCase();
      if (value === undefined) return fallback;
      if (!allowed.includes(value)) {
        throw optionError(
          `Option ${name}='${value}' is not supported for ${subject}; use ${allowed.join(' or ')}.`,
        );
      }
      return value;
    },
    flag(name, fallback) {
      const value = take(name) ?? fallback;
      if (typeof value !== 'boolean') throw optionError(`Option ${name} must be TRUE or FALSE.`);
      return value;
    },
    number(name, { least, most, integer = false }) {
      const value = take(name);
      if (value === undefined) return undefined;
      if (
        typeof value !== 'number' ||
        !(value >= least && value <= most) ||
        (integer && !Number.isInteger(value))
      ) {
        const range = most === Infinity ? `at least ${least}` : `between ${least} and ${most}`;
        throw optionError(
          `Option ${name} must be ${integer ? 'an integer' : 'a number'} ${range}, got ${JSON.stringify(value)}.`,
        );
      }
      return value;
    },
    string: takeText,
    raw: take,
    only(name, honoured) {
      const value = take(name);
      const same =
        typeof value === 'string' && typeof honoured === 'string'
          ? value.toUpperCase() === honoured
          : value === honoured;
      if (value !== undefined && !same) {
        throw optionError(
          `Option ${name}=${JSON.stringify(value)} is not honoured by this warehouse; only ${JSON.stringify(honoured)} is.`,
        );
      }
    },
    finish() {
      const [name] = left.keys();
      if (name !== undefined) {
        throw optionError(`Option ${name} is not supported for ${subject}.`);
      }
    },
  };
}
