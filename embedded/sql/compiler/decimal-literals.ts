import {
  decimalText,
  numericType,
  bignumericType,
  isExactDecimal,
  parseDecimal,
} from '../native/decimal.ts';

/** A literal of the type; undefined when the type does not hold it exactly. */
export function decimalLiteral(
  written: string,
  kind: 'NUMERIC' | 'BIGNUMERIC',
): string | undefined {
  const type = kind === 'NUMERIC' ? numericType : bignumericType;
  return isExactDecimal(written, type) ? decimalOfText(written, kind) : undefined;
}

/** Decimal text as a DuckDB constant of the type; undefined when the type does not hold it. */
export function decimalOfText(written: string, kind: 'NUMERIC' | 'BIGNUMERIC'): string | undefined {
  const value = parseDecimal(written, kind === 'NUMERIC' ? numericType : bignumericType);
  if (value === undefined) return undefined;
  return kind === 'NUMERIC'
    ? `CAST('${decimalText(value, numericType.scale)}' AS DECIMAL(38,9))`
    : `CAST('${value.toString()}' AS BIGNUM)`;
}
