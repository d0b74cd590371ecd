import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { coerce } from '../compiler/coerce.ts';
import { FLOAT64, INT64 } from '../types.ts';

function numbering(name: string, type = INT64): FunctionDefinition {
  return {
    minimum: 0,
    maximum: name === 'ntile' ? 1 : 0,
    over: 'required',
    compile(call) {
      const over =
        call.node.over === undefined ? '()' : call.compiler.window(call.node.over, call.scope);
      const values = call
        .arguments()
        .map((value) => value.sql)
        .join(', ');
      return { sql: `${name}(${values}) OVER ${over}`, type };
    },
  };
}

/** LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE: a value of another row of the window. */
function navigation(name: string, counts: [number, number]): FunctionDefinition {
  return {
    minimum: counts[0],
    maximum: counts[1],
    over: 'required',
    compile(call) {
      const [value, ...others] = call.arguments();
      if (value === undefined) return { sql: 'NULL', type: INT64 };
      const rest = others.map((other, index) =>
        index === 1 ? coerce(other, value.type).sql : other.sql,
      );
      const nulls = call.node.nulls === 'IGNORE' ? ' IGNORE NULLS' : '';
      const over =
        call.node.over === undefined ? '()' : call.compiler.window(call.node.over, call.scope);
      return {
        sql: `${name}(${[value.sql, ...rest].join(', ')}${nulls}) OVER ${over}`,
        type: value.type,
      };
    },
  };
}

export const windows: FunctionTable = {
  ROW_NUMBER: numbering('row_number'),
  RANK: numbering('rank'),
  DENSE_RANK: numbering('dense_rank'),
  NTILE: numbering('ntile'),
  PERCENT_RANK: numbering('percent_rank', FLOAT64),
  CUME_DIST: numbering('cume_dist', FLOAT64),
  LAG: navigation('lag', [1, 3]),
  LEAD: navigation('lead', [1, 3]),
  FIRST_VALUE: navigation('first_value', [1, 1]),
  LAST_VALUE: navigation('last_value', [1, 1]),
  NTH_VALUE: navigation('nth_value', [2, 2]),
};
