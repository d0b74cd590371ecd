/** Days are whole numbers since 1970-01-01, so that date arithmetic needs no time zone. */
const dayMilliseconds = 86_400_000;

/** Day number of a `YYYY-MM-DD` date. */
export function toDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMilliseconds;
}

/** `YYYY-MM-DD` of a day number. */
export function toDate(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

const longForm = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** The long form of a date: `July 12, 2024`. */
export function longDate(day: number): string {
  return longForm.format(day * dayMilliseconds);
}

/** 0 = Sunday to 6 = Saturday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Calendar month of a day, 1 to 12. */
export function monthOf(day: number): number {
  return new Date(day * dayMilliseconds).getUTCMonth() + 1;
}

/** Epoch milliseconds of a local wall-clock time, `offset` being the zone's hours from UTC. */
export function localTime(day: number, hour: number, minute: number, offset: number): number {
  return day * dayMilliseconds + ((hour - offset) * 60 + minute) * 60_000;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, the form of the API's `gameDate`. */
export function toTimestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Number of weekend series in a season; the midweek of the all-star break has no series. */
export const weekends = 27;
const weekendBeforeBreak = 15;

/** The fixed days of one season. */
export interface SeasonCalendar {
  season: number;
  springStart: number;
  springEnd: number;
  opening: number;
  lastOfFirstHalf: number;
  allStar: number;
  firstOfSecondHalf: number;
  closing: number;
  postseasonStart: number;
  postseasonEnd: number;
}

/** Season days: 27 weekends from the last Friday of March, a break after the sixteenth weekend, then the postseason. */
export function seasonCalendar(season: number): SeasonCalendar {
  const lastOfMarch = toDay(`${season}-03-31`);
  const opening = lastOfMarch - ((weekday(lastOfMarch) + 2) % 7);
  const lastOfFirstHalf = opening + weekendBeforeBreak * 7 + 2;
  const closing = opening + (weekends - 1) * 7 + 2;
  return {
    season,
    springStart: opening - 14,
    springEnd: opening - 4,
    opening,
    lastOfFirstHalf,
    allStar: lastOfFirstHalf + 2,
    firstOfSecondHalf: lastOfFirstHalf + 5,
    closing,
    postseasonStart: closing + 2,
    postseasonEnd: closing + 35,
  };
}

/** Where a series of the 52 rounds is played: 27 weekends with 25 midweeks between them. */
export interface RoundSlot {
  /** Friday of a weekend, Monday of a midweek. */
  firstDay: number;
  isWeekend: boolean;
}

/** The 52 slots of a season in date order. */
export function roundSlots(calendar: SeasonCalendar): RoundSlot[] {
  const slots: RoundSlot[] = [];
  for (let week = 0; week < weekends; week += 1) {
    const friday = calendar.opening + week * 7;
    slots.push({ firstDay: friday, isWeekend: true });
    if (week !== weekendBeforeBreak && week !== weekends - 1) {
      slots.push({ firstDay: friday + 3, isWeekend: false });
    }
  }
  return slots;
}
