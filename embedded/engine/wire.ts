import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { bignumericScale, decimalText as scaledText } from '../sql/native/decimal.ts';
import { invalidQuery } from './errors.ts';
import { isRange } from './types.ts';

/** How TIMESTAMP goes over the wire: seconds as a float (the API's default), microseconds, or ISO 8601. */
export type TimestampFormat = 'FLOAT64' | 'INT64' | 'ISO8601_STRING';

/** Turns one value into the JSON text of its `{"v": ...}` cell. */
export type CellEncoder = (value: DuckDBValue) => string;

const nullCell = '{"v":null}';
const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;

/** The encoder of a column, by its DuckDB type. */
export function cellEncoder(type: DuckDBType, timestamps: TimestampFormat): CellEncoder {
  const value = valueEncoder(type, timestamps);
  if (type instanceof DuckDBListType) {
    return (cell) => (cell === null ? '{"v":[]}' : `{"v":${value(cell)}}`);
  }
  return (cell) => (cell === null ? nullCell : `{"v":${value(cell)}}`);
}

function valueEncoder(type: DuckDBType, timestamps: TimestampFormat): CellEncoder {
  if (type instanceof DuckDBListType) {
    const element = cellEncoder(type.valueType, timestamps);
    return (value) => `[${itemsOf(value).map(element).join(',')}]`;
  }
  if (type instanceof DuckDBStructType && isRange(type)) {
    return (value) => JSON.stringify(rangeText(entriesOf(value), timestamps));
  }
  if (type instanceof DuckDBStructType) {
    const fields = type.entryNames.map((name, index) => {
      const entry = type.entryTypes[index];
      if (entry === undefined) throw invalidQuery(`Struct field ${name} has no type`);
      return { name, encode: cellEncoder(entry, timestamps) };
    });
    return (value) => {
      const entries = entriesOf(value);
      return `{"f":[${fields.map(({ name, encode }) => encode(entries[name] ?? null)).join(',')}]}`;
    };
  }
  return scalarEncoder(type, timestamps);
}

/** Text that needs no escaping goes out as it is; the rest through JSON.stringify. */
function scalarEncoder(type: DuckDBType, timestamps: TimestampFormat): CellEncoder {
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.BOOLEAN:
      return (value) => `"${String(value)}"`;
    case DuckDBTypeId.VARCHAR:
      return (value) => JSON.stringify(value);
    case DuckDBTypeId.BIGNUM:
      return (value) => `"${bignumericText(value)}"`;
    case DuckDBTypeId.DATE:
      return dateEncoder();
    default:
      return (value) => JSON.stringify(scalarText(value, timestamps));
  }
}

/** Dates repeat within a column, so each is written once. */
function dateEncoder(): CellEncoder {
  const known = new Map<number, string>();
  return (value) => {
    if (!(value instanceof DuckDBDateValue)) return JSON.stringify(String(value));
    const written = known.get(value.days);
    if (written !== undefined) return written;
    const text = `"${value.toString()}"`;
    known.set(value.days, text);
    return text;
  };
}

function rangeText(
  entries: Readonly<Record<string, DuckDBValue>>,
  timestamps: TimestampFormat,
): string {
  const [start, end] = Object.values(entries).map((bound) =>
    bound === null ? 'UNBOUNDED' : scalarText(bound, timestamps),
  );
  return `[${start ?? ''}, ${end ?? ''})`;
}

const itemsOf = (value: DuckDBValue): readonly DuckDBValue[] =>
  value instanceof DuckDBListValue ? value.items : [];

const entriesOf = (value: DuckDBValue): Readonly<Record<string, DuckDBValue>> =>
  value instanceof DuckDBStructValue ? value.entries : {};

/** A non-null scalar as the text BigQuery's JSON wire format holds. @throws BigQueryError on INT64 overflow. */
export function scalarText(value: DuckDBValue, timestamps: TimestampFormat): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') {
    if (value < minInt64 || value > maxInt64)
      throw invalidQuery(`int64 overflow: ${value.toString()}`);
    return value.toString();
  }
  if (value instanceof DuckDBDecimalValue) return decimalText(value.toString());
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampTZValue) return timestampText(value.micros, timestamps);
  if (value instanceof DuckDBTimestampValue) return datetimeText(value.micros);
  if (value instanceof DuckDBTimestampSecondsValue) return datetimeText(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampMillisecondsValue) return datetimeText(value.millis * 1000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return datetimeText(value.nanos / 1000n);
  if (value instanceof DuckDBTimeValue) return timeText(value.micros);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof DuckDBIntervalValue) return intervalText(value);
  return String(value);
}

function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}

/** A stored BIGNUMERIC, an integer scaled by 10^38, as decimal text. */
export function bignumericText(value: DuckDBValue): string {
  if (typeof value !== 'bigint') throw new Error(`Not a BIGNUMERIC: ${String(value)}`);
  return scaledText(value, bignumericScale);
}

function decimalText(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function fraction(micros: bigint): string {
  return micros === 0n ? '' : `.${micros.toString().padStart(6, '0')}`;
}

const pad = (value: bigint): string => value.toString().padStart(2, '0');

function timeText(micros: bigint): string {
  const seconds = micros / 1_000_000n;
  const clock = `${pad(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}`;
  return clock + fraction(micros % 1_000_000n);
}

function splitMicros(micros: bigint): { seconds: bigint; rest: bigint } {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return { seconds: (micros - rest) / 1_000_000n, rest };
}

function datetimeText(micros: bigint): string {
  const { seconds, rest } = splitMicros(micros);
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 19) + fraction(rest);
}

function timestampText(micros: bigint, format: TimestampFormat): string {
  if (format === 'INT64') return micros.toString();
  if (format === 'ISO8601_STRING') return `${datetimeText(micros)}Z`;
  const { seconds, rest } = splitMicros(micros);
  if (seconds < 0n && rest > 0n) {
    const positive = splitMicros(-micros);
    return `-${positive.seconds.toString()}${fraction(positive.rest)}`;
  }
  return `${seconds.toString()}${fraction(rest) || '.0'}`;
}

function intervalText(value: DuckDBIntervalValue): string {
  const sign = (negative: boolean): string => (negative ? '-' : '');
  const months = Math.abs(value.months);
  const micros = value.micros < 0n ? -value.micros : value.micros;
  const seconds = micros / 1_000_000n;
  const clock = `${seconds / 3600n}:${(seconds / 60n) % 60n}:${seconds % 60n}`;
  return (
    `${sign(value.months < 0)}${Math.floor(months / 12)}-${months % 12} ${value.days}` +
    ` ${sign(value.micros < 0n)}${clock}${fraction(micros % 1_000_000n)}`
  );
}
