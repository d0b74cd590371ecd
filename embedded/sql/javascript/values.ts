import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  LIST,
  STRUCT,
  TIMESTAMPTZ,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { parseJson } from '../json/parse.ts';
import { writeJson } from '../json/value.ts';
import { bignumericType, decimalText, parseDecimal } from '../native/decimal.ts';
import { fieldName, type SqlType } from '../types.ts';

/** The DuckDB type in which a value goes to JavaScript and comes back; `nativeType` names the same. */
export function bindingType(type: SqlType): DuckDBType {
  switch (type.kind) {
    case 'ARRAY':
      return LIST(bindingType(type.element));
    case 'STRUCT':
      return STRUCT(
        Object.fromEntries(
          type.fields.map((field, index) => [fieldName(field, index), bindingType(field.type)]),
        ),
      );
    case 'INT64':
      return BIGINT;
    case 'FLOAT64':
      return DOUBLE;
    case 'BYTES':
      return BLOB;
    case 'BOOL':
      return BOOLEAN;
    case 'DATE':
      return DATE;
    case 'TIMESTAMP':
      return TIMESTAMPTZ;
    default:
      return VARCHAR;
  }
}

/** An argument as JSON has it. */
export function argumentOf(type: SqlType, value: DuckDBValue): unknown {
  if (value === null) return null;
  if (value instanceof DuckDBListValue) {
    return type.kind === 'ARRAY' ? value.items.map((item) => argumentOf(type.element, item)) : null;
  }
  if (value instanceof DuckDBStructValue) {
    if (type.kind !== 'STRUCT') return null;
    return type.fields.map((field, index) =>
      argumentOf(field.type, value.entries[fieldName(field, index)] ?? null),
    );
  }
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof DuckDBDateValue) return value.days;
  if (value instanceof DuckDBTimestampTZValue) return value.micros.toString();
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : special(value);
  if (type.kind === 'NUMERIC') return plainDecimal(String(value));
  if (type.kind === 'BIGNUMERIC') return decimalText(BigInt(String(value)), bignumericType.scale);
  return value;
}

const special = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** A decimal without the zeros its scale adds. */
const plainDecimal = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;

/** A result out of JSON. */
export function resultOf(type: SqlType, value: unknown): DuckDBValue {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'ARRAY':
      return new DuckDBListValue((value as unknown[]).map((item) => resultOf(type.element, item)));
    case 'STRUCT':
      return new DuckDBStructValue(
        Object.fromEntries(
          type.fields.map((field, index) => [
            fieldName(field, index),
            resultOf(field.type, (value as unknown[])[index]),
          ]),
        ),
      );
    case 'INT64':
      return int64(value as string);
    case 'FLOAT64':
      return Number(value);
    case 'BYTES':
      return new DuckDBBlobValue(Buffer.from(value as string, 'base64'));
    case 'DATE':
      return new DuckDBDateValue(value as number);
    case 'TIMESTAMP':
      return new DuckDBTimestampTZValue(BigInt(value as string));
    case 'BIGNUMERIC':
      return storedBignumeric(value as string);
    case 'JSON':
      return writeJson(parseJson(value as string, 'round'));
    default:
      return value as string | boolean;
  }
}

/** BIGNUMERIC is stored as an integer. */
function storedBignumeric(text: string): string {
  const value = parseDecimal(text, bignumericType);
  if (value === undefined) throw new Error(`Invalid BIGNUMERIC value: ${text}`);
  return value.toString();
}

function int64(text: string): bigint {
  const value = BigInt(text);
  if (BigInt.asIntN(64, value) === value) return value;
  throw new Error(`Failed to coerce output value ${text} to type INT64`);
}
