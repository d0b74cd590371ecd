/** The proleptic Gregorian calendar that GoogleSQL dates are in, by days since 1970-01-01. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

const daysPerEra = 146_097;

/** Days since 1970-01-01; a month or day past its end carries on into the next. */
export function daysOf({ year, month, day }: CivilDate): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - 719_468;
}

export function civilOf(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 };
}

/** 0 = Sunday. */
export const weekdayOf = (days: number): number => (((days + 4) % 7) + 7) % 7;

/** 1 = January 1st. */
export const dayOfYear = (days: number): number =>
  days - daysOf({ year: civilOf(days).year, month: 1, day: 1 }) + 1;

export const isLeapYear = (year: number): boolean =>
  (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 31);
}

/** The Monday that an ISO 8601 year begins with. */
export function isoYearStart(year: number): number {
  const fourth = daysOf({ year, month: 1, day: 4 });
  return fourth - ((weekdayOf(fourth) + 6) % 7);
}

/** The ISO 8601 year, week and day (1 = Monday) of a date. */
export function isoDateOf(days: number): { year: number; week: number; day: number } {
  const day = ((weekdayOf(days) + 6) % 7) + 1;
  const { year } = civilOf(days - day + 4);
  return { year, week: Math.floor((days - isoYearStart(year)) / 7) + 1, day };
}

/** A wall clock: a date and the microseconds since its midnight. */
export interface WallClock {
  days: number;
  microseconds: number;
}

const microsecondsPerDay = 86_400_000_000n;

export function wallClockOf(microseconds: bigint): WallClock {
  const rest = ((microseconds % microsecondsPerDay) + microsecondsPerDay) % microsecondsPerDay;
  return { days: Number((microseconds - rest) / microsecondsPerDay), microseconds: Number(rest) };
}

export const microsecondsOf = ({ days, microseconds }: WallClock): bigint =>
  BigInt(days) * microsecondsPerDay + BigInt(microseconds);

/** Whether microseconds since 1970 fall into the years 0001 to 9999. */
export const inRange = (microseconds: bigint): boolean =>
  microseconds >= -62_135_596_800_000_000n && microseconds <= 253_402_300_799_999_999n;
