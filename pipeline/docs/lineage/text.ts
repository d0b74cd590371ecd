import { tokenize, type Token } from '../../../embedded/language.ts';

const ends = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'WINDOW',
  'ORDER',
  'LIMIT',
  ';',
]);
const setOperators = new Set(['UNION', 'INTERSECT', 'EXCEPT']);

const tokensOf = new Map<string, Token[]>();

/** Tokens of the SQL looked at last; every item of a statement asks for the same. */
function tokens(source: string): Token[] {
  const known = tokensOf.get(source);
  if (known !== undefined) return known;
  tokensOf.clear();
  const found = tokenize(source);
  tokensOf.set(source, found);
  return found;
}

/** Index of the first token that starts at or after a place. */
function indexAt(list: readonly Token[], position: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? Infinity) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * SQL of a SELECT item without its alias.
 * @param start place of the item
 * @param until place of the next item, undefined for the last one
 */
export function itemText(
  source: string,
  start: number,
  until: number | undefined,
  alias: string | undefined,
): string {
  const list = tokens(source);
  const first = indexAt(list, start);
  let depth = 0;
  let last = first;
  for (let at = first; at < list.length; at += 1) {
    const token = list[at];
    if (token === undefined || token.kind === 'end') break;
    if (token.word === ')' || token.word === ']') depth -= 1;
    if (depth < 0) break;
    if (depth === 0 && token.word === ',') break;
    if (until !== undefined && token.start >= until) break;
    if (depth === 0 && at > first && (ends.has(token.word) || setOperators.has(token.word))) break;
    if (token.word === '(' || token.word === '[') depth += 1;
    last = at;
  }
  if (alias !== undefined && last > first) {
    last -= 1;
    if (list[last]?.word === 'AS' && last > first) last -= 1;
  }
  return dedent(source.slice(list[first]?.start ?? start, list[last]?.end ?? start));
}

/** Text whose later lines keep their indentation relative to each other only. */
function dedent(text: string): string {
  const [head = '', ...lines] = text.split('\n');
  const margins = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const margin = Math.max(0, Math.min(...margins) - 2);
  return [head, ...lines.map((line) => line.slice(margin).trimEnd())].join('\n');
}
