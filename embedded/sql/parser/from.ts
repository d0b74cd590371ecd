import { invalidQuery, unsupported } from '../errors.ts';
import type { Argument, Expression, FromItem, JoinType, UnnestedArray } from './ast.ts';
import { parseArgument } from './calls.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression, parseOperand } from './expressions.ts';
import { parseAlias, parseAnyName, parseName, parsePath } from './names.ts';
import { atQuery, parseQuery } from './queries.ts';

/** Reads a FROM clause's tables and joins. */
export function parseFrom(cursor: Cursor): FromItem {
  let left = parseJoinTail(cursor, parsePrimaryTable(cursor), false);
  while (cursor.at(',')) {
    const position = cursor.next().start;
    const right = parsePrimaryTable(cursor);
    const joined: FromItem = { kind: 'join', type: 'CROSS', left, right, position };
    left = parseJoinTail(cursor, joined, true);
  }
  return left;
}

interface PendingJoin {
  type: JoinType;
  right: FromItem;
  position: number;
}

/** Joins to the right of a table; `a JOIN b JOIN c ON .. ON ..` nests from the inside out. */
function parseJoinTail(cursor: Cursor, first: FromItem, afterComma: boolean): FromItem {
  let left = first;
  const pending: PendingJoin[] = [];
  const close = (condition: object) => {
    const inner = pending.pop();
    if (inner === undefined) throw cursor.fail('end of the join');
    const outer = pending.at(-1);
    const joined = { ...inner, kind: 'join' as const, ...condition };
    if (outer === undefined) left = { ...joined, left };
    else outer.right = { ...joined, left: outer.right };
  };
  for (;;) {
    const position = cursor.peek().start;
    const condition = pending.length > 0 ? parseCondition(cursor) : undefined;
    if (condition !== undefined) {
      close(condition);
      continue;
    }
    const type = parseJoinType(cursor);
    if (type === undefined) break;
    if (afterComma && (type === 'RIGHT' || type === 'FULL')) {
      throw invalidQuery(
        `Syntax error: ${type} JOIN must be parenthesized when following a comma join`,
        position,
      );
    }
    const right = parsePrimaryTable(cursor);
    pending.push({ type, right, position });
    if (type === 'CROSS') close({});
  }
  while (pending.length > 0) {
    const inner = pending.at(-1);
    if (inner?.right.kind !== 'unnest' && inner?.right.kind !== 'table')
      throw cursor.fail('keyword ON or keyword USING');
    close({});
  }
  return left;
}

export function parseJoinType(cursor: Cursor): JoinType | undefined {
  if (cursor.at('NATURAL')) throw unsupported('NATURAL JOIN', 'JOIN ... USING');
  if (cursor.take('JOIN') || cursor.take('INNER', 'JOIN')) return 'INNER';
  if (cursor.take('CROSS', 'JOIN')) return 'CROSS';
  for (const type of ['LEFT', 'RIGHT', 'FULL'] as const) {
    if (cursor.take(type, 'JOIN') || cursor.take(type, 'OUTER', 'JOIN')) return type;
  }
  return undefined;
}

function parseCondition(cursor: Cursor): { on: Expression } | { using: string[] } | undefined {
  if (cursor.take('ON')) return { on: parseExpression(cursor) };
  if (!cursor.take('USING')) return undefined;
  return {
    using: parenthesized(cursor, () => commaList(cursor, () => parseName(cursor).name)),
  };
}

/** One join of a pipe query: everything but its left side. */
export function parsePipeJoin(
  cursor: Cursor,
  type: JoinType,
  position: number,
): (left: FromItem) => FromItem {
  const right = parsePrimaryTable(cursor);
  const condition = type === 'CROSS' ? undefined : parseCondition(cursor);
  return (left) => ({ kind: 'join', type, left, right, position, ...condition });
}

/** A table, subquery, UNNEST, table function or parenthesised join, with alias and pivots. */
export function parsePrimaryTable(cursor: Cursor): FromItem {
  let item = parseTableWithAlias(cursor);
  for (;;) {
    if (cursor.at('PIVOT', '(')) item = parsePivot(cursor, item);
    else if (cursor.at('UNPIVOT')) item = parseUnpivot(cursor, item);
    else return item;
  }
}

function withAlias<T extends object>(cursor: Cursor, item: T): T & { alias?: string } {
  const alias = parseAlias(cursor);
  return alias === undefined ? item : { ...item, alias };
}

function parseTableWithAlias(cursor: Cursor): FromItem {
  const position = cursor.peek().start;
  if (cursor.at('UNNEST', '(')) return parseUnnest(cursor);
  if (cursor.take('(')) {
    const query = atQuery(cursor) ? parseQuery(cursor) : undefined;
    const inner = query === undefined ? parseFrom(cursor) : undefined;
    cursor.expect(')');
    if (inner !== undefined) return inner;
    refuseRecognition(cursor);
    if (query !== undefined) return withAlias(cursor, { kind: 'subquery', query, position });
  }
  if (cursor.at('GRAPH_TABLE', '('))
    throw unsupported('GRAPH_TABLE', 'joins or WITH RECURSIVE', position);
  if (cursor.at('LATERAL')) throw unsupported('LATERAL', 'a correlated UNNEST', position);
  const path = parsePath(cursor);
  if (cursor.at('(')) {
    cursor.next();
    const list: Argument[] = cursor.at(')') ? [] : commaList(cursor, () => parseArgument(cursor));
    cursor.expect(')');
    const name = path.map((part) => part.name.toUpperCase()).join('.');
    return withAlias(cursor, { kind: 'function', name, path, arguments: list, position });
  }
  refuseRecognition(cursor);
  const table = withAlias(cursor, { kind: 'table' as const, path, position });
  refuseRecognition(cursor);
  return parseTableSuffix(cursor, table);
}

function refuseRecognition(cursor: Cursor): void {
  if (!cursor.at('MATCH_RECOGNIZE', '(')) return;
  throw unsupported(
    'MATCH_RECOGNIZE',
    'window functions such as LAG, and QUALIFY',
    cursor.peek().start,
  );
}

function parseTableSuffix(cursor: Cursor, table: FromItem & { kind: 'table' }): FromItem {
  if (cursor.take('WITH', 'OFFSET')) {
    const offset = parseAlias(cursor) ?? 'offset';
    const expression: Expression = { kind: 'path', names: table.path };
    const alias = table.alias ?? table.path.at(-1)?.name ?? '';
    return { kind: 'unnest', expression, alias, offset, position: table.position };
  }
  if (cursor.at('FOR', 'SYSTEM_TIME') || cursor.at('FOR', 'SYSTEM')) {
    throw unsupported('FOR SYSTEM_TIME AS OF', 'a copy of the table', table.position);
  }
  if (cursor.take('TABLESAMPLE')) {
    cursor.expect('SYSTEM', '(');
    table.sample = parseExpression(cursor);
    cursor.expect('PERCENT', ')');
  }
  return table;
}

const unnestModes = ['PAD', 'TRUNCATE', 'STRICT'] as const;

/** `, mode => 'STRICT'` behind the arrays of an UNNEST. */
function parseUnnestMode(cursor: Cursor): (typeof unnestModes)[number] | undefined {
  if (!cursor.take('MODE', '=>')) return undefined;
  const token = cursor.next();
  const mode = unnestModes.find((one) => token.kind === 'string' && token.text === one);
  if (mode === undefined)
    throw unsupported(`the UNNEST mode ${token.text}`, `'PAD', 'TRUNCATE' or 'STRICT'`);
  return mode;
}

function parseUnnest(cursor: Cursor): FromItem {
  const position = cursor.peek().start;
  cursor.expect('UNNEST', '(');
  const array = () => {
    const expression = parseExpression(cursor);
    return cursor.take('AS') ? { expression, alias: parseAnyName(cursor).name } : { expression };
  };
  const first = array();
  const arrays: UnnestedArray[] = [];
  let mode: (typeof unnestModes)[number] | undefined;
  while (mode === undefined && cursor.take(',')) {
    mode = parseUnnestMode(cursor);
    if (mode === undefined) arrays.push(array());
  }
  cursor.expect(')');
  const alias = parseAlias(cursor);
  if (alias !== undefined && (arrays.length > 0 || 'alias' in first))
    throw invalidQuery(
      'UNNEST with several arrays, or an alias inside, takes none after',
      position,
    );
  const offset = cursor.take('WITH', 'OFFSET') ? (parseAlias(cursor) ?? 'offset') : undefined;
  return {
    kind: 'unnest',
    position,
    ...first,
    ...(arrays.length === 0 ? {} : { beside: { arrays, mode: mode ?? 'PAD' } }),
    ...(alias === undefined ? {} : { alias }),
    ...(offset === undefined ? {} : { offset }),
  };
}

function aliasedExpression(cursor: Cursor): { expression: Expression; alias?: string } {
  return withAlias(cursor, { expression: parseExpression(cursor) });
}

export function parsePivot(cursor: Cursor, input: FromItem): FromItem {
  const position = cursor.peek().start;
  cursor.expect('PIVOT', '(');
  const aggregates = commaList(cursor, () => aliasedExpression(cursor));
  cursor.expect('FOR');
  const column = parseOperand(cursor);
  cursor.expect('IN', '(');
  const values = commaList(cursor, () => aliasedExpression(cursor));
  cursor.expect(')', ')');
  return withAlias(cursor, { kind: 'pivot', input, aggregates, column, values, position });
}

/** A column's name, perhaps behind a table's. */
function parseColumnName(cursor: Cursor): string {
  let { name } = parseName(cursor);
  while (cursor.take('.')) ({ name } = parseAnyName(cursor));
  return name;
}

export function parseUnpivot(cursor: Cursor, input: FromItem): FromItem {
  const position = cursor.peek().start;
  cursor.expect('UNPIVOT');
  const includeNulls = cursor.take('INCLUDE', 'NULLS');
  if (!includeNulls) cursor.take('EXCLUDE', 'NULLS');
  cursor.expect('(');
  const names = () =>
    cursor.at('(')
      ? parenthesized(cursor, () => commaList(cursor, () => parseColumnName(cursor)))
      : [parseColumnName(cursor)];
  const values = names();
  cursor.expect('FOR');
  const { name } = parseName(cursor);
  cursor.expect('IN', '(');
  const columns = commaList(cursor, () => {
    const columnNames = names();
    const labelled = cursor.take('AS') || ['string', 'integer'].includes(cursor.peek().kind);
    return labelled
      ? { names: columnNames, alias: parseExpression(cursor) }
      : { names: columnNames };
  });
  cursor.expect(')', ')');
  return withAlias(cursor, {
    kind: 'unpivot',
    input,
    includeNulls,
    values,
    name,
    columns,
    position,
  });
}
