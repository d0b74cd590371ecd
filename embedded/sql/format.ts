import { characters } from './characters.ts';
import { exactDecimal, exactFloat, fixed, scientific, type Exact } from './format-numbers.ts';
import { parseJson } from './json/parse.ts';
import { writePretty } from './json/value.ts';

/** What an argument of FORMAT is: INT64, FLOAT64, NUMERIC, STRING, JSON, another type, or unknown. */
export type ArgumentKind = 'i' | 'f' | 'n' | 's' | 'j' | 'o' | 'u';

/** One `%...` of a format, or text between them. */
export interface Directive {
  text: string;
  flags: string;
  width: number | '*' | undefined;
  precision: number | '*' | undefined;
  /** '' for text. */
  letter: string;
}

const integers = 'dioxX';
const reals = 'fFeEgG';

/** Reads a format. Throws for what is no specifier of BigQuery's. */
export function parseFormat(format: string): Directive[] {
  const directives: Directive[] = [];
  const pattern = /%([-+ #0']*)(\*|\d+)?(?:\.(\*|\d*))?([\s\S]?)|[^%]+/gy;
  for (const [text, flags, width, precision, letter] of format.matchAll(pattern)) {
    const size = (written: string | undefined) =>
      written === undefined || written === '*' ? written : Number(written);
    if (flags === undefined || text === '%%') {
      directives.push({
        text: flags === undefined ? text : '%',
        flags: '',
        width: undefined,
        precision: undefined,
        letter: '',
      });
    } else if (
      letter === undefined ||
      letter === '' ||
      !`${integers}${reals}stTpP`.includes(letter)
    ) {
      throw new Error(
        `Invalid format specifier character "${letter ?? ''}" in FORMAT string: "${format}"`,
      );
    } else {
      directives.push({ text, flags, width: size(width), precision: size(precision), letter });
    }
  }
  return directives;
}

const kindsOf = (letter: string): string => {
  if (integers.includes(letter)) return 'iu';
  if (reals.includes(letter)) return 'fnu';
  if (letter === 's') return 'su';
  return letter === 'p' || letter === 'P' ? 'ju' : 'ifnsjou';
};

/** The letter each argument is for, `*` for a width or precision. Throws when they do not fit. */
export function matchArguments(directives: Directive[], kinds: string): string[] {
  const letters: string[] = [];
  for (const { width, precision, letter } of directives) {
    if (width === '*') letters.push('*');
    if (precision === '*') letters.push('*');
    if (letter !== '') letters.push(letter);
  }
  if (letters.length !== kinds.length) {
    const few = letters.length > kinds.length ? 'few' : 'many';
    throw new Error(
      `Too ${few} arguments to FORMAT for pattern; Expected ${letters.length + 1}; Got ${kinds.length + 1}`,
    );
  }
  for (const [index, letter] of letters.entries()) {
    const allowed = letter === '*' ? 'iu' : kindsOf(letter);
    if (!allowed.includes(kinds[index] ?? 'o'))
      throw new Error(
        `Invalid type for argument ${index + 2} to FORMAT: %${letter} does not take it`,
      );
  }
  return letters;
}

interface Spec {
  flags: string;
  width: number;
  precision: number | undefined;
  letter: string;
}

function padded(text: string, { flags, width }: Spec): string {
  const missing = ' '.repeat(Math.max(width - characters(text).length, 0));
  return flags.includes('-') ? text + missing : missing + text;
}

/** A number's sign, prefix and digits in its width, with zeros between where those are asked for. */
function signed(
  negative: boolean,
  prefix: string,
  digits: string,
  spec: Spec,
  zeros: boolean,
): string {
  const { flags, width } = spec;
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const isFilled = zeros && flags.includes('0') && !flags.includes('-');
  const room = isFilled ? width - sign.length - prefix.length : 0;
  return padded(`${sign}${prefix}${digits.padStart(room, '0')}`, spec);
}

function grouped(digits: string, size: number, separator: string): string {
  const first = digits.length % size;
  const groups = digits.slice(first).match(new RegExp(`.{${size}}`, 'g')) ?? [];
  return [...(first === 0 ? [] : [digits.slice(0, first)]), ...groups].join(separator);
}

function integer(raw: string, spec: Spec): string {
  const value = BigInt(raw);
  const { flags, precision, letter } = spec;
  const magnitude = value < 0n ? -value : value;
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = magnitude === 0n && precision === 0 ? '' : magnitude.toString(base);
  if (letter === 'X') digits = digits.toUpperCase();
  digits = digits.padStart(precision ?? 0, '0');
  if (flags.includes("'")) digits = grouped(digits, base === 10 ? 3 : 4, base === 16 ? ':' : ',');
  let prefix = '';
  if (flags.includes('#') && base !== 10) prefix = base === 16 ? `0${letter}` : '0';
  return signed(value < 0n, prefix, digits, spec, precision === undefined);
}

const mantissa = (digits: string, keepsPoint: boolean): string =>
  digits.length > 1 || keepsPoint ? `${digits.slice(0, 1)}.${digits.slice(1)}` : digits;

function exponentText(exponent: number): string {
  const size = Math.abs(exponent).toString().padStart(2, '0');
  return `e${exponent < 0 ? '-' : '+'}${size}`;
}

/** `%g`: the shorter of both ways of writing, without zeros at the end. */
function general(value: Exact, precision: number, keepsPoint: boolean): string {
  const wanted = Math.max(precision, 1);
  const { digits, exponent } = scientific(value, wanted - 1);
  const strip = (text: string) =>
    keepsPoint || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  if (exponent < -4 || exponent >= wanted)
    return `${strip(mantissa(digits, keepsPoint))}${exponentText(exponent)}`;
  const text = fixed(value, wanted - 1 - exponent);
  return strip(keepsPoint && !text.includes('.') ? `${text}.` : text);
}

function magnitudeText(value: Exact, spec: Spec): string {
  const { flags, precision = 6 } = spec;
  const keepsPoint = flags.includes('#');
  const letter = spec.letter.toLowerCase();
  if (letter === 'e') {
    const { digits, exponent } = scientific(value, precision);
    return `${mantissa(digits, keepsPoint)}${exponentText(exponent)}`;
  }
  const text =
    letter === 'g'
      ? general(value, precision, keepsPoint)
      : `${fixed(value, precision)}${keepsPoint && precision === 0 ? '.' : ''}`;
  if (!flags.includes("'") || text.includes('e')) return text;
  const [whole = '', ...rest] = text.split('.');
  return [grouped(whole, 3, ','), ...rest].join('.');
}

function real(raw: string, kind: string, spec: Spec): string {
  const isUpper = spec.letter === spec.letter.toUpperCase();
  const cased = (text: string) => (isUpper ? text.toUpperCase() : text);
  const number = kind === 'n' ? 0 : Number(raw.replace(/inf(?:inity)?$/i, 'Infinity'));
  if (!Number.isFinite(number)) {
    const text = Number.isNaN(number) ? 'nan' : 'inf';
    return signed(number < 0, '', cased(text), spec, false);
  }
  const value = kind === 'n' ? exactDecimal(raw) : exactFloat(number);
  return signed(value.negative, '', cased(magnitudeText(value, spec)), spec, true);
}

export interface FormatArguments {
  /** A letter of `ArgumentKind` for each. */
  kinds: string;
  /** Numbers, strings and JSON as text; NULL for a NULL. */
  raw: (string | null)[];
  /** The text of %t. */
  shown: (string | null)[];
  /** The text of %T. */
  literals: (string | null)[];
}

/** Fills in a format; NULL when an argument that is not for %t or %T is NULL. */
export function applyFormat(directives: Directive[], given: FormatArguments): string | null {
  let next = 0;
  let result = '';
  const size = (value: number | '*' | undefined): number | null | undefined => {
    if (value !== '*') return value;
    const raw = given.raw[next] ?? null;
    next += 1;
    return raw === null ? null : Number(raw);
  };
  for (const directive of directives) {
    const { text, letter } = directive;
    if (letter === '') {
      result += text;
      continue;
    }
    const [width, precision] = [size(directive.width), size(directive.precision)];
    const piece = written(directive, { width, precision }, given, next);
    next += 1;
    if (piece === null) return null;
    result += piece;
  }
  return result;
}

interface Sizes {
  width: number | null | undefined;
  precision: number | null | undefined;
}

function written(
  { flags, letter }: Directive,
  { width, precision }: Sizes,
  given: FormatArguments,
  index: number,
): string | null {
  if (width === null || precision === null) return null;
  const spec: Spec = {
    flags: width !== undefined && width < 0 ? `${flags}-` : flags,
    width: Math.abs(width ?? 0),
    precision: precision !== undefined && precision < 0 ? undefined : precision,
    letter,
  };
  const texts = letter === 't' ? given.shown : letter === 'T' ? given.literals : given.raw;
  const raw = texts[index] ?? null;
  if (raw === null) return null;
  if (integers.includes(letter)) return integer(raw, spec);
  if (reals.includes(letter)) return real(raw, given.kinds[index] ?? 'u', spec);
  const text = letter === 'P' ? writePretty(parseJson(raw, 'written')) : raw;
  return padded(
    spec.precision === undefined ? text : characters(text).slice(0, spec.precision).join(''),
    spec,
  );
}
