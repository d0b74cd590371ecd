import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { castTo, coerce } from '../compiler/coerce.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import {
  arrayOf,
  BOOL,
  FLOAT64,
  INT64,
  isNumeric,
  STRING,
  structOf,
  UNKNOWN,
  type SqlType,
} from '../types.ts';
import { aggregate, aggregateSql, expect, firstType, wrongType } from './define.ts';

const count: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    const star = call.node.arguments[0]?.kind === 'star';
    return {
      sql: aggregateSql(call, { name: 'count', values: [star ? '*' : call.argument(0).sql] }),
      type: INT64,
    };
  },
};

const countIf: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    if (call.node.distinct)
      throw unsupported('COUNTIF(DISTINCT ...)', 'COUNT(DISTINCT IF(...))', call.node.position);
    const test = expect(call, call.argument(0), BOOL).sql;
    return { sql: aggregateSql(call, { name: 'count', values: ['*'], filter: test }), type: INT64 };
  },
};

function sumResult(sql: string, values: Compiled[]): string {
  const type = firstType(values);
  if (type.kind === 'INT64' || type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC')
    return castTo(sql, type);
  return type.kind === 'UNKNOWN' ? `bq_sum(${sql})` : sql;
}

function numericOnly(definition: FunctionDefinition): FunctionDefinition {
  return {
    ...definition,
    compile(call) {
      const value = call.argument(0);
      const known =
        isNumeric(value.type) || ['UNKNOWN', 'NULL', 'INTERVAL'].includes(value.type.kind);
      if (!known) throw wrongType(call, value);
      return definition.compile(call);
    },
  };
}

/** NaN is the least FLOAT64 for MIN, where DuckDB takes it for the greatest. */
const minimum: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    const sql = aggregateSql(call, { name: 'min', values: [value.sql] });
    if (value.type.kind !== 'FLOAT64') return { sql, type: value.type };
    const test = aggregateSql(call, { name: 'bool_or', values: [`isnan(${value.sql})`] });
    return { sql: `CASE WHEN ${test} THEN 'nan'::DOUBLE ELSE ${sql} END`, type: FLOAT64 };
  },
};

const average: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    if (value.type.kind !== 'NUMERIC' && value.type.kind !== 'BIGNUMERIC') {
      return {
        sql: aggregateSql(call, { name: 'avg', values: [value.sql] }),
        type: value.type.kind === 'UNKNOWN' ? UNKNOWN : FLOAT64,
      };
    }
    const sum = castTo(aggregateSql(call, { name: 'sum', values: [value.sql] }), value.type);
    const number = aggregateSql(call, { name: 'count', values: [value.sql] });
    const divide = value.type.kind === 'NUMERIC' ? 'bq_numeric_divide' : 'bq_bignumeric_divide';
    return {
      sql: `CASE WHEN ${number} > 0 THEN ${divide}(${sum}, ${castTo(number, value.type)}) END`,
      type: value.type,
    };
  },
};

/** The single value an aggregate with HAVING MAX/MIN, MAX_BY or MIN_BY picks. */
function extremeBy(
  call: FunctionCall,
  value: Compiled,
  by: Compiled,
  extreme: 'MAX' | 'MIN',
): Compiled {
  const name = extreme === 'MAX' ? 'arg_max_null' : 'arg_min_null';
  return { sql: aggregateSql(call, { name, values: [value.sql, by.sql] }), type: value.type };
}

const anyValue: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    const { having } = call.node;
    if (having !== undefined) {
      return extremeBy(
        call,
        value,
        call.compiler.expression(having.expression, call.scope),
        having.extreme,
      );
    }
    return {
      sql: aggregateSql(call, { name: 'any_value', values: [value.sql] }),
      type: value.type,
    };
  },
};

function by(extreme: 'MAX' | 'MIN'): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    isAggregate: true,
    over: 'allowed',
    compile: (call) => extremeBy(call, call.argument(0), call.argument(1), extreme),
  };
}

/** LIMIT inside an aggregate takes a literal or a parameter. */
function limited(call: FunctionCall, list: string): string {
  const { limit } = call.node;
  if (limit === undefined) return list;
  return `list_slice(${list}, 1, ${call.compiler.expression(limit, call.scope).sql})`;
}

const arrayAgg: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    if (value.type.kind === 'ARRAY')
      throw invalidQuery('The argument to ARRAY_AGG must not be an array type', call.node.position);
    const filter = call.node.nulls === 'IGNORE' ? `${value.sql} IS NOT NULL` : undefined;
    const list = aggregateSql(call, {
      name: 'list',
      values: [value.sql],
      ...(filter === undefined ? {} : { filter }),
    });
    return { sql: limited(call, list), type: arrayOf(value.type) };
  },
};

const stringAgg: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  isAggregate: true,
  over: 'allowed',
  compile(call) {
    const value = expect(call, call.argument(0), STRING);
    const separator = call.count > 1 ? expect(call, call.argument(1), STRING).sql : "','";
    const filter = `${value.sql} IS NOT NULL`;
    if (call.node.limit === undefined && !call.node.distinct) {
      return {
        sql: aggregateSql(call, { name: 'string_agg', values: [value.sql, separator] }),
        type: STRING,
      };
    }
    const list = limited(call, aggregateSql(call, { name: 'list', values: [value.sql], filter }));
    return { sql: `array_to_string(${list}, ${separator})`, type: STRING };
  },
};

const arrayConcatAgg: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  compile(call) {
    const value = call.argument(0);
    const list = aggregateSql(call, {
      name: 'list',
      values: [value.sql],
      filter: `${value.sql} IS NOT NULL`,
    });
    return { sql: `flatten(${limited(call, list)})`, type: value.type };
  },
};

const approximateQuantiles: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  isAggregate: true,
  compile(call) {
    const value = call.argument(0);
    const { literal } = call.argument(1);
    if (typeof literal !== 'bigint' || literal < 1n)
      throw invalidQuery('APPROX_QUANTILES needs a positive literal number', call.node.position);
    const parts = Number(literal);
    const points = Array.from({ length: parts + 1 }, (_, index) => `${index / parts}`);
    return {
      sql: aggregateSql(call, {
        name: 'quantile_disc',
        values: [value.sql, `[${points.join(', ')}]`],
      }),
      type: arrayOf(value.type),
    };
  },
};

function topCount(weighted: boolean): FunctionDefinition {
  return {
    minimum: weighted ? 3 : 2,
    maximum: weighted ? 3 : 2,
    isAggregate: true,
    compile(call) {
      const value = call.argument(0);
      const number = call.argument(weighted ? 2 : 1);
      const weight = weighted ? call.argument(1) : undefined;
      const label = weighted ? 'sum' : 'count';
      const pairs = aggregateSql(call, {
        name: 'list',
        values: [`struct_pack(v := ${value.sql}, w := ${weight?.sql ?? '1::BIGINT'})`],
      });
      const type = structOf([
        { name: 'value', type: value.type },
        { name: label, type: weight?.type ?? INT64 },
      ]);
      return { sql: `bq_top_${label}(${pairs}, ${number.sql})`, type: arrayOf(type) };
    },
  };
}

function percentile(name: string, result: (type: SqlType) => SqlType): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    isAggregate: true,
    over: 'required',
    compile(call) {
      const value = call.argument(0);
      if (call.node.nulls === 'RESPECT')
        throw unsupported(`${call.node.name} RESPECT NULLS`, 'IGNORE NULLS', call.node.position);
      const fraction = call.argument(1).sql;
      const type = result(value.type);
      const input = name === 'quantile_cont' ? coerce(value, type).sql : value.sql;
      return { sql: aggregateSql(call, { name, values: [input, fraction] }), type };
    },
  };
}

const twoFloats = [FLOAT64, FLOAT64];
const deviation = (name: string) => numericOnly(aggregate(FLOAT64, name, undefined, [FLOAT64]));

export const aggregates: FunctionTable = {
  COUNT: count,
  COUNTIF: countIf,
  SUM: numericOnly(aggregate(firstType, 'sum', sumResult)),
  AVG: numericOnly(average),
  MIN: minimum,
  MAX: aggregate(firstType, 'max'),
  ANY_VALUE: anyValue,
  MAX_BY: by('MAX'),
  MIN_BY: by('MIN'),
  ARRAY_AGG: arrayAgg,
  ARRAY_CONCAT_AGG: arrayConcatAgg,
  STRING_AGG: stringAgg,
  LOGICAL_AND: aggregate(BOOL, 'bool_and', undefined, [BOOL]),
  LOGICAL_OR: aggregate(BOOL, 'bool_or', undefined, [BOOL]),
  BIT_AND: aggregate(INT64, 'bit_and', undefined, [INT64]),
  BIT_OR: aggregate(INT64, 'bit_or', undefined, [INT64]),
  BIT_XOR: aggregate(INT64, 'bit_xor', undefined, [INT64]),
  STDDEV: deviation('stddev_samp'),
  STDDEV_SAMP: deviation('stddev_samp'),
  STDDEV_POP: deviation('stddev_pop'),
  VARIANCE: deviation('var_samp'),
  VAR_SAMP: deviation('var_samp'),
  VAR_POP: deviation('var_pop'),
  CORR: aggregate(FLOAT64, 'corr', undefined, twoFloats),
  COVAR_POP: aggregate(FLOAT64, 'covar_pop', undefined, twoFloats),
  COVAR_SAMP: aggregate(FLOAT64, 'covar_samp', undefined, twoFloats),
  APPROX_COUNT_DISTINCT: {
    ...count,
    compile: (call) => ({
      sql: aggregateSql(
        { ...call, node: { ...call.node, distinct: true } },
        { name: 'count', values: [call.argument(0).sql] },
      ),
      type: INT64,
    }),
  },
  APPROX_QUANTILES: approximateQuantiles,
  APPROX_TOP_COUNT: topCount(false),
  APPROX_TOP_SUM: topCount(true),
  PERCENTILE_CONT: percentile('quantile_cont', (type) =>
    type.kind === 'INT64' || type.kind === 'NULL' ? FLOAT64 : type,
  ),
  PERCENTILE_DISC: percentile('quantile_disc', (type) => type),
  GROUPING: {
    minimum: 1,
    maximum: 1,
    compile: (call) => ({ sql: `CAST(grouping(${call.argument(0).sql}) AS BIGINT)`, type: INT64 }),
  },
};
