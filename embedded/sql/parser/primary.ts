import type { Expression, Identifier, IndexMode } from './ast.ts';
import { parseCall } from './calls.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { atName, parseAnyName, parseName } from './names.ts';
import { atQuery, parseQuery } from './queries.ts';
import { parseType } from './types.ts';

const literalTypes = new Set([
  'DATE',
  'TIME',
  'DATETIME',
  'TIMESTAMP',
  'NUMERIC',
  'DECIMAL',
  'BIGNUMERIC',
  'BIGDECIMAL',
  'JSON',
]);
const indexModes = new Set(['OFFSET', 'ORDINAL', 'SAFE_OFFSET', 'SAFE_ORDINAL']);

/** A primary expression and the field and element accesses that follow it. */
export function parsePrimary(cursor: Cursor): Expression {
  let expression = parseAtom(cursor);
  for (;;) {
    const position = cursor.peek().start;
    if (cursor.take('.')) {
      if (cursor.at('*')) {
        cursor.reset(cursor.mark() - 1);
        return expression;
      }
      const name = parseAnyName(cursor);
      expression =
        expression.kind === 'path'
          ? { kind: 'path', names: [...expression.names, name] }
          : { kind: 'field', base: expression, name };
    } else if (cursor.take('[')) {
      expression = parseIndex(cursor, expression, position);
    } else {
      return expression;
    }
  }
}

function parseIndex(cursor: Cursor, base: Expression, position: number): Expression {
  const word = cursor.peek().word;
  const mode: IndexMode =
    indexModes.has(word) && cursor.peek(1).word === '(' ? (word as IndexMode) : 'BARE';
  if (mode !== 'BARE') cursor.next();
  const index = parseExpression(cursor);
  cursor.expect(']');
  return { kind: 'index', base, index, mode, position };
}

function parseAtom(cursor: Cursor): Expression {
  const token = cursor.peek();
  const position = token.start;
  switch (token.kind) {
    case 'integer':
      cursor.next();
      return { kind: 'integer', value: BigInt(token.text) };
    case 'float':
      cursor.next();
      return { kind: 'float', text: token.text };
    case 'string':
      return { kind: 'string', value: parseStrings(cursor) };
    case 'bytes':
      cursor.next();
      return { kind: 'bytes', value: token.bytes ?? new Uint8Array() };
    case 'parameter':
      cursor.next();
      return { kind: 'parameter', name: token.text, position };
    case 'system':
      cursor.next();
      return { kind: 'system_variable', name: token.text, position };
    case 'quoted':
      return parseNameOrCall(cursor);
    case 'identifier':
      return parseWord(cursor);
    default:
      if (cursor.at('(')) return parseParenthesis(cursor);
      if (cursor.at('[')) return parseArray(cursor, position);
      throw cursor.fail('an expression');
  }
}

/** String literals with nothing but space between them are one string. */
function parseStrings(cursor: Cursor): string {
  let last = cursor.next();
  let text = last.text;
  while (cursor.peek().kind === 'string' && cursor.peek().start > last.end) {
    last = cursor.next();
    text += last.text;
  }
  return text;
}

function parseArray(cursor: Cursor, position: number): Expression {
  cursor.expect('[');
  const elements = cursor.at(']') ? [] : commaList(cursor, () => parseExpression(cursor));
  cursor.expect(']');
  return { kind: 'array', elements, position };
}

function parseParenthesis(cursor: Cursor): Expression {
  const position = cursor.next().start;
  if (atQuery(cursor)) {
    const query = parseQuery(cursor);
    cursor.expect(')');
    return { kind: 'subquery', query, position };
  }
  const values = commaList(cursor, () => parseExpression(cursor));
  cursor.expect(')');
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  return { kind: 'struct', fields: values.map((value) => ({ value })), position };
}

function parseWord(cursor: Cursor): Expression {
  const { word, start: position } = cursor.peek();
  const following = cursor.peek(1);
  switch (word) {
    case 'NULL':
      cursor.next();
      return { kind: 'null' };
    case 'TRUE':
    case 'FALSE':
      cursor.next();
      return { kind: 'boolean', value: word === 'TRUE' };
    case 'CASE':
      return parseCase(cursor);
    case 'CAST':
    case 'SAFE_CAST':
      if (following.word === '(') return parseCast(cursor);
      break;
    case 'EXTRACT':
      return parseExtract(cursor);
    case 'EXISTS':
      cursor.next();
      return { kind: 'exists', query: parenthesized(cursor, () => parseQuery(cursor)) };
    case 'ARRAY':
      return parseArrayWord(cursor);
    case 'STRUCT':
      return parseStruct(cursor);
    case 'INTERVAL':
      return parseInterval(cursor);
    case 'DEFAULT':
      cursor.next();
      return { kind: 'default', position };
    case 'RANGE':
      if (following.word === '<') return parseRange(cursor);
      break;
    case 'WITH':
      return parseWith(cursor);
    default:
      if (literalTypes.has(word) && following.kind === 'string') {
        cursor.next();
        return { kind: 'typed', type: word, value: parseStrings(cursor), position };
      }
  }
  return parseNameOrCall(cursor);
}

/** `RANGE<DATE> '[2020-01-01, UNBOUNDED)'` */
function parseRange(cursor: Cursor): Expression {
  const position = cursor.peek().start;
  const type = parseType(cursor);
  if (cursor.peek().kind !== 'string') throw cursor.fail('a string');
  return { kind: 'range', type, value: parseStrings(cursor), position };
}

const callableReserved = new Set(['IF', 'LEFT', 'RIGHT', 'GROUPING', 'RANGE', 'COLLATE', 'ANY']);

function parseNameOrCall(cursor: Cursor): Expression {
  const reservedCall = callableReserved.has(cursor.peek().word) && cursor.peek(1).word === '(';
  const names: Identifier[] = [reservedCall ? parseAnyName(cursor) : parseName(cursor)];
  while (cursor.at('.') && !isStarOrBreak(cursor)) {
    cursor.next();
    names.push(parseAnyName(cursor));
  }
  return cursor.at('(') ? parseCall(cursor, names) : { kind: 'path', names };
}

function isStarOrBreak(cursor: Cursor): boolean {
  const following = cursor.peek(1);
  return following.kind !== 'identifier' && following.kind !== 'quoted';
}

function parseCase(cursor: Cursor): Expression {
  cursor.expect('CASE');
  const operand = cursor.at('WHEN') ? undefined : parseExpression(cursor);
  const whens: { when: Expression; then: Expression }[] = [];
  while (cursor.take('WHEN')) {
    const when = parseExpression(cursor);
    cursor.expect('THEN');
    whens.push({ when, then: parseExpression(cursor) });
  }
  const otherwise = cursor.take('ELSE') ? parseExpression(cursor) : undefined;
  cursor.expect('END');
  return {
    kind: 'case',
    whens,
    ...(operand === undefined ? {} : { operand }),
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

function parseCast(cursor: Cursor): Expression {
  const { word, start: position } = cursor.next();
  return parenthesized(cursor, () => {
    const operand = parseExpression(cursor);
    cursor.expect('AS');
    const type = parseType(cursor);
    const format = cursor.take('FORMAT') ? parseExpression(cursor) : undefined;
    const isZoned = format !== undefined && cursor.take('AT', 'TIME', 'ZONE');
    const zone = isZoned ? parseExpression(cursor) : undefined;
    return {
      kind: 'cast',
      operand,
      type,
      safe: word === 'SAFE_CAST',
      ...(format === undefined ? {} : { format }),
      ...(zone === undefined ? {} : { zone }),
      position,
    };
  });
}

function parseExtract(cursor: Cursor): Expression {
  const position = cursor.next().start;
  return parenthesized(cursor, () => {
    const part = parsePrimary(cursor);
    cursor.expect('FROM');
    const operand = parseExpression(cursor);
    const zone = cursor.take('AT', 'TIME', 'ZONE') ? parseExpression(cursor) : undefined;
    return { kind: 'extract', part, operand, ...(zone === undefined ? {} : { zone }), position };
  });
}

function parseArrayWord(cursor: Cursor): Expression {
  const position = cursor.peek().start;
  if (cursor.peek(1).word === '(') {
    cursor.next();
    return {
      kind: 'array_query',
      query: parenthesized(cursor, () => parseQuery(cursor)),
      position,
    };
  }
  if (cursor.peek(1).word === '[') {
    cursor.next();
    return parseArray(cursor, position);
  }
  const type = parseType(cursor);
  const array = parseArray(cursor, position);
  if (type.kind !== 'array' || array.kind !== 'array') throw cursor.fail('an array literal');
  return { ...array, element: type.element };
}

function parseStruct(cursor: Cursor): Expression {
  const position = cursor.peek().start;
  const type = cursor.peek(1).word === '<' ? parseType(cursor) : undefined;
  if (type === undefined) cursor.expect('STRUCT');
  cursor.expect('(');
  const fields = cursor.at(')')
    ? []
    : commaList(cursor, () => {
        const value = parseExpression(cursor);
        return cursor.take('AS') ? { name: parseAnyName(cursor).name, value } : { value };
      });
  cursor.expect(')');
  return {
    kind: 'struct',
    keyword: true,
    fields,
    ...(type === undefined ? {} : { type }),
    position,
  };
}

function parseInterval(cursor: Cursor): Expression {
  const position = cursor.next().start;
  const value = parseExpression(cursor);
  if (!atName(cursor)) throw cursor.fail('an interval unit');
  const from = parseName(cursor).name.toUpperCase();
  const to = cursor.take('TO') ? parseName(cursor).name.toUpperCase() : undefined;
  return { kind: 'interval', value, from, ...(to === undefined ? {} : { to }), position };
}

function parseWith(cursor: Cursor): Expression {
  cursor.expect('WITH', '(');
  const bindings: { name: string; value: Expression }[] = [];
  while (atName(cursor) && cursor.peek(1).word === 'AS') {
    const { name } = parseName(cursor);
    cursor.expect('AS');
    bindings.push({ name, value: parseExpression(cursor) });
    cursor.expect(',');
  }
  const body = parseExpression(cursor);
  cursor.expect(')');
  return { kind: 'with', bindings, body };
}
