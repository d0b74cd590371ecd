import { coerce } from '../compiler/coerce.ts';
import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { dateAdd, dateDifference, dateTruncate, lastDayOf } from '../compiler/date-arithmetic.ts';
import { clockUnits, datePart } from '../compiler/date-parts.ts';
import { zoneOf, type Zone } from '../compiler/zones.ts';
import { invalidQuery } from '../errors.ts';
import { DATE, DATETIME, INT64, STRING, TIME, TIMESTAMP, type SqlType } from '../types.ts';
import { expect, plain, wrongType } from './define.ts';

/** The zone argument of a call, if it has one. */
export function zoneArgument(call: FunctionCall, index: number): Zone | undefined {
  if (call.count <= index) return undefined;
  const value = call.argument(index);
  return zoneOf({ ...expect(call, value, STRING), literal: value.literal ?? null });
}

const accepted: Record<string, string[]> = {
  DATE: ['DATE', 'DATETIME', 'TIMESTAMP'],
  DATETIME: ['DATETIME', 'DATE', 'TIMESTAMP'],
  TIMESTAMP: ['TIMESTAMP', 'DATETIME', 'DATE'],
  TIME: ['TIME'],
};

/** A date-like argument: literals take the function's type, others keep their own, but a DATE widens to DATETIME. */
export function dated(call: FunctionCall, index: number, type: SqlType): Compiled {
  const value = call.argument(index);
  if (value.literal !== undefined) return expect(call, value, type);
  if (value.type.kind === 'UNKNOWN') return value;
  if (accepted[type.kind]?.includes(value.type.kind) !== true) throw wrongType(call, value);
  return value.type.kind === 'DATE' && type.kind !== 'DATE' ? coerce(value, DATETIME) : value;
}

/** The count of an INTERVAL argument, which a text literal may write. */
function intervalCount(call: FunctionCall, node: ReturnType<FunctionCall['syntax']>): string {
  if (node.kind !== 'interval' || node.to !== undefined)
    throw invalidQuery(`${call.node.name} needs INTERVAL n unit`, call.node.position);
  const count = call.compiler.expression(node.value, call.scope);
  if (typeof count.literal === 'string') {
    if (!/^[+-]?\d{1,18}$/.test(count.literal)) throw wrongType(call, count);
    return `(${count.literal})::BIGINT`;
  }
  return expect(call, count, INT64).sql;
}

/** DATE_ADD, TIMESTAMP_SUB and the rest: `value ± INTERVAL n unit`. */
function shift(type: SqlType, sign: '+' | '-'): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const interval = call.syntax(1);
      const amount = intervalCount(call, interval);
      const value = dated(call, 0, type);
      const known = value.type.kind === 'UNKNOWN' ? { sql: value.sql, type } : value;
      const unit = interval.kind === 'interval' ? interval.from : '';
      if (call.argument(0).type.kind === 'DATE' && clockUnits.includes(unit))
        throw invalidQuery(
          `${call.node.name} does not support the ${unit} date part when the argument is DATE type`,
          call.node.position,
        );
      return dateAdd(known, unit, amount, sign, call.node.position);
    },
  };
}

function difference(type: SqlType): FunctionDefinition {
  return {
    minimum: 3,
    maximum: 3,
    compile(call) {
      const [a, b] = [dated(call, 0, type), dated(call, 1, type)];
      const kinds = [a.type.kind, b.type.kind];
      if (
        kinds.includes('TIMESTAMP') &&
        kinds.some((kind) => kind === 'DATE' || kind === 'DATETIME')
      )
        throw wrongType(call, b);
      const isDatetime = kinds.includes('DATETIME');
      const common = isDatetime ? DATETIME : a.type.kind === 'UNKNOWN' ? type : a.type;
      return dateDifference(
        coerce(a, common),
        coerce(b, common),
        datePart(call.syntax(2), call.node.position),
        common,
        call.node.position,
      );
    },
  };
}

function truncate(type: SqlType): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 3,
    compile(call) {
      const value = dated(call, 0, type);
      const { position } = call.node;
      const known = value.type.kind === 'UNKNOWN' ? { sql: value.sql, type } : value;
      if (call.count > 2 && known.type.kind !== 'TIMESTAMP') throw wrongType(call, value);
      const zone = zoneArgument(call, 2);
      return dateTruncate(known, datePart(call.syntax(1), position), zone, position);
    },
  };
}

const lastDay: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const { position } = call.node;
    const value = dated(call, 0, DATE);
    if (value.type.kind === 'TIMESTAMP') throw wrongType(call, value);
    const date = value.type.kind === 'DATE' ? value.sql : `CAST(${value.sql} AS DATE)`;
    const part =
      call.count > 1 ? datePart(call.syntax(1), position) : { name: 'MONTH', weekday: 0 };
    return { sql: lastDayOf(date, part, position), type: DATE };
  },
};

const unix = (per: number) =>
  plain(1, INT64, per === 1 ? 'epoch_us($1)' : `bq_floor_div(epoch_us($1), ${per})`, [TIMESTAMP]);
const fromUnix = (factor: number) =>
  plain(1, TIMESTAMP, `bq_instant($1${factor === 1 ? '' : ` * ${factor}`})`, [INT64]);

export const dates: FunctionTable = {
  DATE_ADD: shift(DATE, '+'),
  DATE_SUB: shift(DATE, '-'),
  DATETIME_ADD: shift(DATETIME, '+'),
  DATETIME_SUB: shift(DATETIME, '-'),
  TIMESTAMP_ADD: shift(TIMESTAMP, '+'),
  TIMESTAMP_SUB: shift(TIMESTAMP, '-'),
  TIME_ADD: shift(TIME, '+'),
  TIME_SUB: shift(TIME, '-'),
  DATE_DIFF: difference(DATE),
  DATETIME_DIFF: difference(DATETIME),
  TIMESTAMP_DIFF: difference(TIMESTAMP),
  TIME_DIFF: difference(TIME),
  DATE_TRUNC: truncate(DATE),
  DATETIME_TRUNC: truncate(DATETIME),
  TIMESTAMP_TRUNC: truncate(TIMESTAMP),
  TIME_TRUNC: truncate(TIME),
  LAST_DAY: lastDay,
  UNIX_DATE: plain(1, INT64, "CAST($1 - DATE '1970-01-01' AS BIGINT)", [DATE]),
  DATE_FROM_UNIX_DATE: plain(1, DATE, "bq_valid_date(DATE '1970-01-01' + CAST($1 AS INTEGER))", [
    INT64,
  ]),
  UNIX_SECONDS: unix(1_000_000),
  UNIX_MILLIS: unix(1000),
  UNIX_MICROS: unix(1),
  TIMESTAMP_SECONDS: fromUnix(1_000_000),
  TIMESTAMP_MILLIS: fromUnix(1000),
  TIMESTAMP_MICROS: fromUnix(1),
  TIMESTAMP_FROM_UNIX_SECONDS: fromUnix(1_000_000),
  TIMESTAMP_FROM_UNIX_MILLIS: fromUnix(1000),
  TIMESTAMP_FROM_UNIX_MICROS: fromUnix(1),
};
