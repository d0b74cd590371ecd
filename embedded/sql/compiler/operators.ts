import { invalidQuery } from '../errors.ts';
import type { BinaryOperator, Expression } from '../parser/ast.ts';
import { BOOL, BYTES, INT64, isNumeric, STRING, superType, typeName } from '../types.ts';
import { stringOf } from './casts.ts';
import { coerce, unify } from './coerce.ts';
import { numericArithmetic } from './arithmetic.ts';
import type { Compiled } from './compiled.ts';
import { floatComparison } from './float-comparison.ts';
import { dateArithmetic } from './intervals.ts';
import { rangeKey } from './ranges.ts';
import { structComparison } from './struct-comparison.ts';

const comparisons = new Set<BinaryOperator>([
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'IS DISTINCT FROM',
  'IS NOT DISTINCT FROM',
]);

function noSignature(operator: string, left: Compiled, right: Compiled, position?: number) {
  return invalidQuery(
    `No matching signature for operator ${operator} for argument types: ${typeName(left.type)}, ${typeName(right.type)}`,
    position,
  );
}

/** `left operator right` with GoogleSQL's types. */
export function binary(
  node: Expression & { kind: 'binary' },
  left: Compiled,
  right: Compiled,
): Compiled {
  const { operator, position } = node;
  if (operator === 'AND' || operator === 'OR') {
    for (const side of [left, right]) {
      if (!['BOOL', 'UNKNOWN', 'NULL'].includes(side.type.kind))
        throw noSignature(operator, left, right, position);
    }
    return { sql: `(${left.sql} ${operator} ${right.sql})`, type: BOOL };
  }
  if (!operator.includes('DISTINCT') && !['||', '<<', '>>'].includes(operator))
    refuseNull(operator, [left, right], position);
  if (comparisons.has(operator)) return comparison(operator, left, right, position);
  if (operator === '||') return concatenate(left, right, position);
  if (['+', '-', '*', '/'].includes(operator)) return arithmetic(operator, left, right, position);
  if (left.type.kind === 'BYTES') return bitwiseBytes(operator, left, right, position);
  const bitwise =
    operator === '^' ? `xor(${left.sql}, ${right.sql})` : `(${left.sql} ${operator} ${right.sql})`;
  for (const side of [left, right]) {
    if (!['INT64', 'UNKNOWN', 'NULL'].includes(side.type.kind))
      throw noSignature(operator, left, right, position);
  }
  if (operator === '<<' || operator === '>>') {
    return {
      sql: `bq_shift_${operator === '<<' ? 'left' : 'right'}(${left.sql}, ${right.sql})`,
      type: INT64,
    };
  }
  return { sql: bitwise, type: INT64 };
}

const incomparable = new Set(['JSON', 'ARRAY']);

export function comparison(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
  position?: number,
): Compiled {
  const { values, type } = unify([left, right], `operator ${operator}`, position);
  if (incomparable.has(type.kind)) throw noSignature(operator, left, right, position);
  const [a = left, b = right] = values;
  if (type.kind === 'STRUCT') {
    const equality = (first: Compiled, second: Compiled) =>
      comparison('=', first, second, position).sql;
    return structComparison(operator, type, [a, b], equality, position);
  }
  if (type.kind === 'RANGE' && ['<', '<=', '>', '>='].includes(operator))
    return { sql: `(${rangeKey(a.sql)} ${operator} ${rangeKey(b.sql)})`, type: BOOL };
  const sql =
    type.kind === 'FLOAT64'
      ? floatComparison(operator, a, b)
      : `(${a.sql} ${operator === '!=' ? '<>' : operator} ${b.sql})`;
  return { sql, type: BOOL };
}

const bytesOperations: Partial<Record<BinaryOperator, string>> = {
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shift_left',
  '>>': 'shift_right',
};

function bitwiseBytes(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
  position: number,
): Compiled {
  const isShift = operator === '<<' || operator === '>>';
  if (right.type.kind !== (isShift ? 'INT64' : 'BYTES') && right.type.kind !== 'NULL')
    throw noSignature(operator, left, right, position);
  return {
    sql: `bq_bytes_${bytesOperations[operator] ?? ''}(${left.sql}, ${right.sql})`,
    type: BYTES,
  };
}

function concatenate(left: Compiled, right: Compiled, position: number): Compiled {
  refuseNull('||', [left, right], position);
  if (![left, right].some((side) => ['BYTES', 'ARRAY', 'UNKNOWN'].includes(side.type.kind))) {
    const texts = [left, right].map((side) => {
      if (['STRUCT', 'JSON'].includes(side.type.kind))
        throw noSignature('||', left, right, position);
      return stringOf(side);
    });
    return { sql: `(${texts.join(' || ')})`, type: STRING };
  }
  const { values, type } = unify([left, right], 'operator ||', position);
  const [a, b] = values.map((value) => value.sql);
  if (type.kind === 'ARRAY') return { sql: `bq_array_concat(${a ?? ''}, ${b ?? ''})`, type };
  if (!['STRING', 'BYTES', 'UNKNOWN', 'NULL'].includes(type.kind))
    throw noSignature('||', left, right, position);
  return { sql: `(${a ?? ''} || ${b ?? ''})`, type };
}

/** GoogleSQL refuses a bare NULL as an operand, which has no type. */
export function refuseNull(operator: string, operands: Compiled[], position?: number): void {
  if (operands.some((operand) => operand.literal === null)) {
    throw invalidQuery(`Operands of ${operator} cannot be literal NULL`, position);
  }
}

function arithmetic(operator: string, left: Compiled, right: Compiled, position: number): Compiled {
  const dates = dateArithmetic(operator, left, right);
  if (dates !== undefined) return dates;
  const dominant = [left, right].find(
    (side) => side.type.kind === 'NUMERIC' || side.type.kind === 'BIGNUMERIC',
  );
  const other = dominant === left ? right : left;
  if (dominant !== undefined && typeof other.literal === 'number') {
    const adapted = coerce(other, dominant.type);
    return dominant === left
      ? arithmetic(operator, left, adapted, position)
      : arithmetic(operator, adapted, right, position);
  }
  const type = superType([left.type, right.type]);
  const known =
    type !== undefined && (isNumeric(type) || type.kind === 'UNKNOWN' || type.kind === 'NULL');
  if (!known) throw noSignature(operator, left, right, position);
  return numericArithmetic(operator, left, right, type);
}

/** Unary minus and bitwise not. */
export function negate(operator: '-' | '~', operand: Compiled, position: number): Compiled {
  refuseNull(operator, [operand], position);
  if (operator === '~' && operand.type.kind === 'BYTES')
    return { sql: `bq_bytes_not(${operand.sql})`, type: BYTES };
  const allowed =
    operator === '-'
      ? isNumeric(operand.type) || operand.type.kind === 'INTERVAL'
      : operand.type.kind === 'INT64';
  if (!allowed && operand.type.kind !== 'UNKNOWN' && operand.type.kind !== 'NULL') {
    throw invalidQuery(
      `No matching signature for operator ${operator} for argument types: ${typeName(operand.type)}`,
      position,
    );
  }
  if (operand.type.kind === 'BIGNUMERIC' && operator === '-')
    return { sql: `bq_bignumeric_negate(${operand.sql})`, type: operand.type };
  if (operand.type.kind === 'INTERVAL')
    return { sql: `bq_interval_multiply(${operand.sql}, -1)`, type: operand.type };
  return {
    sql: `(${operator}${operand.sql})`,
    type: operand.type.kind === 'NULL' ? INT64 : operand.type,
    ...(operand.magnitude === undefined ? {} : { magnitude: operand.magnitude }),
  };
}
