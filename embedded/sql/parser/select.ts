import { unsupported } from '../errors.ts';
import type { Expression, GroupItem, Select, SelectItem } from './ast.ts';
import { parseWindow } from './calls.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseFrom } from './from.ts';
import { parseAlias, parseAnyName, parseName } from './names.ts';

/** Reads a SELECT up to its WINDOW clause. */
export function parseSelect(cursor: Cursor): Select {
  const position = cursor.peek().start;
  cursor.expect('SELECT');
  if (cursor.at('WITH') && !cursor.at('WITH', '(')) {
    throw unsupported(
      'SELECT WITH differential privacy or aggregation threshold',
      'a plain SELECT',
      position,
    );
  }
  const distinct = cursor.take('DISTINCT');
  if (!distinct) cursor.take('ALL');
  const as = parseSelectAs(cursor);
  const select: Select = {
    kind: 'select',
    distinct,
    items: parseSelectItems(cursor),
    windows: [],
    position,
    ...(as === undefined ? {} : { as }),
  };
  if (cursor.take('FROM')) select.from = parseFrom(cursor);
  if (cursor.take('WHERE')) select.where = parseExpression(cursor);
  if (cursor.take('GROUP', 'BY')) {
    select.group = cursor.take('ALL') ? { all: true } : { items: parseGroupItems(cursor) };
  }
  if (cursor.take('HAVING')) select.having = parseExpression(cursor);
  if (cursor.take('QUALIFY')) select.qualify = parseExpression(cursor);
  select.windows = parseWindowClause(cursor);
  return select;
}

/** `WINDOW w AS (...), v AS w`, or nothing. */
export function parseWindowClause(cursor: Cursor): Select['windows'] {
  if (!cursor.take('WINDOW')) return [];
  return commaList(cursor, () => {
    const { name } = parseName(cursor);
    cursor.expect('AS');
    const window = cursor.at('(')
      ? parenthesized(cursor, () => parseWindow(cursor))
      : { base: parseName(cursor).name, partition: [], order: [] };
    return { name, window };
  });
}

export function parseSelectAs(cursor: Cursor): Select['as'] {
  if (cursor.take('AS', 'STRUCT')) return 'STRUCT';
  if (cursor.take('AS', 'VALUE')) return 'VALUE';
  return undefined;
}

const listEnds = new Set([
  'FROM',
  ')',
  ';',
  '',
  '|>',
  'WHERE',
  'GROUP',
  'UNION',
  'EXCEPT',
  'INTERSECT',
]);

/** The select list; a trailing comma is allowed. */
export function parseSelectItems(cursor: Cursor): SelectItem[] {
  const items = [parseSelectItem(cursor)];
  while (cursor.take(',')) {
    const { kind, word } = cursor.peek();
    if (kind === 'end' || (kind !== 'string' && word !== '' && listEnds.has(word))) break;
    items.push(parseSelectItem(cursor));
  }
  return items;
}

/** One item of a select list. */
export function parseSelectItem(cursor: Cursor): SelectItem {
  const position = cursor.peek().start;
  if (cursor.take('*')) return { kind: 'star', position, ...parseStarModifiers(cursor) };
  const expression = parseExpression(cursor);
  if (cursor.take('.', '*')) {
    return { kind: 'star', base: expression, position, ...parseStarModifiers(cursor) };
  }
  const alias = parseAlias(cursor);
  return { kind: 'expression', expression, position, ...(alias === undefined ? {} : { alias }) };
}

function parseStarModifiers(cursor: Cursor) {
  const except =
    cursor.at('EXCEPT') && cursor.peek(1).word === '('
      ? (cursor.next(),
        parenthesized(cursor, () => commaList(cursor, () => parseName(cursor).name)))
      : [];
  const replace = cursor.take('REPLACE')
    ? parenthesized(cursor, () =>
        commaList(cursor, () => {
          const expression = parseExpression(cursor);
          cursor.take('AS');
          return { expression, alias: parseAnyName(cursor).name };
        }),
      )
    : [];
  return { except, replace };
}

/** The items of GROUP BY. */
export function parseGroupItems(cursor: Cursor): GroupItem[] {
  return commaList(cursor, () => parseGroupItem(cursor));
}

export function parseGroupItem(cursor: Cursor): GroupItem {
  if (cursor.take('GROUPING', 'SETS')) {
    return {
      kind: 'sets',
      items: parenthesized(cursor, () => commaList(cursor, () => parseGroupingSet(cursor))),
    };
  }
  for (const word of ['ROLLUP', 'CUBE'] as const) {
    if (!cursor.take(word)) continue;
    const sets = parenthesized(cursor, () => commaList(cursor, () => parseColumns(cursor)));
    return { kind: word === 'ROLLUP' ? 'rollup' : 'cube', sets };
  }
  if (cursor.take('(', ')')) return { kind: 'empty' };
  const expression = parseExpression(cursor);
  const alias = parseAlias(cursor);
  return { kind: 'expression', expression, ...(alias === undefined ? {} : { alias }) };
}

function parseGroupingSet(cursor: Cursor): GroupItem {
  if (cursor.at('ROLLUP') || cursor.at('CUBE') || cursor.at('GROUPING'))
    return parseGroupItem(cursor);
  if (cursor.take('(', ')')) return { kind: 'empty' };
  return { kind: 'expression', expression: parseExpression(cursor) };
}

function parseColumns(cursor: Cursor): Expression[] {
  const expression = parseExpression(cursor);
  return expression.kind === 'struct' && expression.type === undefined
    ? expression.fields.map((field) => field.value)
    : [expression];
}
