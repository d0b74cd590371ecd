/** A number as a quotient of integers, and how ties round: FLOAT64 to even, NUMERIC away from zero. */
export interface Exact {
  negative: boolean;
  numerator: bigint;
  denominator: bigint;
  tiesToEven: boolean;
}

/** A finite FLOAT64 as it is held, to the last bit. */
export function exactFloat(value: number): Exact {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = Math.max(exponent, 1) - 1075;
  return {
    negative: value < 0,
    numerator: power > 0 ? mantissa << BigInt(power) : mantissa,
    denominator: power < 0 ? 1n << BigInt(-power) : 1n,
    tiesToEven: true,
  };
}

/** A NUMERIC out of its digits. */
export function exactDecimal(digits: string): Exact {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(digits) ?? [];
  return {
    negative: sign === '-',
    numerator: BigInt(`0${whole}${fraction}`),
    denominator: 10n ** BigInt(fraction.length),
    tiesToEven: false,
  };
}

function divide(numerator: bigint, denominator: bigint, tiesToEven: boolean): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up =
    twice > denominator || (twice === denominator && (!tiesToEven || quotient % 2n === 1n));
  return up ? quotient + 1n : quotient;
}

/** The number times a power of ten, rounded to an integer. */
function scaled({ numerator, denominator, tiesToEven }: Exact, power: number): bigint {
  return power >= 0
    ? divide(numerator * 10n ** BigInt(power), denominator, tiesToEven)
    : divide(numerator, denominator * 10n ** BigInt(-power), tiesToEven);
}

/** `1234.57`: the magnitude with so many digits after the point. */
export function fixed(value: Exact, precision: number): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  const point = digits.length - precision;
  return precision === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

interface Scientific {
  /** One digit, and so many after the point. */
  digits: string;
  exponent: number;
}

/** The magnitude as digits and a power of ten. */
export function scientific(value: Exact, precision: number): Scientific {
  if (value.numerator === 0n) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  let exponent = value.numerator.toString().length - value.denominator.toString().length;
  for (let step = 0; step < 3; step += 1) {
    const digits = scaled(value, precision - exponent).toString();
    if (digits.length === precision + 1) return { digits, exponent };
    exponent += digits.length > precision + 1 ? 1 : -1;
  }
  return { digits: `1${'0'.repeat(precision)}`, exponent };
}
