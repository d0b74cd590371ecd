import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import { BOOL, typeName } from '../types.ts';
import { unify } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { comparison } from './operators.ts';
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
  const { sql } = compileExpression(node.operand, scope);
  const not = node.not ? 'NOT ' : '';
  return { sql: `(${sql} IS ${not}${node.test})`, type: BOOL };
}

export function like(operand: Compiled, pattern: Compiled, not: boolean): Compiled {
  const literal = pattern.literal;
  if (typeof literal === 'string' && /(?:^|[^\\])(?:\\\\)*\\$/.test(literal))
    throw invalidQuery('LIKE pattern ends with a backslash');
  const plain = typeof literal === 'string' && !literal.includes('\\');
  const escape = plain ? '' : " ESCAPE '\\'";
  return { sql: `(${operand.sql} ${not ? 'NOT ' : ''}LIKE ${pattern.sql}${escape})`, type: BOOL };
}

export function compileLikeAny(node: Expression & { kind: 'like_any' }, scope: Scope): Compiled {
  if (!Array.isArray(node.patterns)) {
    throw unsupported(
      'LIKE ANY UNNEST(...)',
      'EXISTS(SELECT 1 FROM UNNEST(...) ...)',
      node.position,
    );
  }
  const operand = compileExpression(node.operand, scope);
  const tests = node.patterns.map(
    (pattern) => like(operand, compileExpression(pattern, scope), node.not).sql,
  );
  return { sql: `(${tests.join(node.all ? ' AND ' : ' OR ')})`, type: BOOL };
}

export function compileBetween(node: Expression & { kind: 'between' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  const low = comparison('>=', operand, compileExpression(node.low, scope), node.position);
  const high = comparison('<=', operand, compileExpression(node.high, scope), node.position);
  return { sql: `(${node.not ? 'NOT ' : ''}(${low.sql} AND ${high.sql}))`, type: BOOL };
}

export function compileIn(node: Expression & { kind: 'in' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  const not = node.not ? 'NOT ' : '';
  if ('query' in node.set) {
    const query = compileQuery(node.set.query, childScope(scope));
    return { sql: `(${operand.sql} ${not}IN (${query.sql}))`, type: BOOL };
  }
  if ('unnest' in node.set) {
    const array = compileExpression(node.set.unnest, scope);
    return { sql: `(${not}bq_in_unnest(${operand.sql}, ${array.sql}))`, type: BOOL };
  }
  const list = node.set.list.map((item) => compileExpression(item, scope));
  const [first, ...rest] = unify([operand, ...list], 'operator IN', node.position).values;
  const [single] = rest;
  if (rest.length === 1 && single !== undefined && first !== undefined) {
    return { sql: `(${first.sql} ${node.not ? '<>' : '='} ${single.sql})`, type: BOOL };
  }
  return {
    sql: `(${first?.sql ?? ''} ${not}IN (${rest.map((item) => item.sql).join(', ')}))`,
    type: BOOL,
  };
}
