import type { DuckDBIntervalValue } from '@duckdb/node-api';
import { civilOf, daysInMonth, daysOf, inRange, microsecondsOf, wallClockOf } from './civil.ts';

const day = 86_400_000_000n;

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
};

/** A wall clock moved by months; a day past the month's end is its last. */
function addMonths(microseconds: bigint, months: number): bigint {
  const clock = wallClockOf(microseconds);
  const { year, month, day: dayOfMonth } = civilOf(clock.days);
  const all = year * 12 + month - 1 + months;
  const moved = { year: Math.floor(all / 12), month: (((all % 12) + 12) % 12) + 1 };
  const days = daysOf({
    ...moved,
    day: Math.min(dayOfMonth, daysInMonth(moved.year, moved.month)),
  });
  return microsecondsOf({ days, microseconds: clock.microseconds });
}

/** The start of the bucket of whole months, counted from the origin, that a value is in. */
function monthBucket(value: bigint, width: number, origin: bigint): bigint {
  const [of, from] = [value, origin].map((one) => civilOf(wallClockOf(one).days));
  const months = ((of?.year ?? 0) - (from?.year ?? 0)) * 12 + (of?.month ?? 0) - (from?.month ?? 0);
  const count = Math.floor(months / width);
  const start = addMonths(origin, count * width);
  return start <= value ? start : addMonths(origin, (count - 1) * width);
}

/** DATE_BUCKET and its kin in microseconds since 1970. @throws for a width that is not one positive part. */
export function bucketStart(
  kind: string,
  value: bigint,
  { months, days, micros }: DuckDBIntervalValue,
  origin: bigint,
): bigint {
  const given = [months !== 0, days !== 0, micros !== 0n].filter(Boolean).length;
  const isPositive = months >= 0 && days >= 0 && micros >= 0n;
  if (given !== 1 || !isPositive)
    throw new Error(`${kind}_BUCKET needs a bucket width of one positive date part`);
  if (kind === 'DATE' && micros !== 0n)
    throw new Error('DATE_BUCKET does not support a bucket width finer than a day');
  if (kind === 'TIMESTAMP' && months !== 0)
    throw new Error('TIMESTAMP_BUCKET does not support a bucket width of months');
  const width = BigInt(days) * day + micros;
  const start =
    months === 0
      ? origin + floorDivide(value - origin, width) * width
      : monthBucket(value, months, origin);
  if (!inRange(start)) throw new Error(`Bucket for the value is out of the range of ${kind}`);
  return start;
}

/** Days from one to another by steps of months, each from the one before: after February the 31st stays the 29th. */
export function monthSteps(from: bigint, to: bigint, step: bigint): bigint[] {
  if (step === 0n) throw new Error('Sequence step cannot be 0.');
  const result: bigint[] = [];
  for (let days = from; step > 0n ? days <= to : days >= to;) {
    result.push(days);
    days = addMonths(days * day, Number(step)) / day;
  }
  return result;
}

/** The bounds of the subranges of GENERATE_RANGE_ARRAY, each counted from the start. @throws for a step it does not take. */
export function rangeSteps(
  kind: string,
  start: bigint,
  end: bigint,
  { months, days, micros }: DuckDBIntervalValue,
  includePartial: boolean,
): bigint[] {
  const refuse = (what: string) => new Error(`step ${what}`);
  if (months < 0 || days < 0 || micros < 0n) throw refuse('cannot be negative');
  if (months === 0 && days === 0 && micros === 0n) throw refuse('cannot be 0');
  if (kind === 'DATE' && micros !== 0n)
    throw refuse('with non-zero (H:M:S[.F]) part is not supported');
  if (kind === 'TIMESTAMP' && months !== 0)
    throw refuse('with non-zero MONTH or YEAR part is not supported');
  const bounds = [start];
  for (let count = 1; ; count += 1) {
    const next = addMonths(start, months * count) + (BigInt(days) * day + micros) * BigInt(count);
    if (next > end) break;
    bounds.push(next);
    if (next === end) break;
  }
  if (includePartial && bounds.at(-1) !== end) bounds.push(end);
  return bounds;
}
