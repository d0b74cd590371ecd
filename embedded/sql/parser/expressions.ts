import { invalidQuery } from '../errors.ts';
import type { BinaryOperator, Expression, InSet } from './ast.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { atQuery, parseQuery } from './queries.ts';
import { parsePrimary } from './primary.ts';

/** Binary operators by precedence, loosest first; comparison and NOT sit between AND and `|`. */
const levels: BinaryOperator[][] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '||'],
];

const comparisons: Record<string, BinaryOperator> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Nesting beyond which a statement is refused rather than risking the stack. */
const maximumDepth = 400;
let depth = 0;

/** Reads one expression; a syntax error names the token it stopped at. */
export function parseExpression(cursor: Cursor): Expression {
  if (depth >= maximumDepth) {
    throw invalidQuery('Syntax error: Expression is nested too deeply', cursor.peek().start);
  }
  depth += 1;
  try {
    return parseOr(cursor);
  } finally {
    depth -= 1;
  }
}

function parseOr(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.at('OR')) {
    const position = cursor.next().start;
    left = { kind: 'binary', operator: 'OR', left, right: parseAnd(cursor), position };
  }
  return left;
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor);
  while (cursor.at('AND')) {
    const position = cursor.next().start;
    left = { kind: 'binary', operator: 'AND', left, right: parseNot(cursor), position };
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  if (!cursor.at('NOT')) return parseComparison(cursor);
  const position = cursor.next().start;
  return { kind: 'unary', operator: 'NOT', operand: parseNot(cursor), position };
}

/** Comparisons do not chain: `a = b = c` is a syntax error. */
function parseComparison(cursor: Cursor): Expression {
  const operand = parseBinary(cursor, 0);
  return parseComparisonTail(cursor, operand) ?? operand;
}

function parseComparisonTail(cursor: Cursor, operand: Expression): Expression | undefined {
  const position = cursor.peek().start;
  const comparison = comparisons[cursor.peek().word];
  if (comparison !== undefined) {
    cursor.next();
    const right = parseBinary(cursor, 0);
    return { kind: 'binary', operator: comparison, left: operand, right, position };
  }
  if (cursor.take('IS')) return parseIs(cursor, operand, position);
  const not = cursor.at('NOT') && ['IN', 'LIKE', 'BETWEEN'].includes(cursor.peek(1).word);
  if (not) cursor.next();
  if (cursor.take('IN')) return { kind: 'in', operand, not, set: parseInSet(cursor), position };
  if (cursor.take('LIKE')) return parseLike(cursor, operand, not, position);
  if (cursor.take('BETWEEN')) {
    const low = parseBinary(cursor, 0);
    cursor.expect('AND');
    return { kind: 'between', operand, not, low, high: parseBinary(cursor, 0), position };
  }
  return undefined;
}

function parseIs(cursor: Cursor, operand: Expression, position: number): Expression {
  const not = cursor.take('NOT');
  if (cursor.take('DISTINCT', 'FROM')) {
    const operator = not ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM';
    return { kind: 'binary', operator, left: operand, right: parseBinary(cursor, 0), position };
  }
  if (cursor.take('NULL')) return { kind: 'is', operand, test: 'NULL', not };
  if (cursor.take('UNKNOWN')) return { kind: 'is', operand, test: 'UNKNOWN', not };
  if (cursor.take('TRUE')) return { kind: 'is', operand, test: 'TRUE', not };
  if (cursor.take('FALSE')) return { kind: 'is', operand, test: 'FALSE', not };
  throw cursor.fail('NULL, TRUE, FALSE or DISTINCT FROM');
}

function parseInSet(cursor: Cursor): InSet {
  if (cursor.take('UNNEST')) {
    return { unnest: parenthesized(cursor, () => parseExpression(cursor)) };
  }
  return parenthesized(cursor, () =>
    atQuery(cursor)
      ? { query: parseQuery(cursor) }
      : { list: commaList(cursor, () => parseExpression(cursor)) },
  );
}

function parseLike(
  cursor: Cursor,
  operand: Expression,
  not: boolean,
  position: number,
): Expression {
  const all = cursor.at('ALL');
  if (!all && !cursor.at('ANY') && !cursor.at('SOME')) {
    return { kind: 'like', operand, not, pattern: parseBinary(cursor, 0), position };
  }
  cursor.next();
  const patterns = cursor.take('UNNEST')
    ? { unnest: parenthesized(cursor, () => parseExpression(cursor)) }
    : parenthesized(cursor, () =>
        atQuery(cursor)
          ? { unnest: { kind: 'array_query' as const, query: parseQuery(cursor), position } }
          : commaList(cursor, () => parseExpression(cursor)),
      );
  return { kind: 'like_any', operand, not, all, patterns, position };
}

/** Reads an operand of a comparison, such as what stands before IN. */
export function parseOperand(cursor: Cursor): Expression {
  return parseBinary(cursor, 0);
}

function parseBinary(cursor: Cursor, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseBinary(cursor, level + 1);
  for (;;) {
    const operator = operators.find((candidate) => cursor.at(candidate));
    if (operator === undefined) return left;
    const position = cursor.next().start;
    left = { kind: 'binary', operator, left, right: parseBinary(cursor, level + 1), position };
  }
}

function parseUnary(cursor: Cursor): Expression {
  const operator = (['-', '+', '~'] as const).find((candidate) => cursor.at(candidate));
  if (operator === undefined) return parsePrimary(cursor);
  const position = cursor.next().start;
  const operand = parseUnary(cursor);
  if (operator === '-' && operand.kind === 'integer') {
    return { kind: 'integer', value: -operand.value };
  }
  if (operator === '-' && operand.kind === 'float' && !operand.text.startsWith('-')) {
    return { kind: 'float', text: `-${operand.text}` };
  }
  return { kind: 'unary', operator, operand, position };
}
