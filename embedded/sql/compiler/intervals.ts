import type { DuckDBIntervalValue } from '@duckdb/node-api';
import { invalidQuery, unsupported } from '../errors.ts';
import { intervalFromFields, type IntervalField } from '../native/interval-text.ts';
import { interval } from '../native/intervals.ts';
import { DATE, DATETIME, INTERVAL, type SqlType } from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';

const fields: string[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** How many months, days and microseconds one of a unit is. */
const units: Record<string, [bigint, bigint, bigint]> = {
  YEAR: [12n, 0n, 0n],
  QUARTER: [3n, 0n, 0n],
  MONTH: [1n, 0n, 0n],
  WEEK: [0n, 7n, 0n],
  DAY: [0n, 1n, 0n],
  HOUR: [0n, 0n, 3_600_000_000n],
  MINUTE: [0n, 0n, 60_000_000n],
  SECOND: [0n, 0n, 1_000_000n],
  MILLISECOND: [0n, 0n, 1000n],
  MICROSECOND: [0n, 0n, 1n],
};

const isField = (name: string): name is IntervalField => fields.includes(name);

/** INTERVAL n UNIT and INTERVAL '1-2 3' YEAR TO DAY. */
export function compileIntervalLiteral(
  value: Compiled,
  from: string,
  to: string | undefined,
  position: number,
): Compiled {
  const { literal } = value;
  if (typeof literal === 'string') return textLiteral(literal, from, to, position);
  if (to !== undefined)
    throw unsupported('an INTERVAL range that is not a literal', 'MAKE_INTERVAL', position);
  const unit = Object.hasOwn(units, from) ? units[from] : undefined;
  if (unit === undefined) throw invalidQuery(`Invalid interval datetime field ${from}`, position);
  if (!['INT64', 'UNKNOWN', 'NULL'].includes(value.type.kind))
    throw invalidQuery(`Interval value must be coercible to INT64 type`, position);
  if (typeof literal === 'bigint')
    return constant(() => interval(...times(unit, literal)), position);
  const parts = unit.map((one) => (one === 0n ? '0' : `CAST(${value.sql} AS BIGINT) * ${one}`));
  return { sql: `bq_interval(${parts.join(', ')})`, type: INTERVAL };
}

const times = ([months, days, micros]: [bigint, bigint, bigint], count: bigint) =>
  [months * count, days * count, micros * count] as const;

function constant(make: () => DuckDBIntervalValue, position: number): Compiled {
  try {
    const { months, days, micros } = make();
    return {
      sql: `(to_months(${months}) + to_days(${days}) + to_microseconds(${micros}))`,
      type: INTERVAL,
    };
  } catch (error) {
    throw invalidQuery(error instanceof Error ? error.message : String(error), position);
  }
}

function textLiteral(
  written: string,
  from: string,
  to: string | undefined,
  position: number,
): Compiled {
  if (to === undefined && !isField(from) && Object.hasOwn(units, from)) {
    if (!/^[+-]?\d+$/.test(written))
      throw invalidQuery(`Invalid INTERVAL value '${written}'`, position);
    const unit = units[from] ?? [0n, 0n, 0n];
    return constant(() => interval(...times(unit, BigInt(written))), position);
  }
  const last = to ?? from;
  const isRange = to === undefined || fields.indexOf(from) < fields.indexOf(to);
  if (!isField(from) || !isField(last) || !isRange)
    throw invalidQuery(`Invalid interval datetime fields ${from} TO ${last}`, position);
  return constant(() => intervalFromFields(written, from, last), position);
}

const pointKinds = ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME'];

/** A text literal beside a date, an interval or a number is a date, too. */
function adapt(value: Compiled, other: Compiled, operator: string): Compiled {
  if (typeof value.literal !== 'string' || value.type.kind !== 'STRING') return value;
  const { kind } = other.type;
  if (kind === 'INT64') return coerce(value, DATE);
  if (kind === 'INTERVAL') return coerce(value, DATETIME);
  if (operator === '-' && typeof other.literal === 'string') return coerce(value, DATE);
  return pointKinds.includes(kind) ? coerce(value, other.type) : value;
}

/** `+ - * /` where a side is a date, a time or an interval; undefined where neither is. */
export function dateArithmetic(
  operator: string,
  left: Compiled,
  right: Compiled,
): Compiled | undefined {
  if (operator === '*' || operator === '/') return scaled(operator, left, right);
  const [a, b] = [adapt(left, right, operator), adapt(right, left, operator)];
  const [from, to] = [a.type.kind, b.type.kind];
  if (from === 'DATE' && to === 'INT64') return addDays(a, operator, b);
  if (from === 'INT64' && to === 'DATE' && operator === '+') return addDays(b, '+', a);
  if (from === 'INTERVAL' && to === 'INTERVAL') {
    const other = operator === '-' ? `bq_interval_multiply(${b.sql}, -1)` : b.sql;
    return { sql: `bq_interval_add(${a.sql}, ${other})`, type: INTERVAL };
  }
  if (from === 'INTERVAL' && operator === '+') return shifted(b, '+', a);
  if (to === 'INTERVAL') return shifted(a, operator, b);
  return operator === '-' ? between(a, b) : undefined;
}

function scaled(operator: '*' | '/', left: Compiled, right: Compiled): Compiled | undefined {
  const count = (value: Compiled) => value.type.kind === 'INT64';
  if (left.type.kind === 'INTERVAL' && count(right)) {
    const name = operator === '*' ? 'multiply' : 'divide';
    return { sql: `bq_interval_${name}(${left.sql}, ${right.sql})`, type: INTERVAL };
  }
  if (operator === '*' && right.type.kind === 'INTERVAL' && count(left))
    return { sql: `bq_interval_multiply(${right.sql}, ${left.sql})`, type: INTERVAL };
  return undefined;
}

function addDays(date: Compiled, operator: string, days: Compiled): Compiled {
  return {
    sql: `bq_valid_date(${date.sql} ${operator} CAST(${days.sql} AS INTEGER))`,
    type: DATE,
  };
}

function shifted(value: Compiled, operator: string, by: Compiled): Compiled | undefined {
  const { sql, type } = value;
  if (type.kind === 'DATE' || type.kind === 'DATETIME') {
    const start = coerce(value, DATETIME).sql;
    return { sql: `bq_valid_datetime(${start} ${operator} ${by.sql})`, type: DATETIME };
  }
  if (type.kind === 'TIMESTAMP')
    return { sql: `bq_instant(epoch_us(${sql}) ${operator} bq_interval_us(${by.sql}))`, type };
  return undefined;
}

/** `a - b` as an interval: of days and a clock for dates, of a clock alone for instants and times. */
function between(a: Compiled, b: Compiled): Compiled | undefined {
  const kinds = [a.type.kind, b.type.kind];
  const common = (type: SqlType) => [coerce(a, type).sql, coerce(b, type).sql] as const;
  if (kinds.every((kind) => kind === 'DATE'))
    return { sql: `to_days(CAST(${a.sql} - ${b.sql} AS INTEGER))`, type: INTERVAL };
  if (kinds.every((kind) => kind === 'DATE' || kind === 'DATETIME')) {
    const [left, right] = common(DATETIME);
    return { sql: `bq_interval_between(epoch_us(${left}) - epoch_us(${right}))`, type: INTERVAL };
  }
  if (kinds.every((kind) => kind === 'TIMESTAMP') || kinds.every((kind) => kind === 'TIME'))
    return { sql: `bq_interval(0, 0, epoch_us(${a.sql}) - epoch_us(${b.sql}))`, type: INTERVAL };
  return undefined;
}
