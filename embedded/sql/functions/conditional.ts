import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { castTo, coerce, unify } from '../compiler/coerce.ts';
import { bindOnce } from '../compiler/bind-once.ts';
import { floatComparison, mayBeNan } from '../compiler/float-comparison.ts';
import { comparison } from '../compiler/operators.ts';
import { BOOL, FLOAT64, INT64, isNumeric, NULL_TYPE, STRING, typeName } from '../types.ts';
import { unsupported } from '../errors.ts';
import { expect, fill, plain, unified, wrongType } from './define.ts';

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
      if (type.kind === 'JSON') throw wrongType(call, call.argument(0));
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
  NULLIFZERO: zero('NULLIF($1, 0)'),
  ZEROIFNULL: zero('COALESCE($1, 0)'),
  IFERROR: {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const { values, type } = unify(call.arguments(), 'function IFERROR', call.node.position);
      const [value = call.argument(0), instead = call.argument(1)] = values;
      return {
        sql: `list_extract(COALESCE(${attempt(call, value)}, [${instead.sql}]), 1)`,
        type,
      };
    },
  },
  ISERROR: {
    minimum: 1,
    maximum: 1,
    compile: (call) => ({ sql: `(${attempt(call, call.argument(0))} IS NULL)`, type: BOOL }),
  },
  NULLIFERROR: {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = call.argument(0);
      return { sql: `list_extract(${attempt(call, value)}, 1)`, type: value.type };
    },
  },
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

/** A list of the value, or NULL where it fails. */
function attempt(call: FunctionCall, value: Compiled): string {
  if (/\bSELECT\b/.test(value.sql)) {
    throw unsupported(
      `${call.node.name} over a subquery`,
      'it inside the subquery',
      call.node.position,
    );
  }
  return `TRY([${value.sql}])`;
}

function zero(template: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const given = call.argument(0);
      if (!isNumeric(given.type) && given.type.kind !== 'NULL' && given.type.kind !== 'UNKNOWN')
        throw wrongType(call, given);
      const value = given.type.kind === 'NULL' ? coerce(given, INT64) : given;
      return { sql: fill(template, [value]), type: value.type };
    },
  };
}

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
