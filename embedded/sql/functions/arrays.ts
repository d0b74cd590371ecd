import type { Compiled, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { unify } from '../compiler/coerce.ts';
import { arrayOf, BOOL, INT64, STRING, superType, UNKNOWN, type SqlType } from '../types.ts';
import { firstType, plain } from './define.ts';

function elementType(values: Compiled[]): SqlType {
  const type = values[0]?.type;
  return type?.kind === 'ARRAY' ? type.element : UNKNOWN;
}

const concat: FunctionDefinition = {
  minimum: 1,
  maximum: Infinity,
  compile(call) {
    const { values, type } = unify(call.arguments(), 'function ARRAY_CONCAT', call.node.position);
    return {
      sql: values
        .map((value) => value.sql)
        .reduce((left, right) => `bq_array_concat(${left}, ${right})`),
      type,
    };
  },
};

const generateArray: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  compile(call) {
    const values = call.arguments();
    const type = superType(values.map((value) => value.type)) ?? INT64;
    const [from, to, step] = values.map((value) => value.sql);
    if (type.kind === 'INT64' || type.kind === 'NULL') {
      return {
        sql: `bq_generate_array(${from ?? ''}, ${to ?? ''}, ${step ?? '1'})`,
        type: arrayOf(INT64),
      };
    }
    return {
      sql: `bq_generate_float_array(${from ?? ''}, ${to ?? ''}, ${step ?? '1'})`,
      type: arrayOf(type),
    };
  },
};

export const arrays: FunctionTable = {
  ARRAY_LENGTH: plain(1, INT64, 'CAST(len($1) AS BIGINT)'),
  ARRAY_CONCAT: concat,
  ARRAY_REVERSE: plain(1, firstType, 'list_reverse($1)'),
  ARRAY_TO_STRING: plain(
    [2, 3],
    STRING,
    (values) =>
      `bq_array_to_string(${values[0] ?? ''}, ${values[1] ?? ''}, ${values[2] ?? 'NULL'})`,
  ),
  ARRAY_FIRST: plain(1, elementType, 'bq_offset($1, 0)'),
  ARRAY_LAST: plain(1, elementType, 'bq_offset($1, len($1) - 1)'),
  ARRAY_SLICE: plain(3, firstType, 'bq_array_slice($1, $2, $3)'),
  ARRAY_INCLUDES: plain(2, BOOL, 'list_contains($1, $2)'),
  ARRAY_IS_DISTINCT: plain(
    1,
    BOOL,
    '(len($1) = len(list_distinct($1)) + CASE WHEN list_count($1) < len($1) THEN 1 ELSE 0 END)',
  ),
  ARRAY_MIN: plain(1, elementType, 'list_min($1)'),
  ARRAY_MAX: plain(1, elementType, 'list_max($1)'),
  GENERATE_ARRAY: generateArray,
};
