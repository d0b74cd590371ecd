import { civilOf, dayOfYear, isoDateOf, wallClockOf, weekdayOf, type CivilDate } from './civil.ts';
import { monthNames, weekdayNames } from './names.ts';
import { zoneOffset } from './zones.ts';
import { remembered } from './remembered.ts';

export type DateKind = 'DATE' | 'TIME' | 'DATETIME' | 'TIMESTAMP';

/** A value taken apart for its format elements. */
interface Shown {
  civil: CivilDate;
  days: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  epoch: bigint;
  offset: number;
}

type Element = (value: Shown) => string;

const pad = (number: number, width = 2, filler = '0'): string =>
  String(number).padStart(width, filler);
const hour12 = ({ hour }: Shown): number => (hour % 12 === 0 ? 12 : hour % 12);
const weekNumber = (days: number, first: number): number =>
  Math.floor((dayOfYear(days) + 6 - ((weekdayOf(days) + 7 - first) % 7)) / 7);

const dateElements: Record<string, Element> = {
  a: ({ days }) => (weekdayNames[weekdayOf(days)] ?? '').slice(0, 3),
  A: ({ days }) => weekdayNames[weekdayOf(days)] ?? '',
  b: ({ civil }) => (monthNames[civil.month - 1] ?? '').slice(0, 3),
  B: ({ civil }) => monthNames[civil.month - 1] ?? '',
  C: ({ civil }) => String(Math.floor(civil.year / 100)),
  d: ({ civil }) => pad(civil.day),
  e: ({ civil }) => pad(civil.day, 2, ' '),
  g: ({ days }) => pad(isoDateOf(days).year % 100),
  G: ({ days }) => String(isoDateOf(days).year),
  j: ({ days }) => pad(dayOfYear(days), 3),
  J: ({ days }) => {
    const { week, day } = isoDateOf(days);
    return pad((week - 1) * 7 + day, 3);
  },
  m: ({ civil }) => pad(civil.month),
  Q: ({ civil }) => String(Math.ceil(civil.month / 3)),
  u: ({ days }) => String(isoDateOf(days).day),
  U: ({ days }) => pad(weekNumber(days, 0)),
  V: ({ days }) => pad(isoDateOf(days).week),
  w: ({ days }) => String(weekdayOf(days)),
  W: ({ days }) => pad(weekNumber(days, 1)),
  y: ({ civil }) => pad(civil.year % 100),
  Y: ({ civil }) => String(civil.year),
  E4Y: ({ civil }) => pad(civil.year, 4),
};

const timeElements: Record<string, Element> = {
  H: ({ hour }) => pad(hour),
  I: (value) => pad(hour12(value)),
  k: ({ hour }) => pad(hour, 2, ' '),
  l: (value) => pad(hour12(value), 2, ' '),
  M: ({ minute }) => pad(minute),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  S: ({ second }) => pad(second),
  'E*S': ({ second, microsecond }) =>
    microsecond === 0 ? pad(second) : `${pad(second)}.${pad(microsecond, 6).replace(/0+$/, '')}`,
};

const zoneElements: Record<string, Element> = {
  Z: ({ offset }) => (offset === 0 ? 'UTC' : `UTC${shortOffset(offset)}`),
  z: ({ offset }) => offsetText(offset, ''),
  Ez: ({ offset }) => offsetText(offset, ':'),
};

function offsetText(offset: number, separator: string): string {
  const minutes = Math.floor(Math.abs(offset) / 60);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${separator}${pad(minutes % 60)}`;
}

/** -5, or +0530 when the offset is not whole hours. */
function shortOffset(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60);
  if (minutes % 60 !== 0) return offsetText(offset, '');
  return `${offset < 0 ? '-' : '+'}${minutes / 60}`;
}

/** Elements that stand for others. */
const compound: Record<string, string> = {
  h: '%b',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
};

const common: Record<string, Element> = { n: () => '\n', t: () => '\t', '%': () => '%' };
const seconds: Record<string, Element> = { s: ({ epoch }) => String(epoch) };

const elementsOf: Record<DateKind, Record<string, Element>> = {
  DATE: { ...common, ...dateElements },
  TIME: { ...common, ...timeElements },
  DATETIME: { ...common, ...dateElements, ...timeElements, ...seconds },
  TIMESTAMP: { ...common, ...dateElements, ...timeElements, ...seconds, ...zoneElements },
};

const elementPattern = /%(?:(E4Y|E\*S|E\d+S|Ez)|E([YyCcxX])|O([deHImMSuUVwWy])|([-_0^])?(.))/gsu;

type Piece = string | Element;

function elementOf(kind: DateKind, code: string): Element | undefined {
  const fixed = /^E(\d+)S$/.exec(code);
  if (fixed !== null && kind !== 'DATE') {
    const digits = Number(fixed[1]);
    return ({ second, microsecond }) =>
      digits === 0
        ? pad(second)
        : `${pad(second)}.${pad(microsecond, 6).padEnd(digits, '0').slice(0, digits)}`;
  }
  const elements = elementsOf[kind];
  return Object.hasOwn(elements, code) ? elements[code] : undefined;
}

/** A flagged element is left to the C library, which knows every element for any value. */
function flagged(flag: string, code: string): Element | undefined {
  const inner = elementOf('DATETIME', code);
  if (inner === undefined || flag === '') return undefined;
  if (flag === '^') return (value) => inner(value).toUpperCase();
  const filler = { '-': '', _: ' ', '0': '0' }[flag] ?? '';
  return (value) =>
    inner(value).replace(/^[0 ]+(?=\d)/, (zeros) =>
      filler === '' ? '' : filler.repeat(zeros.length),
    );
}

function piecesOf(kind: DateKind, format: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of format.matchAll(elementPattern)) {
    pieces.push(format.slice(at, match.index));
    at = match.index + match[0].length;
    const code = match[1] ?? match[2] ?? match[3] ?? match[5] ?? '';
    const expansion = Object.hasOwn(compound, code) ? compound[code] : undefined;
    if (match[4] !== undefined) pieces.push(flagged(match[4], code) ?? match[0]);
    else if (expansion === undefined) pieces.push(elementOf(kind, code) ?? match[0]);
    else {
      const inner = piecesOf(kind, expansion);
      const all = inner.every((piece) => typeof piece !== 'string' || !piece.includes('%'));
      pieces.push(...(all ? inner : [match[0]]));
    }
  }
  pieces.push(format.slice(at));
  return pieces;
}

const rememberedPieces = remembered(piecesOf);

function shown(microseconds: bigint, offset: number): Shown {
  const clock = wallClockOf(microseconds + BigInt(offset) * 1_000_000n);
  const second = Math.floor(clock.microseconds / 1_000_000);
  const epoch = wallClockOf(microseconds);
  return {
    civil: civilOf(clock.days),
    days: clock.days,
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
    microsecond: clock.microseconds % 1_000_000,
    epoch: BigInt(epoch.days) * 86_400n + BigInt(Math.floor(epoch.microseconds / 1_000_000)),
    offset,
  };
}

/** Seconds east of UTC as text shows them: whole minutes, also where a local mean time has seconds. */
export function shownOffset(zone: string, microseconds: bigint): number {
  if (zone === 'UTC') return 0;
  return Math.trunc(zoneOffset(zone, Number(microseconds / 1_000_000n)) / 60) * 60;
}

/**
 * FORMAT_DATE and its kin: a value in microseconds since 1970 by a format. An element that the kind
 * does not have stays as written. @throws `Invalid time zone`.
 */
export function formatDate(
  kind: DateKind,
  format: string,
  microseconds: bigint,
  zone: string,
): string {
  const value = shown(microseconds, shownOffset(zone, microseconds));
  return rememberedPieces(kind, format)
    .map((piece) => (typeof piece === 'string' ? piece : piece(value)))
    .join('');
}

/** An instant as CAST to STRING writes it: `2020-01-31 10:00:00.500+05:30`. */
export function timestampText(microseconds: bigint, zone: string): string {
  const written = formatDate('TIMESTAMP', '%E4Y-%m-%d %H:%M:%E6S%Ez', microseconds, zone);
  return written.replace(/\.000000|(\.\d{3})000/, '$1').replace(/:00$/, '');
}
