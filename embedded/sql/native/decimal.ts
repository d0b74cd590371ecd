/** Digits after the point of NUMERIC and BIGNUMERIC; their values here are integers scaled by them. */
export const numericScale = 9;
export const bignumericScale = 38;

/** A decimal type: the range of its scaled integers, and its name in messages. */
export interface DecimalType {
  name: 'NUMERIC' | 'BIGNUMERIC';
  scale: number;
  least: bigint;
  greatest: bigint;
}

export const numericType: DecimalType = {
  name: 'NUMERIC',
  scale: numericScale,
  least: 1n - 10n ** 38n,
  greatest: 10n ** 38n - 1n,
};

export const bignumericType: DecimalType = {
  name: 'BIGNUMERIC',
  scale: bignumericScale,
  least: -(2n ** 255n),
  greatest: 2n ** 255n - 1n,
};

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** The quotient rounded to the nearest integer, halves away from zero. */
export function divideHalfAway(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = 2n * absolute(dividend % divisor);
  if (twice < absolute(divisor)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** The quotient rounded to the nearest integer, halves to the even one. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const isTie = 2n * absolute(dividend % divisor) === absolute(divisor);
  return isTie && quotient % 2n === 0n ? quotient : divideHalfAway(dividend, divisor);
}

/** The quotient rounded down. */
export function divideFloor(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const isExact = dividend % divisor === 0n;
  return isExact || dividend < 0n === divisor < 0n ? quotient : quotient - 1n;
}

/** The value when the type holds it. @throws an overflow error that names the operation. */
export function inRange(value: bigint, type: DecimalType, operation: () => string): bigint {
  if (value < type.least || value > type.greatest)
    throw new Error(`${type.name.toLowerCase()} overflow: ${operation()}`);
  return value;
}

const pattern = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/;

/** Whether decimal text has no more digits after the point than the type, zeros at the end aside. */
export function isExactDecimal(written: string, type: DecimalType): boolean {
  const [, , whole = '', fraction = '', exponent = '0'] = pattern.exec(written) ?? [];
  const digits = (whole + fraction).replace(/0+$/, '');
  if (digits === '') return true;
  return (
    fraction.length - (whole.length + fraction.length - digits.length) - Number(exponent) <=
    type.scale
  );
}

/** A scaled integer as decimal digits without trailing zeros. */
export function decimalText(value: bigint, scale: number): string {
  const digits = absolute(value)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Beyond these exponents every value overflows or is zero. */
const exponentLimit = 400;

/** Decimal text as a scaled integer, rounded half away from zero; undefined when it is no number of the type. */
export function parseDecimal(written: string, type: DecimalType): bigint | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = pattern.exec(written) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + type.scale;
  const limit = exponentLimit + whole.length + fraction.length;
  let value = 0n;
  if (digits !== 0n && shift > limit) return undefined;
  if (digits !== 0n && shift >= -limit) {
    value =
      shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfAway(digits, 10n ** BigInt(-shift));
  }
  if (sign === '-') value = -value;
  return value < type.least || value > type.greatest ? undefined : value;
}

const view = new DataView(new ArrayBuffer(8));

/** The FLOAT64 as a scaled integer, rounded half away from zero from its exact binary value. */
export function decimalOfDouble(value: number, type: DecimalType): bigint {
  if (!Number.isFinite(value)) {
    const shown = Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
    throw new Error(`Illegal conversion of non-finite floating point number to numeric: ${shown}`);
  }
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = Math.max(biased, 1) - 1075;
  const scaled = mantissa * 10n ** BigInt(type.scale);
  const size =
    exponent >= 0 ? scaled << BigInt(exponent) : divideHalfAway(scaled, 1n << BigInt(-exponent));
  const result = value < 0 ? -size : size;
  if (result < type.least || result > type.greatest)
    throw new Error(`${type.name.toLowerCase()} out of range: ${String(value)}`);
  return result;
}
