import type { SqlType } from '../types.ts';
import { INT64, UNKNOWN } from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { floatArithmetic, floatDivision } from './float-arithmetic.ts';

const operationNames: Record<string, string> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
};

/** `+ - * /` over numbers whose common type is `type`. */
export function numericArithmetic(
  operator: string,
  left: Compiled,
  right: Compiled,
  type: SqlType,
): Compiled {
  if (type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC') {
    const [a, b] = [coerce(left, type).sql, coerce(right, type).sql];
    const isNative = type.kind === 'NUMERIC' && (operator === '+' || operator === '-');
    const sql = isNative
      ? `(${a} ${operator} ${b})`
      : `bq_${type.kind.toLowerCase()}_${operationNames[operator] ?? ''}(${a}, ${b})`;
    return { sql, type };
  }
  if (type.kind === 'UNKNOWN') {
    const sql =
      operator === '/'
        ? `(${left.sql} / bq_nonzero(${right.sql}))`
        : `(${left.sql} ${operator} ${right.sql})`;
    return { sql, type: UNKNOWN };
  }
  if (operator === '/') return floatDivision(left, right);
  if (type.kind === 'FLOAT64') return floatArithmetic(operator, left, right);
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type: INT64 };
}
