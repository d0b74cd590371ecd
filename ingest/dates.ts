import { DateTime } from 'luxon';
import { tankError } from '../warehouse/errors.ts';

const leagueZone = 'America/New_York';

/** Dates YYYY-MM-DD, both inclusive. */
export interface DateRange {
  from: string;
  to: string;
}

/** GoogleSQL condition that every date passes: raw tables demand a filter on their partition, a DATE column. */
export const everyDate = (column: string): string => `${column} >= DATE '1876-01-01'`;

const parseDate = (date: string): DateTime => {
  const parsed = DateTime.fromISO(date, { zone: leagueZone });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !parsed.isValid) {
    throw tankError('E_DATE', `${date} is not a date`);
  }
  return parsed;
};

const isoDate = (date: DateTime): string => date.toFormat('yyyy-MM-dd');

/** @throws TankError E_DATE when a date is none, or the first is after the last. */
export function checkRange(range: DateRange): void {
  if (parseDate(range.from) > parseDate(range.to)) {
    throw tankError('E_DATE', `${range.from} is after ${range.to}`);
  }
}

/** The range cut at the ends of months, in order. */
export function monthsOf(range: DateRange): DateRange[] {
  const last = parseDate(range.to);
  const months: DateRange[] = [];
  let from = parseDate(range.from);
  while (from <= last) {
    const to = DateTime.min(from.endOf('month').startOf('day'), last);
    months.push({ from: isoDate(from), to: isoDate(to) });
    from = to.plus({ days: 1 });
  }
  return months;
}

/** Every date of a range, in order. */
export function datesOf({ from, to }: DateRange): string[] {
  const last = parseDate(to);
  const dates: string[] = [];
  for (let date = parseDate(from); date <= last; date = date.plus({ days: 1 })) {
    dates.push(isoDate(date));
  }
  return dates;
}

/** The date some days later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return isoDate(parseDate(date).plus({ days }));
}

/** Midnight US/Eastern of a date, as an instant in UTC (ISO 8601). */
export function easternMidnight(date: string): string {
  return toUtc(parseDate(date));
}

/** The US/Eastern date of an instant. */
export function easternDate(instant: Date): string {
  return isoDate(DateTime.fromJSDate(instant, { zone: leagueZone }));
}

/**
 * An ISO 8601 instant in UTC, to the second.
 * @throws TankError E_SOURCE_SHAPE when the text is no instant.
 */
export function utcInstant(text: string): string {
  const parsed = DateTime.fromISO(text, { zone: 'utc' });
  if (!parsed.isValid) throw tankError('E_SOURCE_SHAPE', `"${text}" is not an ISO 8601 instant`);
  return toUtc(parsed);
}

function toUtc(instant: DateTime): string {
  return instant.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
