import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import { DATE, DATETIME, INT64, INTERVAL, TIME, type SqlType } from '../types.ts';
import type { Compiled, Compiler } from './compiled.ts';
import { localTime } from './date-arithmetic.ts';
import { datePart, intervalSql, type DatePart } from './date-parts.ts';
import type { Scope } from './scope.ts';

/** EXTRACT(part FROM value [AT TIME ZONE zone]) with BigQuery's numbering. */
export function compileExtract(
  node: Expression & { kind: 'extract' },
  scope: Scope,
  compiler: Compiler,
): Compiled {
  const part = datePart(node.part, node.position);
  const value = compiler.expression(node.operand, scope);
  const zone = node.zone && compiler.expression(node.zone, scope).sql;
  if (zone !== undefined && value.type.kind !== 'TIMESTAMP' && value.type.kind !== 'UNKNOWN') {
    throw invalidQuery('EXTRACT AT TIME ZONE needs a TIMESTAMP', node.position);
  }
  const isInstant = value.type.kind === 'TIMESTAMP' || zone !== undefined;
  return extractPart(
    isInstant ? localTime(value.sql, zone) : value.sql,
    part,
    value.type,
    node.position,
  );
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

const clockParts = new Set(['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND']);

function extractPart(sql: string, part: DatePart, type: SqlType, position: number): Compiled {
  const wrong =
    (type.kind === 'DATE' && (clockParts.has(part.name) || part.name === 'TIME')) ||
    (type.kind === 'TIME' && !clockParts.has(part.name)) ||
    !['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'INTERVAL', 'UNKNOWN', 'NULL'].includes(type.kind);
  if (wrong)
    throw invalidQuery(
      `EXTRACT from ${type.kind} does not support the ${part.name} date part`,
      position,
    );
  if (type.kind === 'INTERVAL')
    return { sql: `CAST(date_part('${part.name.toLowerCase()}', ${sql}) AS BIGINT)`, type: INT64 };
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
    case 'DATE':
      return { sql: `CAST(${sql} AS DATE)`, type: DATE };
    case 'TIME':
      return { sql: `CAST(${sql} AS TIME)`, type: TIME };
    case 'DATETIME':
      return { sql: `CAST(${sql} AS TIMESTAMP)`, type: DATETIME };
    default:
      throw invalidQuery(`A valid date part name is required but found ${part.name}`, position);
  }
}

/** INTERVAL literals: `INTERVAL n UNIT`, and the string forms of YEAR TO MONTH and DAY TO SECOND. */
export function compileIntervalLiteral(
  value: Compiled,
  from: string,
  to: string | undefined,
  position: number,
): Compiled {
  if (to === undefined) {
    const amount =
      typeof value.literal === 'string' ? integerText(value.literal, position) : value.sql;
    return { sql: intervalSql(from, amount, position), type: INTERVAL };
  }
  if (typeof value.literal !== 'string')
    throw unsupported('an INTERVAL range that is not a literal', 'MAKE_INTERVAL', position);
  const terms = rangeTerms(value.literal, from, to);
  if (terms === undefined)
    throw invalidQuery(`Invalid INTERVAL literal '${value.literal}'`, position);
  return {
    sql: `(${terms.map(([unit, amount]) => intervalSql(unit, amount, position)).join(' + ')})`,
    type: INTERVAL,
  };
}

function integerText(written: string, position: number): string {
  if (!/^[+-]?\d+$/.test(written.trim()))
    throw invalidQuery(`Invalid INTERVAL value '${written}'`, position);
  return `(${written.trim()})::BIGINT`;
}

const fields = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

function rangeTerms(written: string, from: string, to: string): [string, string][] | undefined {
  const units = fields.slice(fields.indexOf(from), fields.indexOf(to) + 1);
  const pattern =
    /^\s*(?:([+-]?)(\d+)-(\d+))?\s*(?:([+-]?\d+)(?=\s|$))?\s*(?:([+-]?)(\d+):(\d+)(?::(\d+(?:\.\d+)?))?)?\s*$/;
  const match = pattern.exec(written);
  if (match === null || units.length < 2) return undefined;
  const [, yearSign = '', years, months, days, clockSign = '', first, second, third] = match;
  const signed = (sign: string, digits: string | undefined) =>
    `${sign === '-' ? '-' : ''}${digits ?? '0'}`;
  const clockUnits = units.filter((unit) => ['HOUR', 'MINUTE', 'SECOND'].includes(unit));
  const clock = third === undefined && clockUnits.length === 3 ? undefined : [first, second, third];
  if (first !== undefined && clock === undefined) return undefined;
  const terms: [string, string][] = [];
  if (years !== undefined)
    terms.push(['YEAR', signed(yearSign, years)], ['MONTH', signed(yearSign, months)]);
  if (days !== undefined) terms.push(['DAY', days]);
  for (const [index, digits] of (first === undefined ? [] : (clock ?? [])).entries()) {
    const unit = clockUnits[index];
    if (digits === undefined || unit === undefined) continue;
    const isSecond = unit === 'SECOND';
    const amount = isSecond ? String(Math.round(Number(digits) * 1_000_000)) : digits;
    terms.push([isSecond ? 'MICROSECOND' : unit, signed(clockSign, amount)]);
  }
  return terms.length === 0
    ? undefined
    : terms.map(([unit, amount]) => [unit, `(${amount})::BIGINT`]);
}
