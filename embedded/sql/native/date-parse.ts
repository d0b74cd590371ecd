import { inRange } from './civil.ts';
import type { DateKind } from './date-format.ts';
import { dateOf, type ParsedDate } from './date-fields.ts';
import { monthNames, weekdayNames } from './names.ts';
import { fixedOffset, instantOf } from './zones.ts';
import { remembered } from './remembered.ts';

/** What the elements of a format have read so far. */
interface Parsed extends ParsedDate {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  isTwelveHour: boolean;
  isAfternoon: boolean;
  epoch?: bigint;
  zone?: string;
}

/** What is left of the text, or undefined when it does not fit. */
type Reader = (text: string, parsed: Parsed) => string | undefined;

function matching(
  pattern: RegExp,
  take: (match: RegExpExecArray, parsed: Parsed) => boolean,
): Reader {
  return (text, parsed) => {
    const match = pattern.exec(text);
    if (match === null || !take(match, parsed)) return undefined;
    return text.slice(match[0].length);
  };
}

function integer(
  digits: number,
  minimum: number,
  maximum: number,
  take: (value: number, parsed: Parsed) => void,
): Reader {
  return matching(new RegExp(`^\\d{1,${digits}}`), ([read], parsed) => {
    const value = Number(read);
    if (value < minimum || value > maximum) return false;
    take(value, parsed);
    return true;
  });
}

function named(names: string[], take: (index: number, parsed: Parsed) => void): Reader {
  const shorter = names.map((name) => name.slice(0, 3));
  const pattern = new RegExp(`^(?:${[...names, ...shorter].join('|')})`, 'i');
  return matching(pattern, ([read], parsed) => {
    take(
      names.findIndex((name) => name.slice(0, 3).toLowerCase() === read.slice(0, 3).toLowerCase()),
      parsed,
    );
    return true;
  });
}

function spaced(reader: Reader): Reader {
  return (text, parsed) => reader(text.trimStart(), parsed);
}

const setYear = (year: number, parsed: Parsed) => {
  parsed.year = year;
  delete parsed.century;
  delete parsed.yearOfCentury;
};
const year = integer(5, 0, 10_000, setYear);
/** A year that digits may follow at once. */
const shortYear = integer(4, 0, 9999, setYear);
const day = integer(2, 1, 31, (value, parsed) => {
  parsed.day = value;
});
const hour = integer(2, 0, 23, (value, parsed) => {
  parsed.hour = value;
  parsed.isTwelveHour = false;
});
const hour12 = integer(2, 1, 12, (value, parsed) => {
  parsed.hour = value;
  parsed.isTwelveHour = true;
});
const setMonth = (month: number, parsed: Parsed) => {
  parsed.month = month;
};
/** A day of the year or a week replaces the month and day before it; those after it replace its own. */
const setWithin = (within: Pick<ParsedDate, 'dayOfYear' | 'week'>, parsed: Parsed) => {
  delete parsed.month;
  delete parsed.day;
  delete parsed.dayOfYear;
  delete parsed.week;
  Object.assign(parsed, within);
};
/** A day of the year says more than a week. */
const setWeek = (week: NonNullable<ParsedDate['week']>, parsed: Parsed) => {
  if (parsed.dayOfYear === undefined) setWithin({ week }, parsed);
};
const monthName = named(monthNames, (index, parsed) => {
  setMonth(index + 1, parsed);
});
const weekdayName = named(weekdayNames, (index, parsed) => {
  parsed.weekday = index;
});
const meridian = matching(/^[ap]m/i, ([read], parsed) => {
  parsed.isAfternoon = read.toLowerCase() === 'pm';
  return true;
});

/** Seconds with at most so many digits after the point. */
function seconds(digits: number): Reader {
  const pattern =
    digits === 0 ? /^(\d{1,2})()/ : new RegExp(`^(\\d{1,2})(?:\\.(\\d{1,${digits}}))?`);
  return matching(pattern, ([, whole, fraction = ''], parsed) => {
    parsed.second = Number(whole);
    parsed.microsecond = Number(fraction.slice(0, 6).padEnd(6, '0'));
    return parsed.second <= 60;
  });
}

const offset = (pattern: RegExp) =>
  matching(pattern, ([read], parsed) => {
    parsed.zone = read === 'Z' ? 'UTC' : read;
    return fixedOffset(parsed.zone) !== undefined;
  });

const dateReaders: Record<string, Reader> = {
  a: weekdayName,
  A: weekdayName,
  b: monthName,
  B: monthName,
  h: monthName,
  C: integer(2, 0, 99, (value, parsed) => {
    parsed.century = value;
    parsed.yearOfCentury ??= 0;
  }),
  d: day,
  e: spaced(day),
  g: integer(2, 0, 99, (value, parsed) => {
    parsed.isoYear = value < 69 ? 2000 + value : 1900 + value;
  }),
  G: matching(/^(?:10000|0\d{4}|\d{1,4})/, ([read], parsed) => {
    parsed.isoYear = Number(read);
    return true;
  }),
  j: integer(3, 1, 366, (value, parsed) => {
    setWithin({ dayOfYear: value }, parsed);
  }),
  J: integer(3, 1, 371, (value, parsed) => {
    parsed.isoDayOfYear = value;
  }),
  m: integer(2, 1, 12, setMonth),
  Q: integer(1, 1, 4, (value, parsed) => {
    setMonth(value * 3 - 2, parsed);
  }),
  u: integer(1, 1, 7, (value, parsed) => {
    parsed.weekday = value % 7;
  }),
  U: integer(2, 0, 53, (value, parsed) => {
    setWeek({ number: value, first: 0 }, parsed);
  }),
  V: integer(2, 1, 53, (value, parsed) => {
    parsed.isoWeek = value;
  }),
  w: integer(1, 0, 6, (value, parsed) => {
    parsed.weekday = value;
  }),
  W: integer(2, 0, 53, (value, parsed) => {
    setWeek({ number: value, first: 1 }, parsed);
  }),
  y: integer(2, 0, 99, (value, parsed) => {
    parsed.yearOfCentury = value;
  }),
  Y: year,
  E4Y: matching(/^\d{4}/, ([read], parsed) => {
    setYear(Number(read), parsed);
    return true;
  }),
};

const timeReaders: Record<string, Reader> = {
  H: hour,
  I: hour12,
  k: spaced(hour),
  l: spaced(hour12),
  M: integer(2, 0, 59, (value, parsed) => {
    parsed.minute = value;
  }),
  p: meridian,
  P: meridian,
  S: seconds(0),
  'E*S': seconds(100),
};

const epoch: Record<string, Reader> = {
  s: matching(/^[+-]?\d{1,18}/, ([read], parsed) => {
    parsed.epoch = BigInt(read);
    return true;
  }),
};

const zoneReaders: Record<string, Reader> = {
  z: offset(/^[+-]\d{2}(?:\d{2})?/),
  Ez: offset(/^(?:Z|[+-]\d{2}(?::?\d{2})?)/),
  Z: matching(/^\S+/, ([read], parsed) => {
    parsed.zone = read;
    return true;
  }),
};

const space: Reader = (text) => text.trimStart();
const common: Record<string, Reader> = {
  n: space,
  t: space,
  '%': matching(/^%/, () => true),
};

const readersOf: Record<DateKind, Record<string, Reader>> = {
  DATE: { ...common, ...dateReaders },
  TIME: { ...common, ...timeReaders },
  DATETIME: { ...common, ...dateReaders, ...timeReaders, ...epoch },
  TIMESTAMP: { ...common, ...dateReaders, ...timeReaders, ...epoch, ...zoneReaders },
};

const compound: Record<string, string> = {
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
};

const token = /(\s+)|%(?:(E4Y|E\*S|E\dS|Ez)|E([YyCcxX])|O([deHImMSuUVwWy])|(.))|([^%\s])/gsu;

function readersFor(kind: DateKind, format: string): Reader[] {
  if (/(?:^|[^%])(?:%%)*%$/.test(format))
    throw new Error("Format string cannot end with a single '%'");
  return [...format.matchAll(token)].flatMap((match) => {
    if (match[1] !== undefined) return [space];
    if (match[6] !== undefined) return [character(match[6])];
    const code = match[2] ?? match[3] ?? match[4] ?? match[5] ?? '';
    const isShort = code === 'Y' && format[match.index + match[0].length] === '%';
    return isShort && kind !== 'TIME' ? [shortYear] : elementReaders(kind, code);
  });
}

function character(expected: string): Reader {
  return (text) => {
    if (text.startsWith(expected)) return text.slice(expected.length);
    const [found] = text;
    if (found === undefined) return undefined;
    throw new Error(
      `Mismatch between format character '${expected}' and string character '${found}'`,
    );
  };
}

function elementReaders(kind: DateKind, code: string): Reader[] {
  const digits = /^E(\d)S$/.exec(code)?.[1];
  const plain = digits === undefined ? code : 'E*S';
  const expansion = Object.hasOwn(compound, plain) ? compound[plain] : undefined;
  const readers = readersOf[kind];
  if (expansion !== undefined) {
    const codes = [...expansion.matchAll(/%(.)/g)].map(([, one = '']) => one);
    if (codes.every((one) => Object.hasOwn(readers, one))) return readersFor(kind, expansion);
  }
  const known = Object.hasOwn(readersOf.TIMESTAMP, plain) || expansion !== undefined;
  if (known && !Object.hasOwn(readers, plain))
    throw new Error(`Invalid format: %${code} is not allowed for the ${kind} type.`);
  const reader = readers[plain];
  if (!known || reader === undefined) return [() => undefined];
  return [digits === undefined ? reader : seconds(Number(digits))];
}

const rememberedReaders = remembered(readersFor);

/**
 * PARSE_DATE and its kin: microseconds since 1970 in UTC, or since midnight for TIME. `zone` is that
 * of a text that names none. @throws a message for a text that does not fit or a date that is none.
 */
export function parseDate(kind: DateKind, format: string, text: string, zone: string): bigint {
  const parsed: Parsed = {
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    isTwelveHour: false,
    isAfternoon: false,
  };
  let rest: string | undefined = text.trimStart();
  for (const reader of rememberedReaders(kind, format)) {
    rest = reader(rest, parsed);
    if (rest === undefined) break;
  }
  if (rest?.trim() !== '') throw new Error(`Failed to parse input string "${text}"`);
  const result = resolve(parsed, zone);
  if (kind === 'TIME') return result % 86_400_000_000n;
  if (!inRange(result)) throw new Error('Invalid result from parsing function');
  return result;
}

function resolve(parsed: Parsed, zone: string): bigint {
  if (parsed.epoch !== undefined) return parsed.epoch * 1_000_000n;
  const { minute, second, microsecond, isTwelveHour, isAfternoon } = parsed;
  const hour = isTwelveHour ? (parsed.hour % 12) + (isAfternoon ? 12 : 0) : parsed.hour;
  const local = dateOf(parsed) * 86_400 + hour * 3600 + minute * 60 + second;
  const instant = instantOf(parsed.zone ?? zone, local);
  return BigInt(instant) * 1_000_000n + BigInt(microsecond);
}
