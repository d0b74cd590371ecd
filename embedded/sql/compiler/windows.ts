import { invalidQuery } from '../errors.ts';
import type { FrameBound, OrderItem, WindowSpecification } from '../parser/ast.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** NULLs sort first ascending and last descending unless the query says otherwise. */
export function orderSuffix(item: OrderItem): string {
  const nulls = item.nulls ?? (item.descending ? 'LAST' : 'FIRST');
  return `${item.descending ? 'DESC' : 'ASC'} NULLS ${nulls}`;
}

/** A sort key: NaN sorts below every other FLOAT64, as -inf here. */
export function sortKey({ sql, type }: Compiled): string {
  if (type.kind !== 'FLOAT64') return sql;
  return `CASE WHEN isnan(${sql}) THEN '-inf'::DOUBLE ELSE ${sql} END`;
}

/** ORDER BY keys of a window or an aggregate. */
export function compileOrder(items: OrderItem[], scope: Scope, key = sortKey): string {
  return items
    .map((item) => `${key(compileExpression(item.expression, scope))} ${orderSuffix(item)}`)
    .join(', ');
}

function inherit(window: WindowSpecification, scope: Scope, depth = 0): WindowSpecification {
  if (window.base === undefined) return window;
  const wanted = window.base.toLowerCase();
  const named = scope.windows.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (named === undefined || depth > 50)
    throw invalidQuery(`Unrecognized window alias ${window.base}`);
  const base = inherit(named.window, scope, depth + 1);
  const frame = window.frame ?? base.frame;
  return {
    partition: window.partition.length > 0 ? window.partition : base.partition,
    order: window.order.length > 0 ? window.order : base.order,
    ...(frame === undefined ? {} : { frame }),
  };
}

function compileBound(bound: FrameBound, scope: Scope): string {
  if (bound.offset === undefined) return bound.type;
  return `${compileExpression(bound.offset, scope).sql} ${bound.type}`;
}

/** `(PARTITION BY ... ORDER BY ... ROWS ...)` with named windows written out. */
export function compileWindow(node: WindowSpecification, scope: Scope): string {
  const window = inherit(node, scope);
  const parts: string[] = [];
  if (window.partition.length > 0) {
    parts.push(
      `PARTITION BY ${window.partition.map((key) => compileExpression(key, scope).sql).join(', ')}`,
    );
  }
  if (window.order.length > 0) {
    const key = window.frame?.unit === 'RANGE' ? (value: Compiled) => value.sql : sortKey;
    parts.push(`ORDER BY ${compileOrder(window.order, scope, key)}`);
  }
  if (window.frame !== undefined) {
    const { unit, start, end } = window.frame;
    const from = compileBound(start, scope);
    parts.push(
      end === undefined
        ? `${unit} ${from}`
        : `${unit} BETWEEN ${from} AND ${compileBound(end, scope)}`,
    );
  }
  return `(${parts.join(' ')})`;
}
