import { DuckDBIntervalValue } from '@duckdb/node-api';

const second = 1_000_000n;
const day = 86_400n * second;
const limits = { months: 120_000n, days: 3_660_000n, microseconds: 87_840_000n * 3600n * second };

/** An interval of whole months, days and microseconds. @throws past BigQuery's limits of each. */
export function interval(months: bigint, days: bigint, microseconds: bigint): DuckDBIntervalValue {
  for (const [field, value] of Object.entries({ months, days, microseconds })) {
    const limit = limits[field as keyof typeof limits];
    if (value > limit || value < -limit)
      throw new Error(`Interval field ${field} '${value}' is out of range -${limit} to ${limit}`);
  }
  return new DuckDBIntervalValue(Number(months), Number(days), microseconds);
}

const parts = ({ months, days, micros }: DuckDBIntervalValue) =>
  [BigInt(months), BigInt(days), micros] as const;

export function addIntervals(a: DuckDBIntervalValue, b: DuckDBIntervalValue): DuckDBIntervalValue {
  const [months, days, micros] = parts(a);
  const [moreMonths, moreDays, moreMicros] = parts(b);
  return interval(months + moreMonths, days + moreDays, micros + moreMicros);
}

export function multiplyInterval(value: DuckDBIntervalValue, by: bigint): DuckDBIntervalValue {
  const [months, days, micros] = parts(value);
  return interval(months * by, days * by, micros * by);
}

/** The quotient of months, days and microseconds: what is left of months goes on as 30 days, of days as 24 hours. */
export function divideParts(
  months: bigint,
  days: bigint,
  micros: bigint,
  by: bigint,
): DuckDBIntervalValue {
  if (by === 0n) throw new Error('division by zero');
  const allDays = days + (months % by) * 30n;
  return interval(months / by, allDays / by, (micros + (allDays % by) * day) / by);
}

export function divideInterval(value: DuckDBIntervalValue, by: bigint): DuckDBIntervalValue {
  return divideParts(...parts(value), by);
}

/** JUSTIFY_HOURS, JUSTIFY_DAYS and JUSTIFY_INTERVAL: 24 hours are a day, 30 days a month. */
export function justify(
  value: DuckDBIntervalValue,
  what: 'HOURS' | 'DAYS' | 'INTERVAL',
): DuckDBIntervalValue {
  const [months, days, micros] = parts(value);
  if (what === 'HOURS') {
    const all = days * day + micros;
    return interval(months, all / day, all % day);
  }
  if (what === 'DAYS') {
    const all = months * 30n + days;
    return interval(all / 30n, all % 30n, micros);
  }
  const all = (months * 30n + days) * day + micros;
  return interval(all / (30n * day), (all / day) % 30n, all % day);
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** A fraction of a second as milliseconds if they are enough, else as microseconds. */
function fraction(microseconds: bigint): string {
  if (microseconds === 0n) return '';
  const digits = microseconds.toString().padStart(6, '0');
  return `.${digits.endsWith('000') ? digits.slice(0, 3) : digits}`;
}

/** `Y-M D H:M:S[.F]`, as CAST to STRING writes an interval. */
export function intervalText(value: DuckDBIntervalValue): string {
  const [months, days, micros] = parts(value);
  const [m, t] = [magnitude(months), magnitude(micros)];
  const clock = `${t / (3600n * second)}:${(t / (60n * second)) % 60n}:${(t / second) % 60n}`;
  return (
    `${months < 0n ? '-' : ''}${m / 12n}-${m % 12n} ${days} ` +
    `${micros < 0n ? '-' : ''}${clock}${fraction(t % second)}`
  );
}

/** ISO 8601, as TO_JSON_STRING writes an interval: `P1Y2M3DT4H5M6.5S`. */
export function intervalIso(value: DuckDBIntervalValue): string {
  const [months, days, micros] = parts(value);
  const date = [
    [months / 12n, 'Y'],
    [months % 12n, 'M'],
    [days, 'D'],
  ] as const;
  const time = [
    [micros / (3600n * second), 'H'],
    [(micros / (60n * second)) % 60n, 'M'],
  ] as const;
  const written = (units: readonly (readonly [bigint, string])[]) =>
    units.flatMap(([count, unit]) => (count === 0n ? [] : [`${count}${unit}`])).join('');
  const rest = micros % (60n * second);
  const sign = rest < 0n ? '-' : '';
  const r = magnitude(rest);
  const seconds =
    rest === 0n ? '' : `${sign}${r / second}${fraction(r % second).replace(/0+$/, '')}S`;
  const clock = written(time) + seconds;
  const all = `P${written(date)}${clock === '' ? '' : `T${clock}`}`;
  return all === 'P' ? 'P0Y' : all;
}
