import { invalidQuery } from '../errors.ts';
import type { BinaryOperator } from '../parser/ast.ts';
import { BOOL, fieldName, text, typeName, type SqlType } from '../types.ts';
import type { Compiled } from './compiled.ts';

/** Compares two fields. */
type Equality = (left: Compiled, right: Compiled) => string;

/** Text that costs nothing to repeat: a column or a field of one. */
const repeatable = /^(?:struct_extract\()*(?:"[^"]*"|_\w+)(?:\.(?:"[^"]*"|_\w+))*(?:, '[^']*'\))*$/;

/**
 * `=` and `!=` of structs of one type: equal when every field is, and NULL when no field differs but
 * one is NULL. DuckDB's own takes NULL fields for equal. Throws for an order, which structs lack.
 */
export function structComparison(
  operator: BinaryOperator,
  type: SqlType & { kind: 'STRUCT' },
  [left, right]: [Compiled, Compiled],
  equality: Equality,
  position?: number,
): Compiled {
  if (operator.includes('DISTINCT'))
    return { sql: `(${left.sql} ${operator} ${right.sql})`, type: BOOL };
  if (operator !== '=' && operator !== '!=') {
    throw invalidQuery(
      `Operator ${operator} is not defined for arguments of type ${typeName(type)}`,
      position,
    );
  }
  const sides = [left, right];
  const composed = sides.filter((side) => side.parts === undefined && !repeatable.test(side.sql));
  const names = new Map(composed.map((side, index) => [side, `_s${index}_${composed.length}`]));
  const [a, b] = sides.map((side) => {
    const name = names.get(side);
    return name === undefined ? side : { sql: `_both.${name}`, type: side.type };
  });
  const tests = type.fields.map((field, index) => {
    const [first, second] = [a, b].map(
      (side) =>
        side?.parts?.[index] ?? {
          sql: `struct_extract(${side?.sql ?? ''}, ${text(fieldName(field, index))})`,
          type: field.type,
        },
    );
    return first && second ? equality(first, second) : 'TRUE';
  });
  const present = [a, b].flatMap((side) =>
    side === undefined || side.parts !== undefined ? [] : [`${side.sql} IS NOT NULL`],
  );
  const every = `(${tests.join(' AND ')})`;
  const guarded =
    present.length === 0 ? every : `(CASE WHEN ${present.join(' AND ')} THEN ${every} END)`;
  const sql = operator === '=' ? guarded : `(NOT ${guarded})`;
  if (composed.length === 0) return { sql, type: BOOL };
  const packed = composed.map((side) => `${names.get(side) ?? ''} := ${side.sql}`);
  return {
    sql: `list_transform([struct_pack(${packed.join(', ')})], lambda _both: ${sql})[1]`,
    type: BOOL,
  };
}
