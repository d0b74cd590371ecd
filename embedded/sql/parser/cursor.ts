import { invalidQuery, type SqlError } from '../errors.ts';
import { tokenize, type Token } from './lexer.ts';

/** A reading position in a token list. Words are compared in upper case, unquoted only. */
export interface Cursor {
  readonly source: string;
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the coming tokens are these words or symbols. */
  at(...words: string[]): boolean;
  /** Consumes these words or symbols if they come next. */
  take(...words: string[]): boolean;
  /** Consumes these words or symbols, or fails with a syntax error. */
  expect(...words: string[]): void;
  mark(): number;
  reset(mark: number): void;
  fail(expected: string): SqlError;
}

export function createCursor(source: string): Cursor {
  const tokens = tokenize(source);
  let position = 0;
  const last = tokens.length - 1;
  const peek = (ahead = 0): Token => {
    const token = tokens[Math.min(position + ahead, last)];
    if (token === undefined) throw invalidQuery('Syntax error: Unexpected end of statement');
    return token;
  };
  const at = (...words: string[]) =>
    words.every((word, index) => peek(index).word === word && word !== '');
  const fail = (expected: string) => {
    const token = peek();
    const found =
      token.kind === 'end'
        ? 'end of script'
        : `"${source.slice(token.start, Math.min(token.end, token.start + 40))}"`;
    return invalidQuery(`Syntax error: Expected ${expected} but got ${found}`, token.start);
  };
  return {
    source,
    peek,
    at,
    fail,
    next() {
      const token = peek();
      if (position < last) position += 1;
      return token;
    },
    take(...words) {
      if (!at(...words)) return false;
      position += words.length;
      return true;
    },
    expect(...words) {
      for (const word of words) {
        if (peek().word !== word) throw fail(`"${word}"`);
        position += 1;
      }
    },
    mark: () => position,
    reset(mark) {
      position = mark;
    },
  };
}

/** Reads `item (, item)*`. */
export function commaList<T>(cursor: Cursor, item: () => T): T[] {
  const items = [item()];
  while (cursor.take(',')) items.push(item());
  return items;
}

/** Reads `( item )`. */
export function parenthesized<T>(cursor: Cursor, item: () => T): T {
  cursor.expect('(');
  const value = item();
  cursor.expect(')');
  return value;
}
