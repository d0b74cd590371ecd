import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';

/** A date part as written: WEEK(MONDAY) has a weekday, 0 = Sunday. */
export interface DatePart {
  name: string;
  weekday: number;
}

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** Reads a date part out of an argument. WEEK starts on Sunday, ISOWEEK on Monday. */
export function datePart(node: Expression, position?: number): DatePart {
  if (node.kind === 'path' && node.names.length === 1) {
    const name = partOf(node.names[0]?.name ?? '');
    return { name: name === 'ISOWEEK' ? 'ISOWEEK' : name, weekday: name === 'ISOWEEK' ? 1 : 0 };
  }
  if (node.kind === 'call' && node.name === 'WEEK') {
    const [argument] = node.arguments;
    const day =
      argument?.kind === 'expression' && argument.value.kind === 'path'
        ? argument.value.names[0]?.name
        : undefined;
    const weekday = weekdays.indexOf(day?.toUpperCase() ?? '');
    if (weekday >= 0) return { name: 'WEEK', weekday };
  }
  if (node.kind === 'call' && (node.name === 'DATE' || node.name === 'TIME'))
    return { name: node.name, weekday: 0 };
  throw invalidQuery('A valid date part name is required', position);
}

export function partOf(word: string): string {
  return word.toUpperCase();
}

/** DuckDB interval of `amount` units; MILLISECOND and below are exact in microseconds. */
export function intervalSql(unit: string, amount: string, position?: number): string {
  const whole = (factor: number) =>
    `CAST(${factor === 1 ? amount : `(${amount}) * ${factor}`} AS INTEGER)`;
  switch (unit) {
    case 'YEAR':
      return `to_years(${whole(1)})`;
    case 'QUARTER':
      return `to_months(${whole(3)})`;
    case 'MONTH':
      return `to_months(${whole(1)})`;
    case 'WEEK':
      return `to_days(${whole(7)})`;
    case 'DAY':
      return `to_days(${whole(1)})`;
    case 'HOUR':
    case 'MINUTE':
    case 'SECOND':
    case 'MILLISECOND':
    case 'MICROSECOND':
      return `to_microseconds(${microseconds(unit, amount)})`;
    default:
      throw invalidQuery(`A valid date part name is required but found ${unit}`, position);
  }
}

/** Units of a clock, from coarse to fine. */
export const clockUnits = ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND'];

const microsecondsOf: Record<string, bigint> = {
  MICROSECOND: 1n,
  MILLISECOND: 1000n,
  SECOND: 1_000_000n,
  MINUTE: 60_000_000n,
  HOUR: 3_600_000_000n,
  DAY: 86_400_000_000n,
};

/** `amount` units in microseconds. */
export function microseconds(unit: string, amount: string): string {
  const factor = microsecondsOf[unit] ?? 1n;
  return factor === 1n ? amount : `((${amount}) * ${factor.toString()})`;
}

export function microsecondsPer(unit: string): bigint | undefined {
  return microsecondsOf[unit];
}
