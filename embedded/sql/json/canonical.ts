import { canonicalNumber } from './numbers.ts';
import { parseJson } from './parse.ts';
import { writeJson } from './value.ts';

/** JSON text as a JSON value holds it: without spaces, keys once and sorted, numbers as BigQuery writes them. Throws where it is not JSON. */
export const canonicalJson = (text: string): string =>
  valueEnd(text, 0, 0) === text.length ? text : writeJson(parseJson(text, 'round'));

const deepest = 50;
const none = -1;

/**
 * Where a value ends that begins at a place and stands there as a JSON value holds it, so that there is nothing to do;
 * -1 where it does not, or is not simple enough to tell at a glance.
 */
function valueEnd(text: string, at: number, depth: number): number {
  if (depth > deepest) return none;
  switch (text[at]) {
    case '"':
      return textEnd(text, at);
    case '{':
      return objectEnd(text, at, depth);
    case '[':
      return arrayEnd(text, at, depth);
    case 't':
      return text.startsWith('true', at) ? at + 4 : none;
    case 'f':
      return text.startsWith('false', at) ? at + 5 : none;
    case 'n':
      return text.startsWith('null', at) ? at + 4 : none;
    default:
      return numberEnd(text, at);
  }
}

/** Characters that are written after a backslash, and by no other means. */
const escaped = new Set(['"', '\\', 'b', 'f', 'n', 'r', 't']);

function textEnd(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) {
      at += 1;
      if (!escaped.has(text[at] ?? '')) return none;
    } else if (!(code >= 0x20 && code < 0xd800)) return none;
  }
}

function objectEnd(text: string, start: number, depth: number): number {
  if (text[start + 1] === '}') return start + 2;
  let before: string | undefined;
  for (let at = start; ;) {
    if (text[at + 1] !== '"') return none;
    const colon = textEnd(text, at + 1);
    if (colon === none || text[colon] !== ':') return none;
    const key = text.slice(at + 2, colon - 1);
    if (key.includes('\\') || (before !== undefined && !(before < key))) return none;
    before = key;
    at = valueEnd(text, colon + 1, depth + 1);
    if (at === none || text[at] === '}') return at === none ? none : at + 1;
    if (text[at] !== ',') return none;
  }
}

function arrayEnd(text: string, start: number, depth: number): number {
  if (text[start + 1] === ']') return start + 2;
  for (let at = start; ;) {
    at = valueEnd(text, at + 1, depth + 1);
    if (at === none || text[at] === ']') return at === none ? none : at + 1;
    if (text[at] !== ',') return none;
  }
}

/** Decimals of at most 15 digits without zeros to spare are the shortest that read back as the same FLOAT64. */
const simpleNumber = /-?(?:0|[1-9]\d*)(?:\.\d{0,13}[1-9])?(?![\d.eE])/y;
const anyNumber = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function numberEnd(text: string, at: number): number {
  simpleNumber.lastIndex = at;
  const simple = simpleNumber.exec(text)?.[0];
  if (simple !== undefined && simple.length <= 15 && simple !== '-0' && !simple.includes('0.000')) {
    return at + simple.length;
  }
  anyNumber.lastIndex = at;
  const number = anyNumber.exec(text)?.[0];
  return number !== undefined && canonicalNumber(number, true) === number
    ? at + number.length
    : none;
}
