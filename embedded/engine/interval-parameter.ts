import { invalid } from './errors.ts';

const canonical =
  /^([+-]?)(\d{1,5})-(\d{1,2}) ([+-]?\d{1,7}) ([+-]?)(\d{1,8}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,6}))?$/;
const iso =
  /^P(?=.)(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?(?:T(?=.)(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?)(\d+)(?:\.(\d{1,6}))?S)?)?$/;

/**
 * DuckDB SQL of an INTERVAL parameter, `1-2 3 4:5:6.7` or ISO 8601 (`P1Y2M3DT4H5M6.7S`).
 * @throws BigQueryError invalid for other text.
 */
export function intervalExpression(text: string): string {
  const parts = canonicalParts(text) ?? isoParts(text);
  if (parts === undefined)
    throw invalid(`Invalid value for type INTERVAL: ${JSON.stringify(text)}`);
  return `bq_interval_of(${parts.months}, ${parts.days}, ${parts.micros})`;
}

interface Parts {
  months: bigint;
  days: bigint;
  micros: bigint;
}

const whole = (text: string | undefined): bigint => BigInt(text?.replace('+', '') ?? '0');
const signed = (sign: string | undefined, value: bigint): bigint => (sign === '-' ? -value : value);
const fraction = (text: string | undefined): bigint => BigInt((text ?? '').padEnd(6, '0'));

function canonicalParts(text: string): Parts | undefined {
  const match = canonical.exec(text);
  if (match === null) return undefined;
  const [, sign, years, months, days, clockSign, hours, minutes, seconds, micros] = match;
  const clock = (whole(hours) * 60n + whole(minutes)) * 60n + whole(seconds);
  return {
    months: signed(sign, whole(years) * 12n + whole(months)),
    days: whole(days),
    micros: signed(clockSign, clock * 1_000_000n + fraction(micros)),
  };
}

function isoParts(text: string): Parts | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, years, months, weeks, days, hours, minutes, sign, seconds, micros] = match;
  const rest = signed(sign, whole(seconds) * 1_000_000n + fraction(micros));
  return {
    months: whole(years) * 12n + whole(months),
    days: whole(weeks) * 7n + whole(days),
    micros: (whole(hours) * 60n + whole(minutes)) * 60_000_000n + rest,
  };
}
