import { divideHalfAway, divideHalfEven } from './decimal.ts';
import { numberModel, type NumberModel } from './number-model.ts';

/** A finite number as `digits / 10^scale`, without its sign. */
interface Exact {
  isNegative: boolean;
  digits: bigint;
  scale: number;
  /** Halves go to the even digit for FLOAT64, away from zero for the others. */
  isFloat: boolean;
}

function exactFloat(value: number): Exact {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const power = Math.max(exponent, 1) - 1075;
  const shared = { isNegative: value < 0, isFloat: true };
  return power >= 0
    ? { ...shared, digits: mantissa << BigInt(power), scale: 0 }
    : { ...shared, digits: mantissa * 5n ** BigInt(-power), scale: -power };
}

function exactDecimal(text: string): Exact {
  const [whole = '', decimals = ''] = text.replace('-', '').split('.');
  return {
    isNegative: text.startsWith('-'),
    digits: BigInt(whole + decimals),
    scale: decimals.length,
    isFloat: false,
  };
}

/** The digits at a number of decimals; negative ones count before the point. */
function rounded({ digits, scale, isFloat }: Exact, decimals: number): bigint {
  const dropped = scale - decimals;
  if (dropped <= 0) return digits * 10n ** BigInt(-dropped);
  return (isFloat ? divideHalfEven : divideHalfAway)(digits, 10n ** BigInt(dropped));
}

/** What a number is written with, and the spaces behind it that stand for decimals it has none of. */
interface Body {
  text: string;
  after?: number;
}

const positions = (model: NumberModel) => model.whole.filter((element) => element !== ',').length;
const pointOf = (model: NumberModel) => (model.point === '.' ? '.' : '');

/** The places before the point with digits from the right; those left of them are empty. */
function placed(model: NumberModel, digits: string): string {
  const zero = model.whole.indexOf('0');
  const least = zero < 0 ? 0 : model.whole.slice(zero).filter((element) => element !== ',').length;
  const shown = Array.from(digits.padStart(least, '0'));
  let isLower = false;
  let text = '';
  let waiting = '';
  for (const element of model.whole.toReversed()) {
    if (element === ',') {
      waiting = `,${waiting}`;
      continue;
    }
    if (element === 'x' || element === 'X') isLower = element === 'x';
    const digit = shown.pop();
    if (digit === undefined) break;
    text = (isLower ? digit.toLowerCase() : digit) + waiting + text;
    waiting = '';
  }
  return text;
}

const overflow = (model: NumberModel): Body => ({
  text:
    model.whole.map((element) => (element === ',' ? ',' : '#')).join('') +
    pointOf(model) +
    '#'.repeat(model.decimals + (model.exponent === undefined ? 0 : 4)),
});

function decimalsOf(model: NumberModel, digits: string): string {
  return model.isFilled ? digits : digits.replace(/0+$/, '');
}

function scientific(model: NumberModel, value: Exact): Body {
  const isWhole = positions(model) > 0;
  if (!isWhole && value.digits !== 0n) return overflow(model);
  const size = value.digits === 0n ? 1 : value.digits.toString().length;
  let power = value.digits === 0n ? 0 : size - value.scale - 1;
  let digits = rounded(value, model.decimals - power).toString();
  if (digits.length > model.decimals + 1) {
    power += 1;
    digits = rounded(value, model.decimals - power).toString();
  }
  const shown = digits.padEnd(model.decimals + 1, '0');
  const sign = power < 0 ? '-' : '+';
  const exponent = `${model.exponent ?? 'E'}${sign}${Math.abs(power).toString().padStart(2, '0')}`;
  return {
    text:
      (isWhole ? shown.charAt(0) : '') +
      pointOf(model) +
      decimalsOf(model, shown.slice(1)) +
      exponent,
  };
}

function fixed(model: NumberModel, value: Exact): Body {
  const { decimals } = model;
  const digits = rounded(value, decimals)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/^0+/, '');
  if (whole === '' && model.isBlankAtZero) return { text: '' };
  if (whole.length > positions(model)) return overflow(model);
  const fraction = decimalsOf(model, digits.slice(digits.length - decimals));
  const shown = whole === '' && fraction === '' && positions(model) > 0 ? '0' : whole;
  return { text: placed(model, shown) + pointOf(model) + fraction };
}

function hexadecimal(model: NumberModel, value: Exact): Body {
  const number = rounded({ ...value, isFloat: false }, 0);
  const digits = number.toString(16).toUpperCase();
  return digits.length > positions(model) ? overflow(model) : { text: placed(model, digits) };
}

function infinite(model: NumberModel, text: 'NAN' | 'INF'): Body {
  if (model.exponent !== undefined) return { text };
  const isHexadecimal = model.whole.some((element) => element.toUpperCase() === 'X');
  if (isHexadecimal || model.whole.length < 3) return overflow(model);
  return { text, after: pointOf(model).length + model.decimals };
}

interface Signs {
  before: string;
  behind: string;
}

function signs(model: NumberModel, isNegative: boolean, isNan: boolean): Signs {
  const plus = isNegative ? '-' : isNan ? ' ' : '+';
  switch (model.sign) {
    case 'S leading':
      return { before: plus, behind: '' };
    case 'S trailing':
      return { before: '', behind: plus };
    case 'MI':
      return { before: '', behind: isNegative ? '-' : ' ' };
    case 'PR':
      return isNegative ? { before: '<', behind: '>' } : { before: ' ', behind: ' ' };
    default:
      return { before: isNegative ? '-' : ' ', behind: '' };
  }
}

/** The width of everything but the sign. */
function widthOf(model: NumberModel): number {
  const whole = model.exponent === undefined ? model.whole.length : positions(model) > 0 ? 1 : 0;
  const exponent = model.exponent === undefined ? 0 : 4;
  return whole + pointOf(model).length + model.decimals + exponent + model.currency.length;
}

/**
 * CAST(number AS STRING FORMAT ...).
 * @param value the number as text: an integer, a decimal or, for FLOAT64, what JavaScript reads as one.
 */
export function writeNumber(kind: string, format: string, value: string): string {
  const model = numberModel(format);
  const number = kind === 'FLOAT64' ? Number(value.replace('inf', 'Infinity')) : 0;
  const isNan = Number.isNaN(number);
  const isFinite = Number.isFinite(number);
  const exact = !isFinite
    ? undefined
    : kind === 'FLOAT64'
      ? exactFloat(number)
      : exactDecimal(value);
  const body = exact === undefined ? infinite(model, isNan ? 'NAN' : 'INF') : bodyOf(model, exact);
  const isNegative = exact === undefined ? number < 0 : exact.isNegative;
  const { before, behind } = signs(model, isNegative, isNan);
  const width = before.length + widthOf(model);
  if (body.text === '') return model.isFilled ? ' '.repeat(width + behind.length) : '';
  const signed = `${before}${model.currency}${body.text}`;
  if (!model.isFilled) return `${signed}${behind}`.trim();
  const after = ' '.repeat(body.after ?? 0);
  return `${signed}${after}`.padStart(width) + behind;
}

function bodyOf(model: NumberModel, value: Exact): Body {
  if (model.whole.some((element) => element.toUpperCase() === 'X'))
    return hexadecimal(model, value);
  return model.exponent === undefined ? fixed(model, value) : scientific(model, value);
}
