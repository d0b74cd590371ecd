import {
  absolute,
  bignumericType,
  decimalOfDouble,
  decimalText,
  divideFloor,
  divideHalfAway,
  divideHalfEven,
  inRange,
  numericType,
  parseDecimal,
  type DecimalType,
} from './decimal.ts';
import { exponential, logarithm, power, ratio, squareRoot, cubeRoot } from './decimal-series.ts';
import { native } from './define.ts';

type Divide = (dividend: bigint, divisor: bigint) => bigint;

/** The value at that many digits after the point; negative digits count before it. */
function rescale(value: bigint, digits: bigint, type: DecimalType, divide: Divide): bigint {
  const dropped = BigInt(type.scale) - digits;
  if (dropped <= 0n) return value;
  if (dropped > 90n) return 0n;
  const unit = 10n ** dropped;
  return divide(value, unit) * unit;
}

const truncate: Divide = (dividend, divisor) => dividend / divisor;
const divideCeiling: Divide = (dividend, divisor) => -divideFloor(-dividend, divisor);

function family(prefix: string, type: DecimalType, kind: 'DECIMAL(38,9)' | 'BIGNUM') {
  const one = 10n ** BigInt(type.scale);
  const shown = (value: bigint) => decimalText(value, type.scale);
  const two = (name: string, sign: string, compute: (a: bigint, b: bigint) => bigint) =>
    native(`${prefix}_${name}`, [kind, kind], kind, (a, b) =>
      inRange(compute(a, b), type, () => `${shown(a)} ${sign} ${shown(b)}`),
    );
  const divisor = (b: bigint, a: bigint) => {
    if (b === 0n) throw new Error(`division by zero: ${shown(a)} / ${shown(b)}`);
    return b;
  };
  const single = (name: string, compute: (a: bigint) => bigint) =>
    native(`${prefix}_${name}`, [kind], kind, (a) =>
      inRange(compute(a), type, () => `${name.toUpperCase()}(${shown(a)})`),
    );
  const rounding = (name: string, divide: Divide) =>
    native(`${prefix}_${name}`, [kind, 'BIGINT'], kind, (a, digits) =>
      inRange(rescale(a, digits, type, divide), type, () => `${name.toUpperCase()}(${shown(a)})`),
    );
  return [
    two('add', '+', (a, b) => a + b),
    two('subtract', '-', (a, b) => a - b),
    two('multiply', '*', (a, b) => divideHalfAway(a * b, one)),
    two('divide', '/', (a, b) => divideHalfAway(a * one, divisor(b, a))),
    two('div', '/', (a, b) => (a / divisor(b, a)) * one),
    two('mod', '%', (a, b) => a % divisor(b, a)),
    two('pow', '^', (a, b) => power(a, b, type)),
    two('log', 'LOG', (a, b) => ratio(logarithm(a, type), logarithm(b, type), type)),
    single('negate', (a) => -a),
    single('abs', absolute),
    single('sign', (a) => (a < 0n ? -one : a > 0n ? one : 0n)),
    single('sqrt', (a) => squareRoot(a, type)),
    single('cbrt', (a) => cubeRoot(a, type)),
    single('exp', (a) => exponential(a, type)),
    single('ln', (a) => ratio(logarithm(a, type), undefined, type)),
    single('log10', (a) => ratio(logarithm(a, type), logarithm(10n * one, type), type)),
    rounding('round', divideHalfAway),
    rounding('round_half_even', divideHalfEven),
    rounding('trunc', truncate),
    rounding('ceil', divideCeiling),
    rounding('floor', divideFloor),
    native(`${prefix}_total`, [kind], kind, (a) => inRange(a, type, () => 'SUM')),
    native(`${prefix}_fits`, [kind, 'BIGINT', 'BIGINT'], kind, (a, precision, scale) => {
      const rounded = rescale(a, scale, type, divideHalfAway);
      if (absolute(rounded) >= 10n ** (precision - scale) * one) {
        throw new Error(
          `${type.name.toLowerCase()} overflow: ${shown(a)} has more than ${precision - scale} digits before the decimal point, the most ${type.name}(${precision}, ${scale}) holds`,
        );
      }
      return rounded;
    }),
    native(`${prefix}_parse`, ['VARCHAR'], kind, (written) => {
      const value = parseDecimal(written, type);
      if (value === undefined) throw new Error(`Invalid ${type.name} value: ${written}`);
      return value;
    }),
    native(`${prefix}_text`, [kind], 'VARCHAR', shown),
    native(`${prefix}_of_float64`, ['DOUBLE'], kind, (value) => decimalOfDouble(value, type)),
    native(`${prefix}_float64`, [kind], 'DOUBLE', (value) => Number(shown(value))),
    native(`${prefix}_int64`, [kind], 'BIGINT', (value) => {
      const rounded = divideHalfAway(value, one);
      if (BigInt.asIntN(64, rounded) !== rounded)
        throw new Error(`int64 out of range: ${shown(value)}`);
      return rounded;
    }),
  ];
}

const widening = 10n ** BigInt(bignumericType.scale - numericType.scale);

/** Arithmetic and conversions of NUMERIC and BIGNUMERIC that DuckDB's decimals do not have exactly. */
export const decimalFunctions = [
  ...family('bq_numeric', numericType, 'DECIMAL(38,9)'),
  ...family('bq_bignumeric', bignumericType, 'BIGNUM'),
  native('bq_bignumeric_of_numeric', ['DECIMAL(38,9)'], 'BIGNUM', (value) => value * widening),
  native(
    'bq_bignumeric_of_int64',
    ['BIGINT'],
    'BIGNUM',
    (value) => value * 10n ** BigInt(bignumericType.scale),
  ),
  native('bq_numeric_of_bignumeric', ['BIGNUM'], 'DECIMAL(38,9)', (value) => {
    const result = divideHalfAway(value, widening);
    if (result < numericType.least || result > numericType.greatest)
      throw new Error(`numeric out of range: ${decimalText(value, bignumericType.scale)}`);
    return result;
  }),
];
