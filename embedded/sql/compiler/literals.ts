import { invalidQuery, type SqlError } from '../errors.ts';
import { parseJson } from '../json/parse.ts';
import { writeJson } from '../json/value.ts';
import { formatDate, type DateKind } from '../native/date-format.ts';
import { textToDate, textToDatetime, textToTime, textToTimestamp } from '../native/date-text.ts';
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
  type SqlType,
} from '../types.ts';
import type { Compiled } from './compiled.ts';
import { decimalLiteral } from './decimal-literals.ts';

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

/** A date or time of a literal's text as DuckDB's literal; undefined for a text that is none. */
function dateLiteral(kind: DateKind, written: string): string | undefined {
  const show = (format: string, value: bigint | undefined) =>
    value === undefined ? undefined : `'${formatDate('DATETIME', format, value, 'UTC')}'`;
  const date = '%E4Y-%m-%d';
  const time = '%H:%M:%E*S';
  switch (kind) {
    case 'DATE': {
      const days = textToDate(written);
      return days === undefined ? undefined : show(date, BigInt(days) * 86_400_000_000n);
    }
    case 'TIME':
      return show(time, textToTime(written));
    case 'DATETIME':
      return show(`${date} ${time}`, textToDatetime(written));
    case 'TIMESTAMP':
      return show(`${date} ${time}+00`, textToTimestamp(written, 'UTC'));
  }
}

/** DuckDB's names of the types that GoogleSQL's date literals are of. */
const dateTypes: Record<DateKind, { name: string; type: SqlType }> = {
  DATE: { name: 'DATE', type: DATE },
  TIME: { name: 'TIME', type: TIME },
  DATETIME: { name: 'TIMESTAMP', type: DATETIME },
  TIMESTAMP: { name: 'TIMESTAMPTZ', type: TIMESTAMP },
};

function compileDateLiteral(kind: DateKind, written: string, invalid: () => SqlError): Compiled {
  const { name, type } = dateTypes[kind];
  let literal: string | undefined;
  try {
    literal = dateLiteral(kind, written);
  } catch {
    throw invalid();
  }
  if (literal === undefined) throw invalid();
  return { sql: `${name} ${literal}`, type };
}

/** `DATE '2020-01-31'` and its kin, or a string literal coerced to such a type. */
export function typedLiteral(type: string, written: string, position?: number): Compiled {
  const invalid = () =>
    invalidQuery(`Could not cast literal "${written}" to type ${type}`, position);
  switch (type) {
    case 'DATE':
    case 'TIME':
    case 'DATETIME':
    case 'TIMESTAMP':
      return compileDateLiteral(type, written, invalid);
    case 'NUMERIC':
    case 'DECIMAL':
    case 'BIGNUMERIC':
    case 'BIGDECIMAL': {
      const kind = type.startsWith('BIG') ? 'BIGNUMERIC' : 'NUMERIC';
      const sql = decimalLiteral(written, kind);
      if (sql === undefined) throw invalid();
      return { sql, type: { kind } };
    }
    case 'JSON':
      return { sql: `CAST(${stringSql(jsonLiteral(written, position))} AS JSON)`, type: JSON_TYPE };
    default:
      throw invalidQuery(`Invalid literal of type ${type}`, position);
  }
}

/** A JSON literal as a JSON value holds it. */
function jsonLiteral(written: string, position?: number): string {
  try {
    return writeJson(parseJson(written, 'round'));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw invalidQuery(`Invalid JSON literal: ${problem}`, position);
  }
}
