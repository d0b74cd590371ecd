import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, BOOL, FLOAT64, INT64, STRING, type SqlType } from '../types.ts';
import { wrongType } from './define.ts';
import { splitArguments } from './named.ts';

const isJson = (type: SqlType) => ['JSON', 'UNKNOWN', 'NULL'].includes(type.kind);

/** INT64(json), LAX_FLOAT64(json) and kin. */
function scalar(macro: string, type: SqlType): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = call.argument(0);
      if (!isJson(value.type)) throw wrongType(call, value);
      return { sql: `${macro}(CAST(${value.sql} AS JSON))`, type };
    },
  };
}

/** INT64_ARRAY(json) and kin: every element by the macro of the scalar function. */
function array(macro: string, type: SqlType, isLax: boolean): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = call.argument(0);
      if (!isJson(value.type)) throw wrongType(call, value);
      const items = `bq_json${isLax ? '_lax' : ''}_items(CAST(${value.sql} AS JSON))`;
      return {
        sql: `list_transform(${items}, lambda _item: ${macro}(_item))`,
        type: arrayOf(type),
      };
    },
  };
}

function float(name: string, wrap: (macro: string) => FunctionDefinition): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 2,
    namedArguments: true,
    compile(call) {
      const { positional, named } = splitArguments(call, ['wide_number_mode']);
      if (positional.length > 1)
        throw invalidQuery('wide_number_mode must be given by name', call.node.position);
      const mode = named.get('wide_number_mode')?.literal ?? 'round';
      if (mode !== 'round' && mode !== 'exact')
        throw invalidQuery(
          `Invalid \`wide_number_mode\` specified: ${String(mode)}`,
          call.node.position,
        );
      return wrap(mode === 'exact' ? `${name}_exact` : name).compile({ ...call, count: 1 });
    },
  };
}

/** Functions that turn a JSON value into a value of another type; STRING(json) is with the casts. */
export const jsonConverters: FunctionTable = {
  INT64: scalar('bq_json_int64', INT64),
  FLOAT64: float('bq_json_float64', (macro) => scalar(macro, FLOAT64)),
  BOOL: scalar('bq_json_bool', BOOL),
  LAX_INT64: scalar('bq_lax_int64', INT64),
  LAX_FLOAT64: scalar('bq_lax_float64', FLOAT64),
  LAX_BOOL: scalar('bq_lax_bool', BOOL),
  LAX_STRING: scalar('bq_lax_string', STRING),
  INT64_ARRAY: array('bq_json_int64', INT64, false),
  FLOAT64_ARRAY: float('bq_json_float64', (macro) => array(macro, FLOAT64, false)),
  BOOL_ARRAY: array('bq_json_bool', BOOL, false),
  STRING_ARRAY: array('bq_json_string', STRING, false),
  LAX_INT64_ARRAY: array('bq_lax_int64', INT64, true),
  LAX_FLOAT64_ARRAY: array('bq_lax_float64', FLOAT64, true),
  LAX_BOOL_ARRAY: array('bq_lax_bool', BOOL, true),
  LAX_STRING_ARRAY: array('bq_lax_string', STRING, true),
};
