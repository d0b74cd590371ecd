import { native } from './define.ts';

const pattern = /^([+-]?)0x([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i;

/** A FLOAT64 written in hexadecimal, such as `0x1.8p1`. @throws for other text. */
function hexadecimalFloat(text: string): number {
  const [, sign, whole = '', fraction = '', exponent = '0'] = pattern.exec(text.trim()) ?? [];
  if (sign === undefined || whole + fraction === '') throw new Error(`Bad double value: ${text}`);
  const size =
    Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -size : size;
}

export const hexadecimalFunctions = [
  native('bq_hexadecimal_float', ['VARCHAR'], 'DOUBLE', hexadecimalFloat),
];
