import { DateTime } from 'luxon';
import { tankError } from '../warehouse/errors.ts';

/** Baseball's calendar: game dates are US/Eastern. */
export const gameZone = 'America/New_York';

/** Today's game date, YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  return DateTime.fromJSDate(now, { zone: gameZone }).toISODate() ?? '';
}

/** The hour of the day, 0 to 23, of that calendar's clock. */
export const hourOf = (now: Date): number => DateTime.fromJSDate(now, { zone: gameZone }).hour;

/**
 * Checks a date given on the command line.
 * @throws TankError E_DATE
 */
export function checkDate(text: string): string {
  const date = DateTime.fromISO(text, { zone: gameZone });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !date.isValid) {
    throw tankError('E_DATE', `'${text}' is not a date`);
  }
  return text;
}

/** The date some days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: gameZone }).plus({ days }).toISODate() ?? date;
}
