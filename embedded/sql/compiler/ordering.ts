import { invalidQuery, unsupported } from '../errors.ts';
import type { OrderItem } from '../parser/ast.ts';
import { text, typeName, type SqlType } from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { rangeKey } from './ranges.ts';
import type { Scope } from './scope.ts';

/** Whether values of a type have an order. */
export function isOrderable(type: SqlType): boolean {
  return type.kind !== 'ARRAY' && type.kind !== 'STRUCT' && type.kind !== 'JSON';
}

/** Whether values of a type can be grouped: all but JSON, alone or inside. */
export function isGroupable(type: SqlType): boolean {
  if (type.kind === 'ARRAY') return isGroupable(type.element);
  if (type.kind === 'STRUCT') return type.fields.every((field) => isGroupable(field.type));
  return type.kind !== 'JSON';
}

/** A STRING key under a collation: `und:ci` sorts by Unicode's root order and without case. */
function collated(value: Compiled, { collation }: OrderItem): Compiled {
  if (collation === undefined || collation === '' || collation === 'binary') return value;
  if (value.type.kind !== 'STRING' && value.type.kind !== 'UNKNOWN')
    throw invalidQuery(`COLLATE can only be applied to expressions of type STRING`);
  if (collation.toLowerCase() !== 'und:ci')
    throw unsupported(`collation ${text(collation)}`, "'und:ci' or 'binary'");
  return { sql: `icu_sort_key(lower(${value.sql}), 'und')`, type: value.type };
}

const sortable = (value: Compiled): Compiled =>
  value.type.kind === 'RANGE' ? { ...value, sql: rangeKey(value.sql) } : value;

/**
 * A key of ORDER BY with its direction. NULLs sort first ascending and last descending unless the
 * item says otherwise. NaN is the least FLOAT64, and DuckDB's greatest: the negated key in the
 * opposite direction sorts it right, and frames of RANGE stay what they are.
 */
export function orderKey(value: Compiled, item: OrderItem): string {
  if (!isOrderable(value.type))
    throw invalidQuery(`ORDER BY does not support expressions of type ${typeName(value.type)}`);
  const { sql, type } = sortable(collated(value, item));
  const nulls = item.nulls ?? (item.descending ? 'LAST' : 'FIRST');
  const isNegated = type.kind === 'FLOAT64';
  const direction = item.descending === isNegated ? 'ASC' : 'DESC';
  // DuckDB refuses a constant that is written as one.
  const key = value.literal === undefined ? sql : castTo(sql, type);
  return `${isNegated ? `(-${key})` : key} ${direction} NULLS ${nulls}`;
}

/** ORDER BY keys of a window or an aggregate. */
export function compileOrder(items: OrderItem[], scope: Scope): string {
  return items.map((item) => orderKey(compileExpression(item.expression, scope), item)).join(', ');
}
