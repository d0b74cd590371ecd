import type { Step } from './path.ts';
import type { Json } from './value.ts';

const spaces = /[ \t\n\r\f\v]*/y;
const numbers = /-?(?:0|[1-9]\d*)(?:\.(?:\d+|(?!\d)))?(?:[eE](?:[+-]?\d+|))?/y;
const words: [string, Json][] = [
  ['null', null],
  ['true', true],
  ['false', false],
];
const unescaped: Record<string, RegExp> = { '"': /[^"\\]*/y, "'": /[^'\\]*/y };
const codes = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3}))/y;
const letters: Record<string, string> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Deeper nesting than BigQuery allows. */
const maximumDepth = 500;

/**
 * What text holds at a path, read as BigQuery's functions of JSON text do: strings may stand in single quotes and escape
 * any character, and reading ends where the value does, so that what follows need not be JSON. Of a repeated key the first
 * that leads on counts. Numbers stay as they are written.
 * @returns undefined when there is nothing.
 * @throws where what stands before the value, or the value, is not JSON.
 */
export function scanJson(text: string, steps: readonly Step[]): Json | undefined {
  let at = 0;
  let depth = 0;

  const fail = () => new Error(`syntax error while scanning JSON at character ${at + 1}`);

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
    codes.lastIndex = at;
    const [all, wide, byte, octal] = codes.exec(text) ?? [];
    if (all !== undefined) {
      at += all.length;
      return String.fromCharCode(
        octal === undefined ? parseInt(wide ?? byte ?? '', 16) : parseInt(octal, 8),
      );
    }
    const letter = text[at + 1];
    if (letter === undefined || letter === 'u' || letter === 'x') throw fail();
    at += 2;
    return letters[letter] ?? letter;
  }

  function readString(): string {
    const quote = text[at] ?? '';
    const pattern = unescaped[quote];
    if (pattern === undefined) throw fail();
    let result = '';
    at += 1;
    for (;;) {
      result += read(pattern);
      if (text[at] === quote) break;
      if (text[at] === undefined) throw fail();
      result += readEscape();
    }
    at += 1;
    return result.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  }

  /** Reads what stands between brackets; an item that answers something ends the reading. */
  function readItems(close: string, item: (index: number) => Json | undefined): Json | undefined {
    depth += 1;
    if (depth > maximumDepth) throw fail();
    at += 1;
    let index = 0;
    if (!take(close)) {
      do {
        read(spaces);
        const found = item(index);
        if (found !== undefined) return found;
        index += 1;
      } while (take(','));
      if (!take(close)) throw fail();
    }
    depth -= 1;
    return undefined;
  }

  function readKey(): string {
    const key = readString();
    if (!take(':')) throw fail();
    return key;
  }

  function readScalar(): Json {
    const char = text[at] ?? '';
    if (char in unescaped) return readString();
    const number = read(numbers);
    if (/[.eE]$/.test(number)) throw fail();
    if (number !== '') return { number };
    const word = words.find(([name]) => text.startsWith(name, at));
    if (word === undefined) throw fail();
    at += word[0].length;
    return word[1];
  }

  function readValue(): Json {
    read(spaces);
    if (text[at] === '[') {
      const items: Json[] = [];
      readItems(']', () => {
        items.push(readValue());
        return undefined;
      });
      return items;
    }
    if (text[at] === '{') {
      const members: [string, Json][] = [];
      readItems('}', () => {
        members.push([readKey(), readValue()]);
        return undefined;
      });
      return { members };
    }
    return readScalar();
  }

  function find(depthOfPath: number): Json | undefined {
    const step = steps[depthOfPath];
    if (step === undefined) return readValue();
    read(spaces);
    const onward = (isMatch: boolean) => {
      if (isMatch) return find(depthOfPath + 1);
      readValue();
      return undefined;
    };
    if (text[at] === '[') return readItems(']', (index) => onward(String(step) === String(index)));
    if (text[at] === '{') return readItems('}', () => onward(readKey() === String(step)));
    readScalar();
    return undefined;
  }

  return find(0);
}
