import { invalidQuery } from '../errors.ts';

export type TokenKind =
  | 'identifier'
  | 'quoted'
  | 'string'
  | 'bytes'
  | 'integer'
  | 'float'
  | 'parameter'
  | 'system'
  | 'symbol'
  | 'end';

/** `text` is the identifier, the decoded string, the number as written, or the symbol. */
export interface Token {
  kind: TokenKind;
  text: string;
  /** Upper-case text of an unquoted identifier, the symbol itself, else ''. */
  word: string;
  start: number;
  end: number;
  bytes?: Uint8Array;
}

const symbols = [
  '<<',
  '>>',
  '<=',
  '>=',
  '!=',
  '<>',
  '||',
  '=>',
  '->',
  '|>',
  '+=',
  '-=',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '.',
  '+',
  '-',
  '*',
  '/',
  '=',
  '<',
  '>',
  '&',
  '|',
  '^',
  '~',
  '?',
  ':',
  '@',
  '$',
  '\\',
  '!',
];

const simpleEscapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
};

function skipSpaceAndComments(source: string, from: number): number {
  let at = from;
  for (;;) {
    const rest = source.slice(at, at + 2);
    const char = source[at];
    if (char === undefined) return at;
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '#' || rest === '--') {
      const newline = source.indexOf('\n', at);
      at = newline < 0 ? source.length : newline + 1;
    } else if (rest === '/*') {
      const close = source.indexOf('*/', at + 2);
      if (close < 0) throw invalidQuery('Syntax error: Unclosed comment', at);
      at = close + 2;
    } else {
      return at;
    }
  }
}

/** The pieces of a decoded literal: text, or single byte values of \x and octal escapes. */
function decodeEscapes(body: string, isBytes: boolean, offset: number): (string | number)[] {
  const pieces: (string | number)[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') pieces.push(plain);
    plain = '';
  };
  for (let at = 0; at < body.length; at += 1) {
    const char = body[at] ?? '';
    if (char !== '\\') {
      plain += char;
      continue;
    }
    const next = body[at + 1] ?? '';
    const simple = simpleEscapes[next];
    const hex = /^[xX]([0-9a-fA-F]{2})/.exec(body.slice(at + 1));
    const octal = /^[0-3][0-7]{2}/.exec(body.slice(at + 1));
    const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(body.slice(at + 1));
    if (simple !== undefined) {
      plain += simple;
      at += 1;
    } else if (hex || octal) {
      const code = hex ? parseInt(hex[1] ?? '', 16) : parseInt(octal?.[0] ?? '', 8);
      if (isBytes) {
        flush();
        pieces.push(code);
      } else {
        plain += String.fromCodePoint(code);
      }
      at += 3;
    } else if (unicode && !isBytes) {
      const code = parseInt(unicode[1] ?? unicode[2] ?? '', 16);
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        throw invalidQuery(
          `Syntax error: Illegal escape sequence: Unicode value \\${unicode[0]} is invalid`,
          offset + at,
        );
      }
      plain += String.fromCodePoint(code);
      at += unicode[0].length;
    } else {
      throw invalidQuery(`Syntax error: Illegal escape sequence: \\${next}`, offset + at);
    }
  }
  flush();
  return pieces;
}

function readString(source: string, start: number, prefix: string): Token {
  const open = start + prefix.length;
  const quote = source[open] ?? '';
  const triple = source.startsWith(quote.repeat(3), open);
  const delimiter = triple ? quote.repeat(3) : quote;
  let at = open + delimiter.length;
  const bodyStart = at;
  while (!source.startsWith(delimiter, at)) {
    const char = source[at];
    if (char === undefined || (char === '\n' && !triple)) {
      throw invalidQuery('Syntax error: Unclosed string literal', start);
    }
    at += char === '\\' ? 2 : 1;
  }
  const body = source.slice(bodyStart, at).replaceAll('\r\n', '\n');
  const isBytes = /b/i.test(prefix);
  const pieces = /r/i.test(prefix) ? [body] : decodeEscapes(body, isBytes, bodyStart);
  const end = at + delimiter.length;
  if (isBytes) {
    const bytes = Buffer.concat(
      pieces.map((piece) =>
        typeof piece === 'number' ? Buffer.from([piece]) : Buffer.from(piece, 'utf8'),
      ),
    );
    return { kind: 'bytes', text: '', word: '', start, end, bytes: new Uint8Array(bytes) };
  }
  return { kind: 'string', text: pieces.join(''), word: '', start, end };
}

function readQuotedIdentifier(source: string, start: number): Token {
  let at = start + 1;
  while (source[at] !== '`') {
    if (source[at] === undefined || source[at] === '\n') {
      throw invalidQuery('Syntax error: Unclosed identifier literal', start);
    }
    at += source[at] === '\\' ? 2 : 1;
  }
  const text = decodeEscapes(source.slice(start + 1, at), false, start + 1).join('');
  if (text === '') throw invalidQuery('Syntax error: Invalid empty identifier', start);
  return { kind: 'quoted', text, word: '', start, end: at + 1 };
}

const stringStart = /(?:[rR][bB]?|[bB][rR]?)?(?=["'])/y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;
const number =
  /0[xX][0-9a-fA-F]+|(?:\d+(?:\.(?:(?=[eE][+-]?\d)|(?![A-Za-z_`])\d*))?|\.\d+)(?:[eE][+-]?\d+)?/y;
const systemVariable = /@@[A-Za-z_][A-Za-z0-9_.]*/y;
const namedParameter = /@(?:[A-Za-z_][A-Za-z0-9_]*|`[^`]+`)/y;

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function readToken(source: string, start: number, afterDot: boolean): Token {
  const plain = (kind: TokenKind, written: string, text = written, word = ''): Token => ({
    kind,
    text,
    word,
    start,
    end: start + written.length,
  });
  const prefix = match(stringStart, source, start);
  if (prefix !== undefined) return readString(source, start, prefix);
  if (source[start] === '`') return readQuotedIdentifier(source, start);
  const word = match(identifier, source, start);
  if (word !== undefined) return plain('identifier', word, word, word.toUpperCase());
  const digits = afterDot ? match(/[A-Za-z0-9_]+/y, source, start) : undefined;
  if (digits !== undefined) return plain('identifier', digits, digits, digits.toUpperCase());
  const numeric = match(number, source, start);
  if (numeric !== undefined) {
    return plain(/^(?:0[xX]|\d+$)/.test(numeric) ? 'integer' : 'float', numeric);
  }
  const system = match(systemVariable, source, start);
  if (system !== undefined) return plain('system', system, system.slice(2));
  const parameter = match(namedParameter, source, start);
  if (parameter !== undefined) {
    return plain('parameter', parameter, parameter.slice(1).replaceAll('`', ''));
  }
  const symbol = symbols.find((candidate) => source.startsWith(candidate, start));
  if (symbol === undefined) {
    throw invalidQuery(`Syntax error: Illegal input character "${source[start] ?? ''}"`, start);
  }
  return symbol === '?' ? plain('parameter', symbol, '') : plain('symbol', symbol, symbol, symbol);
}

/** Leaves out hints, `@{name=value}` and `@5`, which only ever advise how to run a query. */
function withoutHints(tokens: Token[]): Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const following = tokens[at + 1];
    if (token?.word === '@' && following?.kind === 'integer') at += 1;
    else if (token?.word === '@' && following?.word === '{') {
      while (at < tokens.length && tokens[at]?.word !== '}') at += 1;
      if (at === tokens.length) throw invalidQuery('Syntax error: Unclosed hint', token.start);
    } else if (token !== undefined) kept.push(token);
  }
  return kept;
}

/** Splits GoogleSQL into tokens, ending with one of kind `end`. Throws on unclosed literals. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpaceAndComments(source, 0);
  while (at < source.length) {
    const previous = tokens.at(-1);
    const token = readToken(source, at, previous?.word === '.' && previous.end === at);
    tokens.push(token);
    at = skipSpaceAndComments(source, token.end);
  }
  tokens.push({ kind: 'end', text: '', word: '', start: source.length, end: source.length });
  return withoutHints(tokens);
}
