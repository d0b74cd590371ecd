/** A WebAssembly text s-expression: an atom, a string (with its quotes), or a list. */
export type Sexp = string | Sexp[];

/**
 * Reads WebAssembly text into s-expressions; `;;` starts a comment.
 * @throws SyntaxError for parentheses that do not match.
 */
export function parseWat(source: string): Sexp[] {
  const tokens = source.match(/;;[^\n]*|"[^"]*"|[()]|[^\s()";]+/g) ?? [];
  const top: Sexp[] = [];
  const open: Sexp[][] = [];
  let list = top;
  for (const token of tokens) {
    if (token.startsWith(';;')) continue;
    if (token === '(') {
      const inner: Sexp[] = [];
      list.push(inner);
      open.push(list);
      list = inner;
    } else if (token === ')') {
      const outer = open.pop();
      if (outer === undefined) throw new SyntaxError('A ) too many in WebAssembly text');
      list = outer;
    } else {
      list.push(token);
    }
  }
  if (open.length > 0) throw new SyntaxError(`${open.length} ( not closed in WebAssembly text`);
  return top;
}

export function isList(node: Sexp | undefined): node is Sexp[] {
  return Array.isArray(node);
}

/** The text of an atom. @throws SyntaxError for a list or nothing. */
export function atom(node: Sexp | undefined): string {
  if (typeof node !== 'string') throw new SyntaxError(`Not an atom: ${JSON.stringify(node)}`);
  return node;
}
