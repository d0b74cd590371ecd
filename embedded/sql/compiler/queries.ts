import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, OrderItem, Query, QueryBody, SetOperation } from '../parser/ast.ts';
import { quote, superType, typeName, type Column } from '../types.ts';
import { castTo } from './coerce.ts';
import type { CompiledQuery } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { applyPipes } from './pipes.ts';
import { childScope, type Scope } from './scope.ts';
import { compileSelect } from './select.ts';
import { orderSuffix } from './windows.ts';

/** Where a query stands: as the statement, as a relation, or as a value in an expression. */
export type Place = 'statement' | 'relation' | 'value';

export interface Tail {
  order: OrderItem[];
  limit?: Expression;
  offset?: Expression;
}

const noTail: Tail = { order: [] };

/** Translates a query. In an expression, SELECT AS STRUCT yields one struct per row. */
export function compileQuery(query: Query, scope: Scope, place: Place = 'value'): CompiledQuery {
  const inner =
    query.with.length === 0 ? scope : { ...childScope(scope), common: new Map(scope.common) };
  const definitions = query.with.map((common) =>
    compileCommon(common.name.name, common.query, inner, query.recursive),
  );
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

function compileCommon(name: string, query: Query, scope: Scope, recursive: boolean): string {
  const key = name.toLowerCase();
  if (recursive && query.body.kind === 'set') {
    const base = compileBody(
      query.body.left,
      { ...scope, common: new Map(scope.common) },
      noTail,
      'relation',
    );
    scope.common.set(key, { name, sql: '', columns: base.columns, recursive: true });
  }
  const compiled = compileQuery(query, childScope(scope), 'relation');
  const sql = `${quote(name)} AS (${compiled.sql})`;
  scope.common.set(key, { name, sql, columns: compiled.columns, recursive });
  return sql;
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

/** LIMIT takes a bare number. */
export function limitSql(tail: Tail, scope: Scope): string {
  const bound = (node: Expression) =>
    node.kind === 'integer' ? node.value.toString() : compileExpression(node, scope).sql;
  const limit = tail.limit === undefined ? '' : ` LIMIT ${bound(tail.limit)}`;
  return tail.offset === undefined ? limit : `${limit} OFFSET ${bound(tail.offset)}`;
}

function withTail(query: CompiledQuery, tail: Tail, scope: Scope): CompiledQuery {
  if (tail.order.length === 0 && tail.limit === undefined) return query;
  const outer = childScope(scope);
  outer.ranges = [{ name: '', sql: '_set', columns: query.columns }];
  const keys = tail.order.map((item) => {
    const node = item.expression;
    const key =
      node.kind === 'integer' ? node.value.toString() : compileExpression(node, outer).sql;
    return `${key} ${orderSuffix(item)}`;
  });
  const order = keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
  return { ...query, sql: `SELECT * FROM (${query.sql}) AS _set${order}${limitSql(tail, scope)}` };
}

function compileSet(node: SetOperation, scope: Scope, place: Place): CompiledQuery {
  const inner: Place = place === 'statement' ? 'relation' : place;
  const left = compileBody(node.left, childScope(scope), noTail, inner);
  const right = compileBody(node.right, childScope(scope), noTail, inner);
  const [first, second] =
    node.match === 'position' ? [left, right] : matchByName(node, left, right);
  const columns = unifyColumns(node, first, second);
  if (node.all && node.operator !== 'UNION')
    throw unsupported(`${node.operator} ALL`, `${node.operator} DISTINCT`, node.position);
  const operator = `${node.operator}${node.all ? ' ALL' : ''}`;
  return { sql: `(${first.sql}) ${operator} (${second.sql})`, columns, isValue: left.isValue };
}

function unifyColumns(
  node: SetOperation,
  left: CompiledQuery,
  right: CompiledQuery,
): Column[] | undefined {
  if (left.columns === undefined || right.columns === undefined) return left.columns;
  if (left.columns.length !== right.columns.length) {
    throw invalidQuery(
      `Queries in ${node.operator} have mismatched column count; query 1 has ${left.columns.length} columns, query 2 has ${right.columns.length} columns`,
      node.position,
    );
  }
  return left.columns.map((column, index) => {
    const other = right.columns?.[index]?.type ?? column.type;
    const type = superType([column.type, other]);
    if (type === undefined) {
      throw invalidQuery(
        `Column ${index + 1} in ${node.operator} has incompatible types: ${typeName(column.type)}, ${typeName(other)}`,
        node.position,
      );
    }
    return { name: column.name, type };
  });
}

/** Brings both sides of BY NAME / CORRESPONDING to the same columns in the same order. */
function matchByName(
  node: SetOperation,
  left: CompiledQuery,
  right: CompiledQuery,
): [CompiledQuery, CompiledQuery] {
  const { columns: leftColumns } = left;
  const { columns: rightColumns } = right;
  if (leftColumns === undefined || rightColumns === undefined) {
    throw unsupported(
      `${node.operator} by name over columns that are not known`,
      'positional columns',
      node.position,
    );
  }
  const has = (columns: Column[], name: string) =>
    columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
  const onlyRight = rightColumns.filter((column) => !has(leftColumns, column.name));
  const onlyLeft = leftColumns.filter((column) => !has(rightColumns, column.name));
  const strict = node.outer === 'STRICT' || (node.match === 'name' && node.outer === 'INNER');
  if (strict && (onlyLeft.length > 0 || onlyRight.length > 0)) {
    throw invalidQuery(
      `${node.operator} by name: the queries do not have the same columns`,
      node.position,
    );
  }
  let names = leftColumns.map((column) => column.name);
  if (node.outer === 'FULL') names = [...names, ...onlyRight.map((column) => column.name)];
  else if (node.outer === 'INNER') names = names.filter((name) => has(rightColumns, name));
  names = node.by ?? names;
  const types = new Map(
    [...rightColumns, ...leftColumns].map((column) => [column.name.toLowerCase(), column.type]),
  );
  const project = (query: CompiledQuery, columns: Column[]): CompiledQuery => {
    const items = names.map((name) => {
      const type = types.get(name.toLowerCase());
      if (has(columns, name)) return quote(name);
      return `${type === undefined ? 'NULL' : castTo('NULL', type)} AS ${quote(name)}`;
    });
    return {
      sql: `SELECT ${items.join(', ')} FROM (${query.sql}) AS _side`,
      columns: names.map((name) => ({
        name,
        type: columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.type ??
          types.get(name.toLowerCase()) ?? { kind: 'UNKNOWN' },
      })),
      isValue: query.isValue,
    };
  };
  return [project(left, leftColumns), project(right, rightColumns)];
}
