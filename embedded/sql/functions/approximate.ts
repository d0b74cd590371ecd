import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { castTo } from '../compiler/coerce.ts';
import { orderKey } from '../compiler/ordering.ts';
import { unsupported } from '../errors.ts';
import { arrayOf, INT64, isNumeric, quote, structOf } from '../types.ts';
import { aggregateSql, constantInteger, wrongType } from './define.ts';

/** Counted exactly. */
const countDistinct: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  distinct: 'refused',
  over: 'allowed',
  compile: (call) => ({
    sql: aggregateSql(
      { ...call, node: { ...call.node, distinct: true } },
      { name: 'count', values: [call.argument(0).sql] },
    ),
    type: INT64,
  }),
};

/** Exact quantiles: the values at n/number of the sorted rows, and the least and greatest. */
const quantiles: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  isAggregate: true,
  modifiers: ['NULLS'],
  compile(call) {
    const value = call.argument(0);
    const parts = constantInteger(call, 1, 1);
    const list = aggregateSql(call, {
      name: 'list',
      values: [value.sql],
      order: orderKey(value, { expression: { kind: 'null' }, descending: false }),
      ...(call.node.nulls === 'RESPECT' ? {} : { filter: `${value.sql} IS NOT NULL` }),
    });
    return { sql: `bq_quantiles(${list}, ${parts})`, type: arrayOf(value.type) };
  },
};

/** The most frequent values, counted exactly, or those of the greatest total weight. */
function top(weighted: boolean): FunctionDefinition {
  return {
    minimum: weighted ? 3 : 2,
    maximum: weighted ? 3 : 2,
    isAggregate: true,
    distinct: 'refused',
    compile(call) {
      const value = call.argument(0);
      const weight = weighted ? call.argument(1) : undefined;
      if (weight !== undefined && !isNumeric(weight.type) && weight.type.kind !== 'UNKNOWN')
        throw wrongType(call, weight);
      const number = constantInteger(call, weighted ? 2 : 1, 1);
      if (value.literal !== undefined)
        throw unsupported(`${call.node.name} of a literal`, 'a column', call.node.position);
      const label = weighted ? 'sum' : 'count';
      const total = weight?.type ?? INT64;
      const pairs = aggregateSql(call, {
        name: 'list',
        values: [`struct_pack(v := ${value.sql}, w := ${weight?.sql ?? '1::BIGINT'})`],
      });
      const counted = `SELECT _e.v AS v, ${castTo('sum(_e.w)', total)} AS w FROM (SELECT unnest(${pairs}) AS _e) GROUP BY _e.v`;
      const sql = `(SELECT list(struct_pack("value" := _t.v, ${quote(label)} := _t.w) ORDER BY _t.w DESC NULLS LAST)
        FROM (${counted} ORDER BY w DESC NULLS LAST LIMIT ${number}) AS _t)`;
      const type = structOf([
        { name: 'value', type: value.type },
        { name: label, type: total },
      ]);
      return { sql, type: arrayOf(type) };
    },
  };
}

/** Approximate aggregate functions, computed exactly. */
export const approximate: FunctionTable = {
  APPROX_COUNT_DISTINCT: countDistinct,
  APPROX_QUANTILES: quantiles,
  APPROX_TOP_COUNT: top(false),
  APPROX_TOP_SUM: top(true),
};
