import { characters } from './characters.ts';
/** What an inline flag of RE2 turns on. */
interface Flags {
  multiline: boolean;
  dotAll: boolean;
}

const posixClasses: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** Perl's classes, which are ASCII in RE2, as members of a class. */
const perlClasses: Record<string, string> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  s: '\\t\\n\\f\\r ',
  D: '\\x00-\\x2f:-\\u{10ffff}',
  W: '\\x00-\\x2f:-@\\[-^`{-\\u{10ffff}',
  S: '\\x00-\\x08\\x0b\\x0e-\\x1f!-\\u{10ffff}',
};

const controls: Record<string, string> = {
  a: '\\x07',
  f: '\\f',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  v: '\\v',
};

const literal = (code: number): string => `\\u{${code.toString(16)}}`;

/**
 * A RE2 pattern as a JavaScript regular expression that matches the same, for searches that have to
 * know where a match lies. Throws for syntax it cannot carry over.
 */
export function javascriptPattern(pattern: string, flags: string): RegExp {
  let at = 0;
  const found: { ignoresCase: boolean } = { ignoresCase: false };
  const cannot = (what: string) =>
    new Error(
      `Not supported by the embedded warehouse: ${what} in a pattern that may match nothing or is searched by position: ${pattern}`,
    );

  /** An escape that stands for one character, or for a class's members. */
  function escape(inClass: boolean): string {
    const rest = pattern.slice(at + 1);
    const hex = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/.exec(rest);
    const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    const property = /^([pP])(?:([A-Z])|\{(\^?)(\w+)\})/.exec(rest);
    const letter = rest[0] ?? '';
    if (hex || octal) {
      at += 1 + (hex ?? octal ?? [''])[0].length;
      return literal(hex ? parseInt(hex[1] ?? hex[2] ?? '', 16) : parseInt(octal?.[0] ?? '', 8));
    }
    if (property) {
      at += 1 + property[0].length;
      const name = property[2] ?? property[4] ?? '';
      const negated = (property[1] === 'P') !== (property[3] === '^');
      return `\\${negated ? 'P' : 'p'}{${name.length <= 2 ? '' : 'Script='}${name}}`;
    }
    at += 2;
    const members = perlClasses[letter];
    if (members !== undefined) return inClass ? members : `[${members}]`;
    if (Object.hasOwn(controls, letter)) return controls[letter] ?? '';
    if (/[A-Za-z0-9]/.test(letter)) throw cannot(`\\${letter}`);
    return literal(letter.codePointAt(0) ?? 0);
  }

  function characterClass(): string {
    let result = '[';
    at += 1;
    if (pattern[at] === '^') {
      result += '^';
      at += 1;
    }
    for (let first = true; first || pattern[at] !== ']'; first = false) {
      if (at >= pattern.length) throw cannot('an unclosed class');
      const posix = /^\[:(\^?)(\w+):\]/.exec(pattern.slice(at));
      const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
      if (posix) {
        const members = posixClasses[posix[2] ?? ''];
        if (members === undefined || posix[1] === '^') throw cannot(posix[0]);
        result += members;
        at += posix[0].length;
      } else if (char === '\\') {
        result += escape(true);
      } else {
        const isRange = char === '-' && !first && pattern[at + 1] !== ']';
        result += isRange ? '-' : literal(char.codePointAt(0) ?? 0);
        at += char.length;
      }
    }
    at += 1;
    return `${result}]`;
  }

  /** `(`, with the flags that hold inside it. */
  function group(outer: Flags): string {
    const opening = /^\((?:\?(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?([:)])))?/.exec(
      pattern.slice(at),
    );
    const [written = '(', name, on = '', off = '', end] = opening ?? [];
    at += written.length;
    const inner = { ...outer };
    for (const [letters, value] of [
      [on, true],
      [off, false],
    ] as const) {
      if (letters.includes('U')) throw cannot('the flag U');
      if (letters.includes('i')) {
        if (at > written.length || !value) throw cannot('(?i) that is not at the start');
        found.ignoresCase = true;
      }
      if (letters.includes('m')) inner.multiline = value;
      if (letters.includes('s')) inner.dotAll = value;
    }
    if (end === ')') return alternatives(inner);
    const body = alternatives(inner);
    at += 1;
    return `${name !== undefined ? `(?<${name}>` : end === ':' ? '(?:' : '('}${body})`;
  }

  function alternatives(flags: Flags): string {
    let result = '';
    while (at < pattern.length && pattern[at] !== ')') result += piece(flags);
    return result;
  }

  function piece(flags: Flags): string {
    const rest = pattern.slice(at);
    const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    const anchor = /^\\[AzbB]/.exec(rest)?.[0];
    const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
    const repetition = /^\{\d+(?:,\d*)?\}/.exec(rest)?.[0];
    if (anchor !== undefined) {
      at += 2;
      return { '\\A': '(?<![\\s\\S])', '\\z': '(?![\\s\\S])' }[anchor] ?? anchor;
    }
    if (quoted) {
      at += quoted[0].length;
      return characters(quoted[1] ?? '')
        .map((one) => literal(one.codePointAt(0) ?? 0))
        .join('');
    }
    if (char === '\\') return escape(false);
    if (char === '[') return characterClass();
    if (char === '(') return group(flags);
    at += repetition?.length ?? char.length;
    if (repetition !== undefined) return repetition;
    if (char === '.') return flags.dotAll ? '[\\s\\S]' : '[^\\n]';
    if (char === '^') return flags.multiline ? '(?<![^\\n])' : '(?<![\\s\\S])';
    if (char === '$') return flags.multiline ? '(?![^\\n])' : '(?![\\s\\S])';
    return '*+?|'.includes(char) ? char : literal(char.codePointAt(0) ?? 0);
  }

  const source = alternatives({ multiline: false, dotAll: false });
  return new RegExp(source, `${flags}u${found.ignoresCase ? 'i' : ''}`);
}

/** The text of a pattern's only capturing group, or of the whole pattern without one. */
export function capturedPattern(pattern: string): { groups: number; captured: string } {
  let groups = 0;
  let captured = pattern;
  const open: (number | undefined)[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (pattern.startsWith('\\Q', at)) {
      const end = pattern.indexOf('\\E', at);
      at = end < 0 ? pattern.length : end + 1;
    } else if (char === '\\') at += 1;
    else if (char === '[') at = endOfClass(pattern, at);
    else if (char === '(') {
      const name = /^\((?:\?P?<\w+>)?/.exec(pattern.slice(at))?.[0] ?? '(';
      const captures = name.length > 1 || pattern[at + 1] !== '?';
      open.push(captures ? at + name.length : undefined);
      if (captures) groups += 1;
    } else if (char === ')') {
      const start = open.pop();
      if (start !== undefined) captured = pattern.slice(start, at);
    }
  }
  return { groups, captured };
}

function endOfClass(pattern: string, start: number): number {
  let at = start + (pattern[start + 1] === '^' ? 2 : 1);
  if (pattern[at] === ']') at += 1;
  for (; at < pattern.length && pattern[at] !== ']'; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern.startsWith('[:', at)) at = Math.max(pattern.indexOf(':]', at) + 1, at);
  }
  return at;
}

/** Whether a pattern may match an empty text; TRUE when that is not certain. */
export function mayBeEmpty(pattern: string): boolean {
  const unbounded = pattern.replaceAll(/\\\\|\\[bB]/g, (escape) =>
    escape === '\\\\' ? escape : '',
  );
  try {
    return javascriptPattern(unbounded, '').test('');
  } catch {
    return true;
  }
}

/** What is wrong with a replacement for a pattern of so many groups. */
export function rewriteError(rewrite: string, groups: number): string | undefined {
  for (const [written, digit] of rewrite.matchAll(/\\(?:(\d)|\\|(?:.|$))/gsu)) {
    const invalid = 'Invalid REGEXP_REPLACE pattern: Rewrite schema';
    if (digit !== undefined && Number(digit) > groups)
      return `${invalid} requests ${digit} matches, but the regexp only has ${groups} parenthesized subexpressions.`;
    if (digit === undefined && written === '\\')
      return `${invalid} error: '\\' not allowed at end.`;
    if (digit === undefined && written !== '\\\\')
      return `${invalid} error: '\\' must be followed by a digit or '\\'.`;
  }
  return undefined;
}
