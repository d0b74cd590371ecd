import { invalidQuery, unsupported } from '../errors.ts';
import type { CommonTable, Query, QueryBody, SetOperation } from './ast.ts';
import { parseOrderItems } from './calls.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseFrom } from './from.ts';
import { parseName } from './names.ts';
import { parsePipes } from './pipes.ts';
import { parseSelect } from './select.ts';

/** Whether a query starts here, looking through opening parentheses. */
export function atQuery(cursor: Cursor): boolean {
  let opened = 0;
  while (cursor.peek(opened).word === '(') opened += 1;
  const { word } = cursor.peek(opened);
  if (word === 'WITH')
    return cursor.peek(opened + 1).word !== '(' && continuesAsQuery(cursor, opened);
  return (word === 'SELECT' || word === 'FROM') && continuesAsQuery(cursor, opened);
}

const setOperators = ['UNION', 'INTERSECT', 'EXCEPT'];
const queryTails = [...setOperators, 'ORDER', 'LIMIT', '|>', ')', ';', ''];

/** Whether what follows each of the opening parentheses' ends goes on as a query, not as an operand. */
function continuesAsQuery(cursor: Cursor, opened: number): boolean {
  let level = opened;
  for (let ahead = opened; level > 0; ahead += 1) {
    const token = cursor.peek(ahead);
    if (token.kind === 'end') return true;
    if (token.word === '(') level += 1;
    if (token.word !== ')') continue;
    level -= 1;
    if (level >= opened) continue;
    const following = cursor.peek(ahead + 1);
    const outerSet =
      ['FULL', 'LEFT', 'INNER'].includes(following.word) &&
      [cursor.peek(ahead + 2).word, cursor.peek(ahead + 3).word].some((word) =>
        setOperators.includes(word),
      );
    const tail = following.word !== '' || following.kind === 'end';
    if (!outerSet && !(tail && queryTails.includes(following.word))) return false;
    opened = level;
  }
  return true;
}

/** A WITH clause's entries, or none. */
function parseWith(cursor: Cursor): { recursive: boolean; with: CommonTable[] } {
  if (!cursor.take('WITH')) return { recursive: false, with: [] };
  const recursive = cursor.take('RECURSIVE');
  return { recursive, with: commaList(cursor, () => parseCommonTable(cursor)) };
}

/** A WITH clause alone, as a query of nothing else. */
export function parseWithClause(cursor: Cursor): Query {
  const start = cursor.peek().start;
  const clause = parseWith(cursor);
  const body: QueryBody = { kind: 'from', from: { kind: 'given', position: start } };
  return { kind: 'query', ...clause, body, order: [], pipes: [], start, end: start };
}

/** Reads a query: WITH, body, ORDER BY, LIMIT and pipe operators. */
export function parseQuery(cursor: Cursor): Query {
  const start = cursor.peek().start;
  const query: Query = {
    kind: 'query',
    ...parseWith(cursor),
    body: parseBody(cursor),
    order: [],
    pipes: [],
    start,
    end: start,
  };
  if (cursor.take('ORDER', 'BY')) query.order = parseOrderItems(cursor);
  if (cursor.take('LIMIT')) {
    if (!cursor.take('ALL')) query.limit = parseExpression(cursor);
    if (cursor.take('OFFSET')) query.offset = parseExpression(cursor);
  }
  if (cursor.at('|>')) query.pipes = parsePipes(cursor);
  query.end = cursor.peek().start;
  return query;
}

function parseCommonTable(cursor: Cursor): CommonTable {
  const name = parseName(cursor);
  cursor.expect('AS');
  const query = parenthesized(cursor, () => parseQuery(cursor));
  if (cursor.at('WITH', 'DEPTH'))
    throw unsupported('WITH DEPTH', 'a column that counts', cursor.peek().start);
  return { name, query };
}

function parseBody(cursor: Cursor): QueryBody {
  let left = parseOperand(cursor);
  for (;;) {
    const operation = parseSetOperator(cursor);
    if (operation === undefined) return left;
    if (
      left.kind === 'set' &&
      (left.operator !== operation.operator || left.all !== operation.all)
    ) {
      throw invalidQuery(
        'Syntax error: Different set operations cannot be used in the same query without using parentheses for grouping',
        operation.position,
      );
    }
    left = { ...operation, left, right: parseOperand(cursor) };
  }
}

/** `[FULL [OUTER] | LEFT [OUTER] | INNER] UNION ALL [CORRESPONDING [BY (..)] | BY NAME [ON (..)]] [STRICT]`. */
export function parseSetOperator(cursor: Cursor): Omit<SetOperation, 'left' | 'right'> | undefined {
  const mark = cursor.mark();
  const position = cursor.peek().start;
  let outer: SetOperation['outer'] = (['FULL', 'LEFT', 'INNER'] as const).find((word) =>
    cursor.take(word),
  );
  if (outer !== 'INNER') cursor.take('OUTER');
  const operator = (['UNION', 'INTERSECT', 'EXCEPT'] as const).find((word) => cursor.at(word));
  if (operator === undefined) {
    cursor.reset(mark);
    return undefined;
  }
  cursor.next();
  const all = cursor.take('ALL');
  if (!all && !cursor.take('DISTINCT')) throw cursor.fail('keyword ALL or keyword DISTINCT');
  if (cursor.take('STRICT')) outer = 'STRICT';
  const shared = {
    kind: 'set' as const,
    operator,
    all,
    position,
    ...(outer === undefined ? {} : { outer }),
  };
  const columns = () =>
    parenthesized(cursor, () => commaList(cursor, () => parseName(cursor).name));
  if (cursor.take('CORRESPONDING')) {
    return { ...shared, match: 'corresponding', ...(cursor.take('BY') ? { by: columns() } : {}) };
  }
  if (cursor.take('BY', 'NAME')) {
    return { ...shared, match: 'name', ...(cursor.take('ON') ? { by: columns() } : {}) };
  }
  if (outer !== undefined) throw cursor.fail('keyword BY or keyword CORRESPONDING');
  return { ...shared, match: 'position' };
}

function parseOperand(cursor: Cursor): QueryBody {
  if (cursor.at('SELECT')) return parseSelect(cursor);
  if (cursor.take('FROM')) return { kind: 'from', from: parseFrom(cursor) };
  if (cursor.at('(')) {
    return { kind: 'nested', query: parenthesized(cursor, () => parseQuery(cursor)) };
  }
  if (cursor.at('TABLE')) throw unsupported('TABLE as a query', 'SELECT * FROM the table');
  throw cursor.fail('keyword SELECT');
}
