import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { FLOAT64, isNumeric } from '../types.ts';
import { aggregateOf, aggregateSql, asFloat, expect, wrongType } from './define.ts';

/** Squares and products of greater numbers overflow. */
const greatest = '1e150';

/** Result for exceptional values, by the greatest magnitude: NaN for one that is infinite or NaN. */
const unlessExceptional = (
  magnitude: string,
  { ordinary, nan, great }: { ordinary: string; nan: string; great: string },
): string =>
  `CASE WHEN NOT isfinite(${magnitude}) THEN ${nan} WHEN ${magnitude} >= ${greatest} THEN ${great} ELSE ${ordinary} END`;

/** 2^520 as DuckDB writes it exactly, which brings great numbers to where their squares do not overflow. */
const scale = (2 ** 520).toString();

/**
 * A standard deviation or variance: NaN when a value is infinite or NaN, which DuckDB refuses, and
 * NULL for fewer than `least` values.
 */
function deviation(name: string, least: number, isSquare = false): FunctionDefinition {
  return aggregateOf(1, (call) => {
    const value = call.argument(0);
    if (!isNumeric(value.type) && !['UNKNOWN', 'NULL'].includes(value.type.kind))
      throw wrongType(call, value);
    const over = (function_: string, sql: string) =>
      aggregateSql(call, { name: function_, values: [sql] });
    const number = asFloat(value);
    if (value.type.kind !== 'FLOAT64') return { sql: over(name, number), type: FLOAT64 };
    const ordinary = over(name, `CASE WHEN abs(${number}) < ${greatest} THEN ${number} END`);
    const magnitude = over('max', `abs(${number})`);
    const nan = `CASE WHEN ${over('count', number)} >= ${least} THEN 'nan'::DOUBLE END`;
    const scaled = over(name, `CASE WHEN isfinite(${number}) THEN ${number} / ${scale} END`);
    const great = `${scaled} * ${scale}${isSquare ? ` * ${scale}` : ''}`;
    return { sql: unlessExceptional(magnitude, { ordinary, nan, great }), type: FLOAT64 };
  });
}

/** CORR and the covariances, of the pairs without a NULL. */
function ofPairs(name: string, least: number): FunctionDefinition {
  return aggregateOf(
    2,
    (call) => {
      const values = call.arguments();
      const [x = 'NULL', y = 'NULL'] = values.map((value) => expect(call, value, FLOAT64).sql);
      const over = (function_: string, ...sqls: string[]) =>
        aggregateSql(call, { name: function_, values: sqls });
      const pairs = over('regr_count', y, x);
      const enough = (sql: string) => `CASE WHEN ${pairs} >= ${least} THEN ${sql} END`;
      if (!values.some((value) => value.type.kind === 'FLOAT64'))
        return { sql: enough(over(name, x, y)), type: FLOAT64 };
      const pair = `CASE WHEN ${x} IS NOT NULL AND ${y} IS NOT NULL THEN greatest(abs(${x}), abs(${y})) END`;
      const usable = (sql: string) => `CASE WHEN ${pair} < ${greatest} THEN ${sql} END`;
      const magnitude = over('max', pair);
      return {
        sql: enough(
          unlessExceptional(magnitude, {
            ordinary: over(name, usable(x), usable(y)),
            nan: "'nan'::DOUBLE",
            great: "bq_error('double overflow')",
          }),
        ),
        type: FLOAT64,
      };
    },
    { distinct: 'refused' },
  );
}

export const statistics: FunctionTable = {
  STDDEV: deviation('stddev_samp', 2),
  STDDEV_SAMP: deviation('stddev_samp', 2),
  STDDEV_POP: deviation('stddev_pop', 1),
  VARIANCE: deviation('var_samp', 2, true),
  VAR_SAMP: deviation('var_samp', 2, true),
  VAR_POP: deviation('var_pop', 1, true),
  CORR: ofPairs('corr', 2),
  COVAR_POP: ofPairs('covar_pop', 1),
  COVAR_SAMP: ofPairs('covar_samp', 2),
};
