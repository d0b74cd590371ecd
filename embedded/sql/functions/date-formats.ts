import { coerce } from '../compiler/coerce.ts';
import type { Compiled, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { microsecondsOfValue, valueOfMicroseconds } from '../compiler/date-casts.ts';
import { localTime, utc, type Zone } from '../compiler/zones.ts';
import { DATE, DATETIME, STRING, TIME, TIMESTAMP, text, type SqlType } from '../types.ts';
import { dated, zoneArgument } from './dates.ts';
import { expect } from './define.ts';

/** Formats of elements that DuckDB's strftime writes as BigQuery does, for every year of four digits. */
const dateOnly = /^(?:%[aAbBdjmYF%]|[^%])+$/;
const withClock = /^(?:%[aAbBdjmYFHMSpT%]|[^%])+$/;

/** Before these years lose their zeros and zones have offsets of seconds. */
const fastSince: Record<string, string> = {
  DATE: "DATE '1000-01-02'",
  DATETIME: "TIMESTAMP '1000-01-02 00:00:00'",
  TIMESTAMP: "TIMESTAMPTZ '1973-01-01 00:00:00+00'",
};

/** FORMAT_DATE and its kin for a format that DuckDB can write itself; undefined for any other. */
function fastFormat(format: string, value: Compiled, zone: Zone): string | undefined {
  const { kind } = value.type;
  if (kind === 'TIME' || !(kind === 'DATE' ? dateOnly : withClock).test(format)) return undefined;
  const local = kind === 'TIMESTAMP' ? localTime(value.sql, zone) : value.sql;
  const written = format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S');
  return `strftime(${local}, ${text(written)})`;
}

function format(type: SqlType): FunctionDefinition {
  return {
    minimum: 2,
    maximum: type.kind === 'TIMESTAMP' ? 3 : 2,
    compile(call) {
      const pattern = expect(call, call.argument(0), STRING);
      const given = dated(call, 1, type);
      const value = given.type.kind === 'UNKNOWN' ? { sql: given.sql, type } : given;
      const zone = zoneArgument(call, 2) ?? utc;
      const native = `bq_format_date('${value.type.kind}', ${pattern.sql}, ${microsecondsOfValue(value)}, ${zone.sql})`;
      const { literal } = call.argument(0);
      const fast = typeof literal === 'string' ? fastFormat(literal, value, zone) : undefined;
      if (fast === undefined || zone.kind === 'named') return { sql: native, type: STRING };
      const since = fastSince[value.type.kind] ?? '';
      return {
        sql: `CASE WHEN ${value.sql} >= ${since} THEN ${fast} ELSE ${native} END`,
        type: STRING,
      };
    },
  };
}

/** Formats that DuckDB's strptime reads as BigQuery does when the text has every digit. */
const digits: Record<string, string> = {
  Y: '[1-9][0-9]{3}',
  m: '(0[1-9]|1[0-2])',
  d: '(0[1-9]|[12][0-9]|3[01])',
  H: '([01][0-9]|2[0-3])',
  M: '[0-5][0-9]',
  S: '[0-5][0-9]',
};

/** The pattern of texts that strptime may read for a format; undefined when it may read none. */
function fastPattern(
  format: string,
  kind: string,
): { pattern: string; format: string } | undefined {
  const written = format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S');
  const elements: string[] = written.match(/%[a-zA-Z%]/g) ?? [];
  const clock = kind === 'DATETIME' || kind === 'TIMESTAMP' ? ['%H', '%M', '%S'] : [];
  const allowed = ['%Y', '%m', '%d', ...clock];
  const isWhole = ['%Y', '%m', '%d'].every((one) => elements.includes(one));
  const isPlain = /^(?:%[a-zA-Z]|[-/ :.,TZ])*$/.test(written);
  const once = new Set(elements).size === elements.length;
  if (!isWhole || !isPlain || !once || !elements.every((one) => allowed.includes(one)))
    return undefined;
  const pattern = written
    .replaceAll('.', '\\.')
    .replaceAll(/%([a-zA-Z])/g, (_, code: string) => digits[code] ?? '');
  return { pattern, format: written };
}

function parse(type: SqlType): FunctionDefinition {
  return {
    minimum: 2,
    maximum: type.kind === 'TIMESTAMP' ? 3 : 2,
    compile(call) {
      const pattern = expect(call, call.argument(0), STRING);
      const value = expect(call, call.argument(1), STRING).sql;
      const zone = zoneArgument(call, 2) ?? utc;
      const read = `bq_parse_format('${type.kind}', ${pattern.sql}, ${value}, ${zone.sql})`;
      const slow = valueOfMicroseconds(read, type);
      const { literal } = call.argument(0);
      const fast =
        typeof literal === 'string' && zone === utc && type.kind !== 'TIME'
          ? fastPattern(literal, type.kind)
          : undefined;
      if (fast === undefined) return { sql: slow, type };
      const parsed = `strptime(${value}, ${text(fast.format)})`;
      const typed =
        type.kind === 'TIMESTAMP'
          ? `bq_from_utc(${parsed})`
          : coerce(
              { sql: `CAST(${parsed} AS ${type.kind === 'DATE' ? 'DATE' : 'TIMESTAMP'})`, type },
              type,
            ).sql;
      return {
        sql: `CASE WHEN regexp_full_match(${value}, ${text(fast.pattern)}) THEN ${typed} ELSE ${slow} END`,
        type,
      };
    },
  };
}

export const dateFormats: FunctionTable = {
  FORMAT_DATE: format(DATE),
  FORMAT_DATETIME: format(DATETIME),
  FORMAT_TIMESTAMP: format(TIMESTAMP),
  FORMAT_TIME: format(TIME),
  PARSE_DATE: parse(DATE),
  PARSE_DATETIME: parse(DATETIME),
  PARSE_TIME: parse(TIME),
  PARSE_TIMESTAMP: parse(TIMESTAMP),
};
