import { DateTime } from 'luxon';

const eastern = 'America/New_York';

/** `56%` of 0.5612; `56.1%` with a digit. */
export function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)}%`;
}

/** A number with as many digits as said, and a true minus sign. */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** The same with a sign before numbers above zero too. */
export function signed(value: number, digits: number): string {
  const text = decimal(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 game`, `12 games`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `Tuesday, September 15, 2026` of `2026-09-15`. */
export function longDate(date: string): string {
  return DateTime.fromISO(date).setLocale('en-US').toFormat('cccc, LLLL d, yyyy');
}

/** `Tue, Sep 15`. */
export function shortDate(date: string): string {
  return DateTime.fromISO(date).setLocale('en-US').toFormat('ccc, LLL d');
}

/** `September 2026`. */
export function monthName(date: string): string {
  return DateTime.fromISO(date).setLocale('en-US').toFormat('LLLL yyyy');
}

/** The time of an instant in US/Eastern: `7:10 PM ET`. */
export function easternTime(instant: string): string {
  return DateTime.fromISO(instant, { zone: eastern }).setLocale('en-US').toFormat("h:mm a 'ET'");
}

/** `Sep 15, 2026, 04:00 UTC`. */
export function moment(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' })
    .setLocale('en-US')
    .toFormat("LLL d, yyyy, HH:mm 'UTC'");
}

/** `3 minutes`, `2 hours`, `5 days`: how long ago a moment is, in its largest unit. */
export function age(instant: string, now: Date): string {
  const minutes = Math.max(0, (now.getTime() - Date.parse(instant)) / 60_000);
  if (minutes < 60) return plural(Math.floor(minutes), 'minute');
  if (minutes < 48 * 60) return plural(Math.floor(minutes / 60), 'hour');
  return plural(Math.floor(minutes / 60 / 24), 'day');
}

/** `12 s`, `3 min 20 s`, `1 h 4 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds - 60 * minutes)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
