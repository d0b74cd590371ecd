import { DateTime } from 'luxon';

/** The date of a moment as MLB counts game dates, in US/Eastern. */
export function easternDate(moment: Date): string {
  return DateTime.fromJSDate(moment, { zone: 'America/New_York' }).toFormat('yyyy-MM-dd');
}

/** The date some days later, or earlier with a negative number. */
export function addDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}
