import { bindOnce, isCheap } from './bind-once.ts';
import type { Compiled } from './compiled.ts';
import { magnitudeOf } from './numeric-conversion.ts';

const mirrored: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Whether a FLOAT64 can be NaN. */
export const mayBeNan = (value: Compiled): boolean => magnitudeOf(value) === undefined;

const notNan = (sql: string, other: Compiled): string =>
  other.literal === undefined
    ? `(${sql} < 'nan'::DOUBLE OR ${other.sql} IS NULL)`
    : `${sql} < 'nan'::DOUBLE`;

/**
 * A comparison of FLOAT64s in which NaN equals nothing and is neither less nor greater. DuckDB takes NaN for
 * the greatest value and equal to itself, so only some sides of some operators need a condition.
 */
export function floatComparison(operator: string, left: Compiled, right: Compiled): string {
  if (operator.includes('DISTINCT')) return `(${left.sql} ${operator} ${right.sql})`;
  const guarded = operator.startsWith('<') ? right : left;
  const other = guarded === left ? right : left;
  const isEquality = operator === '=' || operator === '!=';
  const needed = isEquality ? mayBeNan(left) && mayBeNan(right) : mayBeNan(guarded);
  const sign = operator === '!=' ? '<>' : operator;
  if (!needed) return `(${left.sql} ${sign} ${right.sql})`;
  if (!isEquality && !mayBeNan(other) && !isCheap(guarded.sql)) {
    return `((-${left.sql}) ${mirrored[operator] ?? ''} (-${right.sql}))`;
  }
  return bindOnce([left.sql, right.sql], ([a = '', b = '']) => {
    const [one, two] = [
      { ...left, sql: a },
      { ...right, sql: b },
    ];
    if (operator === '!=') return `(${a} <> ${b} OR (isnan(${a}) AND ${b} IS NOT NULL))`;
    const condition = guarded === left ? notNan(a, two) : notNan(b, one);
    return `(${a} ${sign} ${b} AND ${condition})`;
  });
}
