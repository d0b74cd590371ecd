import { randomUUID } from 'node:crypto';

/** Begins a text that stands for a number of more digits than a JavaScript number holds; nobody else can write it. */
const mark = `number:${randomUUID()}:`;

const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const mostDigits = 15;

/** JSON.parse, where a number of many digits becomes a marked text that keeps them all. @throws SyntaxError. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(
    text.replace(tokens, (token) =>
      token.startsWith('"') || token.length <= mostDigits ? token : JSON.stringify(exact(token)),
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
