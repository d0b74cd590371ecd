import type { FunctionTable } from '../compiler/compiled.ts';
import { castTo, unify } from '../compiler/coerce.ts';
import { bindOnce } from '../compiler/bind-once.ts';
import { floatComparison, mayBeNan } from '../compiler/float-comparison.ts';
import { comparison } from '../compiler/operators.ts';
import { BOOL, FLOAT64, INT64, NULL_TYPE, STRING, typeName } from '../types.ts';
import { expect, plain, unified } from './define.ts';

export const conditional: FunctionTable = {
  IF: {
    minimum: 3,
    maximum: 3,
    compile(call) {
      const test = expect(call, call.argument(0), BOOL).sql;
      const { values, type } = unify(
        [call.argument(1), call.argument(2)],
        'function IF',
        call.node.position,
      );
      return {
        sql: `CASE WHEN ${test} THEN ${values[0]?.sql ?? ''} ELSE ${values[1]?.sql ?? ''} END`,
        type,
      };
    },
  },
  IFNULL: unified([2, 2], 'COALESCE($*)'),
  COALESCE: unified([1, Infinity], 'COALESCE($*)'),
  NULLIF: {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const { values, type } = unify(call.arguments(), 'function NULLIF', call.node.position);
      const [value = call.argument(0), other = call.argument(1)] = values;
      if (type.kind === 'STRUCT') {
        const same = comparison('=', value, other, call.node.position).sql;
        return { sql: `CASE WHEN ${same} THEN NULL ELSE ${value.sql} END`, type };
      }
      const sql =
        type.kind === 'FLOAT64' && mayBeNan(value)
          ? bindOnce([value.sql, other.sql], ([a = '', b = '']) => {
              const equal = floatComparison('=', { ...value, sql: a }, { ...other, sql: b });
              return `CASE WHEN NOT ${equal} OR ${b} IS NULL THEN ${a} END`;
            })
          : `NULLIF(${value.sql}, ${other.sql})`;
      return { sql, type };
    },
  },
  NULLIFZERO: plain(1, (values) => values[0]?.type ?? INT64, 'NULLIF($1, 0)'),
  ZEROIFNULL: plain(1, (values) => values[0]?.type ?? INT64, 'COALESCE($1, 0)'),
  GREATEST: {
    minimum: 1,
    maximum: Infinity,
    compile: (call) =>
      extreme('greatest', unify(call.arguments(), 'function GREATEST', call.node.position)),
  },
  LEAST: {
    minimum: 1,
    maximum: Infinity,
    compile: (call) =>
      extreme('least', unify(call.arguments(), 'function LEAST', call.node.position)),
  },
  ERROR: plain(1, NULL_TYPE, 'CAST(bq_error($1) AS VARCHAR)', [STRING]),
  TYPEOF: {
    minimum: 1,
    maximum: 1,
    compile: (call) => ({ sql: `'${typeName(call.argument(0).type)}'`, type: STRING }),
  },
  RAND: plain(0, FLOAT64, 'random()'),
  GENERATE_UUID: plain(0, STRING, 'CAST(uuid() AS VARCHAR)'),
  SESSION_USER: plain(0, STRING, "'embedded@localhost'"),
};

/** NULL if any argument is NULL; DuckDB's own skip NULLs. */
function extreme(name: string, { values, type }: ReturnType<typeof unify>) {
  const nulls = values
    .filter((value) => value.literal === undefined || value.literal === null)
    .map((value) => `${value.sql} IS NULL`);
  const list = values.map((value) => value.sql).join(', ');
  const isLeast = name === 'least' && type.kind === 'FLOAT64';
  const ordered =
    type.kind === 'INTERVAL'
      ? `list_${name === 'greatest' ? 'max' : 'min'}([${list}])`
      : `${name}(${list})`;
  const sql = isLeast
    ? `(-greatest(${values.map((value) => `-${value.sql}`).join(', ')}))`
    : ordered;
  if (nulls.length === 0) return { sql, type };
  return {
    sql: `CASE WHEN ${nulls.join(' OR ')} THEN ${castTo('NULL', type)} ELSE ${sql} END`,
    type,
  };
}
