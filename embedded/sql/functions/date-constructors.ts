import { coerce } from '../compiler/coerce.ts';
import type { Compiled, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { instant, localDatetime, localTime, utc, type Zone } from '../compiler/zones.ts';
import { DATE, DATETIME, INT64, TIME, TIMESTAMP, type SqlType } from '../types.ts';
import { zoneArgument } from './dates.ts';
import { expect, plain, wrongType } from './define.ts';

const dateOfLiteral = ({ sql }: Compiled, type: SqlType): Compiled => ({
  sql: `CAST(${localTime(sql)} AS ${type.kind})`,
  type,
});

/** DATE(y, m, d), DATE(timestamp[, zone]), DATE(datetime). */
const date: FunctionDefinition = {
  minimum: 1,
  maximum: 3,
  compile(call) {
    if (call.count === 3) {
      const parts = call.arguments().map((value) => expect(call, value, INT64).sql);
      return { sql: `bq_valid_date(make_date(${parts.join(', ')}))`, type: DATE };
    }
    const value = call.argument(0);
    if (value.type.kind === 'STRING' && value.literal === undefined) throw wrongType(call, value);
    const zone = zoneArgument(call, 1);
    if (zone !== undefined || value.type.kind === 'TIMESTAMP') {
      const typed = expect(call, value, TIMESTAMP);
      return { sql: `CAST(${localDatetime(typed.sql, zone)} AS DATE)`, type: DATE };
    }
    if (value.literal !== undefined) return dateOfLiteral(expect(call, value, TIMESTAMP), DATE);
    if (!['DATE', 'DATETIME', 'UNKNOWN'].includes(value.type.kind)) throw wrongType(call, value);
    return { sql: `CAST(${value.sql} AS DATE)`, type: DATE };
  },
};

/** DATETIME(y, m, d, h, m, s), DATETIME(date[, time]), DATETIME(timestamp[, zone]). */
const datetime: FunctionDefinition = {
  minimum: 1,
  maximum: 6,
  compile(call) {
    if (call.count === 6) {
      const parts = call.arguments().map((value) => expect(call, value, INT64).sql);
      return { sql: `bq_make_datetime(${parts.join(', ')})`, type: DATETIME };
    }
    const value = call.argument(0);
    if (call.count > 2) throw wrongType(call, value);
    if (call.count === 2 && call.argument(1).type.kind === 'TIME') {
      const day = expect(call, value, DATE);
      return { sql: `(${day.sql} + ${call.argument(1).sql})`, type: DATETIME };
    }
    const isDate = value.type.kind === 'DATE' || value.literal !== undefined;
    if (call.count === 2 && isDate && call.argument(1).literal === null)
      return { sql: `(${expect(call, value, DATE).sql} + CAST(NULL AS TIME))`, type: DATETIME };
    const zone = zoneArgument(call, 1);
    if (zone !== undefined || value.type.kind === 'TIMESTAMP')
      return { sql: localDatetime(expect(call, value, TIMESTAMP).sql, zone), type: DATETIME };
    if (value.literal !== undefined) return expect(call, value, DATETIME);
    if (!['DATE', 'DATETIME', 'UNKNOWN'].includes(value.type.kind)) throw wrongType(call, value);
    return coerce(value.type.kind === 'UNKNOWN' ? { ...value, type: DATE } : value, DATETIME);
  },
};

/** TIME(h, m, s), TIME(timestamp[, zone]), TIME(datetime). */
const time: FunctionDefinition = {
  minimum: 1,
  maximum: 3,
  compile(call) {
    if (call.count === 3) {
      const parts = call.arguments().map((value) => expect(call, value, INT64).sql);
      return { sql: `bq_make_time(${parts.join(', ')})`, type: TIME };
    }
    const value = call.argument(0);
    const zone = zoneArgument(call, 1);
    if (zone !== undefined || value.type.kind === 'TIMESTAMP') {
      const typed = expect(call, value, TIMESTAMP);
      return { sql: `CAST(${localTime(typed.sql, zone)} AS TIME)`, type: TIME };
    }
    if (value.literal !== undefined) return dateOfLiteral(expect(call, value, TIMESTAMP), TIME);
    if (value.type.kind === 'TIME') return value;
    if (!['DATETIME', 'DATE', 'UNKNOWN'].includes(value.type.kind)) throw wrongType(call, value);
    return { sql: `CAST(${coerce(value, DATETIME).sql} AS TIME)`, type: TIME };
  },
};

/** TIMESTAMP(string[, zone]), TIMESTAMP(date[, zone]), TIMESTAMP(datetime[, zone]). */
const timestamp: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const value = call.argument(0);
    const zone = zoneArgument(call, 1);
    switch (value.type.kind) {
      case 'STRING': {
        if (typeof value.literal === 'string' && zone === undefined)
          return coerce(value, TIMESTAMP);
        const read =
          zone === undefined
            ? `bq_parse_timestamp(${value.sql})`
            : `make_timestamptz(bq_read_local(${value.sql}, ${zone.sql}))`;
        return { sql: read, type: TIMESTAMP };
      }
      case 'DATE':
      case 'DATETIME':
        return { sql: instant(`CAST(${value.sql} AS TIMESTAMP)`, zone), type: TIMESTAMP };
      case 'TIMESTAMP':
        if (zone !== undefined) throw wrongType(call, value);
        return value;
      case 'UNKNOWN':
      case 'NULL':
        if (zone !== undefined)
          return { sql: instant(`CAST(${value.sql} AS TIMESTAMP)`, zone), type: TIMESTAMP };
        return { sql: `CAST(${value.sql} AS TIMESTAMPTZ)`, type: TIMESTAMP };
      default:
        throw wrongType(call, value);
    }
  },
};

function current(type: SqlType, sql: (zone: Zone) => string): FunctionDefinition {
  return {
    minimum: 0,
    maximum: 1,
    compile: (call) => ({ sql: sql(zoneArgument(call, 0) ?? utc), type }),
  };
}

const now = (zone: Zone) => localTime('current_timestamp', zone);

export const dateConstructors: FunctionTable = {
  DATE: date,
  DATETIME: datetime,
  TIME: time,
  TIMESTAMP: timestamp,
  CURRENT_DATE: current(DATE, (zone) => `CAST(${now(zone)} AS DATE)`),
  CURRENT_DATETIME: current(DATETIME, now),
  CURRENT_TIME: current(TIME, (zone) => `CAST(${now(zone)} AS TIME)`),
  CURRENT_TIMESTAMP: plain(0, TIMESTAMP, 'current_timestamp'),
};
