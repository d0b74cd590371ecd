import { checkZone, fixedOffset } from '../native/zones.ts';
import { STRING, text } from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';

/** A time zone: a fixed offset or a region that the statement writes out, or what a value names when it runs. */
export type Zone =
  | { kind: 'offset'; seconds: number; sql: string }
  | { kind: 'region'; sql: string }
  | { kind: 'named'; sql: string };

export const utc: Zone = { kind: 'offset', seconds: 0, sql: "'UTC'" };

/** The zone that an argument names. A bad literal fails when the statement runs, so that SAFE. can catch it. */
export function zoneOf(value: Compiled): Zone {
  const { literal } = value;
  if (typeof literal !== 'string') return { kind: 'named', sql: coerce(value, STRING).sql };
  const seconds = fixedOffset(literal);
  const sql = text(literal);
  if (seconds !== undefined) return { kind: 'offset', seconds, sql };
  try {
    checkZone(literal);
    return { kind: 'region', sql };
  } catch {
    return { kind: 'named', sql };
  }
}

export const isUtc = (zone: Zone): boolean => zone.kind === 'offset' && zone.seconds === 0;

/** The wall clock of an instant in a zone, as DuckDB's TIMESTAMP; it may fall outside years 1 to 9999. */
export function localTime(timestamp: string, zone = utc): string {
  if (zone.kind === 'region') return `timezone(${zone.sql}, ${timestamp})`;
  if (zone.kind === 'named') return `bq_zone_local(${timestamp}, ${zone.sql})`;
  if (zone.seconds === 0) return `bq_utc(${timestamp})`;
  return `make_timestamp(epoch_us(${timestamp}) + ${BigInt(zone.seconds) * 1_000_000n})`;
}

/** The same, for a result that must be a DATETIME. */
export function localDatetime(timestamp: string, zone = utc): string {
  return isUtc(zone) ? localTime(timestamp) : `bq_valid_datetime(${localTime(timestamp, zone)})`;
}

/** The instant of a wall clock in a zone. */
export function instant(local: string, zone = utc): string {
  if (isUtc(zone)) return `bq_from_utc(${local})`;
  return `bq_zone_instant(${local}, ${zone.sql})`;
}
