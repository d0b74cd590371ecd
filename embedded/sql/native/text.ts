import { characters } from '../characters.ts';
import { native, nativeOfNull } from './define.ts';

const whitespace = /\p{White_Space}/u;
const separators = new Set(characters('[](){}/|\\<>!?@"^#$&~_,.:;*%+-'));

function initcap(text: string, isSeparator: (char: string) => boolean): string {
  let result = '';
  let starts = true;
  for (const char of text) {
    const isWord = !isSeparator(char);
    const cased = starts ? char.toUpperCase() : char.toLowerCase();
    result += isWord && characters(cased).length === 1 ? cased : char;
    starts = !isWord;
  }
  return result;
}

/** 1-based place of the nth occurrence, counted from `start`, backwards when that is negative. */
function instr(text: string, part: string, start: bigint, nth: bigint): bigint {
  if (start === 0n) throw new Error('Third argument (position) for INSTR cannot be 0');
  if (nth <= 0n) throw new Error('Fourth argument (occurrence) for INSTR must be positive');
  const [chars, wanted] = [characters(text), characters(part)];
  const matches = (at: number) => wanted.every((char, index) => chars[at + index] === char);
  const step = start > 0n ? 1 : -1;
  let left = nth;
  const end = wanted.length === 0 ? chars.length + 1 : chars.length;
  let at = start > 0n ? Number(start) - 1 : end + Number(start);
  for (; at >= 0 && at < end; at += step) {
    if (matches(at)) left -= 1n;
    if (left === 0n) return BigInt(at + 1);
  }
  return 0n;
}

function translate(text: string, from: string, to: string): string {
  const targets = characters(to);
  const map = new Map<string, string>();
  for (const [index, char] of characters(from).entries()) {
    if (map.has(char))
      throw new Error(`Duplicate character "${char}" in TRANSLATE source characters`);
    map.set(char, targets[index] ?? '');
  }
  let result = '';
  for (const char of text) result += map.get(char) ?? char;
  return result;
}

const soundexCodes: Record<string, string> = {};
for (const [code, letters] of ['', 'BFPV', 'CGJKQSXZ', 'DT', 'L', 'MN', 'R'].entries()) {
  for (const letter of letters) soundexCodes[letter] = String(code);
}

/** A letter and three digits; equal codes merge even across vowels, and the letter keeps its case. */
function soundex(text: string): string {
  const letters = text.replace(/[^A-Za-z]/g, '');
  if (letters === '') return '';
  let result = letters[0] ?? '';
  let last = soundexCodes[result.toUpperCase()];
  for (const letter of letters.slice(1).toUpperCase()) {
    const code = soundexCodes[letter];
    if (code !== undefined && code !== last) result += code;
    last = code ?? last;
  }
  return result.slice(0, 4).padEnd(4, '0');
}

function editDistance(left: string, right: string, maximum: bigint): bigint {
  if (maximum < 0n)
    throw new Error('The max_distance argument of EDIT_DISTANCE must be non-negative');
  const [a, b] = [characters(left), characters(right)];
  let row = b.map((_, index) => index + 1);
  row.unshift(0);
  for (const [i, char] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const replaced = (row[j] ?? 0) + (char === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  const distance = BigInt(row.at(-1) ?? 0);
  return distance < maximum ? distance : maximum;
}

function characterOf(code: bigint): string {
  if (code < 0n || code > 0x10ffffn || (code >= 0xd800n && code <= 0xdfffn))
    throw new Error(`Invalid codepoint ${code.toString()}`);
  return String.fromCodePoint(Number(code));
}

function codePointsToString(codes: (bigint | null)[]): string | null {
  let text = '';
  for (const code of codes) {
    if (code === null) return null;
    text += characterOf(code);
  }
  return text;
}

function ascii(text: string): bigint {
  const code = text.codePointAt(0) ?? 0;
  if (code > 127)
    throw new Error(`Argument to ASCII is not a structurally valid ASCII string: '${text}'`);
  return BigInt(code);
}

/** Full case folding, character by character. */
function casefold(text: string): string {
  let folded = '';
  for (const char of text)
    folded += char === 'ı' ? char : char.toLowerCase().toUpperCase().toLowerCase();
  return folded;
}

const folded = (text: string, form: string) => casefold(text.normalize(form)).normalize(form);

/** TRUE when some value contains the part, NULL when one that is NULL might have. */
function containsText(values: (string | null)[] | null, part: string | null): boolean | null {
  if (values === null || part === null) return null;
  const wanted = folded(part, 'NFKC');
  if (values.some((value) => value !== null && folded(value, 'NFKC').includes(wanted))) return true;
  return values.includes(null) ? null : false;
}

export const textFunctions = [
  native('bq_join_texts', ['VARCHAR[]', 'VARCHAR'], 'VARCHAR', (items, separator) =>
    items.join(separator),
  ),
  native('bq_upper', ['VARCHAR'], 'VARCHAR', (text) => text.toUpperCase()),
  native('bq_lower', ['VARCHAR'], 'VARCHAR', (text) => text.toLowerCase()),
  native('bq_initcap', ['VARCHAR'], 'VARCHAR', (text) =>
    initcap(text, (char) => separators.has(char) || whitespace.test(char)),
  ),
  native('bq_initcap_after', ['VARCHAR', 'VARCHAR'], 'VARCHAR', (text, delimiters) => {
    const set = new Set(characters(delimiters));
    return initcap(text, (char) => set.has(char));
  }),
  native('bq_instr', ['VARCHAR', 'VARCHAR', 'BIGINT', 'BIGINT'], 'BIGINT', instr),
  native('bq_translate', ['VARCHAR', 'VARCHAR', 'VARCHAR'], 'VARCHAR', translate),
  native('bq_reverse', ['VARCHAR'], 'VARCHAR', (text) => characters(text).reverse().join('')),
  native('bq_soundex', ['VARCHAR'], 'VARCHAR', soundex),
  native('bq_edit_distance', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'BIGINT', editDistance),
  native('bq_chr', ['BIGINT'], 'VARCHAR', characterOf),
  native('bq_code_points_to_string', ['BIGINT[]'], 'VARCHAR', codePointsToString),
  native('bq_code_points', ['VARCHAR'], 'BIGINT[]', (text) =>
    characters(text).map((char) => BigInt(char.codePointAt(0) ?? 0)),
  ),
  native('bq_ascii', ['VARCHAR'], 'BIGINT', ascii),
  native('bq_normalize', ['VARCHAR', 'VARCHAR'], 'VARCHAR', (text, form) => text.normalize(form)),
  native('bq_casefold', ['VARCHAR', 'VARCHAR'], 'VARCHAR', folded),
  nativeOfNull('bq_contains_text', ['VARCHAR[]', 'VARCHAR'], 'BOOLEAN', containsText),
];
