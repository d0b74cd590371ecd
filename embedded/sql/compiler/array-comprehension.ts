import type { Expression, Query, Select } from '../parser/ast.ts';
import { findInTree } from '../parser/trees.ts';
import { INT64, type SqlType } from '../types.ts';
import { bindElements, isVolatile } from './bind-once.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { condition } from './predicates.ts';
import { isGrouping } from './select-rules.ts';
import { childScope, type Scope } from './scope.ts';

interface Comprehension {
  array: Expression;
  element: string;
  offset: string | undefined;
  value: Expression;
  where: Expression | undefined;
}

/** What a lambda cannot have inside, or what must not be translated twice. */
const isForeign = (node: Expression): boolean =>
  'query' in node ||
  (node.kind === 'in' && 'query' in node.set) ||
  node.kind === 'parameter' ||
  (node.kind === 'call' && node.over !== undefined);

function hasOnlyItem(select: Select, scope: Scope): boolean {
  const { distinct, as, items, windows } = select;
  return (
    !distinct &&
    as === undefined &&
    items.length === 1 &&
    windows.length === 0 &&
    !isGrouping(select, scope.environment.routines)
  );
}

/** A query of the elements of one array, in their order, each by itself; undefined for any other. */
function comprehensionOf(query: Query, scope: Scope): Comprehension | undefined {
  const { body, order, pipes, limit, offset } = query;
  if (query.with.length > 0 || pipes.length > 0 || limit !== undefined || offset !== undefined)
    return undefined;
  if (body.kind !== 'select' || !hasOnlyItem(body, scope)) return undefined;
  const { from, items, where } = body;
  const [item] = items;
  if (from?.kind !== 'unnest' || from.beside !== undefined || from.alias === undefined)
    return undefined;
  if (item?.kind !== 'expression') return undefined;
  if (order.length > 0 && !isOffset(order, from.offset)) return undefined;
  const parts = [item.expression, from.expression, ...(where === undefined ? [] : [where])];
  if (parts.some((part) => findInTree(part, isForeign).length > 0)) return undefined;
  return {
    array: from.expression,
    element: from.alias,
    offset: from.offset,
    value: item.expression,
    where,
  };
}

function isOffset(order: Query['order'], offset: string | undefined): boolean {
  const [key] = order;
  return (
    order.length === 1 &&
    key?.descending === false &&
    key.expression.kind === 'path' &&
    key.expression.names.length === 1 &&
    key.expression.names[0]?.name.toLowerCase() === offset?.toLowerCase()
  );
}

/** Whether SQL names a table of a query around the one of the scope, which DuckDB does not find in a lambda. */
function namesOuter(sql: string, scope: Scope): boolean {
  const own = new Set(scope.ranges.map((range) => range.sql));
  for (let outer = scope.parent; outer !== undefined; outer = outer.parent) {
    const others = outer.ranges.filter((range) => !own.has(range.sql));
    if (others.some((range) => range.columns === undefined || sql.includes(`${range.sql}.`)))
      return true;
  }
  return false;
}

/**
 * `ARRAY(SELECT f(x) FROM UNNEST(list) AS x WHERE g(x) ORDER BY offset)` as a list and a lambda, which DuckDB evaluates
 * where it stands; a correlated subquery it joins with the rows. Undefined for what a lambda cannot say.
 */
export function compileComprehension(
  query: Query,
  scope: Scope,
): { sql: string; element: SqlType } | undefined {
  if (scope.isGrouped === true) return undefined;
  const comprehension = comprehensionOf(query, scope);
  if (comprehension === undefined) return undefined;
  const array = compileExpression(comprehension.array, childScope(scope));
  if (array.type.kind !== 'ARRAY' || array.type.element.kind === 'NULL') return undefined;
  const { element } = array.type;
  const inside = (names: { element: string; place: string }): Scope => {
    const inner = childScope(scope);
    inner.bindings.set(comprehension.element.toLowerCase(), { sql: names.element, type: element });
    if (comprehension.offset !== undefined) {
      const offset = { sql: `(${names.place} - 1)`, type: INT64 };
      inner.bindings.set(comprehension.offset.toLowerCase(), offset);
    }
    return inner;
  };
  const compiled = (node: Expression, names: { element: string; place: string }): Compiled =>
    compileExpression(node, inside(names));
  let type: SqlType | undefined;
  const { where } = comprehension;
  const sql = bindElements(array.sql, {
    keep:
      where === undefined
        ? undefined
        : (names) => condition(compiled(where, names), 'WHERE clause'),
    value: (names) => {
      const value = compiled(comprehension.value, names);
      type = value.type;
      return value.sql;
    },
  });
  if (
    type === undefined ||
    type.kind === 'ARRAY' ||
    type.kind === 'NULL' ||
    type.kind === 'UNKNOWN'
  )
    return undefined;
  if (isVolatile(sql) || /\bSELECT\b/.test(sql) || namesOuter(sql, scope)) return undefined;
  return { sql, element: type };
}
