import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { castTo, unify } from '../compiler/coerce.ts';
import { unsupported } from '../errors.ts';
import {
  arrayOf,
  BOOL,
  BYTES,
  FLOAT64,
  INT64,
  isNumeric,
  STRING,
  superType,
  text,
  UNKNOWN,
  type SqlType,
} from '../types.ts';
import { expect, fill, firstType, plain, wrongType } from './define.ts';

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

const arrayToString: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  compile(call) {
    const array = call.argument(0);
    const element = elementType([array]);
    if (!['STRING', 'BYTES', 'NULL', 'UNKNOWN'].includes(element.kind))
      throw wrongType(call, array);
    const type = element.kind === 'BYTES' ? BYTES : STRING;
    const [separator = '', missing = 'NULL'] = call
      .arguments()
      .slice(1)
      .map((value) => expect(call, value, type).sql);
    const isFixed = call.argument(1).literal !== undefined;
    const join = isFixed ? 'bq_array_to_string' : 'bq_array_join';
    if (type === STRING) return { sql: `${join}(${array.sql}, ${separator}, ${missing})`, type };
    const hex = (sql: string) => `hex(${sql})`;
    const items = `list_transform(${array.sql}, lambda _v: ${hex('_v')})`;
    const absent = missing === 'NULL' ? missing : hex(missing);
    return {
      sql: `unhex(${join}(${items}, ${hex(separator)}, ${absent}))`,
      type,
    };
  },
};

function numericElements(call: FunctionCall): Compiled {
  const array = call.argument(0);
  const type = elementType([array]);
  if (!isNumeric(type)) throw wrongType(call, array);
  return { sql: array.sql, type };
}

/** A slice by a number of elements, which must not be negative. */
function firstOrLast(template: string): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const array = call.argument(0);
      const count = expect(call, call.argument(1), INT64);
      const checked = `bq_at_least(${count.sql}, 0, ${text(`The n argument to ${call.node.name} must not be negative`)})`;
      return { sql: fill(template, [array, { sql: checked }]), type: array.type };
    },
  };
}

export const arrays: FunctionTable = {
  ARRAY_LENGTH: plain(1, INT64, 'CAST(len($1) AS BIGINT)'),
  ARRAY_CONCAT: concat,
  ARRAY_REVERSE: plain(1, firstType, 'list_reverse($1)'),
  ARRAY_TO_STRING: arrayToString,
  ARRAY_FIRST: plain(1, elementType, 'bq_offset($1, 0)'),
  ARRAY_LAST: plain(1, elementType, 'bq_offset($1, len($1) - 1)'),
  ARRAY_SLICE: plain(3, firstType, 'bq_array_slice($1, $2, $3)'),
  ARRAY_IS_DISTINCT: plain(
    1,
    BOOL,
    '(len($1) = len(list_distinct($1)) + CASE WHEN list_count($1) < len($1) THEN 1 ELSE 0 END)',
  ),
  ARRAY_MIN: {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const array = call.argument(0);
      const type = elementType([array]);
      const least = `list_min(${array.sql})`;
      const test = `len(list_filter(${array.sql}, lambda _v: isnan(_v))) > 0`;
      const sql = `CASE WHEN ${test} THEN 'nan'::DOUBLE ELSE ${least} END`;
      return { sql: type.kind === 'FLOAT64' ? sql : least, type };
    },
  },
  ARRAY_SUM: {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const { sql, type } = numericElements(call);
      const sum = `list_sum(list_filter(${sql}, lambda _v: _v IS NOT NULL))`;
      return { sql: type.kind === 'FLOAT64' ? sum : castTo(sum, type), type };
    },
  },
  ARRAY_AVG: {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const { sql, type } = numericElements(call);
      if (type.kind !== 'INT64' && type.kind !== 'FLOAT64')
        throw unsupported(`ARRAY_AVG of ${type.kind}`, 'AVG over UNNEST', call.node.position);
      return { sql: `list_avg(${sql})`, type: FLOAT64 };
    },
  },
  ARRAY_FIRST_N: firstOrLast('list_slice($1, 1, $2)'),
  ARRAY_LAST_N: firstOrLast('list_slice($1, greatest(len($1) - $2, 0) + 1, len($1))'),
  ARRAY_REMOVE_FIRST_N: firstOrLast('list_slice($1, $2 + 1, len($1))'),
  ARRAY_REMOVE_LAST_N: firstOrLast('list_slice($1, 1, len($1) - $2)'),
  ARRAY_MAX: plain(1, elementType, 'list_max($1)'),
  GENERATE_ARRAY: generateArray,
};
