import {
  civilOf,
  daysInMonth,
  daysOf,
  isLeapYear,
  isoYearStart,
  weekdayOf,
  type CivilDate,
} from './civil.ts';

/** The parts of a date that a format may name, each as the text has it. */
export interface ParsedDate {
  year?: number;
  century?: number;
  yearOfCentury?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  /** 0 = Sunday. */
  weekday?: number;
  week?: { number: number; first: 0 | 1 };
  isoYear?: number;
  isoWeek?: number;
  isoDayOfYear?: number;
}

function yearOf({ year, century, yearOfCentury }: ParsedDate): number | undefined {
  if (yearOfCentury === undefined) return year;
  if (century !== undefined) return century * 100 + yearOfCentury;
  return yearOfCentury < 69 ? 2000 + yearOfCentury : 1900 + yearOfCentury;
}

/** Days since 1970-01-01; what the text does not name is that of 1970-01-01. @throws for a date that is none. */
export function dateOf(parsed: ParsedDate): number {
  const { month, day, dayOfYear, week, isoYear } = parsed;
  const year = yearOf(parsed);
  const onlyIso = [year, month, day, dayOfYear, week].every((part) => part === undefined);
  if (isoYear !== undefined && onlyIso) return isoDate(isoYear, parsed);
  const start = startDate(year ?? 1970, dayOfYear, week, parsed.weekday);
  const civil = { year: start.year, month: month ?? start.month, day: day ?? start.day };
  if (civil.day > daysInMonth(civil.year, civil.month))
    throw new Error('Out-of-range datetime field in parsing function');
  return daysOf(civil);
}

/** The date that a day of the year or a week gives, January 1st without either. */
function startDate(
  year: number,
  dayOfYear: number | undefined,
  week: ParsedDate['week'],
  weekday: number | undefined,
): CivilDate {
  if (week !== undefined) return civilOf(weekDate(year, week, weekday));
  const length = isLeapYear(year) ? 366 : 365;
  if (dayOfYear !== undefined && dayOfYear > length)
    throw new Error(
      `Year ${year} has ${length} days, but the specified day of year was ${dayOfYear}`,
    );
  return civilOf(daysOf({ year, month: 1, day: dayOfYear ?? 1 }));
}

function isoDate(year: number, { isoWeek, isoDayOfYear, weekday }: ParsedDate): number {
  const start = isoYearStart(year);
  if (isoDayOfYear !== undefined) return start + isoDayOfYear - 1;
  if (isoWeek !== undefined) {
    const days = start + (isoWeek - 1) * 7 + (((weekday ?? 1) + 6) % 7);
    if (start + (isoWeek - 1) * 7 >= isoYearStart(year + 1))
      throw new Error(`ISO year ${year} does not have ISO week ${isoWeek}`);
    return days;
  }
  return start;
}

/** A day of a week, its first unless told; week 1 is the first that begins in the year. @throws past the year's end. */
function weekDate(
  year: number,
  { number, first }: { number: number; first: number },
  weekday: number | undefined,
): number {
  const start = daysOf({ year, month: 1, day: 1 });
  const firstWeek = start + ((7 - weekdayOf(start) + first) % 7);
  const weekStart = firstWeek + (number - 1) * 7;
  if (weekStart >= daysOf({ year: year + 1, month: 1, day: 1 }))
    throw new Error(`Week number ${number} is invalid for year ${year}`);
  return weekStart + (weekday === undefined ? 0 : (weekday + 7 - first) % 7);
}
