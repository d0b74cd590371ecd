/** The shortest digits that read back as this number, as BigQuery's JSON writes a FLOAT64: `1.0`, `1e+20`. */
export function floatText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', power = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const sign = value < 0 ? '-' : '';
  const point = Number(power) + 1;
  if (point > 15 || point <= -4) {
    const exponent = Math.abs(point - 1)
      .toString()
      .padStart(2, '0');
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0] ?? ''}${fraction}e${point > 0 ? '+' : '-'}${exponent}`;
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}.0`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const smallest = -(2n ** 63n);
const largest = 2n ** 64n - 1n;

/** Digits without the point, and where it stands, so that equal decimals have equal texts. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${Number(exponent) - fraction.length + digits.length - trimmed.length}`;
}

/**
 * A JSON number as a JSON value holds it: INT64 and UINT64 as they are, anything else a FLOAT64.
 * Throws when that overflows or, unless it may round, is not the same number.
 */
export function canonicalNumber(text: string, mayRound: boolean): string {
  if (/^-?\d+$/.test(text)) {
    if (text.length < 16) return text === '-0' ? '0' : text;
    const value = BigInt(text);
    if (value >= smallest && value <= largest) return text;
  }
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`number overflow parsing '${text}'`);
  const written = floatText(value);
  if (!mayRound && decimalOf(text) !== decimalOf(written)) {
    throw new Error(`Input number: ${text} cannot round-trip through string representation`);
  }
  return written;
}
