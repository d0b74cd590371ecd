import { invalidQuery } from '../errors.ts';
import { DATE, DATETIME, INT64, type SqlType } from '../types.ts';
import type { Compiled } from './compiled.ts';
import {
  clockUnits,
  intervalSql,
  microseconds,
  microsecondsPer,
  type DatePart,
} from './date-parts.ts';
import { instant, isUtc, localTime, type Zone } from './zones.ts';

function refuse(part: string, type: SqlType, position: number) {
  return invalidQuery(`Unsupported date part ${part} for a value of type ${type.kind}`, position);
}

const dateUnits = new Set(['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY']);
const datetimeUnits = new Set([...dateUnits, ...clockUnits]);
const timestampUnits = new Set(['DAY', ...clockUnits]);

/** `value + amount units` or `value - amount units`, in the value's own type. */
export function dateAdd(
  value: Compiled,
  unit: string,
  amount: string,
  sign: '+' | '-',
  position: number,
): Compiled {
  const { sql, type } = value;
  switch (type.kind) {
    case 'DATE': {
      if (!dateUnits.has(unit)) throw refuse(unit, type, position);
      const days = unit === 'DAY' ? amount : `(${amount}) * 7`;
      const moved =
        unit === 'DAY' || unit === 'WEEK'
          ? `${sql} ${sign} CAST(${days} AS INTEGER)`
          : `CAST(${sql} ${sign} ${intervalSql(unit, amount, position)} AS DATE)`;
      return { sql: `bq_valid_date(${moved})`, type };
    }
    case 'TIMESTAMP':
      if (!timestampUnits.has(unit)) throw refuse(unit, type, position);
      return {
        sql: `bq_instant(epoch_us(${sql}) ${sign} ${microseconds(unit, amount)})`,
        type,
      };
    case 'TIME':
      if (!clockUnits.includes(unit)) throw refuse(unit, type, position);
      return { sql: `(${sql} ${sign} ${timeShift(unit, amount)})`, type };
    case 'UNKNOWN':
      return { sql: `(${sql} ${sign} ${intervalSql(unit, amount, position)})`, type };
    default:
      if (!datetimeUnits.has(unit)) throw refuse(unit, type, position);
      return {
        sql: `bq_valid_datetime(${sql} ${sign} ${intervalSql(unit, amount, position)})`,
        type: DATETIME,
      };
  }
}

/** An interval within a day, as a TIME wraps around midnight. */
function timeShift(unit: string, amount: string): string {
  const perDay = 86_400_000_000n / (microsecondsPer(unit) ?? 1n);
  return `to_microseconds(${microseconds(unit, `(${amount}) % ${perDay}`)})`;
}

/** A DATE or wall clock cut down to the start of a date part. */
function truncateDate(sql: string, part: DatePart, isDate: boolean): string | undefined {
  const result = isDate ? 'DATE' : 'TIMESTAMP';
  const date = isDate ? sql : `CAST(${sql} AS DATE)`;
  switch (part.name) {
    case 'YEAR':
    case 'QUARTER':
    case 'MONTH':
      return `CAST(date_trunc('${part.name.toLowerCase()}', ${sql}) AS ${result})`;
    case 'ISOYEAR':
      return `CAST(bq_isoyear_start(isoyear(${sql})) AS ${result})`;
    case 'WEEK':
    case 'ISOWEEK':
      return `CAST(bq_valid_date(bq_week_start(${date}, ${part.weekday})) AS ${result})`;
    case 'DAY':
      return isDate ? sql : `CAST(${date} AS TIMESTAMP)`;
    default:
      return undefined;
  }
}

/** A value cut down to the start of a part; instants in a zone, UTC unless given. */
export function dateTruncate(
  value: Compiled,
  part: DatePart,
  zone: Zone | undefined,
  position: number,
): Compiled {
  const { sql, type } = value;
  const unit = part.name.toLowerCase();
  const isClockUnit = clockUnits.includes(part.name);
  if (type.kind === 'TIME') {
    if (!isClockUnit) throw refuse(part.name, type, position);
    return { sql: `bq_time_trunc('${unit}', ${sql})`, type };
  }
  if (type.kind === 'UNKNOWN') {
    if (part.name.startsWith('WEEK') || part.name.startsWith('ISO'))
      return { sql: `bq_week_start(CAST(${sql} AS DATE), ${part.weekday})`, type: DATE };
    return { sql: `date_trunc('${unit}', ${sql})`, type };
  }
  const local = type.kind === 'TIMESTAMP' ? localTime(sql, zone) : sql;
  if (isClockUnit && type.kind !== 'DATE') {
    const start = `date_trunc('${unit}', ${local})`;
    if (type.kind !== 'TIMESTAMP') return { sql: start, type };
    const isSimple = zone === undefined || isUtc(zone);
    return {
      sql: isSimple
        ? instant(start)
        : `make_timestamptz(epoch_us(${sql}) - (epoch_us(${local}) - epoch_us(${start})))`,
      type,
    };
  }
  const start = truncateDate(local, part, type.kind === 'DATE');
  if (start === undefined) throw refuse(part.name, type, position);
  return { sql: type.kind === 'TIMESTAMP' ? instant(start, zone) : start, type };
}

/** The last day of the part that a date is in. */
export function lastDayOf(date: string, part: DatePart, position: number): string {
  switch (part.name) {
    case 'MONTH':
      return `last_day(${date})`;
    case 'QUARTER':
      return `last_day(CAST(date_trunc('quarter', ${date}) + to_months(2) AS DATE))`;
    case 'YEAR':
      return `make_date(year(${date}), 12, 31)`;
    case 'ISOYEAR':
      return `bq_valid_date(bq_isoyear_start(isoyear(${date}) + 1) - 1)`;
    case 'WEEK':
    case 'ISOWEEK':
      return `bq_valid_date(bq_week_start(${date}, ${part.weekday}) + 6)`;
    default:
      throw refuse(part.name, DATE, position);
  }
}

/** Part boundaries crossed from `b` to `a`, for dates and wall clocks. */
function boundaries(a: string, b: string, part: DatePart, type: SqlType, position: number): string {
  const [da, db] = type.kind === 'DATE' ? [a, b] : [`CAST(${a} AS DATE)`, `CAST(${b} AS DATE)`];
  if (type.kind === 'TIME' && !clockUnits.includes(part.name))
    throw refuse(part.name, type, position);
  switch (part.name) {
    case 'YEAR':
    case 'QUARTER':
    case 'MONTH':
      return `date_diff('${part.name.toLowerCase()}', ${db}, ${da})`;
    case 'ISOYEAR':
      return `(isoyear(${da}) - isoyear(${db}))`;
    case 'WEEK':
    case 'ISOWEEK':
      return `CAST((bq_week_start(${da}, ${part.weekday}) - bq_week_start(${db}, ${part.weekday})) // 7 AS BIGINT)`;
    case 'DAY':
      return `CAST(${da} - ${db} AS BIGINT)`;
    default:
      if (type.kind === 'DATE' || !clockUnits.includes(part.name)) break;
      return `date_diff('${part.name.toLowerCase()}', ${b}, ${a})`;
  }
  throw refuse(part.name, type, position);
}

/** `a - b` in units: boundaries crossed, or for instants whole units elapsed. */
export function dateDifference(
  a: Compiled,
  b: Compiled,
  part: DatePart,
  type: SqlType,
  position: number,
): Compiled {
  if (type.kind !== 'TIMESTAMP')
    return { sql: boundaries(a.sql, b.sql, part, type, position), type: INT64 };
  const unit = microsecondsPer(part.name);
  if (unit === undefined) throw refuse(part.name, type, position);
  return { sql: `((epoch_us(${a.sql}) - epoch_us(${b.sql})) // ${unit.toString()})`, type: INT64 };
}
