import { canonicalNumber } from './numbers.ts';
import { objectOf, type Json, type JsonObject } from './value.ts';

/** How numbers and objects are kept: as a JSON value has them, or as they are written. */
export type JsonMode = 'exact' | 'round' | 'written';

const spaces = /[ \t\n\r]*/y;
const numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainText = /[^"\\\p{Cc}]*/uy;
const words: [string, Json][] = [
  ['null', null],
  ['true', true],
  ['false', false],
];
const simpleEscapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Deeper nesting than BigQuery allows. */
const maximumDepth = 500;

/** Reads JSON text. Throws where it is not JSON, and for numbers the mode does not allow. */
export function parseJson(text: string, mode: JsonMode): Json {
  let at = 0;
  let depth = 0;

  const fail = (what: string) =>
    new Error(`syntax error while parsing JSON at character ${at + 1}: ${what}`);

  function read(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  }

  function take(char: string): boolean {
    read(spaces);
    if (text[at] !== char) return false;
    at += 1;
    return true;
  }

  function readEscape(): string {
    const letter = text[at + 1] ?? '';
    const simple = simpleEscapes[letter];
    if (simple !== undefined) {
      at += 2;
      return simple;
    }
    const code = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[1];
    if (code === undefined) throw fail('invalid escape');
    at += 6;
    return String.fromCharCode(parseInt(code, 16));
  }

  function readString(): string {
    let result = '';
    at += 1;
    for (;;) {
      result += read(plainText);
      const char = text[at];
      if (char === '"') break;
      if (char === '\\') result += readEscape();
      else if (char === undefined || char < ' ') throw fail('invalid string');
      else {
        result += char;
        at += 1;
      }
    }
    at += 1;
    if (/\p{Surrogate}/u.test(result)) throw fail('invalid surrogate');
    return result;
  }

  function readArray(): Json[] {
    const items: Json[] = [];
    if (take(']')) return items;
    do items.push(readValue());
    while (take(','));
    if (!take(']')) throw fail("expected ',' or ']'");
    return items;
  }

  function readObject(): JsonObject {
    const members: [string, Json][] = [];
    if (take('}')) return { members };
    do {
      read(spaces);
      if (text[at] !== '"') throw fail('expected a key');
      const key = readString();
      if (!take(':')) throw fail("expected ':'");
      members.push([key, readValue()]);
    } while (take(','));
    if (!take('}')) throw fail("expected ',' or '}'");
    return mode === 'written' ? { members } : objectOf(members);
  }

  function readNested(): Json {
    depth += 1;
    if (depth > maximumDepth) throw fail('nested too deeply');
    const opening = text[at];
    at += 1;
    const value = opening === '[' ? readArray() : readObject();
    depth -= 1;
    return value;
  }

  function readValue(): Json {
    read(spaces);
    const char = text[at];
    if (char === '"') return readString();
    if (char === '[' || char === '{') return readNested();
    const number = read(numbers);
    if (number !== '')
      return { number: mode === 'written' ? number : canonicalNumber(number, mode === 'round') };
    const word = words.find(([name]) => text.startsWith(name, at));
    if (word === undefined) throw fail('invalid literal');
    at += word[0].length;
    return word[1];
  }

  const value = readValue();
  read(spaces);
  if (at < text.length) throw fail('expected end of input');
  return value;
}
