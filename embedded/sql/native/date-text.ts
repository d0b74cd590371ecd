import { daysInMonth, daysOf, inRange } from './civil.ts';
import { checkZone, fixedOffset, instantOf } from './zones.ts';

const datePattern = /^(\d{4,5})-(\d{1,2})-(\d{1,2})/;
const timePattern = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,6}))?/;

interface Read<T> {
  value: T;
  rest: string;
}

/** Days since 1970; a year 0000 only serves an instant that its zone brings into year 0001. */
function readDate(text: string): Read<number> | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!exists || year > 9999) return undefined;
  return { value: daysOf({ year, month, day }), rest: text.slice(match[0].length) };
}

/** Microseconds since midnight; a 60th second begins the next minute. */
function readTime(text: string): Read<bigint> | undefined {
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const [hour = 0, minute = 0, second = 0] = match.slice(1, 4).map(Number);
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = BigInt((match[4] ?? '').padEnd(6, '0'));
  const value = BigInt(hour * 3600 + minute * 60 + second) * 1_000_000n + fraction;
  return { value, rest: text.slice(match[0].length) };
}

/** Days since 1970 of a text such as `2020-1-31`; undefined for any other text. */
export function textToDate(text: string): number | undefined {
  const read = readDate(text);
  const isWhole = read?.rest === '' && /^\d{4}-/.test(text) && !text.startsWith('0000');
  return isWhole ? read.value : undefined;
}

/** Microseconds since midnight of a text such as `1:02:03.5`; undefined for any other text. */
export function textToTime(text: string): bigint | undefined {
  const read = readTime(text);
  return read?.rest === '' ? read.value % 86_400_000_000n : undefined;
}

function readDatetime(text: string): Read<bigint> | undefined {
  const date = readDate(text);
  if (date === undefined) return undefined;
  const midnight = BigInt(date.value) * 86_400_000_000n;
  if (date.rest === '') return { value: midnight, rest: '' };
  if (!/^[Tt ]/.test(date.rest)) return undefined;
  const time = readTime(date.rest.slice(1));
  return time && { value: midnight + time.value, rest: time.rest };
}

/** Microseconds since 1970 of a wall clock written out, without a zone; undefined for any other text. */
export function textToDatetime(text: string): bigint | undefined {
  const read = readDatetime(text);
  const isWhole = read?.rest === '' && /^\d{4}-/.test(text) && inRange(read.value);
  return isWhole ? read.value : undefined;
}

/**
 * Microseconds since 1970 of an instant written out; in `zone` when the text names none. Undefined for
 * a text that is none. @throws `Invalid time zone`.
 */
export function textToTimestamp(text: string, zone: string): bigint | undefined {
  const read = readDatetime(text);
  if (read === undefined) return undefined;
  const own = zoneAfter(read.rest);
  if (own === undefined) return undefined;
  const local = read.value / 1_000_000n - (read.value % 1_000_000n < 0n ? 1n : 0n);
  const second = BigInt(instantOf(own === '' ? zone : own, Number(local)));
  const result = read.value + (second - local) * 1_000_000n;
  return inRange(result) ? result : undefined;
}

/** The same of a text that must not name a zone, for TIMESTAMP(text, zone). */
export function textToLocal(text: string, zone: string): bigint | undefined {
  const read = readDatetime(text);
  if (read !== undefined && read.rest !== '' && zoneAfter(read.rest) !== undefined)
    throw new Error(`Timezone is not allowed in "${text}"`);
  return textToTimestamp(text, zone);
}

/** The zone after a time: `+5:30` or `Z` at once, a name after a space; '' for none, undefined for no zone at all. */
function zoneAfter(text: string): string | undefined {
  if (text === '') return '';
  if (/^[Zz]$/.test(text)) return 'UTC';
  const isOffset = /^[+-]/.test(text) && fixedOffset(text) !== undefined;
  if (isOffset) return text;
  const name = /^ ([A-Za-z][^\s]*)$/.exec(text)?.[1];
  if (name !== undefined) checkZone(name);
  return name;
}

/** The value, or an error in BigQuery's words. */
export function orInvalid<T>(value: T | undefined, what: string, text: string): T {
  if (value === undefined)
    throw new Error(
      what === 'date' || what === 'timestamp'
        ? `Invalid ${what}: '${text}'`
        : `Invalid ${what} string "${text}"`,
    );
  return value;
}
