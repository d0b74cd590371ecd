import { invalidQuery } from '../errors.ts';
import {
  BYTES,
  DATE,
  DATETIME,
  FLOAT64,
  INT64,
  JSON_TYPE,
  STRING,
  text,
  TIME,
  TIMESTAMP,
} from '../types.ts';
import type { Compiled } from './compiled.ts';
import { decimalOfText } from './decimal-literals.ts';

const maximumInteger = 2n ** 63n - 1n;

export function integerLiteral(value: bigint): Compiled {
  if (value > maximumInteger || value < -maximumInteger - 1n) {
    throw invalidQuery(`Invalid integer literal: ${value.toString()}`);
  }
  const sql = value < 0n ? `(${value.toString()})::BIGINT` : `${value.toString()}::BIGINT`;
  return { sql, type: INT64, literal: value };
}

export function floatLiteral(written: string): Compiled {
  const value = Number(written);
  if (!Number.isFinite(value)) throw invalidQuery(`Invalid floating point literal: ${written}`);
  const digits = Object.is(value, -0) ? '-0' : String(value);
  const exponent = digits.includes('e') ? digits : `${digits}e0`;
  return {
    sql: value < 0 || digits === '-0' ? `(${exponent})` : exponent,
    type: FLOAT64,
    literal: value,
    written,
    magnitude: Math.abs(value),
  };
}

export function stringLiteral(value: string): Compiled {
  return { sql: stringSql(value), type: STRING, literal: value };
}

/** A string as DuckDB SQL, whatever characters it holds. */
export function stringSql(value: string): string {
  if (!value.includes('\0')) return text(value);
  return `(${value.split('\0').map(text).join(' || chr(0) || ')})`;
}

export function bytesLiteral(value: Uint8Array): Compiled {
  const hex = [...value].map((byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`);
  return { sql: `'${hex.join('')}'::BLOB`, type: BYTES };
}

const datePattern = /^\s*(\d{1,4})-(\d{1,2})-(\d{1,2})\s*$/;
const timePattern = /^\s*(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?\s*$/;
const datetimePattern =
  /^\s*(\d{1,4}-\d{1,2}-\d{1,2})(?:(?:[tT]|\s+)(\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?))?\s*([zZ]|(?:[+-]\d{1,2}(?::?\d{2})?)|(?:[A-Za-z][\w/+-]*))?\s*$/;

function normalDate(written: string): string | undefined {
  const parts = datePattern.exec(written);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) && iso >= '0001'
    ? iso
    : undefined;
}

function normalTime(written: string): string | undefined {
  const parts = timePattern.exec(written);
  if (parts === null) return undefined;
  const [, hour = '', minute = '', second = '', fraction = ''] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}${fraction.slice(0, 7)}`;
}

/** `-5`, `+5:30`, `Z` or a zone's name as DuckDB reads it after a timestamp. */
export function normalZone(zone: string): string {
  const offset = /^(?:UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  if (offset === null) return zone.toUpperCase() === 'Z' ? 'UTC' : zone;
  return `${offset[1] ?? ''}${(offset[2] ?? '').padStart(2, '0')}:${offset[3] ?? '00'}`;
}

function normalDatetime(written: string): { local: string; zone: string | undefined } | undefined {
  const parts = datetimePattern.exec(written);
  const date = normalDate(parts?.[1] ?? '');
  const time = normalTime(parts?.[2] ?? '00:00:00');
  if (date === undefined || time === undefined) return undefined;
  return { local: `${date} ${time}`, zone: parts?.[3] };
}

/** `DATE '2020-01-31'` and its kin, or a string literal coerced to such a type. */
export function typedLiteral(type: string, written: string, position?: number): Compiled {
  const invalid = () =>
    invalidQuery(`Could not cast literal "${written}" to type ${type}`, position);
  switch (type) {
    case 'DATE': {
      const date = normalDate(written);
      if (date === undefined) throw invalid();
      return { sql: `DATE '${date}'`, type: DATE };
    }
    case 'TIME': {
      const time = normalTime(written);
      if (time === undefined) throw invalid();
      return { sql: `TIME '${time}'`, type: TIME };
    }
    case 'DATETIME': {
      const value = normalDatetime(written);
      if (value === undefined || value.zone !== undefined) throw invalid();
      return { sql: `TIMESTAMP '${value.local}'`, type: DATETIME };
    }
    case 'TIMESTAMP': {
      const value = normalDatetime(written);
      if (value === undefined) throw invalid();
      const zone = normalZone(value.zone ?? 'UTC');
      const suffix = /^[+-]/.test(zone) ? zone : ` ${zone}`;
      return { sql: `TIMESTAMPTZ '${value.local}${suffix}'`, type: TIMESTAMP };
    }
    case 'NUMERIC':
    case 'DECIMAL':
    case 'BIGNUMERIC':
    case 'BIGDECIMAL': {
      const kind = type.startsWith('BIG') ? 'BIGNUMERIC' : 'NUMERIC';
      const sql = decimalOfText(written, kind);
      if (sql === undefined) throw invalid();
      return { sql, type: { kind } };
    }
    case 'JSON':
      return { sql: `CAST(${text(validJson(written, position))} AS JSON)`, type: JSON_TYPE };
    default:
      throw invalidQuery(`Invalid literal of type ${type}`, position);
  }
}

function validJson(written: string, position?: number): string {
  try {
    JSON.parse(written);
  } catch (error) {
    throw invalidQuery(
      `Invalid JSON literal: ${error instanceof Error ? error.message : ''}`,
      position,
    );
  }
  return written;
}
