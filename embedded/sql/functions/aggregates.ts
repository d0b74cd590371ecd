import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { castTo, coerce } from '../compiler/coerce.ts';
import { magnitudeOf } from '../compiler/numeric-conversion.ts';
import { isGroupable, isOrderable } from '../compiler/ordering.ts';
import { mayEndBeforeStart, namedWindow } from '../compiler/windows.ts';
import { invalidQuery } from '../errors.ts';
import { BOOL, FLOAT64, INT64, isNumeric, typeName, UNKNOWN } from '../types.ts';
import { aggregate, aggregateOf, aggregateSql, expect, wrongType } from './define.ts';
import { intervalSums } from './intervals.ts';

const count = aggregateOf(1, (call) => {
  const star = call.node.arguments[0]?.kind === 'star';
  const { over, distinct, position } = call.node;
  if (!star && distinct && !isGroupable(call.argument(0).type)) {
    throw invalidQuery(
      `Aggregate functions with DISTINCT cannot be used with arguments of type ${typeName(call.argument(0).type)}`,
      position,
    );
  }
  const sql = aggregateSql(call, {
    name: 'count',
    values: [star ? '*' : call.argument(0).sql],
  });
  const isBackward = over !== undefined && mayEndBeforeStart(over, call.scope);
  return { sql: isBackward ? `greatest(${sql}, 0)` : sql, type: INT64 };
});

const countIf = aggregateOf(1, (call) => {
  const test = expect(call, call.argument(0), BOOL).sql;
  const values = call.node.distinct ? [test] : ['*'];
  return { sql: aggregateSql(call, { name: 'count', values, filter: test }), type: INT64 };
});

/** SUM and AVG take numbers and intervals. */
function summable(definition: FunctionDefinition): FunctionDefinition {
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

/** A FLOAT64 so small that no sum of such overflows, while infinities and NaN stay what they are. */
const scaledDown = (sql: string): string => `(${sql}) * 1e-40`;

/**
 * An average that does not overflow on the way. An infinity makes it NaN as soon as another value follows.
 */
function floatAverage(call: FunctionCall, value: Compiled): string {
  const over = (name: string, sql: string, filter?: string) =>
    aggregateSql(call, { name, values: [sql], ...(filter !== undefined && { filter }) });
  const average = over('avg', value.sql);
  if ((magnitudeOf(value) ?? Infinity) < 1e280) return average;
  const last = lastOf(call, value);
  return `bq_float_average(${average}, ${over('avg', scaledDown(value.sql))}, ${last})`;
}

/** The last value of an average, if it may be its only infinity; of a window without order the only value. */
function lastOf(call: FunctionCall, value: Compiled): string {
  const over = (name: string, sql: string, filter?: string) =>
    aggregateSql(call, { name, values: [sql], ...(filter !== undefined && { filter }) });
  const window = call.node.over && namedWindow(call.node.over, call.scope);
  if (window !== undefined && window.order.length > 0)
    return over('last_value', `${value.sql} IGNORE NULLS`);
  if (window !== undefined || call.node.distinct)
    return `CASE WHEN ${over('count', value.sql)} = 1 THEN ${over('max', value.sql)} END`;
  const infinities = over('count', value.sql, `isinf(${value.sql})`);
  return `CASE WHEN ${infinities} = 1 THEN ${over('last', value.sql, `${value.sql} IS NOT NULL`)} END`;
}

const sum = aggregateOf(1, (call) => {
  const value = call.argument(0);
  const total = (sql: string) => aggregateSql(call, { name: 'sum', values: [sql] });
  switch (value.type.kind) {
    case 'INTERVAL': {
      const parts = intervalSums(call, value.sql);
      return { sql: `bq_interval_of(${parts.join(', ')})`, type: value.type };
    }
    case 'FLOAT64': {
      const isSmall = (magnitudeOf(value) ?? Infinity) < 1e280;
      const sum = total(value.sql);
      const sql = isSmall ? sum : `bq_float_sum(${sum}, ${total(scaledDown(value.sql))})`;
      return { sql, type: FLOAT64 };
    }
    case 'NUMERIC':
      return { sql: `bq_numeric_sum(${total(value.sql)})`, type: value.type };
    case 'BIGNUMERIC':
      return { sql: `bq_bignumeric_total(${total(value.sql)})`, type: value.type };
    case 'UNKNOWN':
      return { sql: `bq_sum(${total(value.sql)})`, type: UNKNOWN };
    case 'NULL':
      return { sql: castTo(total(castTo('NULL', INT64)), INT64), type: INT64 };
    default:
      return { sql: castTo(total(value.sql), value.type), type: value.type };
  }
});

const average = aggregateOf(1, (call) => {
  const value = call.argument(0);
  const over = (name: string, sql: string) => aggregateSql(call, { name, values: [sql] });
  switch (value.type.kind) {
    case 'NUMERIC':
    case 'BIGNUMERIC': {
      const divide = value.type.kind === 'NUMERIC' ? 'bq_numeric_divide' : 'bq_bignumeric_divide';
      const number = over('count', value.sql);
      const counted = coerce({ sql: number, type: INT64 }, value.type).sql;
      return {
        sql: `${divide}(${over('sum', value.sql)}, NULLIF(${counted}, 0))`,
        type: value.type,
      };
    }
    case 'INTERVAL': {
      const parts = intervalSums(call, value.sql);
      return {
        sql: `bq_interval_average(${parts.join(', ')}, ${over('count', value.sql)})`,
        type: value.type,
      };
    }
    case 'UNKNOWN':
      return { sql: over('avg', value.sql), type: UNKNOWN };
    case 'NULL':
      return { sql: over('avg', castTo('NULL', FLOAT64)), type: FLOAT64 };
    case 'FLOAT64':
      return { sql: floatAverage(call, value), type: FLOAT64 };
    default:
      return { sql: over('avg', value.sql), type: FLOAT64 };
  }
});

/** MIN and MAX. NaN is both of FLOAT64s that hold one: DuckDB takes it for the greatest only. */
function extreme(name: 'min' | 'max'): FunctionDefinition {
  return aggregateOf(1, (call) => {
    const value = call.argument(0);
    if (!isOrderable(value.type)) {
      throw invalidQuery(
        `${call.node.name} is not defined for arguments of type ${typeName(value.type)}`,
        call.node.position,
      );
    }
    if (name === 'min' && value.type.kind === 'FLOAT64') {
      const sql = aggregateSql(call, { name: 'max', values: [`-${value.sql}`] });
      return { sql: `(-${sql})`, type: FLOAT64 };
    }
    return { sql: aggregateSql(call, { name, values: [value.sql] }), type: value.type };
  });
}

/** MAX_BY, MIN_BY and ANY_VALUE with HAVING: a value of a row where `by` is extreme. */
function valueAt(
  call: FunctionCall,
  value: Compiled,
  by: Compiled,
  which: 'MAX' | 'MIN',
): Compiled {
  if (!isOrderable(by.type)) {
    throw invalidQuery(
      `HAVING modifier does not support expressions of type ${typeName(by.type)}`,
      call.node.position,
    );
  }
  const name = which === 'MAX' ? 'arg_max_null' : 'arg_min_null';
  const sql = aggregateSql(call, { name, values: [value.sql, by.sql] });
  if (by.type.kind !== 'FLOAT64') return { sql, type: value.type };
  const nan = aggregateSql(call, { name: 'bool_or', values: [`isnan(${by.sql})`] });
  return { sql: `CASE WHEN ${nan} THEN NULL ELSE ${sql} END`, type: value.type };
}

const anyValue = aggregateOf(
  1,
  (call) => {
    const value = call.argument(0);
    const { having } = call.node;
    if (having !== undefined) {
      const by = call.compiler.expression(having.expression, call.scope);
      return valueAt(call, value, by, having.extreme);
    }
    return {
      sql: aggregateSql(call, { name: 'any_value', values: [value.sql] }),
      type: value.type,
    };
  },
  { ownHaving: true },
);

function by(which: 'MAX' | 'MIN'): FunctionDefinition {
  return aggregateOf(2, (call) => valueAt(call, call.argument(0), call.argument(1), which), {
    distinct: 'refused',
  });
}

/** General aggregate functions that yield one value. */
export const aggregates: FunctionTable = {
  COUNT: count,
  COUNTIF: countIf,
  SUM: summable(sum),
  AVG: summable(average),
  MIN: extreme('min'),
  MAX: extreme('max'),
  ANY_VALUE: anyValue,
  MAX_BY: by('MAX'),
  MIN_BY: by('MIN'),
  LOGICAL_AND: aggregate(BOOL, 'bool_and', undefined, [BOOL]),
  LOGICAL_OR: aggregate(BOOL, 'bool_or', undefined, [BOOL]),
  BIT_AND: aggregate(INT64, 'bit_and', undefined, [INT64]),
  BIT_OR: aggregate(INT64, 'bit_or', undefined, [INT64]),
  BIT_XOR: aggregate(INT64, 'bit_xor', undefined, [INT64]),
  GROUPING: {
    minimum: 1,
    maximum: 1,
    compile: (call) => ({ sql: `CAST(grouping(${call.argument(0).sql}) AS BIGINT)`, type: INT64 }),
  },
};
