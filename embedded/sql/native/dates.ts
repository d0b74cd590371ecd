import type { DuckDBScalarFunction } from '@duckdb/node-api';
import { bucketStart, monthSteps, rangeSteps } from './buckets.ts';
import { castRead } from './cast-read.ts';
import { castWrite } from './cast-write.ts';
import { formatDate, timestampText, type DateKind } from './date-format.ts';
import { parseDate } from './date-parse.ts';
import {
  orInvalid,
  textToDate,
  textToDatetime,
  textToLocal,
  textToTime,
  textToTimestamp,
} from './date-text.ts';
import { native } from './define.ts';
import { intervalFromText } from './interval-text.ts';
import {
  addIntervals,
  divideInterval,
  divideParts,
  interval,
  intervalIso,
  intervalText,
  justify,
  multiplyInterval,
} from './intervals.ts';
import { instantOf, zoneOffset } from './zones.ts';

const floorSeconds = (value: bigint): bigint =>
  value / 1_000_000n - (value % 1_000_000n < 0n ? 1n : 0n);

const formatter = ['VARCHAR', 'VARCHAR', 'BIGINT', 'VARCHAR'] as const;
const parser = ['VARCHAR', 'VARCHAR', 'VARCHAR', 'VARCHAR'] as const;

/** Dates and times as text and back: the first argument is the GoogleSQL type, values are microseconds. */
const texts: DuckDBScalarFunction[] = [
  native('bq_format_date', formatter, 'VARCHAR', (kind, format, value, zone) =>
    formatDate(kind as DateKind, format, value, zone),
  ),
  native('bq_parse_format', parser, 'BIGINT', (kind, format, text, zone) =>
    parseDate(kind as DateKind, format, text, zone),
  ),
  native('bq_cast_write', formatter, 'VARCHAR', (kind, format, value, zone) =>
    castWrite(kind as DateKind, format, value, zone),
  ),
  native('bq_cast_read', parser, 'BIGINT', (kind, format, text, zone) =>
    castRead(kind as DateKind, format, text, zone),
  ),
  native('bq_read_date', ['VARCHAR'], 'BIGINT', (text) =>
    BigInt(orInvalid(textToDate(text), 'date', text)),
  ),
  native('bq_read_time', ['VARCHAR'], 'BIGINT', (text) =>
    orInvalid(textToTime(text), 'time', text),
  ),
  native('bq_read_datetime', ['VARCHAR'], 'BIGINT', (text) =>
    orInvalid(textToDatetime(text), 'datetime', text),
  ),
  native('bq_read_timestamp', ['VARCHAR', 'VARCHAR'], 'BIGINT', (text, zone) =>
    orInvalid(textToTimestamp(text, zone), 'timestamp', text),
  ),
  native('bq_read_local', ['VARCHAR', 'VARCHAR'], 'BIGINT', (text, zone) =>
    orInvalid(textToLocal(text, zone), 'timestamp', text),
  ),
  native('bq_timestamp_text', ['BIGINT', 'VARCHAR'], 'VARCHAR', timestampText),
  native('bq_zone_offset', ['BIGINT', 'VARCHAR'], 'BIGINT', (value, zone) =>
    BigInt(zoneOffset(zone, Number(floorSeconds(value)))),
  ),
  native('bq_zone_shift', ['BIGINT', 'VARCHAR'], 'BIGINT', (local, zone) => {
    const second = floorSeconds(local);
    return local + (BigInt(instantOf(zone, Number(second))) - second) * 1_000_000n;
  }),
];

const intervals: DuckDBScalarFunction[] = [
  native('bq_interval', ['BIGINT', 'BIGINT', 'BIGINT'], 'INTERVAL', interval),
  native('bq_read_interval', ['VARCHAR'], 'INTERVAL', intervalFromText),
  native('bq_interval_string', ['INTERVAL'], 'VARCHAR', intervalText),
  native('bq_interval_iso', ['INTERVAL'], 'VARCHAR', intervalIso),
  native('bq_interval_add', ['INTERVAL', 'INTERVAL'], 'INTERVAL', addIntervals),
  native('bq_interval_multiply', ['INTERVAL', 'BIGINT'], 'INTERVAL', multiplyInterval),
  native('bq_interval_divide', ['INTERVAL', 'BIGINT'], 'INTERVAL', divideInterval),
  native('bq_interval_share', ['BIGINT', 'BIGINT', 'BIGINT', 'BIGINT'], 'INTERVAL', divideParts),
  native(
    'bq_range_steps',
    ['VARCHAR', 'BIGINT', 'BIGINT', 'INTERVAL', 'BOOLEAN'],
    'BIGINT[]',
    rangeSteps,
  ),
  native('bq_month_steps', ['BIGINT', 'BIGINT', 'BIGINT'], 'BIGINT[]', monthSteps),
  native('bq_bucket', ['VARCHAR', 'BIGINT', 'INTERVAL', 'BIGINT'], 'BIGINT', bucketStart),
  native('bq_justify_hours', ['INTERVAL'], 'INTERVAL', (value) => justify(value, 'HOURS')),
  native('bq_justify_days', ['INTERVAL'], 'INTERVAL', (value) => justify(value, 'DAYS')),
  native('bq_justify_interval', ['INTERVAL'], 'INTERVAL', (value) => justify(value, 'INTERVAL')),
];

export const dateFunctions: DuckDBScalarFunction[] = [...texts, ...intervals];
