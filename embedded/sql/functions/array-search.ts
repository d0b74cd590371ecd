import { bindOnce } from '../compiler/bind-once.ts';
import type { FunctionCall, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { comparison } from '../compiler/operators.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, INT64, type SqlType } from '../types.ts';
import { conditionOf, elementOf, lambdaOf } from './lambdas.ts';

/** `FIRST`, unless the last argument says `LAST`. */
function modeOf(call: FunctionCall): 'list_min' | 'list_max' {
  if (call.count < 3) return 'list_min';
  const { literal } = call.argument(2);
  if (literal === 'FIRST') return 'list_min';
  if (literal === 'LAST') return 'list_max';
  throw invalidQuery(
    `The find mode of ${call.node.name} must be 'FIRST' or 'LAST'`,
    call.node.position,
  );
}

/** A function of the offsets at which an array has a value, or elements that a lambda takes. */
function search(
  most: 2 | 3,
  result: (element: SqlType) => SqlType,
  found: (array: string, offsets: string, call: FunctionCall) => string,
): FunctionDefinition {
  return {
    minimum: 2,
    maximum: most,
    compile(call) {
      const array = call.argument(0);
      const element = elementOf(call, array);
      const isLambda = call.node.arguments[1]?.kind === 'lambda';
      const wanted = isLambda ? undefined : call.argument(1);
      const test =
        wanted === undefined
          ? conditionOf(call, lambdaOf(call, 1, element, 1)).sql
          : `lambda _i: ${comparison('=', { sql: '_i', type: element }, wanted, call.node.position).sql}`;
      const isGiven = wanted === undefined ? '' : ` AND ${wanted.sql} IS NOT NULL`;
      const sql = bindOnce([array.sql], ([list = '']) => {
        const tests = `list_transform(${list}, ${test})`;
        const offsets = `list_filter(list_transform(${tests}, lambda _t, _n: CASE WHEN _t THEN _n - 1 END), lambda _n: _n IS NOT NULL)`;
        return `CASE WHEN ${list} IS NOT NULL${isGiven} THEN ${found(list, offsets, call)} END`;
      });
      return { sql: `(${sql})`, type: result(element) };
    },
  };
}

/** Searches of arrays, which Google's dialect has and BigQuery does not yet document. */
export const arraySearches: FunctionTable = {
  ARRAY_OFFSET: search(
    3,
    () => INT64,
    (_, offsets, call) => `${modeOf(call)}(${offsets})`,
  ),
  ARRAY_OFFSETS: search(
    2,
    () => arrayOf(INT64),
    (_, offsets) => offsets,
  ),
  ARRAY_FIND: search(
    3,
    (element) => element,
    (array, offsets, call) => `list_extract(${array}, ${modeOf(call)}(${offsets}) + 1)`,
  ),
  ARRAY_FIND_ALL: search(
    2,
    arrayOf,
    (array, offsets) => `list_transform(${offsets}, lambda _n: list_extract(${array}, _n + 1))`,
  ),
};
