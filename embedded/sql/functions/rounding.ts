import type { Compiled, FunctionDefinition } from '../compiler/compiled.ts';
import { bindOnce } from '../compiler/bind-once.ts';
import { coerce } from '../compiler/coerce.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { FLOAT64, INT64, isNumeric, UNKNOWN } from '../types.ts';
import { asFloat, expect, wrongType } from './define.ts';

const modes: Record<string, string> = {
  ROUND_HALF_AWAY_FROM_ZERO: 'round',
  ROUND_HALF_EVEN: 'round_half_even',
};

/** Digits as DuckDB takes them; beyond 400 they make no difference. */
function places(digits: Compiled): string {
  if (typeof digits.literal === 'bigint') {
    const { literal } = digits;
    return (literal > 400n ? 400n : literal < -400n ? -400n : literal).toString();
  }
  return `CAST(CASE WHEN abs(${digits.sql}) > 400 THEN 400 * sign(${digits.sql}) ELSE ${digits.sql} END AS INTEGER)`;
}

/** ROUND, TRUNC, CEIL and FLOOR: INT64 becomes FLOAT64, decimals keep their type. */
export function rounding(name: string, maximum: number): FunctionDefinition {
  return {
    minimum: 1,
    maximum,
    compile(call) {
      const value = call.argument(0);
      const { kind } = value.type;
      if (!isNumeric(value.type) && kind !== 'UNKNOWN' && kind !== 'NULL')
        throw wrongType(call, value);
      const digits = call.count > 1 ? expect(call, call.argument(1), INT64) : undefined;
      const mode = call.count > 2 ? call.argument(2) : undefined;
      if (kind === 'NUMERIC' || kind === 'BIGNUMERIC') {
        const native = mode === undefined ? name : modes[String(mode.literal)];
        if (native === undefined)
          throw typeof mode?.literal === 'string'
            ? invalidQuery(`Invalid rounding mode: ${mode.literal}`, call.node.position)
            : unsupported('a rounding mode that is not a literal', 'a literal', call.node.position);
        return {
          sql: `bq_${kind.toLowerCase()}_${native}(${value.sql}, ${digits?.sql ?? '0::BIGINT'})`,
          type: value.type,
        };
      }
      if (mode !== undefined) throw wrongType(call, value);
      if (kind === 'UNKNOWN') {
        const rest = digits === undefined ? '' : `, ${places(digits)}`;
        return { sql: `${name}(${value.sql}${rest})`, type: UNKNOWN };
      }
      const number = kind === 'NULL' ? coerce(value, FLOAT64).sql : asFloat(value);
      const sql =
        digits === undefined
          ? `${name}(${number})`
          : bindOnce([number], ([x = '']) => `bq_${name}_places(${x}, ${places(digits)})`);
      return {
        sql,
        type: FLOAT64,
        ...(value.magnitude === undefined ? {} : { magnitude: value.magnitude + 1 }),
      };
    },
  };
}
