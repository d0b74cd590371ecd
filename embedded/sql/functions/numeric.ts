import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { numericArithmetic } from '../compiler/arithmetic.ts';
import { bindOnce, bindOutside } from '../compiler/bind-once.ts';
import { castTo, coerce, commonType } from '../compiler/coerce.ts';
import { magnitudeOf } from '../compiler/numeric-conversion.ts';
import { negate } from '../compiler/operators.ts';
import { BOOL, FLOAT64, INT64, isNumeric, superType, UNKNOWN, type SqlType } from '../types.ts';
import { asFloat, fill, plain, wrongType } from './define.ts';
import { trigonometric } from './trigonometric.ts';
import { rounding } from './rounding.ts';

/** The arguments, all numbers, and their common type; a bare NULL counts as INT64. */
function numbers(call: FunctionCall): { values: Compiled[]; type: SqlType } {
  const values = call.arguments();
  for (const value of values) {
    if (!isNumeric(value.type) && value.type.kind !== 'UNKNOWN' && value.type.kind !== 'NULL')
      throw wrongType(call, value);
  }
  const type = commonType(values, `function ${call.node.name}`, call.node.position);
  return { values, type: type.kind === 'NULL' ? INT64 : type };
}

const isDecimal = (type: SqlType) => type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC';

/** The native function of a decimal type. */
const decimalSql = (name: string, type: SqlType, values: Compiled[]): string =>
  `bq_${type.kind.toLowerCase()}_${name}(${values.map((value) => coerce(value, type).sql).join(', ')})`;

/** A function of FLOAT64 with a variant for decimals; INT64 becomes FLOAT64. */
function inexact(template: string, decimal: string, count = 1): FunctionDefinition {
  return {
    minimum: count,
    maximum: count,
    compile(call) {
      const { values, type } = numbers(call);
      if (isDecimal(type)) return { sql: decimalSql(decimal, type, values), type };
      return { sql: floatSql(template, values), type: type.kind === 'UNKNOWN' ? UNKNOWN : FLOAT64 };
    },
  };
}

function floatSql(template: string, values: Compiled[]): string {
  return bindOnce(values.map(asFloat), (names) =>
    fill(
      template,
      names.map((sql) => ({ sql })),
    ),
  );
}

/** One template per type. */
function byType(count: number, templates: Partial<Record<string, string>>): FunctionDefinition {
  return {
    minimum: count,
    maximum: count,
    compile(call) {
      const { values, type } = numbers(call);
      const template =
        templates[type.kind] ?? (type.kind === 'UNKNOWN' ? templates.INT64 : undefined);
      if (template === undefined) throw wrongType(call, values[0] ?? call.argument(0));
      const coerced = values.map((value) => coerce(value, type).sql);
      const sql = bindOnce(coerced, (names) =>
        fill(
          template,
          names.map((name) => ({ sql: name })),
        ),
      );
      const magnitude = type.kind === 'FLOAT64' ? values[0]?.magnitude : undefined;
      return { sql, type, ...(magnitude === undefined ? {} : { magnitude }) };
    },
  };
}

/** NULL where the operation fails; failures of the operands stay failures. */
function safe(operator: string): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const { values, type } = numbers(call);
      const coerced = values.map((value) => coerce(value, type));
      const sql = bindOutside(
        coerced.map((value) => value.sql),
        (names) => {
          const [left, right] = coerced.map((value, index) => ({
            type,
            sql: names[index] ?? value.sql,
          }));
          return `TRY(${left === undefined || right === undefined ? 'NULL' : numericArithmetic(operator, left, right, type).sql})`;
        },
      );
      return { sql, type };
    },
  };
}

const safeNegate: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  compile(call) {
    const { values, type } = numbers(call);
    const value = coerce(values[0] ?? call.argument(0), type);
    const sql = bindOutside(
      [value.sql],
      ([name = '']) => `TRY(${negate('-', { sql: name, type }, call.node.position).sql})`,
    );
    return { sql, type };
  },
};

const safeDivide: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const { values, type } = numbers(call);
    if (isDecimal(type)) return { sql: safeDecimalDivide(values, type), type };
    const [left = call.argument(0), right = call.argument(1)] = values;
    const isWhole = right.type.kind === 'INT64';
    const magnitude = isWhole ? magnitudeOf(left) : undefined;
    const result = type.kind === 'UNKNOWN' ? UNKNOWN : FLOAT64;
    const sql =
      isWhole || type.kind === 'UNKNOWN'
        ? `(${asFloat(left)} / NULLIF(${asFloat(right)}, 0))`
        : floatSql('bq_safe_divide($1, $2)', [left, right]);
    return { sql, type: result, ...(magnitude === undefined ? {} : { magnitude }) };
  },
};

function safeDecimalDivide(values: Compiled[], type: SqlType): string {
  return bindOutside(
    values.map((value) => coerce(value, type).sql),
    ([a = '', b = '']) => `TRY(bq_${type.kind.toLowerCase()}_divide(${a}, ${b}))`,
  );
}

const logarithm: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const { values, type } = numbers(call);
    if (isDecimal(type))
      return { sql: decimalSql(values.length === 1 ? 'ln' : 'log', type, values), type };
    const template = values.length === 1 ? 'bq_ln($1)' : 'bq_log($1, $2)';
    return { sql: floatSql(template, values), type: FLOAT64 };
  },
};

const bitCount: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  compile(call) {
    const value = call.argument(0);
    const { kind } = value.type;
    if (kind === 'BYTES') return { sql: `bq_bytes_bit_count(${value.sql})`, type: INT64 };
    if (kind !== 'INT64' && kind !== 'UNKNOWN' && kind !== 'NULL') throw wrongType(call, value);
    return { sql: `CAST(bit_count(${castTo(value.sql, INT64)}) AS BIGINT)`, type: INT64 };
  },
};

const rangeBucket: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const [point, boundaries] = [call.argument(0), call.argument(1)];
    if (boundaries.type.kind !== 'ARRAY') {
      if (boundaries.type.kind === 'NULL') return { sql: castTo('NULL', INT64), type: INT64 };
      if (boundaries.type.kind !== 'UNKNOWN') throw wrongType(call, boundaries);
      return { sql: `bq_range_bucket(${point.sql}, ${boundaries.sql})`, type: INT64 };
    }
    const type = superType([point.type, boundaries.type.element]);
    if (type === undefined) throw wrongType(call, boundaries);
    const operands = [
      coerce(point, type).sql,
      coerce(boundaries, { kind: 'ARRAY', element: type }).sql,
    ];
    const sql = bindOnce(operands, ([p = '', b = '']) =>
      type.kind === 'FLOAT64'
        ? `CASE WHEN NOT isnan(${p}) THEN bq_range_bucket(${p}, ${b}) END`
        : `bq_range_bucket(${p}, ${b})`,
    );
    return { sql, type: INT64 };
  },
};

export const numeric: FunctionTable = {
  ...trigonometric,
  ABS: byType(1, {
    INT64: 'abs($1)',
    FLOAT64: 'abs($1)',
    NUMERIC: 'abs($1)',
    BIGNUMERIC: 'bq_bignumeric_abs($1)',
  }),
  SIGN: byType(1, {
    INT64: 'CAST(sign($1) AS BIGINT)',
    FLOAT64: 'CASE WHEN isnan($1) THEN $1 ELSE CAST(sign($1) AS DOUBLE) END',
    NUMERIC: 'CAST(sign($1) AS DECIMAL(38,9))',
    BIGNUMERIC: 'bq_bignumeric_sign($1)',
  }),
  ROUND: rounding('round', 3),
  TRUNC: rounding('trunc', 2),
  CEIL: rounding('ceil', 1),
  CEILING: rounding('ceil', 1),
  FLOOR: rounding('floor', 1),
  DIV: byType(2, {
    INT64: 'bq_div($1, $2)',
    NUMERIC: 'bq_numeric_div($1, $2)',
    BIGNUMERIC: 'bq_bignumeric_div($1, $2)',
  }),
  MOD: byType(2, {
    INT64: 'bq_mod($1, $2)',
    NUMERIC: 'bq_numeric_mod($1, $2)',
    BIGNUMERIC: 'bq_bignumeric_mod($1, $2)',
  }),
  SAFE_DIVIDE: safeDivide,
  SAFE_ADD: safe('+'),
  SAFE_SUBTRACT: safe('-'),
  SAFE_MULTIPLY: safe('*'),
  SAFE_NEGATE: safeNegate,
  IEEE_DIVIDE: plain(2, FLOAT64, '($1 / $2)', [FLOAT64, FLOAT64]),
  IS_NAN: plain(1, BOOL, 'isnan($1)', [FLOAT64]),
  IS_INF: plain(1, BOOL, 'isinf($1)', [FLOAT64]),
  POW: inexact('bq_pow($1, $2)', 'pow', 2),
  POWER: inexact('bq_pow($1, $2)', 'pow', 2),
  SQRT: inexact('bq_sqrt($1)', 'sqrt'),
  CBRT: inexact('bq_cbrt($1)', 'cbrt'),
  EXP: inexact('bq_exp($1)', 'exp'),
  LN: inexact('bq_ln($1)', 'ln'),
  LOG: logarithm,
  LOG10: inexact('bq_log10($1)', 'log10'),
  RANGE_BUCKET: rangeBucket,
  BIT_COUNT: bitCount,
};
