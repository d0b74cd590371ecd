import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, OrderItem, Query, QueryBody } from '../parser/ast.ts';
import { storedName, quote, text, UNKNOWN } from '../types.ts';
import { compileCommonTables } from './common-tables.ts';
import type { CompiledQuery } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { resultOf } from './output-names.ts';
import { applyPipes } from './pipes.ts';
import { childScope, type Scope } from './scope.ts';
import { compileSelect } from './select.ts';
import { orderKey } from './ordering.ts';
import { compileSet } from './set-operations.ts';

/** Where a query stands: as the statement, as a relation, or as a value in an expression. */
export type Place = 'statement' | 'relation' | 'value';

export interface Tail {
  order: OrderItem[];
  limit?: Expression;
  offset?: Expression;
}

export const noTail: Tail = { order: [] };

/** Translates a query. In an expression, SELECT AS STRUCT yields one struct per row. */
export function compileQuery(query: Query, scope: Scope, place: Place = 'value'): CompiledQuery {
  const inner =
    query.with.length === 0 ? scope : { ...childScope(scope), common: new Map(scope.common) };
  const definitions = compileCommonTables(query, inner);
  const tail: Tail = {
    order: query.order,
    ...(query.limit === undefined ? {} : { limit: query.limit }),
    ...(query.offset === undefined ? {} : { offset: query.offset }),
  };
  const piped = query.pipes.length > 0 || query.body.kind === 'from';
  const body = piped
    ? applyPipes(query, tail, inner, place)
    : compileBody(query.body, inner, tail, place);
  if (definitions.length === 0) return body;
  const keyword = query.recursive ? 'WITH RECURSIVE' : 'WITH';
  return { ...body, sql: `${keyword} ${definitions.join(', ')} ${body.sql}` };
}

/** Translates a query whose rows are a statement's result or a table's contents. */
export function compileResult(query: Query, scope: Scope): CompiledQuery {
  return resultOf(compileQuery(query, scope, 'statement'));
}

/** A query body with the ORDER BY and LIMIT that apply to it. */
export function compileBody(
  body: QueryBody,
  scope: Scope,
  tail: Tail,
  place: Place,
): CompiledQuery {
  switch (body.kind) {
    case 'select':
      return compileSelect(body, scope, tail, place);
    case 'nested': {
      const inner = compileQuery(body.query, childScope(scope), place);
      return withTail({ ...inner, sql: `(${inner.sql})` }, tail, scope);
    }
    case 'set':
      return withTail(compileSet(body, scope, place), tail, scope);
    case 'from':
      throw unsupported('FROM without pipe operators', 'SELECT * FROM');
  }
}

/** LIMIT and OFFSET: numbers, parameters and constant expressions. */
export function limitSql(tail: Tail, scope: Scope): string {
  const bound = (node: Expression, clause: string) => {
    if (node.kind === 'integer') {
      if (node.value < 0n)
        throw invalidQuery(`${clause} expects a non-negative integer literal or parameter`);
      return node.value.toString();
    }
    const value = compileExpression(node, scope);
    const isInteger = value.type.kind === 'INT64' || value.type.kind === 'UNKNOWN';
    if (value.literal === null || !isInteger)
      throw invalidQuery(`${clause} expects an integer literal or parameter`);
    return `bq_at_least(${value.sql}, 0, ${text(`${clause} expects a non-negative integer`)})`;
  };
  const limit = tail.limit === undefined ? '' : ` LIMIT ${bound(tail.limit, 'LIMIT')}`;
  return tail.offset === undefined ? limit : `${limit} OFFSET ${bound(tail.offset, 'OFFSET')}`;
}

function withTail(query: CompiledQuery, tail: Tail, scope: Scope): CompiledQuery {
  if (tail.order.length === 0 && tail.limit === undefined) return query;
  const outer = childScope(scope);
  outer.ranges = [{ name: '', sql: '_set', columns: query.columns }];
  const keys = tail.order.map((item) => {
    const node = item.expression;
    if (node.kind !== 'integer') return orderKey(compileExpression(node, outer), item);
    const column = query.columns?.[Number(node.value) - 1];
    if (column === undefined && query.columns !== undefined)
      throw invalidQuery(`ORDER BY column number ${node.value.toString()} is out of range`);
    const sql =
      column?.type.kind === 'FLOAT64' ? `_set.${quote(storedName(column))}` : node.value.toString();
    return orderKey({ sql, type: column?.type ?? UNKNOWN }, item);
  });
  const order = keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
  return { ...query, sql: `SELECT * FROM (${query.sql}) AS _set${order}${limitSql(tail, scope)}` };
}
