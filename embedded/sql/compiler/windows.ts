import { invalidQuery, unsupported } from '../errors.ts';
import type { FrameBound, OrderItem, WindowSpecification } from '../parser/ast.ts';
import { INT64, isNumeric, typeName, type SqlType } from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { isLiteral } from './constants.ts';
import { compileExpression } from './expressions.ts';
import { compileOrder, isOrderable, orderKey } from './ordering.ts';
import type { Scope } from './scope.ts';

/** A window with the named windows it builds on written out. */
export function namedWindow(
  window: WindowSpecification,
  scope: Scope,
  known = scope.windows.length,
): WindowSpecification {
  if (window.base === undefined) return window;
  const wanted = window.base.toLowerCase();
  const index = scope.windows.findIndex((candidate) => candidate.name.toLowerCase() === wanted);
  const named = scope.windows[index];
  if (named === undefined || index >= known)
    throw invalidQuery(`Unrecognized window alias ${window.base}`);
  const base = namedWindow(named.window, scope, index);
  if (window.partition.length > 0)
    throw invalidQuery('If a window has a PARTITION BY, it cannot reference a named window');
  if (window.order.length > 0 && base.order.length > 0) {
    throw invalidQuery(
      'If a window inherits an ORDER BY from its referenced window, it cannot have an inline ORDER BY',
    );
  }
  if ((window.order.length > 0 || window.frame !== undefined) && base.frame !== undefined) {
    throw invalidQuery(
      'If a window has an inline ORDER BY or window frame clause, it cannot reference another window that contains or inherits a window frame clause',
    );
  }
  const frame = window.frame ?? base.frame;
  return {
    partition: base.partition,
    order: window.order.length > 0 ? window.order : base.order,
    ...(frame === undefined ? {} : { frame }),
  };
}

/** Throws when two windows of a WINDOW clause have one name. */
export function checkWindowNames(windows: Scope['windows']): void {
  const seen = new Set<string>();
  for (const { name } of windows) {
    if (seen.has(name.toLowerCase())) throw invalidQuery(`Duplicate window alias ${name}`);
    seen.add(name.toLowerCase());
  }
}

function compilePartition(window: WindowSpecification, scope: Scope): string {
  const keys = window.partition.map((node) => {
    const key = compileExpression(node, scope);
    if (!isOrderable(key.type) || key.type.kind === 'FLOAT64') {
      throw invalidQuery(`Partitioning by expressions of type ${key.type.kind} is not allowed`);
    }
    return key.sql;
  });
  return keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')}`;
}

/** No table has as many rows; a greater offset would overflow when DuckDB adds it to a position. */
const manyRows = 10n ** 15n;

function offsetOf(bound: FrameBound, scope: Scope): Compiled | undefined {
  if (bound.offset === undefined) return undefined;
  const offset = compileExpression(bound.offset, scope);
  const { literal } = offset;
  if (literal === null || offset.type.kind === 'NULL')
    throw invalidQuery('Window framing expression cannot be NULL');
  const isFixed = isLiteral(bound.offset, offset);
  if (
    bound.offset.kind === 'unary' ||
    (isFixed && typeof literal !== 'string' && Number(literal) < 0)
  )
    throw invalidQuery('Window framing expression cannot evaluate to a negative value');
  if (!isFixed) throw invalidQuery('Window framing expression must be a literal or parameter');
  return offset;
}

function rowsBound(bound: FrameBound, scope: Scope): string {
  const offset = offsetOf(bound, scope);
  if (offset === undefined) return bound.type;
  if (offset.type.kind !== 'INT64' && offset.type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `Window framing expression for ROWS can only be of integer type, but has type ${typeName(offset.type)}`,
    );
  }
  const sql =
    typeof offset.literal === 'bigint'
      ? (offset.literal < manyRows ? offset.literal : manyRows).toString()
      : `least(bq_frame_offset(${offset.sql}), ${manyRows})`;
  return `${sql} ${bound.type}`;
}

/** INT64 keys are compared as 128-bit integers, so that key and offset together do not overflow. */
const wide = 'HUGEINT';

function rangeBound(bound: FrameBound, scope: Scope, key: SqlType): string {
  const offset = offsetOf(bound, scope);
  if (offset === undefined) return bound.type;
  const type = coerce(offset, key).type;
  const widens = offset.type.kind === 'INT64' && isNumeric(key);
  const fits = typeof offset.literal === 'number' && key.kind !== 'INT64';
  if (type.kind !== offset.type.kind && !widens && !fits && offset.type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `Window framing expression has type ${typeName(offset.type)} that cannot coerce to the type of the ORDER BY expression, which is ${typeName(key)}`,
    );
  }
  const { sql } = coerce(offset, key);
  const checked = offset.literal === undefined ? `bq_frame_offset(${sql})` : sql;
  if (key.kind === 'INT64') return `CAST(${checked} AS ${wide}) ${bound.type}`;
  return `${key.kind === 'FLOAT64' ? `bq_finite_offset(${checked})` : checked} ${bound.type}`;
}

function rangeOrder(order: OrderItem[], scope: Scope): { sql: string; key: SqlType } {
  const [item] = order;
  if (item === undefined || order.length > 1) {
    throw invalidQuery(
      'Window ORDER BY must have exactly one key when a RANGE frame has an offset',
    );
  }
  const given = compileExpression(item.expression, scope);
  const value = given.type.kind === 'NULL' ? coerce(given, INT64) : given;
  if (value.type.kind === 'BIGNUMERIC')
    throw unsupported('a RANGE frame with an offset over BIGNUMERIC', 'CAST(... AS NUMERIC)');
  if (!isNumeric(value.type) && value.type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `ORDER BY key must be numeric in a RANGE-based window with an offset, but has type ${typeName(value.type)}`,
    );
  }
  const isWide = value.type.kind === 'INT64';
  const key = isWide ? { ...value, sql: `CAST(${value.sql} AS ${wide})` } : value;
  return { sql: orderKey(key, item), key: value.type };
}

/** `(PARTITION BY ... ORDER BY ... ROWS ...)` with named windows written out. */
export function compileWindow(node: WindowSpecification, scope: Scope): string {
  const window = namedWindow(node, scope);
  const partition = compilePartition(window, scope);
  const { frame } = window;
  const parts = [partition];
  if (frame === undefined) {
    if (window.order.length > 0) parts.push(`ORDER BY ${compileOrder(window.order, scope)}`);
    return `(${parts.filter((part) => part !== '').join(' ')})`;
  }
  checkBounds(frame.start, frame.end);
  const end: FrameBound = frame.end ?? { type: 'CURRENT ROW' };
  let bound = (one: FrameBound) => rowsBound(one, scope);
  let order = window.order.length === 0 ? '' : compileOrder(window.order, scope);
  if (frame.unit === 'RANGE') {
    if (frame.start.offset !== undefined || end.offset !== undefined) {
      const range = rangeOrder(window.order, scope);
      order = range.sql;
      bound = (one) => rangeBound(one, scope, range.key);
    } else {
      bound = (one) => one.type;
      if (order === '' && (frame.start.type + end.type).includes('CURRENT ROW')) {
        throw invalidQuery(
          'A RANGE-based window without ORDER BY includes all rows in the window frame so only RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING syntax is supported',
        );
      }
    }
  }
  if (order !== '') parts.push(`ORDER BY ${order}`);
  parts.push(`${frame.unit} BETWEEN ${bound(frame.start)} AND ${bound(end)}`);
  return `(${parts.filter((part) => part !== '').join(' ')})`;
}

const places = [
  'UNBOUNDED PRECEDING',
  'PRECEDING',
  'CURRENT ROW',
  'FOLLOWING',
  'UNBOUNDED FOLLOWING',
];

function checkBounds(start: FrameBound, end: FrameBound = { type: 'CURRENT ROW' }): void {
  const [from, to] = [places.indexOf(start.type), places.indexOf(end.type)];
  if (from > to || from === 4 || to === 0)
    throw invalidQuery(`Window frame starting at ${start.type} cannot end at ${end.type}`);
}

/** Whether a window's frame lies on one side of the row, so that its end may come before its start. */
export function mayEndBeforeStart(node: WindowSpecification, scope: Scope): boolean {
  const { frame } = namedWindow(node, scope);
  return frame?.start.offset !== undefined && frame.end?.type === frame.start.type;
}
