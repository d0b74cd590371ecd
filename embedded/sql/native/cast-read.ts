import { civilOf, daysInMonth, daysOf, inRange, wallClockOf } from './civil.ts';
import type { DateKind } from './date-format.ts';
import { categoriesOf, formatPieces, type Category, type FormatPiece } from './format-model.ts';
import { monthNames } from './names.ts';
import { instantOf } from './zones.ts';

type ElementPiece = Extract<FormatPiece, { element: string }>;

/** Elements that only write. */
const writeOnly = new Set(['DDD', 'D', 'DAY', 'DY', 'AM', 'PM']);

const fail = (message: string): never => {
  throw new Error(message);
};

/** Checks what one format may hold together. @throws for what it may not. */
function check(kind: DateKind, elements: ElementPiece[]): void {
  const seen = new Map<Category, string>();
  for (const { element, category } of elements) {
    if (category === 'UNSUPPORTED' || writeOnly.has(element))
      fail(`Format element '${element}' is not supported for parsing`);
    const other = seen.get(category);
    if (other === element)
      fail(`Format element '${element}' appears more than once in the format string`);
    if (other !== undefined)
      fail(
        `More than one format element in category ${category} exist: '${other}' and '${element}'`,
      );
    seen.set(category, element);
  }
  for (const { element, category } of elements) {
    if (!categoriesOf[kind].has(category))
      fail(
        `Format element in category ${category} ('${element}') is not allowed for output type ${kind}`,
      );
  }
  const hour = seen.get('HOUR');
  const isTwelveHour = hour === 'HH' || hour === 'HH12';
  if (isTwelveHour && !seen.has('MERIDIAN_INDICATOR'))
    fail(
      `Format element in category MERIDIAN_INDICATOR is required when format element '${hour}' exists`,
    );
  if (!isTwelveHour && seen.has('MERIDIAN_INDICATOR'))
    fail(`Format element in category MERIDIAN_INDICATOR is not allowed without HH or HH12`);
  if (seen.get('SECOND') === 'SSSSS' && (hour !== undefined || seen.has('MINUTE')))
    fail(`Format elements of hours and minutes and format element 'SSSSS' cannot exist together`);
}

interface Parsed {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  isAfternoon?: boolean;
  zoneSign: number;
  zoneSeconds?: number;
}

const digits = (text: string, most: number): string | undefined =>
  new RegExp(`^\\d{1,${most}}`).exec(text)?.[0];

/** Reads the element at the text's start and returns how long it was; undefined if it does not fit. */
function read(element: string, text: string, parsed: Parsed): number | undefined {
  const number = (
    most: number,
    minimum: number,
    maximum: number,
    take: (value: number) => void,
  ) => {
    const found = digits(text, most);
    if (found === undefined || Number(found) < minimum || Number(found) > maximum) return undefined;
    take(Number(found));
    return found.length;
  };
  switch (element) {
    case 'YYYY':
    case 'RRRR': {
      const found = /^(?:10000|0\d{4}|\d{1,4})/.exec(text)?.[0];
      if (found !== undefined) parsed.year = Number(found);
      return found?.length;
    }
    case 'YYY':
      return number(3, 0, 999, (value) => (parsed.year = within(parsed.year, 1000, value)));
    case 'YY':
      return number(2, 0, 99, (value) => (parsed.year = within(parsed.year, 100, value)));
    case 'Y':
      return number(1, 0, 9, (value) => (parsed.year = within(parsed.year, 10, value)));
    case 'RR':
      return number(2, 0, 99, (value) => (parsed.year = nearest(parsed.year, value)));
    case 'Y,YYY': {
      const found = /^\d,\d{3}/.exec(text)?.[0];
      if (found !== undefined) parsed.year = Number(found.replace(',', ''));
      return found?.length;
    }
    case 'MM':
      return number(2, 1, 12, (value) => (parsed.month = value));
    case 'MON':
    case 'MONTH': {
      const names = monthNames.map((name) => (element === 'MON' ? name.slice(0, 3) : name));
      const index = names.findIndex((name) => text.toLowerCase().startsWith(name.toLowerCase()));
      if (index >= 0) parsed.month = index + 1;
      return names[index]?.length;
    }
    case 'DD':
      return number(2, 1, 31, (value) => (parsed.day = value));
    case 'HH':
    case 'HH12':
      return number(2, 1, 12, (value) => (parsed.hour = value % 12));
    case 'HH24':
      return number(2, 0, 23, (value) => (parsed.hour = value));
    case 'MI':
      return number(2, 0, 59, (value) => (parsed.minute = value));
    case 'SS':
      return number(2, 0, 59, (value) => (parsed.second = value));
    case 'SSSSS':
      return number(5, 0, 86_399, (value) => (parsed.second = value));
    default:
      return readOther(element, text, parsed);
  }
}

/** A year of the current millennium, century or decade. */
const within = (now: number, span: number, value: number): number =>
  Math.floor(now / span) * span + value;

/** RR: two digits of the century that keeps them within fifty years, by halves of centuries. */
function nearest(now: number, value: number): number {
  const century = Math.floor(now / 100) * 100;
  if (value < 50) return (now % 100 < 50 ? century : century + 100) + value;
  return (now % 100 < 50 ? century - 100 : century) + value;
}

function readOther(element: string, text: string, parsed: Parsed): number | undefined {
  if (element === 'A.M.' || element === 'P.M.') {
    const found = /^([ap])\.m\./i.exec(text);
    if (found !== null) parsed.isAfternoon = found[1]?.toLowerCase() === 'p';
    return found?.[0].length;
  }
  if (element === 'TZH') {
    const found = /^([+-])(\d{1,2})/.exec(text);
    if (found === null || Number(found[2]) > 14) return undefined;
    parsed.zoneSign = found[1] === '-' ? -1 : 1;
    parsed.zoneSeconds = (parsed.zoneSeconds ?? 0) + Number(found[2]) * 3600;
    return found[0].length;
  }
  if (element === 'TZM') {
    const found = digits(text, 2);
    if (found === undefined || Number(found) > 59) return undefined;
    parsed.zoneSeconds = (parsed.zoneSeconds ?? 0) + Number(found) * 60;
    return found.length;
  }
  const found = digits(text, Number(element.slice(2)));
  if (found !== undefined) parsed.microsecond = Number(found.padEnd(6, '0').slice(0, 6));
  return found?.length;
}

/**
 * CAST(text AS kind FORMAT format): microseconds since 1970 in UTC, or since midnight. The year and
 * month a format does not name are the current ones. @throws a message for a text that does not fit.
 */
export function castRead(kind: DateKind, format: string, text: string, zone: string): bigint {
  const pieces = formatPieces(format);
  check(
    kind,
    pieces.filter((piece): piece is ElementPiece => 'element' in piece),
  );
  const today = civilOf(wallClockOf(BigInt(Date.now()) * 1000n).days);
  const parsed: Parsed = {
    ...today,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    zoneSign: 1,
  };
  let rest = text.trimStart();
  for (const piece of pieces) rest = rest.slice(take(piece, rest, text, parsed));
  if (rest.trim() !== '') fail(`Illegal non-space trailing data '${rest}' in timestamp string`);
  return resolve(kind, parsed, zone);
}

function take(piece: FormatPiece, rest: string, text: string, parsed: Parsed): number {
  if ('element' in piece) {
    const length = read(piece.element, rest, parsed);
    return length ?? mismatch(piece.element, rest, text);
  }
  if (piece.isSpace) return /^\s+/.exec(rest)?.[0].length ?? mismatch(piece.text, rest, text);
  return rest.startsWith(piece.text) ? piece.text.length : mismatch(piece.text, rest, text);
}

const mismatch = (element: string, rest: string, text: string): never =>
  fail(
    `Failed to parse input timestamp string at ${text.length - rest.length} with format element '${element}'`,
  );

function resolve(kind: DateKind, parsed: Parsed, zone: string): bigint {
  const hour = parsed.hour + (parsed.isAfternoon === true ? 12 : 0);
  const second = hour * 3600 + parsed.minute * 60 + parsed.second;
  const microsecond = BigInt(parsed.microsecond);
  if (kind === 'TIME') return BigInt(second) * 1_000_000n + microsecond;
  if (parsed.day > daysInMonth(parsed.year, parsed.month))
    fail('Invalid result from year, month, day values after parsing');
  const local = daysOf(parsed) * 86_400 + second;
  const instant =
    parsed.zoneSeconds === undefined
      ? instantOf(zone, local)
      : local - parsed.zoneSign * parsed.zoneSeconds;
  const result = BigInt(instant) * 1_000_000n + microsecond;
  return inRange(result) ? result : fail('The parsing result is out of valid time range');
}
