import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { coerce } from '../compiler/coerce.ts';
import {
  dateAdd,
  dateDifference,
  dateTruncate,
  instant,
  localTime,
} from '../compiler/date-arithmetic.ts';
import { datePart } from '../compiler/date-parts.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import {
  DATE,
  DATETIME,
  INT64,
  INTERVAL,
  STRING,
  TIME,
  TIMESTAMP,
  type SqlType,
} from '../types.ts';
import { expect, plain, wrongType } from './define.ts';
import { formatSql, parseFormats } from './date-format.ts';

function zoneOf(call: FunctionCall, index: number): string | undefined {
  return call.count > index ? expect(call, call.argument(index), STRING).sql : undefined;
}

/** A date-like argument: literals take the function's type, others keep their own. */
function dated(call: FunctionCall, index: number, type: SqlType): Compiled {
  const value = call.argument(index);
  if (value.literal !== undefined) return expect(call, value, type);
  const accepted: Record<string, string[]> = {
    DATE: ['DATE', 'DATETIME', 'TIMESTAMP'],
    DATETIME: ['DATETIME', 'DATE', 'TIMESTAMP'],
    TIMESTAMP: ['TIMESTAMP', 'DATETIME', 'DATE'],
    TIME: ['TIME'],
  };
  if (value.type.kind === 'UNKNOWN') return value;
  if (accepted[type.kind]?.includes(value.type.kind) !== true) throw wrongType(call, value);
  return type.kind === 'DATETIME' && value.type.kind === 'DATE' ? coerce(value, type) : value;
}

/** DATE_ADD, TIMESTAMP_SUB and the rest: `value ± INTERVAL n unit`. */
function shift(type: SqlType, sign: '+' | '-'): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const interval = call.syntax(1);
      const { position } = call.node;
      if (interval.kind !== 'interval' || interval.to !== undefined)
        throw invalidQuery(`${call.node.name} needs INTERVAL n unit`, position);
      const amount = expect(call, call.compiler.expression(interval.value, call.scope), INT64).sql;
      const value = dated(call, 0, type);
      const widened = value.type.kind === 'UNKNOWN' ? { sql: value.sql, type } : value;
      return dateAdd(widened, interval.from, amount, sign, position);
    },
  };
}

function difference(type: SqlType): FunctionDefinition {
  return {
    minimum: 3,
    maximum: 3,
    compile(call) {
      const [a, b] = [dated(call, 0, type), dated(call, 1, type)];
      const kind = a.type.kind === 'UNKNOWN' ? type : a.type;
      return dateDifference(
        a,
        coerce(b, kind),
        datePart(call.syntax(2), call.node.position),
        kind,
        call.node.position,
      );
    },
  };
}

function truncate(type: SqlType): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 3,
    compile(call) {
      const value = dated(call, 0, type);
      const known = value.type.kind === 'UNKNOWN' ? { sql: value.sql, type } : value;
      const part =
        call.count > 1 ? datePart(call.syntax(1), call.node.position) : { name: 'DAY', weekday: 0 };
      return dateTruncate(known, part, zoneOf(call, 2), call.node.position);
    },
  };
}

const lastDay: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const { position } = call.node;
    const value = dated(call, 0, DATE);
    const date =
      value.type.kind === 'DATE' ? value : { sql: `CAST(${value.sql} AS DATE)`, type: DATE };
    const part =
      call.count > 1 ? datePart(call.syntax(1), position) : { name: 'MONTH', weekday: 0 };
    const start = dateTruncate(date, part, undefined, position);
    if (part.name === 'ISOYEAR')
      throw unsupported('LAST_DAY of ISOYEAR', 'LAST_DAY of YEAR', position);
    const next = dateAdd(start, part.name === 'ISOWEEK' ? 'WEEK' : part.name, '1', '+', position);
    return { sql: `(${next.sql} - 1)`, type: DATE };
  },
};

/** DATE(y, m, d), DATE(timestamp[, zone]), DATE(datetime). */
const date: FunctionDefinition = {
  minimum: 1,
  maximum: 3,
  compile(call) {
    if (call.count === 3) {
      const parts = call.arguments().map((value) => expect(call, value, INT64).sql);
      return { sql: `make_date(${parts.join(', ')})`, type: DATE };
    }
    const value = call.argument(0);
    const zone = zoneOf(call, 1);
    if (value.type.kind === 'STRING' && value.literal === undefined) throw wrongType(call, value);
    if (typeof value.literal === 'string') {
      const typed = coerce(value, zone === undefined ? DATE : TIMESTAMP);
      return zone === undefined
        ? typed
        : { sql: `CAST(${localTime(typed.sql, zone)} AS DATE)`, type: DATE };
    }
    const isInstant = value.type.kind === 'TIMESTAMP' || zone !== undefined;
    return {
      sql: `CAST(${isInstant ? localTime(value.sql, zone) : value.sql} AS DATE)`,
      type: DATE,
    };
  },
};

/** DATETIME(y, m, d, h, m, s), DATETIME(date[, time]), DATETIME(timestamp[, zone]). */
const datetime: FunctionDefinition = {
  minimum: 1,
  maximum: 6,
  compile(call) {
    if (call.count === 6) {
      const parts = call.arguments().map((value) => expect(call, value, INT64).sql);
      return { sql: `make_timestamp(${parts.join(', ')})`, type: DATETIME };
    }
    const value = call.argument(0);
    if (value.type.kind === 'DATE' && call.count === 2)
      return {
        sql: `(${value.sql} + ${expect(call, call.argument(1), TIME).sql})`,
        type: DATETIME,
      };
    if (typeof value.literal === 'string') return coerce(value, DATETIME);
    const zone = zoneOf(call, 1);
    const isInstant = value.type.kind === 'TIMESTAMP' || zone !== undefined;
    return {
      sql: isInstant ? localTime(value.sql, zone) : `CAST(${value.sql} AS TIMESTAMP)`,
      type: DATETIME,
    };
  },
};

const time: FunctionDefinition = {
  minimum: 1,
  maximum: 3,
  compile(call) {
    if (call.count === 3) {
      const parts = call.arguments().map((value) => expect(call, value, INT64).sql);
      return { sql: `make_time(${parts.join(', ')})`, type: TIME };
    }
    const value = call.argument(0);
    const zone = zoneOf(call, 1);
    const isInstant = value.type.kind === 'TIMESTAMP' || zone !== undefined;
    return {
      sql: `CAST(${isInstant ? localTime(value.sql, zone) : value.sql} AS TIME)`,
      type: TIME,
    };
  },
};

/** TIMESTAMP(string[, zone]), TIMESTAMP(date[, zone]), TIMESTAMP(datetime[, zone]). */
const timestamp: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const value = call.argument(0);
    const zone = zoneOf(call, 1);
    switch (value.type.kind) {
      case 'TIMESTAMP':
        return value;
      case 'STRING':
        if (typeof value.literal === 'string' && zone === undefined)
          return coerce(value, TIMESTAMP);
        return {
          sql:
            zone === undefined
              ? `bq_parse_timestamp(${value.sql})`
              : `timezone(${zone}, bq_parse_datetime(${value.sql}))`,
          type: TIMESTAMP,
        };
      case 'DATE':
      case 'DATETIME':
        return { sql: instant(`CAST(${value.sql} AS TIMESTAMP)`, zone), type: TIMESTAMP };
      case 'UNKNOWN':
      case 'NULL':
        if (zone !== undefined)
          return { sql: `timezone(${zone}, CAST(${value.sql} AS TIMESTAMP))`, type: TIMESTAMP };
        return { sql: `CAST(${value.sql} AS TIMESTAMPTZ)`, type: TIMESTAMP };
      default:
        throw wrongType(call, value);
    }
  },
};

function current(type: SqlType, sql: (zone: string) => string): FunctionDefinition {
  return {
    minimum: 0,
    maximum: 1,
    compile: (call) => ({ sql: sql(zoneOf(call, 0) ?? "'UTC'"), type }),
  };
}

function literalFormat(call: FunctionCall): string {
  const { literal } = call.argument(0);
  if (typeof literal !== 'string')
    throw unsupported(
      `${call.node.name} with a format that is not a literal`,
      'a literal format',
      call.node.position,
    );
  return literal;
}

function format(type: SqlType): FunctionDefinition {
  return {
    minimum: 2,
    maximum: type.kind === 'TIMESTAMP' ? 3 : 2,
    compile(call) {
      const pattern = literalFormat(call);
      const value =
        type.kind === 'TIMESTAMP' || type.kind === 'TIME'
          ? expect(call, call.argument(1), type)
          : dated(call, 1, type);
      const zone = zoneOf(call, 2);
      const isInstant = value.type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP';
      const local = isInstant ? localTime(value.sql, zone) : value.sql;
      const shown = type.kind === 'TIME' ? `(DATE '1970-01-01' + ${local})` : local;
      const offset = zone === undefined ? '0' : `bq_utc_offset(${value.sql}, ${zone})`;
      const zoneText = isInstant
        ? { offset, name: zone === undefined ? "'UTC'" : `bq_zone_name(${value.sql}, ${zone})` }
        : undefined;
      return { sql: formatSql(pattern, shown, zoneText, call.node.position), type: STRING };
    },
  };
}

function parse(
  type: SqlType,
  convert: (parsed: string, zone: string | undefined) => string,
): FunctionDefinition {
  return {
    minimum: 2,
    maximum: type.kind === 'TIMESTAMP' ? 3 : 2,
    compile(call) {
      const { formats, zoned } = parseFormats(literalFormat(call), call.node.position);
      const value = expect(call, call.argument(1), STRING).sql;
      const list = formats.map((one) => `'${one.replaceAll("'", "''")}'`).join(', ');
      const parsed = `strptime(${value}, ${formats.length === 1 ? list : `[${list}]`})`;
      if (zoned)
        return {
          sql: `CAST(${parsed} AS ${type.kind === 'TIMESTAMP' ? 'TIMESTAMPTZ' : 'TIMESTAMP'})`,
          type,
        };
      return { sql: convert(parsed, zoneOf(call, 2)), type };
    },
  };
}

const unix = (per: number) =>
  plain(1, INT64, per === 1 ? 'epoch_us($1)' : `bq_floor_div(epoch_us($1), ${per})`, [TIMESTAMP]);
const fromUnix = (factor: number) =>
  plain(1, TIMESTAMP, `make_timestamptz(${factor === 1 ? '$1' : `$1 * ${factor}`})`, [INT64]);

export const dates: FunctionTable = {
  DATE: date,
  DATETIME: datetime,
  TIME: time,
  TIMESTAMP: timestamp,
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
  CURRENT_DATE: current(DATE, (zone) => `CAST(timezone(${zone}, current_timestamp) AS DATE)`),
  CURRENT_DATETIME: current(DATETIME, (zone) => `timezone(${zone}, current_timestamp)`),
  CURRENT_TIME: current(TIME, (zone) => `CAST(timezone(${zone}, current_timestamp) AS TIME)`),
  CURRENT_TIMESTAMP: plain(0, TIMESTAMP, 'current_timestamp'),
  UNIX_DATE: plain(1, INT64, "CAST($1 - DATE '1970-01-01' AS BIGINT)", [DATE]),
  DATE_FROM_UNIX_DATE: plain(1, DATE, "(DATE '1970-01-01' + CAST($1 AS INTEGER))", [INT64]),
  UNIX_SECONDS: unix(1_000_000),
  UNIX_MILLIS: unix(1000),
  UNIX_MICROS: unix(1),
  TIMESTAMP_SECONDS: fromUnix(1_000_000),
  TIMESTAMP_MILLIS: fromUnix(1000),
  TIMESTAMP_MICROS: fromUnix(1),
  FORMAT_DATE: format(DATE),
  FORMAT_DATETIME: format(DATETIME),
  FORMAT_TIMESTAMP: format(TIMESTAMP),
  FORMAT_TIME: format(TIME),
  PARSE_DATE: parse(DATE, (parsed) => `CAST(${parsed} AS DATE)`),
  PARSE_DATETIME: parse(DATETIME, (parsed) => parsed),
  PARSE_TIME: parse(TIME, (parsed) => `CAST(${parsed} AS TIME)`),
  PARSE_TIMESTAMP: parse(TIMESTAMP, (parsed, zone) => instant(parsed, zone)),
  MAKE_INTERVAL: {
    minimum: 0,
    maximum: 6,
    compile(call) {
      const units = [
        'to_years(CAST($ AS INTEGER))',
        'to_months(CAST($ AS INTEGER))',
        'to_days(CAST($ AS INTEGER))',
        'to_hours($)',
        'to_minutes($)',
        'to_microseconds($ * 1000000)',
      ];
      const parts = call
        .arguments()
        .map((value, index) => units[index]?.replace('$', value.sql) ?? '');
      return { sql: parts.length === 0 ? 'to_days(0)' : `(${parts.join(' + ')})`, type: INTERVAL };
    },
  },
};
