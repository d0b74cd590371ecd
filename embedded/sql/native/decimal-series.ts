import { absolute, divideHalfAway, type DecimalType } from './decimal.ts';

/** Digits of the fixed-point numbers that functions are computed with. */
const digits = 130;
const unit = 10n ** BigInt(digits);

const multiply = (a: bigint, b: bigint): bigint => (a * b) / unit;
const divide = (a: bigint, b: bigint): bigint => (a * unit) / b;

const widen = (value: bigint, type: DecimalType): bigint =>
  value * 10n ** BigInt(digits - type.scale);
const narrow = (value: bigint, type: DecimalType): bigint =>
  divideHalfAway(value, 10n ** BigInt(digits - type.scale));

/** 2 atanh(x) for a small x, by its series. */
function twiceAtanh(x: bigint): bigint {
  const square = multiply(x, x);
  let sum = 0n;
  let term = x;
  for (let odd = 1n; term !== 0n; odd += 2n) {
    sum += term / odd;
    term = multiply(term, square);
  }
  return 2n * sum;
}

const ln2 = twiceAtanh(unit / 3n);

/** The natural logarithm of a positive fixed-point number. */
function naturalLogarithm(value: bigint): bigint {
  const half = (3n * unit) / 4n;
  let rest = value;
  let doublings = 0n;
  while (rest >= 2n * half) {
    rest /= 2n;
    doublings += 1n;
  }
  while (rest < half) {
    rest *= 2n;
    doublings -= 1n;
  }
  return doublings * ln2 + twiceAtanh(divide(rest - unit, rest + unit));
}

function overflow(name: string, type: DecimalType): Error {
  return new Error(`${type.name.toLowerCase()} overflow: ${name}`);
}

/** e to a fixed-point number; the results of a decimal type lie within e^±210. */
function naturalExponential(value: bigint, name: string, type: DecimalType): bigint {
  if (value > 210n * unit) throw overflow(name, type);
  if (value < -210n * unit) return 0n;
  const halvings = 12n;
  const doublings = value / ln2;
  const rest = (value - doublings * ln2) >> halvings;
  let sum = unit;
  let term = unit;
  for (let index = 1n; term !== 0n && term !== -1n; index += 1n) {
    term = multiply(term, rest) / index;
    sum += term;
  }
  for (let index = 0n; index < halvings; index += 1n) sum = multiply(sum, sum);
  return doublings >= 0n ? sum << doublings : sum >> -doublings;
}

/** The logarithm of a decimal as a fixed-point number. @throws when it is not positive. */
export function logarithm(value: bigint, type: DecimalType): bigint {
  if (value <= 0n) throw new Error('LN is undefined for zero or negative value');
  return naturalLogarithm(widen(value, type));
}

/** A logarithm, divided by that of a base if there is one, as a decimal. */
export function ratio(logged: bigint, base: bigint | undefined, type: DecimalType): bigint {
  if (base === 0n) throw new Error('LOG is undefined with a base of 1');
  return narrow(base === undefined ? logged : divide(logged, base), type);
}

export function exponential(value: bigint, type: DecimalType): bigint {
  return narrow(naturalExponential(widen(value, type), 'EXP', type), type);
}

/** The greatest integer whose `degree`-th power is no more than `value`. */
function integerRoot(value: bigint, degree: bigint): bigint {
  if (value < 2n) return value;
  const bits = BigInt(value.toString(2).length);
  let guess = 1n << (bits / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}

const root = (value: bigint, degree: bigint, type: DecimalType): bigint =>
  narrow(integerRoot(widen(value, type) * unit ** (degree - 1n), degree), type);

export function squareRoot(value: bigint, type: DecimalType): bigint {
  if (value < 0n) throw new Error('SQRT is undefined for negative value');
  return root(value, 2n, type);
}

export function cubeRoot(value: bigint, type: DecimalType): bigint {
  return value < 0n ? -root(-value, 3n, type) : root(value, 3n, type);
}

/** A fixed-point number to an integer power, by squaring. */
function integerPower(base: bigint, exponent: bigint): bigint {
  let result = unit;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest % 2n === 1n) result = multiply(result, square);
    if (rest > 1n) square = multiply(square, square);
  }
  return result;
}

/** @throws for a negative base with a broken exponent, zero with a negative one, and overflow. */
export function power(base: bigint, exponent: bigint, type: DecimalType): bigint {
  const one = 10n ** BigInt(type.scale);
  if (exponent === 0n) return one;
  if (base === 0n) {
    if (exponent < 0n) throw new Error('division by zero in function: POW');
    return 0n;
  }
  const isWhole = exponent % one === 0n;
  if (base < 0n && !isWhole)
    throw new Error('Negative NUMERIC value cannot be raised to a fractional power');
  const size = absolute(base);
  const logged = divideHalfAway(logarithm(size, type) * exponent, one);
  if (logged > 210n * unit) throw overflow('POW', type);
  if (logged < -210n * unit) return 0n;
  const whole = exponent / one;
  const isExact = isWhole && whole > 0n && whole <= 512n;
  const result = isExact
    ? narrow(integerPower(widen(size, type), whole), type)
    : narrow(naturalExponential(logged, 'POW', type), type);
  return base < 0n && whole % 2n !== 0n ? -result : result;
}
