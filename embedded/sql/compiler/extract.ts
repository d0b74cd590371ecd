import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import { DATE, DATETIME, INT64, TIME, TIMESTAMP, type SqlType } from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled, Compiler } from './compiled.ts';
import { clockUnits, datePart, type DatePart } from './date-parts.ts';
import type { Scope } from './scope.ts';
import { localTime, zoneOf } from './zones.ts';

/** EXTRACT(part FROM value [AT TIME ZONE zone]) with BigQuery's numbering. */
export function compileExtract(
  node: Expression & { kind: 'extract' },
  scope: Scope,
  compiler: Compiler,
): Compiled {
  const part = datePart(node.part, node.position);
  const value = compiler.expression(node.operand, scope);
  const zone = node.zone && zoneOf(compiler.expression(node.zone, scope));
  const { kind } = value.type;
  if (zone !== undefined && kind !== 'TIMESTAMP' && kind !== 'UNKNOWN' && kind !== 'NULL') {
    throw invalidQuery(`EXTRACT from ${kind} does not support AT TIME ZONE`, node.position);
  }
  if (kind === 'INTERVAL') return intervalPart(value.sql, part.name, node.position);
  const typed = kind === 'NULL' ? castTo(value.sql, TIMESTAMP) : value.sql;
  const isInstant = kind === 'TIMESTAMP' || kind === 'NULL' || zone !== undefined;
  const sql = isInstant ? localTime(typed, zone) : typed;
  return extractPart(sql, part, kind === 'NULL' ? TIMESTAMP : value.type, node.position);
}

const intervalParts: Record<string, string> = {
  YEAR: 'year($)',
  MONTH: 'month($)',
  DAY: "datepart('day', $)",
  HOUR: 'hour($)',
  MINUTE: 'minute($)',
  SECOND: 'second($)',
  MILLISECOND: '(microsecond($) % 1000000 // 1000)',
  MICROSECOND: '(microsecond($) % 1000000)',
  NANOSECOND: '(microsecond($) % 1000000 * 1000)',
};

function intervalPart(sql: string, part: string, position: number): Compiled {
  const template = Object.hasOwn(intervalParts, part) ? intervalParts[part] : undefined;
  if (template === undefined)
    throw invalidQuery(`Unsupported date part ${part} in EXTRACT FROM INTERVAL`, position);
  return { sql: `CAST(${template.replace('$', sql)} AS BIGINT)`, type: INT64 };
}

const simpleParts: Record<string, string> = {
  YEAR: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  DAY: 'day',
  DAYOFYEAR: 'dayofyear',
  ISOWEEK: 'weekofyear',
  ISOYEAR: 'isoyear',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
};

/** Of the time of day; nanoseconds are whole microseconds. */
const timeParts = [...clockUnits, 'NANOSECOND'];

const clockParts = new Set([...timeParts, 'TIME']);

/** The parts that a type has besides those of the calendar and the clock. */
const wholeParts: Record<string, string[]> = {
  DATE: [],
  TIME: [],
  DATETIME: ['DATE', 'TIME'],
  TIMESTAMP: ['DATE', 'TIME', 'DATETIME'],
  UNKNOWN: ['DATE', 'TIME', 'DATETIME'],
};

function extractPart(sql: string, part: DatePart, type: SqlType, position: number): Compiled {
  const whole = wholeParts[type.kind];
  const isClock = clockParts.has(part.name);
  const wrong =
    whole === undefined ||
    (type.kind === 'DATE' && isClock) ||
    (type.kind === 'TIME' && !timeParts.includes(part.name)) ||
    (['DATE', 'TIME', 'DATETIME'].includes(part.name) && !whole.includes(part.name));
  if (wrong)
    throw invalidQuery(
      `EXTRACT from ${type.kind} does not support the ${part.name} date part`,
      position,
    );
  const simple = simpleParts[part.name];
  if (simple !== undefined) return { sql: `${simple}(${sql})`, type: INT64 };
  switch (part.name) {
    case 'DAYOFWEEK':
      return { sql: `(dayofweek(${sql}) + 1)`, type: INT64 };
    case 'WEEK':
      return { sql: `bq_week_number(${sql}, ${part.weekday})`, type: INT64 };
    case 'MILLISECOND':
      return { sql: `(millisecond(${sql}) % 1000)`, type: INT64 };
    case 'MICROSECOND':
      return { sql: `(microsecond(${sql}) % 1000000)`, type: INT64 };
    case 'NANOSECOND':
      return { sql: `(microsecond(${sql}) % 1000000 * 1000)`, type: INT64 };
    case 'DATE':
      return { sql: `bq_valid_date(CAST(${sql} AS DATE))`, type: DATE };
    case 'TIME':
      return { sql: `CAST(${sql} AS TIME)`, type: TIME };
    case 'DATETIME':
      return { sql: `bq_valid_datetime(CAST(${sql} AS TIMESTAMP))`, type: DATETIME };
    default:
      throw invalidQuery(`A valid date part name is required but found ${part.name}`, position);
  }
}
