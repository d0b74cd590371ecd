import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, FrameBound, OrderItem } from '../parser/ast.ts';
import { INT64, isNumeric, typeName } from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { orderKey } from './ordering.ts';
import type { Scope } from './scope.ts';
import { offsetOf } from './windows.ts';

/** The key of a RANGE frame with offsets. */
interface RangeKey extends Compiled {
  /** The ORDER BY item as DuckDB sorts it. */
  order: string;
  isDescending: boolean;
  /** Key and offset are compared as 128-bit integers, so that they do not overflow together. */
  isWide: boolean;
}

const small = new Set(['UNIX_DATE', 'UNIX_SECONDS', 'UNIX_MILLIS', 'DATE_DIFF', 'TIMESTAMP_DIFF']);

/** Whether an INT64 is far from the limits of its type. */
function isSmall(node: Expression): boolean {
  return node.kind === 'extract' || (node.kind === 'call' && small.has(node.name));
}

/** The one numeric key that a RANGE frame with an offset needs. */
export function rangeOrder(order: OrderItem[], scope: Scope): RangeKey {
  const [item] = order;
  if (item === undefined || order.length > 1) {
    throw invalidQuery(
      'Window ORDER BY must have exactly one key when a RANGE frame has an offset',
    );
  }
  const given = compileExpression(item.expression, scope);
  const value = given.type.kind === 'NULL' ? coerce(given, INT64) : given;
  const { kind } = value.type;
  if (kind === 'BIGNUMERIC')
    throw unsupported('a RANGE frame with an offset over BIGNUMERIC', 'CAST(... AS NUMERIC)');
  if (!isNumeric(value.type) && kind !== 'UNKNOWN') {
    throw invalidQuery(
      `ORDER BY key must be numeric in a RANGE-based window with an offset, but has type ${typeName(value.type)}`,
    );
  }
  const isWide = kind === 'NUMERIC' || (kind === 'INT64' && !isSmall(item.expression));
  const sql = isWide ? wide(value) : value.sql;
  return {
    ...value,
    order: orderKey({ sql, type: value.type }, item),
    isDescending: item.descending,
    isWide,
  };
}

const wide = ({ sql, type }: Compiled): string =>
  type.kind === 'NUMERIC' ? `bq_nanos(${sql})` : `CAST(${sql} AS HUGEINT)`;

/** A bound of a RANGE frame. */
export function rangeBound(bound: FrameBound, scope: Scope, key: RangeKey): string {
  const offset = offsetOf(bound, scope);
  if (offset === undefined) return bound.type;
  const type = coerce(offset, key.type).type;
  const widens = offset.type.kind === 'INT64' && isNumeric(key.type);
  const fits = typeof offset.literal === 'number' && key.type.kind !== 'INT64';
  if (type.kind !== offset.type.kind && !widens && !fits && offset.type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `Window framing expression has type ${typeName(offset.type)} that cannot coerce to the type of the ORDER BY expression, which is ${typeName(key.type)}`,
    );
  }
  const { sql } = coerce(offset, key.type);
  const checked = offset.literal === undefined ? `bq_frame_offset(${sql})` : sql;
  if (key.type.kind === 'FLOAT64')
    return `${floatOffset(offset, checked, bound, key)} ${bound.type}`;
  if (!key.isWide) return `${checked} ${bound.type}`;
  const amount = wide({ sql: checked, type: key.type });
  const within = `bq_wide_offset(${amount}, ${wide(key)})`;
  return `${key.type.kind === 'NUMERIC' ? within : amount} ${bound.type}`;
}

/** Key and offset of less than this never overflow together. */
const harmless = 1e291;

/** An offset that does not carry a finite key to an infinite bound. */
function floatOffset(offset: Compiled, sql: string, bound: FrameBound, key: RangeKey): string {
  const literal = typeof offset.literal === 'bigint' ? Number(offset.literal) : offset.literal;
  if (typeof literal === 'number' && literal < harmless) return sql;
  const isDownward = (bound.type === 'PRECEDING') !== key.isDescending;
  return `bq_float_offset(bq_finite_offset(${sql}), ${isDownward ? '' : '-'}${key.sql})`;
}
