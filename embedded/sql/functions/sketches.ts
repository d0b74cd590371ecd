import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { BYTES, INT64, type ScalarKind, type SqlType } from '../types.ts';
import { aggregateSql, constantInteger, expect, wrongType } from './define.ts';

/** The first byte of a sketch: what kind of values it counts. */
const tags: Partial<Record<ScalarKind, string>> = {
  INT64: '01',
  NUMERIC: '02',
  BIGNUMERIC: '03',
  STRING: '04',
  BYTES: '05',
};

/** A sketch is the exact set of its values' hashes, in order: it counts without an error. */
const init: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  isAggregate: true,
  distinct: 'refused',
  compile(call) {
    const value = call.argument(0);
    const { kind } = value.type;
    const tag = Object.hasOwn(tags, kind) ? tags[kind as ScalarKind] : undefined;
    if (tag === undefined) throw wrongType(call, value);
    if (call.count > 1) {
      const precision = Number(constantInteger(call, 1, 10));
      if (precision > 24) {
        throw invalidQuery(
          `Argument 2 to ${call.node.name} must be at most 24`,
          call.node.position,
        );
      }
    }
    const text = kind === 'BYTES' ? value.sql : `CAST(${value.sql} AS VARCHAR)`;
    const hashes = aggregateSql(
      { ...call, node: { ...call.node, distinct: true } },
      { name: 'list', values: [`left(md5(${text}), 16)`], filter: `${value.sql} IS NOT NULL` },
    );
    return { sql: `bq_sketch('${tag}', ${hashes})`, type: BYTES };
  },
};

function merge(macro: string, type: SqlType): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    isAggregate: true,
    distinct: 'refused',
    compile(call) {
      const sketch = expect(call, call.argument(0), BYTES).sql;
      const sketches = aggregateSql(call, {
        name: 'list',
        values: [sketch],
        filter: `${sketch} IS NOT NULL`,
      });
      return { sql: `${macro}(${sketches})`, type };
    },
  };
}

const extract: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  compile(call) {
    const sketch = expect(call, call.argument(0), BYTES).sql;
    return { sql: `bq_sketch_size(${sketch})`, type: INT64 };
  },
};

const quantiles: FunctionDefinition = {
  minimum: 0,
  maximum: Infinity,
  isAggregate: true,
  over: 'allowed',
  namedArguments: true,
  compile(call) {
    throw unsupported(call.node.name, 'APPROX_QUANTILES or PERCENTILE_CONT', call.node.position);
  },
};

const quantileNames = ['INIT', 'MERGE', 'MERGE_POINT', 'EXTRACT', 'EXTRACT_POINT'].flatMap(
  (action) => ['INT64', 'FLOAT64'].map((type) => `KLL_QUANTILES.${action}_${type}`),
);

/** Sketches that count distinct values; sketches of quantiles are refused. */
export const sketches: FunctionTable = {
  'HLL_COUNT.INIT': init,
  'HLL_COUNT.MERGE': merge('bq_sketch_count', INT64),
  'HLL_COUNT.MERGE_PARTIAL': merge('bq_sketch_union', BYTES),
  'HLL_COUNT.EXTRACT': extract,
  ...Object.fromEntries(
    [...quantileNames, 'KLL_QUANTILES.MERGE_PARTIAL'].map((name) => [name, quantiles]),
  ),
};
