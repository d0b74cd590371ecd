import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { castTo, coerce } from '../compiler/coerce.ts';
import {
  BIGNUMERIC,
  BOOL,
  FLOAT64,
  INT64,
  isNumeric,
  NUMERIC,
  STRING,
  superType,
  UNKNOWN,
  type SqlType,
} from '../types.ts';
import { asFloat, fill, firstType, plain, wrongType } from './define.ts';

/** A function of FLOAT64, whatever numeric type it is given. */
function float(template: string, count = 1): FunctionDefinition {
  return plain(
    count,
    FLOAT64,
    template,
    Array.from({ length: count }, () => FLOAT64),
  );
}

/** ROUND, CEIL and kin: INT64 becomes FLOAT64, NUMERIC stays. */
function rounding(template: string, counts: [number, number]): FunctionDefinition {
  return {
    minimum: counts[0],
    maximum: counts[1],
    compile(call) {
      const [value, ...others] = call.arguments();
      if (value === undefined) return { sql: 'NULL', type: FLOAT64 };
      const exact = value.type.kind === 'NUMERIC' || value.type.kind === 'BIGNUMERIC';
      if (!isNumeric(value.type) && value.type.kind !== 'UNKNOWN' && value.type.kind !== 'NULL')
        throw wrongType(call, value);
      const digits = others[0]?.sql;
      const sql =
        digits === undefined
          ? fill(template, [{ sql: exact ? value.sql : asFloat(value) }])
          : `${template.slice(0, template.indexOf('('))}(${exact ? value.sql : asFloat(value)}, CAST(${digits} AS INTEGER))`;
      return exact
        ? { sql: castTo(sql, value.type), type: value.type }
        : { sql, type: value.type.kind === 'UNKNOWN' ? UNKNOWN : FLOAT64 };
    },
  };
}

function integers(template: string): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const values = call.arguments();
      const type = superType(values.map((value) => value.type)) ?? INT64;
      if (type.kind === 'FLOAT64') throw wrongType(call, values[0] ?? call.argument(0));
      const sql = fill(
        template,
        values.map((value) => coerce(value, type)),
      );
      return {
        sql: type.kind === 'INT64' || type.kind === 'UNKNOWN' ? sql : castTo(sql, type),
        type,
      };
    },
  };
}

const operatorOf: Record<string, string> = { ADD: '+', SUBTRACT: '-', MULTIPLY: '*' };

function safe(operation: string): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const values = call.arguments();
      const type: SqlType = superType(values.map((value) => value.type)) ?? UNKNOWN;
      const sql = `(${values.map((value) => value.sql).join(` ${operatorOf[operation] ?? '+'} `)})`;
      return { sql: `TRY(${type.kind.endsWith('NUMERIC') ? castTo(sql, type) : sql})`, type };
    },
  };
}

const safeDivide: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const [left, right] = [call.argument(0), call.argument(1)];
    const type = superType([left.type, right.type]) ?? FLOAT64;
    if (type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC') {
      const divisor = `NULLIF(${coerce(right, type).sql}, 0)`;
      return {
        sql: `bq_${type.kind.toLowerCase()}_divide(${coerce(left, type).sql}, ${divisor})`,
        type,
      };
    }
    for (const side of [left, right]) {
      if (!isNumeric(side.type) && side.type.kind !== 'UNKNOWN' && side.type.kind !== 'NULL')
        throw wrongType(call, side);
    }
    return {
      sql: `(${asFloat(left)} / NULLIF(${asFloat(right)}, 0))`,
      type: type.kind === 'UNKNOWN' ? UNKNOWN : FLOAT64,
    };
  },
};

export const numeric: FunctionTable = {
  ABS: plain(1, firstType, 'abs($1)'),
  SIGN: {
    minimum: 1,
    maximum: 1,
    compile: (call) => {
      const value = call.argument(0);
      return { sql: castTo(`sign(${value.sql})`, value.type), type: value.type };
    },
  },
  ROUND: rounding('round($1)', [1, 2]),
  TRUNC: rounding('trunc($1)', [1, 2]),
  CEIL: rounding('ceil($1)', [1, 1]),
  CEILING: rounding('ceil($1)', [1, 1]),
  FLOOR: rounding('floor($1)', [1, 1]),
  DIV: integers('($1 // bq_nonzero($2))'),
  MOD: integers('($1 % bq_nonzero($2))'),
  SAFE_DIVIDE: safeDivide,
  SAFE_ADD: safe('ADD'),
  SAFE_SUBTRACT: safe('SUBTRACT'),
  SAFE_MULTIPLY: safe('MULTIPLY'),
  SAFE_NEGATE: plain(1, firstType, 'TRY(-$1)'),
  IEEE_DIVIDE: float('($1 / $2)', 2),
  IS_NAN: plain(1, BOOL, 'isnan($1)', [FLOAT64]),
  IS_INF: plain(1, BOOL, 'isinf($1)', [FLOAT64]),
  POW: power(),
  POWER: power(),
  SQRT: float('bq_sqrt($1)'),
  CBRT: float('cbrt($1)'),
  EXP: float('bq_exp($1)'),
  LN: float('bq_ln($1)'),
  LOG: {
    minimum: 1,
    maximum: 2,
    compile(call) {
      const values = call.arguments().map(asFloat);
      const [value = 'NULL', base] = values;
      return {
        sql:
          base === undefined ? `bq_ln(${value})` : `(bq_ln(${value}) / bq_nonzero(bq_ln(${base})))`,
        type: FLOAT64,
      };
    },
  },
  LOG10: float('bq_log10($1)'),
  SIN: float('sin($1)'),
  COS: float('cos($1)'),
  TAN: float('tan($1)'),
  ASIN: float('asin($1)'),
  ACOS: float('acos($1)'),
  ATAN: float('atan($1)'),
  ATAN2: float('atan2($1, $2)', 2),
  SINH: float('sinh($1)'),
  COSH: float('cosh($1)'),
  TANH: float('tanh($1)'),
  ASINH: float('asinh($1)'),
  ACOSH: float('acosh($1)'),
  ATANH: float('atanh($1)'),
  COT: float('cot($1)'),
  RANGE_BUCKET: plain(2, INT64, 'bq_range_bucket($1, $2)'),
  BIT_COUNT: plain(1, INT64, 'CAST(bit_count($1) AS BIGINT)', [INT64]),
  PARSE_NUMERIC: plain(
    1,
    NUMERIC,
    "CAST(replace(replace(trim($1), ' ', ''), ',', '') AS DECIMAL(38,9))",
    [STRING],
  ),
  PARSE_BIGNUMERIC: plain(
    1,
    BIGNUMERIC,
    "CAST(replace(replace(trim($1), ' ', ''), ',', '') AS DECIMAL(38,18))",
    [STRING],
  ),
};

function power(): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const [left, right] = [call.argument(0), call.argument(1)];
      const type = superType([left.type, right.type]) ?? FLOAT64;
      const sql = `bq_pow(${asFloat(left)}, ${asFloat(right)})`;
      return type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC'
        ? { sql: castTo(sql, type), type }
        : { sql, type: FLOAT64 };
    },
  };
}
