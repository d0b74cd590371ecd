import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import { bytesText } from '../functions/textual.ts';
import {
  arrayOf,
  BOOL,
  isNumeric,
  quote,
  sameType,
  storedName,
  STRING,
  typeName,
  type SqlType,
} from '../types.ts';
import { bindAlways, isVolatile } from './bind-once.ts';
import { coerce, commonType, unify } from './coerce.ts';
import type { Compiled, CompiledQuery } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { floatComparison, mayBeNan } from './float-comparison.ts';
import { comparison, refuseNull } from './operators.ts';
import { compileQuery } from './queries.ts';
import { childScope, type Scope } from './scope.ts';

/** SQL of an operand that must be BOOL. */
export function condition(value: Compiled, what: string, position?: number): string {
  if (value.type.kind !== 'BOOL' && value.type.kind !== 'UNKNOWN' && value.type.kind !== 'NULL') {
    throw invalidQuery(
      `${what} should take arguments of type BOOL but got ${typeName(value.type)}`,
      position,
    );
  }
  return value.sql;
}

export function compileIs(node: Expression & { kind: 'is' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  if (node.test !== 'NULL') condition(operand, `IS ${node.test}`);
  const not = node.not ? 'NOT ' : '';
  const test = node.test === 'UNKNOWN' ? 'NULL' : node.test;
  return { sql: `(${operand.sql} IS ${not}${test})`, type: BOOL };
}

export function like(operand: Compiled, pattern: Compiled, not: boolean): Compiled {
  const test = not ? 'NOT LIKE' : 'LIKE';
  refuseNull(test, [operand, pattern]);
  return { sql: likeSql(operand, pattern, test), type: BOOL };
}

function likeSql(operand: Compiled, pattern: Compiled, test: 'LIKE' | 'NOT LIKE'): string {
  const kinds = [operand.type.kind, pattern.type.kind];
  const isBytes = kinds.includes('BYTES');
  const allowed = new Set([isBytes ? 'BYTES' : 'STRING', 'NULL', 'UNKNOWN']);
  if (!kinds.every((kind) => allowed.has(kind))) {
    throw invalidQuery(
      `No matching signature for operator LIKE for argument types: ${typeName(operand.type)}, ${typeName(pattern.type)}`,
    );
  }
  const { literal } = pattern;
  if (typeof literal === 'string' && /(?:^|[^\\])(?:\\\\)*\\$/.test(literal))
    throw invalidQuery('LIKE pattern ends with a backslash');
  const escape = typeof literal === 'string' && !literal.includes('\\') ? '' : " ESCAPE '\\'";
  const [text, wanted] = isBytes
    ? [bytesText(operand.sql), bytesText(pattern.sql)]
    : [operand.sql, pattern.sql];
  return `(${text} ${test} ${wanted}${escape})`;
}

/** LIKE ANY, SOME and ALL; with NOT before them, they are negated as a whole. */
export function compileLikeAny(node: Expression & { kind: 'like_any' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  const not = node.not ? 'NOT ' : '';
  if (Array.isArray(node.patterns)) {
    const patterns = node.patterns.map((pattern) => compileExpression(pattern, scope));
    const sql = unlessVolatile(
      operand,
      (value) =>
        `(${patterns.map((pattern) => likeSql(value, pattern, 'LIKE')).join(node.all ? ' AND ' : ' OR ')})`,
    );
    return { sql: `(${not}${sql})`, type: BOOL };
  }
  const patterns = compileExpression(node.patterns.unnest, scope);
  if (patterns.type.kind !== 'ARRAY' && patterns.type.kind !== 'UNKNOWN') {
    throw invalidQuery('LIKE ANY UNNEST takes an array of patterns', node.position);
  }
  const type = patterns.type.kind === 'ARRAY' ? patterns.type.element : STRING;
  const test = likeSql(operand, { sql: '_pattern', type }, 'LIKE');
  const macro = node.all ? 'bq_all' : 'bq_any';
  const sql = `${macro}(list_transform(${patterns.sql}, lambda _pattern: ${test}))`;
  return { sql: `(${not}${sql})`, type: BOOL };
}

export function compileBetween(node: Expression & { kind: 'between' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  const [low, high] = [compileExpression(node.low, scope), compileExpression(node.high, scope)];
  const sql = unlessVolatile(operand, (value) => {
    const tests = [
      comparison('>=', value, low, node.position).sql,
      comparison('<=', value, high, node.position).sql,
    ];
    return `(${node.not ? 'NOT ' : ''}(${tests.join(' AND ')}))`;
  });
  return { sql, type: BOOL };
}

/** SQL that mentions its operand several times, which must not differ between them. */
export function unlessVolatile(operand: Compiled, test: (operand: Compiled) => string): string {
  return isVolatile(operand.sql)
    ? bindAlways([operand.sql], ([name = '']) => test({ ...operand, sql: name }))
    : test(operand);
}

const isNested = (type: SqlType): boolean => type.kind === 'STRUCT' || type.kind === 'ARRAY';

/** Membership in a query's column, both brought to one type. */
function inQuery(
  operand: Compiled,
  { sql, columns }: CompiledQuery,
  not: string,
  position: number,
): string {
  const [column] = columns ?? [];
  if (columns !== undefined && columns.length !== 1)
    throw invalidQuery('Subquery of type IN must have only one output column', position);
  if (column !== undefined) checkComparable(operand.type, column.type, position);
  if (column !== undefined && isNested(column.type)) {
    const item = { sql: `_in.${quote(storedName(column))}`, type: column.type };
    const test = comparison('=', operand, item, position).sql;
    return `(${not}(SELECT CASE WHEN bool_or(${test}) THEN TRUE WHEN count(*) > count(${test}) THEN NULL ELSE FALSE END FROM (${sql}) AS _in))`;
  }
  const isFloat = column?.type.kind === 'FLOAT64' || operand.type.kind === 'FLOAT64';
  if (column === undefined || (sameType(column.type, operand.type) && !isFloat))
    return `(${operand.sql} ${not}IN (${sql}))`;
  const element = { sql: '_q.v', type: column.type };
  const type = commonType([operand, element], 'operator IN', position);
  const value = coerce(element, type).sql;
  const set = value === element.sql ? sql : `SELECT ${value} FROM (${sql}) AS _q(v)`;
  const wanted = coerce(operand, type);
  const among = (values: string) => `${wanted.sql} ${not}IN (${values})`;
  if (type.kind !== 'FLOAT64' || !mayBeNan(wanted)) return `(${among(set)})`;
  const numbers = `SELECT v FROM (${set}) AS _n(v) WHERE v IS NULL OR NOT isnan(v)`;
  return `(CASE WHEN isnan(${wanted.sql}) THEN ${among(numbers)} ELSE ${among(set)} END)`;
}

/** Other than operators, IN with a subquery coerces nothing but numbers, and those not inside structs. */
function checkComparable(operand: SqlType, column: SqlType, position: number): void {
  if (isNumeric(operand) && isNumeric(column)) return;
  if (sameOrUntyped(operand, column)) return;
  throw invalidQuery(
    `Cannot execute IN subquery with uncomparable types ${typeName(operand)} and ${typeName(column)}`,
    position,
  );
}

function sameOrUntyped(one: SqlType, other: SqlType): boolean {
  if ([one.kind, other.kind].some((kind) => kind === 'UNKNOWN' || kind === 'NULL')) return true;
  if (one.kind !== 'STRUCT' || other.kind !== 'STRUCT') return sameType(one, other);
  return (
    one.fields.length === other.fields.length &&
    one.fields.every((field, index) => {
      const match = other.fields[index];
      return match !== undefined && sameOrUntyped(field.type, match.type);
    })
  );
}

/** Membership in an array: NaN equals nothing, so an array of FLOAT64s is searched without its NaNs. */
function inArray(operand: Compiled, array: Compiled, position: number): string {
  if (array.type.kind === 'UNKNOWN') return `bq_in_unnest(${operand.sql}, ${array.sql})`;
  if (array.type.kind !== 'ARRAY') {
    throw invalidQuery(
      `Second argument of IN UNNEST must be an array but was ${typeName(array.type)}`,
      position,
    );
  }
  if (isNested(array.type.element)) {
    const item = { sql: '_item', type: array.type.element };
    const test = comparison('=', operand, item, position).sql;
    return `bq_any(list_transform(${array.sql}, lambda _item: ${test}))`;
  }
  const elements = array.elements ?? [{ sql: '_e', type: array.type.element }];
  const type = commonType([operand, ...elements], 'operator IN UNNEST', position);
  const values = coerce(array, arrayOf(type)).sql;
  const searched =
    type.kind === 'FLOAT64' && mayBeNan(operand)
      ? `list_filter(${values}, lambda _e: _e IS NULL OR NOT isnan(_e))`
      : values;
  return `bq_in_unnest(${coerce(operand, type).sql}, ${searched})`;
}

export function compileIn(node: Expression & { kind: 'in' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  if (operand.type.kind === 'JSON')
    throw invalidQuery('IN is not defined for arguments of type JSON', node.position);
  const not = node.not ? 'NOT ' : '';
  if ('query' in node.set) {
    const query = compileQuery(node.set.query, childScope(scope));
    return { sql: inQuery(operand, query, not, node.position), type: BOOL };
  }
  if ('unnest' in node.set) {
    const array = compileExpression(node.set.unnest, scope);
    return { sql: `(${not}${inArray(operand, array, node.position)})`, type: BOOL };
  }
  const list = node.set.list.map((item) => compileExpression(item, scope));
  const { values, type } = unify([operand, ...list], 'operator IN', node.position);
  const [first, ...rest] = values;
  if (type.kind === 'FLOAT64' && first !== undefined && rest.some(mayBeNan)) {
    const sql = unlessVolatile(
      first,
      (value) => `(${rest.map((item) => floatComparison('=', value, item)).join(' OR ')})`,
    );
    return { sql: `(${not}${sql})`, type: BOOL };
  }
  if (first !== undefined && isNested(type)) {
    const tests = rest.map((item) => comparison('=', first, item, node.position).sql);
    return { sql: `(${not}(${tests.join(' OR ')}))`, type: BOOL };
  }
  const [single] = rest;
  if (rest.length === 1 && single !== undefined && first !== undefined) {
    return { sql: `(${first.sql} ${node.not ? '<>' : '='} ${single.sql})`, type: BOOL };
  }
  return {
    sql: `(${first?.sql ?? ''} ${not}IN (${rest.map((item) => item.sql).join(', ')}))`,
    type: BOOL,
  };
}
