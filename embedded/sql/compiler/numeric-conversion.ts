import { duckdbType, type SqlType } from '../types.ts';
import { decimalOfText } from './decimal-literals.ts';
import type { Compiled } from './compiled.ts';

const conversions: Partial<Record<string, string>> = {
  'INT64 BIGNUMERIC': 'bq_bignumeric_of_int64($)',
  'NUMERIC BIGNUMERIC': 'bq_bignumeric_of_numeric($)',
  'FLOAT64 NUMERIC': 'bq_numeric_of_float64($)',
  'FLOAT64 BIGNUMERIC': 'bq_bignumeric_of_float64($)',
  'BIGNUMERIC INT64': 'bq_bignumeric_int64($)',
  'BIGNUMERIC FLOAT64': 'bq_bignumeric_float64($)',
  'BIGNUMERIC NUMERIC': 'bq_numeric_of_bignumeric($)',
  'NUMERIC FLOAT64': 'CAST(CAST($ AS VARCHAR) AS DOUBLE)',
  'FLOAT64 INT64': 'CAST(bq_round_float($) AS BIGINT)',
};

const kinds = new Set(['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC']);

/** One numeric type's value as another's, rounded half away from zero; undefined for other types. */
export function convertNumber(value: Compiled, type: SqlType): string | undefined {
  const from = value.type.kind;
  if (!kinds.has(from) || !kinds.has(type.kind)) return undefined;
  if (from === type.kind) return value.sql;
  if (
    (type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC') &&
    (typeof value.literal === 'number' || typeof value.literal === 'bigint')
  ) {
    const exact = decimalOfText(value.written ?? String(value.literal), type.kind);
    if (exact !== undefined) return exact;
  }
  const conversion = conversions[`${from} ${type.kind}`];
  return conversion === undefined
    ? `CAST(${value.sql} AS ${duckdbType(type) ?? ''})`
    : conversion.replace('$', () => value.sql);
}

/** The greatest size a numeric type's values have; undefined for FLOAT64, which has NaN and infinities. */
export function magnitudeOf(value: Compiled): number | undefined {
  if (value.magnitude !== undefined) return value.magnitude;
  switch (value.type.kind) {
    case 'INT64':
      return 2 ** 63;
    case 'NUMERIC':
      return 1e29;
    case 'BIGNUMERIC':
      return 1e39;
    default:
      return undefined;
  }
}
