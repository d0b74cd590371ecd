import { unsupported } from '../errors.ts';
import type { Expression, FromItem, OrderSuffix, PipeOperator } from './ast.ts';
import { parseOrderItems } from './calls.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseJoinType, parsePipeJoin, parsePivot, parseUnpivot } from './from.ts';
import { parseAnyName, parseName } from './names.ts';
import { parseQuery, parseSetOperator, parseWithClause } from './queries.ts';
import {
  parseGroupItem,
  parseSelectAs,
  parseSelectItem,
  parseSelectItems,
  parseWindowClause,
} from './select.ts';

/** Reads `|> operator |> operator ...`. */
export function parsePipes(cursor: Cursor): PipeOperator[] {
  const operators: PipeOperator[] = [];
  while (cursor.take('|>')) operators.push(parsePipe(cursor));
  return operators;
}

function parsePipe(cursor: Cursor): PipeOperator {
  const position = cursor.peek().start;
  if (cursor.take('SELECT')) {
    const distinct = cursor.take('DISTINCT');
    if (!distinct) cursor.take('ALL');
    const as = parseSelectAs(cursor);
    const items = parseSelectItems(cursor);
    const windows = parseWindowClause(cursor);
    return { kind: 'select', distinct, items, windows, position, ...(as && { as }) };
  }
  if (cursor.take('EXTEND') || cursor.take('WINDOW')) {
    const items = parseSelectItems(cursor);
    return { kind: 'extend', items, windows: parseWindowClause(cursor), position };
  }
  if (cursor.take('SET')) {
    const assignments = commaList(cursor, () => {
      const { name } = parseName(cursor);
      cursor.expect('=');
      return { name, value: parseExpression(cursor) };
    });
    return { kind: 'set', assignments, position };
  }
  if (cursor.take('DROP')) {
    return { kind: 'drop', names: commaList(cursor, () => parseName(cursor).name), position };
  }
  if (cursor.take('RENAME')) {
    const names = commaList(cursor, () => {
      const from = parseName(cursor).name;
      cursor.take('AS');
      return { from, to: parseName(cursor).name };
    });
    return { kind: 'rename', names, position };
  }
  if (cursor.take('AS')) return { kind: 'as', alias: parseAnyName(cursor).name, position };
  if (cursor.take('WHERE')) return { kind: 'where', condition: parseExpression(cursor), position };
  if (cursor.take('ASSERT')) {
    const from = cursor.peek().start;
    const condition = parseExpression(cursor);
    const to = cursor.peek().start;
    const payload: Expression[] = [];
    while (cursor.take(',')) payload.push(parseExpression(cursor));
    return { kind: 'assert', condition, payload, from, to, position };
  }
  if (cursor.take('TABLESAMPLE')) {
    cursor.expect('SYSTEM', '(');
    const percent = parseExpression(cursor);
    cursor.expect('PERCENT', ')');
    return { kind: 'sample', percent, position };
  }
  if (cursor.at('WITH')) return { kind: 'with', query: parseWithClause(cursor), position };
  if (cursor.at('PIVOT') || cursor.at('UNPIVOT')) return parsePipePivot(cursor, position);
  if (cursor.take('DISTINCT')) return { kind: 'distinct', position };
  if (cursor.take('ORDER', 'BY'))
    return { kind: 'order', order: parseOrderItems(cursor), position };
  if (cursor.take('LIMIT')) {
    const limit = parseExpression(cursor);
    return cursor.take('OFFSET')
      ? { kind: 'limit', limit, offset: parseExpression(cursor), position }
      : { kind: 'limit', limit, position };
  }
  if (cursor.take('AGGREGATE')) return parseAggregate(cursor, position);
  return parseCombination(cursor, position);
}

/** PIVOT or UNPIVOT, whose input is the table so far. */
function parsePipePivot(cursor: Cursor, position: number): PipeOperator {
  const tableSoFar: FromItem = { kind: 'given', position };
  const pivot = cursor.at('PIVOT')
    ? parsePivot(cursor, tableSoFar)
    : parseUnpivot(cursor, tableSoFar);
  return { kind: 'pivot', build: (input) => ({ ...pivot, input }), position };
}

function parseAggregate(cursor: Cursor, position: number): PipeOperator {
  const isEnd = () => ['GROUP', '|>', ')', ';', ''].includes(cursor.peek().word);
  const items: (PipeOperator & { kind: 'aggregate' })['items'] = [];
  while (!isEnd() || cursor.peek().kind === 'quoted' || cursor.peek().kind === 'string') {
    items.push(withSuffix({ item: parseSelectItem(cursor) }, parseSuffix(cursor)));
    if (!cursor.take(',')) break;
  }
  if (!cursor.take('GROUP')) return { kind: 'aggregate', items, group: [], position };
  const ordered = cursor.take('AND', 'ORDER');
  cursor.expect('BY');
  const group = commaList(cursor, () => {
    const item = parseGroupItem(cursor);
    const suffix = parseSuffix(cursor) ?? (ordered ? { descending: false } : undefined);
    return withSuffix({ item }, suffix);
  });
  return { kind: 'aggregate', items, group, position };
}

function withSuffix<T extends object>(
  item: T,
  order: OrderSuffix | undefined,
): T & { order?: OrderSuffix } {
  return order === undefined ? item : { ...item, order };
}

function parseSuffix(cursor: Cursor): OrderSuffix | undefined {
  const descending = cursor.take('DESC');
  const isWritten = descending || cursor.take('ASC');
  if (cursor.take('NULLS', 'FIRST')) return { descending, nulls: 'FIRST' };
  if (cursor.take('NULLS', 'LAST')) return { descending, nulls: 'LAST' };
  return isWritten ? { descending } : undefined;
}

/** What neither BigQuery nor this has a result for. */
const refused = new Set(
  'CALL DESCRIBE STATIC_DESCRIBE IF FORK TEE LOG EXPORT CREATE INSERT RECURSIVE MATCH_RECOGNIZE'.split(
    ' ',
  ),
);

function parseCombination(cursor: Cursor, position: number): PipeOperator {
  const set = parseSetOperator(cursor);
  if (set !== undefined) {
    const queries = commaList(cursor, () => parenthesized(cursor, () => parseQuery(cursor)));
    return { ...set, kind: 'set_operation', queries };
  }
  const type = parseJoinType(cursor);
  if (type !== undefined)
    return { kind: 'join', build: parsePipeJoin(cursor, type, position), position };
  const { word } = cursor.peek();
  if (refused.has(word)) throw unsupported(`the pipe operator ${word}`, 'a subquery', position);
  throw cursor.fail('a pipe operator');
}
