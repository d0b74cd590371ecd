import { civilOf, dayOfYear, wallClockOf, weekdayOf } from './civil.ts';
import { shownOffset, type DateKind } from './date-format.ts';
import { categoriesOf, formatPieces } from './format-model.ts';
import { monthNames, weekdayNames } from './names.ts';

const pad = (number: number, width = 2): string => String(number).padStart(width, '0');

/** A name in the case its element is written in: MONTH, Month or month. */
function cased(name: string, written: string): string {
  const [first = '', second = ''] = written;
  if (first !== first.toUpperCase()) return name.toLowerCase();
  return second === second.toUpperCase() ? name.toUpperCase() : name;
}

interface Shown {
  days: number;
  second: number;
  microsecond: number;
  offset: number;
}

function write(element: string, written: string, value: Shown): string {
  const { year, month, day } = civilOf(value.days);
  const hour = Math.floor(value.second / 3600);
  const hour12 = pad(hour % 12 === 0 ? 12 : hour % 12);
  const month_ = monthNames[month - 1] ?? '';
  const weekday = weekdayNames[weekdayOf(value.days)] ?? '';
  const zoneMinutes = Math.floor(Math.abs(value.offset) / 60);
  switch (element) {
    case 'YYYY':
    case 'RRRR':
      return pad(year, 4);
    case 'YYY':
      return pad(year % 1000, 3);
    case 'YY':
    case 'RR':
      return pad(year % 100);
    case 'Y':
      return String(year % 10);
    case 'MM':
      return pad(month);
    case 'MON':
      return cased(month_.slice(0, 3), written);
    case 'MONTH':
      return cased(month_, written);
    case 'DD':
      return pad(day);
    case 'DDD':
      return pad(dayOfYear(value.days), 3);
    case 'D':
      return String(weekdayOf(value.days) + 1);
    case 'DAY':
      return cased(weekday, written);
    case 'DY':
      return cased(weekday.slice(0, 3), written);
    case 'HH':
    case 'HH12':
      return hour12;
    case 'HH24':
      return pad(hour);
    case 'MI':
      return pad(Math.floor(value.second / 60) % 60);
    case 'SS':
      return pad(value.second % 60);
    case 'SSSSS':
      return pad(value.second, 5);
    case 'AM':
    case 'PM':
      return meridian(hour < 12 ? 'AM' : 'PM', written);
    case 'A.M.':
    case 'P.M.':
      return meridian(hour < 12 ? 'A.M.' : 'P.M.', written);
    case 'TZH':
      return `${value.offset < 0 ? '-' : '+'}${pad(Math.floor(zoneMinutes / 60))}`;
    case 'TZM':
      return pad(zoneMinutes % 60);
    default:
      return fraction(element, value.microsecond);
  }
}

function meridian(text: string, written: string): string {
  return written.startsWith(written.slice(0, 1).toUpperCase()) ? text : text.toLowerCase();
}

function fraction(element: string, microsecond: number): string {
  const digits = Number(/^FF(\d)$/.exec(element)?.[1]);
  if (Number.isNaN(digits)) throw new Error(`Unsupported format element '${element}'`);
  return pad(microsecond, 6).padEnd(9, '0').slice(0, digits);
}

/** CAST(value AS STRING FORMAT format), of microseconds since 1970. @throws for an element the kind does not have. */
export function castWrite(
  kind: DateKind,
  format: string,
  microseconds: bigint,
  zone: string,
): string {
  const offset = shownOffset(zone, microseconds);
  const clock = wallClockOf(microseconds + BigInt(offset) * 1_000_000n);
  const value = {
    days: clock.days,
    second: Math.floor(clock.microseconds / 1_000_000),
    microsecond: clock.microseconds % 1_000_000,
    offset,
  };
  return formatPieces(format)
    .map((piece) => {
      if ('text' in piece) return piece.text;
      const { element, written, category } = piece;
      if (!categoriesOf[kind].has(category))
        throw new Error(`${kind} does not support '${element}'`);
      return write(element, written, value);
    })
    .join('');
}
