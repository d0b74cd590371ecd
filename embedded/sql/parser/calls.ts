import type {
  Argument,
  Call,
  Expression,
  FrameBound,
  Identifier,
  OrderItem,
  WindowSpecification,
} from './ast.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { atName, parseAnyName, parseName, parsePath } from './names.ts';

/** Reads `(arguments) [OVER window]` of a function whose name has been read. */
export function parseCall(cursor: Cursor, path: Identifier[]): Call {
  const position = path[0]?.position ?? 0;
  const safe = path.length > 1 && path[0]?.name.toUpperCase() === 'SAFE' && !path[0].quoted;
  const named = safe ? path.slice(1) : path;
  const call: Call = {
    kind: 'call',
    name: named.map((part) => part.name.toUpperCase()).join('.'),
    path: named,
    safe,
    arguments: [],
    distinct: false,
    order: [],
    position,
  };
  cursor.expect('(');
  call.distinct = cursor.take('DISTINCT');
  if (!cursor.at(')')) call.arguments = commaList(cursor, () => parseArgument(cursor));
  parseModifiers(cursor, call);
  cursor.expect(')');
  if (cursor.take('OVER')) call.over = parseOver(cursor);
  return call;
}

function parseModifiers(cursor: Cursor, call: Call): void {
  if (cursor.take('IGNORE', 'NULLS')) call.nulls = 'IGNORE';
  if (cursor.take('RESPECT', 'NULLS')) call.nulls = 'RESPECT';
  if (cursor.take('WHERE')) call.where = parseExpression(cursor);
  if (cursor.take('GROUP', 'BY')) {
    call.group = { keys: commaList(cursor, () => parseExpression(cursor)) };
    if (cursor.take('HAVING')) call.group.having = parseExpression(cursor);
  } else if (cursor.take('HAVING')) {
    const extreme = cursor.take('MAX') ? 'MAX' : 'MIN';
    if (extreme === 'MIN') cursor.expect('MIN');
    call.having = { extreme, expression: parseExpression(cursor) };
  }
  if (cursor.take('ORDER', 'BY')) call.order = parseOrderItems(cursor);
  if (cursor.take('LIMIT')) call.limit = parseExpression(cursor);
}

/** One argument of a function or table function. */
export function parseArgument(cursor: Cursor): Argument {
  if (cursor.take('*')) return { kind: 'star' };
  const word = cursor.peek().word;
  if ((word === 'MODEL' || word === 'TABLE') && atName(cursor, 1)) {
    cursor.next();
    return { kind: word === 'MODEL' ? 'model' : 'table', path: parsePath(cursor) };
  }
  if (atLambda(cursor)) return parseLambda(cursor);
  if (atName(cursor) && cursor.peek(1).word === '=>') {
    const { name } = parseName(cursor);
    cursor.expect('=>');
    return { kind: 'expression', name: name.toLowerCase(), value: parseExpression(cursor) };
  }
  const value = parseExpression(cursor);
  return cursor.take('AS')
    ? { kind: 'expression', value, alias: parseAnyName(cursor).name }
    : { kind: 'expression', value };
}

/** Whether `x -> ...` or `(x, y) -> ...` comes next. */
function atLambda(cursor: Cursor): boolean {
  if (!cursor.at('(')) return atName(cursor) && cursor.peek(1).word === '->';
  let ahead = 1;
  while (atName(cursor, ahead) && cursor.peek(ahead + 1).word === ',') ahead += 2;
  return (
    atName(cursor, ahead) &&
    cursor.peek(ahead + 1).word === ')' &&
    cursor.peek(ahead + 2).word === '->'
  );
}

function parseLambda(cursor: Cursor): Argument {
  const position = cursor.peek().start;
  const names = () => commaList(cursor, () => parseName(cursor).name);
  const parameters = cursor.at('(') ? parenthesized(cursor, names) : [parseName(cursor).name];
  cursor.expect('->');
  return { kind: 'lambda', parameters, body: parseExpression(cursor), position };
}

/** The keys after ORDER BY. */
export function parseOrderItems(cursor: Cursor): OrderItem[] {
  return commaList(cursor, () => {
    const item: OrderItem = { expression: parseExpression(cursor), descending: false };
    if (cursor.take('COLLATE')) {
      const collation = parseExpression(cursor);
      if (collation.kind !== 'string') throw cursor.fail('a collation as a string literal');
      item.collation = collation.value;
    }
    item.descending = cursor.take('DESC');
    if (!item.descending) cursor.take('ASC');
    if (cursor.take('NULLS', 'FIRST')) item.nulls = 'FIRST';
    else if (cursor.take('NULLS', 'LAST')) item.nulls = 'LAST';
    return item;
  });
}

function parseOver(cursor: Cursor): WindowSpecification {
  if (!cursor.at('(')) return { base: parseName(cursor).name, partition: [], order: [] };
  return parenthesized(cursor, () => parseWindow(cursor));
}

/** A window specification, without its parentheses, or a bare window name. */
export function parseWindow(cursor: Cursor): WindowSpecification {
  const window: WindowSpecification = { partition: [], order: [] };
  if (atName(cursor)) window.base = parseName(cursor).name;
  if (cursor.take('PARTITION', 'BY')) {
    window.partition = commaList(cursor, () => parseExpression(cursor));
  }
  if (cursor.take('ORDER', 'BY')) window.order = parseOrderItems(cursor);
  if (cursor.at('ROWS') || cursor.at('RANGE')) {
    const unit = cursor.next().word === 'ROWS' ? 'ROWS' : 'RANGE';
    if (cursor.take('BETWEEN')) {
      const start = parseBound(cursor);
      cursor.expect('AND');
      window.frame = { unit, start, end: parseBound(cursor) };
    } else {
      window.frame = { unit, start: parseBound(cursor) };
    }
  }
  return window;
}

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.take('UNBOUNDED', 'PRECEDING')) return { type: 'UNBOUNDED PRECEDING' };
  if (cursor.take('UNBOUNDED', 'FOLLOWING')) return { type: 'UNBOUNDED FOLLOWING' };
  if (cursor.take('CURRENT', 'ROW')) return { type: 'CURRENT ROW' };
  const offset: Expression = parseExpression(cursor);
  if (cursor.take('PRECEDING')) return { type: 'PRECEDING', offset };
  cursor.expect('FOLLOWING');
  return { type: 'FOLLOWING', offset };
}
