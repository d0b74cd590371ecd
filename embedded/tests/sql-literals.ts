import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { bignumericText } from '../engine/wire.ts';
import type { FieldSchema } from '../sql/statement.ts';

/** A DuckDB result row as GoogleSQL's FORMAT('%T') shows a row, by the schema the translator gave. */
export function rowText(values: readonly DuckDBValue[], fields: readonly FieldSchema[]): string {
  const parts = fields.map((field, index) => literal(values[index] ?? null, field));
  return parts.length === 1 ? `STRUCT(${parts.join('')})` : `(${parts.join(', ')})`;
}

function literal(value: DuckDBValue, field: FieldSchema): string {
  if (value === null) return 'NULL';
  if (field.mode === 'REPEATED') {
    if (!(value instanceof DuckDBListValue)) throw new Error(`Not a list: ${String(value)}`);
    return `[${value.items.map((item) => literal(item, { ...field, mode: 'NULLABLE' })).join(', ')}]`;
  }
  switch (field.type) {
    case 'INTEGER':
    case 'BOOLEAN':
      return String(value);
    case 'FLOAT':
      return floatText(Number(value));
    case 'STRING':
      return quoted(String(value));
    case 'BIGNUMERIC':
      return `BIGNUMERIC "${bignumericText(value)}"`;
    case 'NUMERIC':
      return `${field.type} "${String(value).replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') || String(value).includes('.') ? '' : zeros)) || '0'}"`;
    case 'JSON':
      return `JSON ${quoted(String(value))}`;
    case 'RANGE':
      return rangeText(value, field);
    case 'RECORD':
      return recordText(value, field);
    default:
      return timeText(value, field);
  }
}

function recordText(value: DuckDBValue, field: FieldSchema): string {
  if (!(value instanceof DuckDBStructValue)) throw new Error(`Not a struct: ${String(value)}`);
  return rowText(Object.values(value.entries), field.fields ?? []);
}

function rangeText(value: DuckDBValue, field: FieldSchema): string {
  if (!(value instanceof DuckDBStructValue)) throw new Error(`Not a range: ${String(value)}`);
  const element = field.rangeElementType?.type ?? '';
  const bounds = Object.values(value.entries).map((bound) =>
    bound === null
      ? 'UNBOUNDED'
      : literal(bound, { name: '', type: element }).replace(/^\w+ "(.*)"$/, '$1'),
  );
  return `RANGE<${element}> "[${bounds.join(', ')})"`;
}

function timeText(value: DuckDBValue, field: FieldSchema): string {
  if (value instanceof DuckDBBlobValue) return bytesText(value.bytes);
  if (value instanceof DuckDBDateValue) return `DATE "${value.toString()}"`;
  if (value instanceof DuckDBTimestampTZValue) return `TIMESTAMP "${utc(value.micros)}+00"`;
  if (value instanceof DuckDBTimestampValue) return `DATETIME "${utc(value.micros)}"`;
  if (value instanceof DuckDBTimeValue) return `TIME "${utc(value.micros).slice(11)}"`;
  if (value instanceof DuckDBIntervalValue) return intervalText(value);
  throw new Error(`Unexpected ${field.type}: ${String(value)}`);
}

function utc(micros: bigint): string {
  const second = 1_000_000n;
  const fraction = ((micros % second) + second) % second;
  const whole = new Date(Number((micros - fraction) / 1000n))
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  if (fraction === 0n) return whole;
  const digits = fraction.toString().padStart(6, '0');
  return `${whole}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}`;
}

function intervalText({ months, days, micros }: DuckDBIntervalValue): string {
  const sign = (negative: boolean) => (negative ? '-' : '');
  const m = Math.abs(months);
  const t = micros < 0n ? -micros : micros;
  const clock = [t / 3_600_000_000n, (t / 60_000_000n) % 60n, (t / 1_000_000n) % 60n]
    .map(String)
    .join(':');
  const fraction =
    t % 1_000_000n === 0n
      ? ''
      : `.${(t % 1_000_000n)
          .toString()
          .padStart(6, '0')
          .replace(/(?:000)$/, '')}`;
  return `INTERVAL "${sign(months < 0)}${Math.floor(m / 12)}-${m % 12} ${days} ${sign(micros < 0n)}${clock}${fraction}" YEAR TO SECOND`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'CAST("nan" AS FLOAT64)';
  if (!Number.isFinite(value)) return `CAST("${value > 0 ? 'inf' : '-inf'}" AS FLOAT64)`;
  const digits = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

const hexEscaped = (text: string): string =>
  text.replaceAll(/./gs, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

function quoted(value: string): string {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll(/\p{Cc}[0-9a-fA-F]*/gu, (run) => (run < '\x80' ? hexEscaped(run) : run));
  return `${quote}${escaped}${quote}`;
}

function bytesText(bytes: Uint8Array): string {
  const quote = bytes.includes(34) && !bytes.includes(39) ? "'" : '"';
  const shown = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === quote || character === '\\') return `\\${character}`;
    return byte >= 32 && byte < 127 ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${shown.join('')}${quote}`;
}

/** Makes texts comparable: floats to 12 significant digits, so that libraries' last bits do not matter. */
export function comparable(rowsText: readonly string[]): string[] {
  return rowsText
    .map((row) =>
      row
        .replaceAll(/^STRUCT\(/g, '(')
        .replaceAll(/(?<!["\d.-])-?(?:\d+(?:\.\d+)?e[+-]?\d+|\d+\.\d+)/g, (digits) =>
          Number(digits).toPrecision(12),
        ),
    )
    .sort();
}
