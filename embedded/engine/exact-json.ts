import { randomUUID } from 'node:crypto';

/** Begins a text that stands for a number which JavaScript would not keep as it is written; nobody else can write it. */
const mark = `number:${randomUUID().slice(0, 13)}:`;

const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const shortInteger = /^-?\d{1,15}$/;

/** JSON.parse, where a number with a fraction or of many digits becomes a marked text that keeps it. @throws SyntaxError. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(
    text.replace(tokens, (token) =>
      token.startsWith('"') || shortInteger.test(token) ? token : JSON.stringify(exact(token)),
    ),
  ) as unknown;
}

function exact(token: string): string {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(token)) {
    throw new SyntaxError(`Invalid number ${token} in JSON`);
  }
  return mark + token;
}

/** JSON.stringify, where marked texts are numbers again. */
export const exactJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1');

/** Whether a value that `parseExactJson` gave stands for a number. */
export const isExactNumber = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(mark);

/** The number's digits, as they were written. */
export const numberDigits = (value: string): string => value.slice(mark.length);
