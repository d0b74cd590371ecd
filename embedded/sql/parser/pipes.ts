import { unsupported } from '../errors.ts';
import type { PipeOperator } from './ast.ts';
import { parseOrderItems } from './calls.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseJoinType, parsePipeJoin } from './from.ts';
import { parseAnyName, parseName } from './names.ts';
import { parseQuery, parseSetOperator } from './queries.ts';
import { parseGroupItems, parseSelectItems, parseWindowClause } from './select.ts';

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
    const items = parseSelectItems(cursor);
    return { kind: 'select', distinct, items, windows: parseWindowClause(cursor), position };
  }
  if (cursor.take('EXTEND')) {
    const items = parseSelectItems(cursor);
    return { kind: 'extend', distinct: false, items, windows: parseWindowClause(cursor), position };
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

function parseAggregate(cursor: Cursor, position: number): PipeOperator {
  const items = cursor.at('GROUP') || cursor.at('|>') ? [] : parseSelectItems(cursor);
  if (!cursor.at('GROUP')) return { kind: 'aggregate', items, group: [], order: [], position };
  cursor.expect('GROUP');
  const ordered = cursor.take('AND', 'ORDER');
  cursor.expect('BY');
  const group = parseGroupItems(cursor);
  const order = ordered
    ? group.flatMap((item) =>
        item.kind === 'expression' ? [{ expression: item.expression, descending: false }] : [],
      )
    : [];
  return { kind: 'aggregate', items, group, order, position };
}

function parseCombination(cursor: Cursor, position: number): PipeOperator {
  const set = parseSetOperator(cursor);
  if (set !== undefined) {
    if (set.match !== 'position')
      throw unsupported('a pipe set operation BY NAME', undefined, position);
    const queries = commaList(cursor, () => parenthesized(cursor, () => parseQuery(cursor)));
    return { kind: 'set_operation', operator: set.operator, all: set.all, queries, position };
  }
  const type = parseJoinType(cursor);
  if (type !== undefined)
    return { kind: 'join', build: parsePipeJoin(cursor, type, position), position };
  const word = cursor.peek().text;
  throw unsupported(`the pipe operator ${word.toUpperCase()}`, 'a subquery', position);
}
