import { invalidQuery } from '../errors.ts';
import type { FrameBound, WindowSpecification } from '../parser/ast.ts';
import { typeName } from '../types.ts';
import type { Compiled } from './compiled.ts';
import { isLiteral } from './constants.ts';
import { compileExpression } from './expressions.ts';
import { compileOrder, isOrderable } from './ordering.ts';
import { rangeBound, rangeOrder } from './range-frames.ts';
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

/** The offset of a frame's bound, checked as far as it is known; undefined when it has none. */
export function offsetOf(bound: FrameBound, scope: Scope): Compiled | undefined {
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
      order = range.order;
      bound = (one) => rangeBound(one, scope, range);
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
