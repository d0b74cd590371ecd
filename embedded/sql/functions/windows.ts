import type { FunctionCall, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { unify } from '../compiler/coerce.ts';
import { isConstant } from '../compiler/constants.ts';
import { invalidQuery } from '../errors.ts';
import { FLOAT64, INT64 } from '../types.ts';
import { constantInteger } from './define.ts';

const overSql = (call: FunctionCall): string =>
  call.node.over === undefined ? '()' : call.compiler.window(call.node.over, call.scope);

function numbering(
  name: string,
  {
    type = INT64,
    order = 'required',
  }: { type?: typeof INT64; order?: 'required' | 'allowed' } = {},
): FunctionDefinition {
  return {
    minimum: name === 'ntile' ? 1 : 0,
    maximum: name === 'ntile' ? 1 : 0,
    over: 'required',
    ...(order === 'required' ? { windowOrder: 'required' } : {}),
    windowFrame: 'refused',
    compile(call) {
      const values = name === 'ntile' ? constantInteger(call, 0, 1) : '';
      return { sql: `${name}(${values}) OVER ${overSql(call)}`, type };
    },
  };
}

/** LAG and LEAD: the value some rows away, or the default where there is no such row. */
function neighbour(name: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 3,
    over: 'required',
    windowOrder: 'required',
    windowFrame: 'refused',
    compile(call) {
      const offset = call.count > 1 ? constantInteger(call, 1, 0) : '1';
      if (call.count < 3) {
        const value = call.argument(0);
        return { sql: `${name}(${value.sql}, ${offset}) OVER ${overSql(call)}`, type: value.type };
      }
      if (!isConstant(call.syntax(2), call.scope)) {
        throw invalidQuery(
          `The third argument (the default expression) to ${call.node.name} must be constant`,
          call.node.position,
        );
      }
      const { values, type } = unify(
        [call.argument(0), call.argument(2)],
        `analytic function ${call.node.name}`,
        call.node.position,
      );
      const [value, otherwise] = values;
      return {
        sql: `${name}(${value?.sql ?? 'NULL'}, ${offset}, ${otherwise?.sql ?? 'NULL'}) OVER ${overSql(call)}`,
        type,
      };
    },
  };
}

/** FIRST_VALUE, LAST_VALUE and NTH_VALUE: the value of a row of the frame. */
function ofFrame(name: string): FunctionDefinition {
  const counts = name === 'nth_value' ? 2 : 1;
  return {
    minimum: counts,
    maximum: counts,
    modifiers: ['NULLS'],
    over: 'required',
    windowOrder: 'required',
    compile(call) {
      const value = call.argument(0);
      if (value.literal === null)
        throw invalidQuery(
          `The argument to ${call.node.name} must be non-NULL`,
          call.node.position,
        );
      const place = counts === 2 ? `, ${constantInteger(call, 1, 1)}` : '';
      const nulls = call.node.nulls === 'IGNORE' ? ' IGNORE NULLS' : '';
      return {
        sql: `${name}(${value.sql}${place}${nulls}) OVER ${overSql(call)}`,
        type: value.type,
      };
    },
  };
}

export const windows: FunctionTable = {
  ROW_NUMBER: numbering('row_number', { order: 'allowed' }),
  RANK: numbering('rank'),
  DENSE_RANK: numbering('dense_rank'),
  NTILE: numbering('ntile'),
  PERCENT_RANK: numbering('percent_rank', { type: FLOAT64 }),
  CUME_DIST: numbering('cume_dist', { type: FLOAT64 }),
  LAG: neighbour('lag'),
  LEAD: neighbour('lead'),
  FIRST_VALUE: ofFrame('first_value'),
  LAST_VALUE: ofFrame('last_value'),
  NTH_VALUE: ofFrame('nth_value'),
};
