import { invalidQuery } from '../errors.ts';
import { DATE, DATETIME, INT64, TIME, TIMESTAMP, type SqlType } from '../types.ts';
import type { Compiled } from './compiled.ts';
import { intervalSql, microseconds, microsecondsPer, type DatePart } from './date-parts.ts';

/** The wall clock of an instant in a zone, as DuckDB's TIMESTAMP. */
export function localTime(timestamp: string, zone?: string): string {
  return zone === undefined || zone === "'UTC'"
    ? `bq_utc(${timestamp})`
    : `timezone(${zone}, ${timestamp})`;
}

/** The instant of a wall clock in a zone. */
export function instant(local: string, zone?: string): string {
  return zone === undefined || zone === "'UTC'"
    ? `bq_from_utc(${local})`
    : `timezone(${zone}, ${local})`;
}

function refuse(part: string, type: SqlType, position: number) {
  return invalidQuery(`Unsupported date part ${part} for a value of type ${type.kind}`, position);
}

const datePartsOnly = new Set(['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY']);

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
    case 'DATE':
      if (!datePartsOnly.has(unit)) throw refuse(unit, type, position);
      if (unit === 'DAY') return { sql: `(${sql} ${sign} CAST(${amount} AS INTEGER))`, type: DATE };
      if (unit === 'WEEK')
        return { sql: `(${sql} ${sign} CAST((${amount}) * 7 AS INTEGER))`, type: DATE };
      return {
        sql: `CAST(${sql} ${sign} ${intervalSql(unit, amount, position)} AS DATE)`,
        type: DATE,
      };
    case 'TIMESTAMP':
      if (microsecondsPer(unit) === undefined) throw refuse(unit, type, position);
      return {
        sql: `make_timestamptz(epoch_us(${sql}) ${sign} ${microseconds(unit, amount)})`,
        type: TIMESTAMP,
      };
    case 'TIME':
      if (datePartsOnly.has(unit)) throw refuse(unit, type, position);
      return { sql: `(${sql} ${sign} ${intervalSql(unit, amount, position)})`, type: TIME };
    case 'UNKNOWN':
      return { sql: `(${sql} ${sign} ${intervalSql(unit, amount, position)})`, type };
    default:
      return { sql: `(${sql} ${sign} ${intervalSql(unit, amount, position)})`, type: DATETIME };
  }
}

function truncateLocal(
  sql: string,
  part: DatePart,
  isDate: boolean,
  type: SqlType,
  position: number,
): string {
  const result = isDate ? 'DATE' : 'TIMESTAMP';
  switch (part.name) {
    case 'YEAR':
    case 'QUARTER':
    case 'MONTH':
      return `CAST(date_trunc('${part.name.toLowerCase()}', ${sql}) AS ${result})`;
    case 'ISOYEAR':
      return `CAST(bq_isoyear_start(CAST(${sql} AS DATE)) AS ${result})`;
    case 'WEEK':
    case 'ISOWEEK':
      return isDate
        ? `bq_week_start(${sql}, ${part.weekday})`
        : `CAST(bq_week_start(CAST(${sql} AS DATE), ${part.weekday}) AS TIMESTAMP)`;
    case 'DAY':
      return isDate ? sql : `CAST(CAST(${sql} AS DATE) AS TIMESTAMP)`;
    case 'HOUR':
    case 'MINUTE':
    case 'SECOND':
    case 'MILLISECOND':
    case 'MICROSECOND':
      if (isDate) break;
      return `date_trunc('${part.name.toLowerCase()}', ${sql})`;
  }
  throw refuse(part.name, type, position);
}

/** A value cut down to the start of a part; instants in a zone, UTC unless given. */
export function dateTruncate(
  value: Compiled,
  part: DatePart,
  zone: string | undefined,
  position: number,
): Compiled {
  const { sql, type } = value;
  if (type.kind === 'DATE') return { sql: truncateLocal(sql, part, true, type, position), type };
  if (type.kind === 'TIME')
    return { sql: `bq_time_trunc('${part.name.toLowerCase()}', ${sql})`, type: TIME };
  if (type.kind === 'TIMESTAMP') {
    const local = truncateLocal(localTime(sql, zone), part, false, type, position);
    return { sql: instant(local, zone), type };
  }
  if (type.kind === 'UNKNOWN') {
    if (part.name.startsWith('WEEK') || part.name.startsWith('ISO')) {
      return { sql: `bq_week_start(CAST(${sql} AS DATE), ${part.weekday})`, type: DATE };
    }
    return { sql: `date_trunc('${part.name.toLowerCase()}', ${sql})`, type };
  }
  return { sql: truncateLocal(sql, part, false, type, position), type };
}

/** Part boundaries crossed from `b` to `a`, for dates and wall clocks. */
function boundaries(a: string, b: string, part: DatePart, type: SqlType, position: number): string {
  const [da, db] = type.kind === 'DATE' ? [a, b] : [`CAST(${a} AS DATE)`, `CAST(${b} AS DATE)`];
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
    case 'HOUR':
    case 'MINUTE':
    case 'SECOND':
    case 'MILLISECOND':
    case 'MICROSECOND':
      if (type.kind === 'DATE') break;
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
