import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { coerce } from '../compiler/coerce.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, BOOL, INT64, JSON_TYPE, STRING, UNKNOWN } from '../types.ts';
import { expect, plain, wrongType } from './define.ts';
import { jsonText, jsonValue, toJsonValue } from './json-text.ts';
import { splitArguments } from './named.ts';

const json = (sql: string): Compiled => ({ sql: `CAST(${sql} AS JSON)`, type: JSON_TYPE });
const asText = (value: Compiled) => `CAST(${value.sql} AS VARCHAR)`;

function expectJson(call: FunctionCall, value: Compiled | undefined): Compiled {
  if (value === undefined || !['JSON', 'UNKNOWN', 'NULL'].includes(value.type.kind))
    throw wrongType(call, value ?? { sql: 'NULL', type: UNKNOWN });
  return value;
}

const toJsonString: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const value = call.argument(0);
    const sql =
      value.type.kind === 'UNKNOWN'
        ? `COALESCE(CAST(to_json(${value.sql}) AS VARCHAR), 'null')`
        : jsonText(value);
    const pretty = call.count > 1 ? expect(call, call.argument(1), BOOL) : undefined;
    if (pretty === undefined || pretty.literal === false) return { sql, type: STRING };
    return {
      sql: `CASE ${pretty.sql} WHEN TRUE THEN bq_json_pretty(${sql}) WHEN FALSE THEN ${sql} END`,
      type: STRING,
    };
  },
};

const toJson: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  namedArguments: true,
  compile(call) {
    const { positional, named } = splitArguments(call, ['stringify_wide_numbers']);
    const [value] = positional;
    if (value === undefined || positional.length > 1)
      throw invalidQuery('stringify_wide_numbers must be given by name', call.node.position);
    const stringify = named.get('stringify_wide_numbers');
    const exact = toJsonValue(value);
    if (stringify === undefined || stringify.literal === false)
      return { sql: exact, type: JSON_TYPE };
    const wide = toJsonValue(value, 'value with wide numbers as strings');
    const flag = expect(call, stringify, BOOL).sql;
    return {
      sql: `CASE ${flag} WHEN TRUE THEN ${wide} WHEN FALSE THEN ${exact} END`,
      type: JSON_TYPE,
    };
  },
};

const parseJson: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  namedArguments: true,
  compile(call) {
    const { positional, named } = splitArguments(call, ['wide_number_mode']);
    const [value] = positional;
    if (value === undefined || positional.length > 1)
      throw invalidQuery('wide_number_mode must be given by name', call.node.position);
    const mode = named.get('wide_number_mode');
    return json(
      `bq_json_parse(${coerce(expect(call, value, STRING), STRING).sql}, ${mode === undefined ? "'exact'" : expect(call, mode, STRING).sql})`,
    );
  },
};

const jsonArray: FunctionDefinition = {
  minimum: 0,
  maximum: Infinity,
  compile: (call) => {
    const items = call.arguments().map((value) => jsonText(value, 'value'));
    return {
      sql: jsonValue(`'[' || ${items.join(" || ',' || ") || "''"} || ']'`, false),
      type: JSON_TYPE,
    };
  },
};

const jsonObject: FunctionDefinition = {
  minimum: 0,
  maximum: Infinity,
  compile(call) {
    const values = call.arguments();
    const [keys, contents] = values;
    if (values.length === 2 && keys?.type.kind === 'ARRAY' && contents !== undefined)
      return json(objectOfArrays(call, keys, contents));
    if (values.length % 2 === 1) throw wrongType(call, values.at(-1) ?? { sql: '', type: UNKNOWN });
    const pairs: string[] = [];
    for (let at = 0; at < values.length; at += 2) {
      const [key, value] = values.slice(at, at + 2);
      if (key === undefined || value === undefined) continue;
      const name =
        typeof key.literal === 'string'
          ? key.sql
          : `bq_json_key(${coerce(expect(call, key, STRING), STRING).sql})`;
      pairs.push(`bq_json_quote(${name}) || ':' || ${jsonText(value, 'value')}`);
    }
    return {
      sql: jsonValue(`'{' || ${pairs.join(" || ',' || ") || "''"} || '}'`, false),
      type: JSON_TYPE,
    };
  },
};

function objectOfArrays(call: FunctionCall, keys: Compiled, contents: Compiled): string {
  const kind = keys.type.kind === 'ARRAY' ? keys.type.element.kind : '';
  if (!['STRING', 'NULL', 'UNKNOWN'].includes(kind)) throw wrongType(call, keys);
  if (contents.type.kind !== 'ARRAY') throw wrongType(call, contents);
  const text = jsonText({ sql: '_item', type: contents.type.element }, 'value');
  return `bq_json_object(bq_json_given(bq_flat_list(CAST(${keys.sql} AS VARCHAR[])), 'keys'), bq_json_given(list_transform(${contents.sql}, lambda _item: ${text}), 'values'))`;
}

interface Change {
  native: string;
  /** A named flag, its default, and whether the native function takes it. */
  flag?: { name: string; otherwise: boolean };
}

/** JSON_SET and its kin: pairs of a path and a value, applied from left to right. */
function pairwise({ native, flag }: Change): FunctionDefinition {
  return {
    minimum: 3,
    maximum: Infinity,
    namedArguments: true,
    compile(call) {
      const { positional, named } = splitArguments(call, flag === undefined ? [] : [flag.name]);
      const [value, ...pairs] = positional;
      if (pairs.length === 0 || pairs.length % 2 === 1)
        throw invalidQuery(
          `Number of arguments does not match for function ${call.node.name}`,
          call.node.position,
        );
      const given = flag && named.get(flag.name);
      const flagSql =
        given === undefined
          ? String(flag?.otherwise ?? true).toUpperCase()
          : expect(call, given, BOOL).sql;
      let sql = asText(expectJson(call, value));
      for (let at = 0; at < pairs.length; at += 2) {
        const [path, put] = pairs.slice(at, at + 2);
        if (path === undefined || put === undefined) continue;
        sql = `${native}(${sql}, ${expect(call, path, STRING).sql}, ${jsonText(put, 'value')}, ${flagSql})`;
      }
      return json(sql);
    },
  };
}

const remove: FunctionDefinition = {
  minimum: 2,
  maximum: Infinity,
  compile(call) {
    const [value, ...paths] = call.arguments();
    const sql = paths.reduce(
      (inner, path) => `bq_json_remove(${inner}, ${expect(call, path, STRING).sql})`,
      asText(expectJson(call, value)),
    );
    return json(sql);
  },
};

const stripNulls: FunctionDefinition = {
  minimum: 1,
  maximum: 4,
  namedArguments: true,
  compile(call) {
    const { positional, named } = splitArguments(call, ['include_arrays', 'remove_empty']);
    const [value, path] = positional;
    const flag = (name: string, otherwise: string) => {
      const given = named.get(name);
      return given === undefined ? otherwise : expect(call, given, BOOL).sql;
    };
    if (positional.length > 2)
      throw invalidQuery(
        'include_arrays and remove_empty must be given by name',
        call.node.position,
      );
    const at = path === undefined ? "'$'" : expect(call, path, STRING).sql;
    return json(
      `bq_json_strip(${asText(expectJson(call, value))}, ${at}, ${flag('include_arrays', 'TRUE')}, ${flag('remove_empty', 'FALSE')})`,
    );
  },
};

const keys: FunctionDefinition = {
  minimum: 1,
  maximum: 3,
  namedArguments: true,
  compile(call) {
    const { positional, named } = splitArguments(call, ['mode', 'max_depth']);
    const [value, second] = positional;
    const depth = second ?? named.get('max_depth');
    const mode = named.get('mode');
    const depthSql =
      depth === undefined ? 'CAST(NULL AS BIGINT)' : coerce(expect(call, depth, INT64), INT64).sql;
    const modeSql = mode === undefined ? "'strict'" : `lower(${expect(call, mode, STRING).sql})`;
    return {
      sql: `bq_json_keys(${asText(expectJson(call, value))}, ${depthSql}, ${modeSql})`,
      type: arrayOf(STRING),
    };
  },
};

/** Functions that make JSON values and JSON text, and that change JSON values. */
export const jsonBuilders: FunctionTable = {
  JSON_TYPE: plain(1, STRING, 'bq_json_type($1)', [JSON_TYPE]),
  JSON_KEYS: keys,
  JSON_FLATTEN: plain(
    1,
    arrayOf(JSON_TYPE),
    'CAST(bq_json_flatten(CAST($1 AS VARCHAR)) AS JSON[])',
    [JSON_TYPE],
  ),
  PARSE_JSON: parseJson,
  TO_JSON: toJson,
  TO_JSON_STRING: toJsonString,
  JSON_ARRAY: jsonArray,
  JSON_OBJECT: jsonObject,
  JSON_SET: pairwise({
    native: 'bq_json_set',
    flag: { name: 'create_if_missing', otherwise: true },
  }),
  JSON_ARRAY_APPEND: pairwise({
    native: 'bq_json_append',
    flag: { name: 'append_each_element', otherwise: true },
  }),
  JSON_ARRAY_INSERT: pairwise({
    native: 'bq_json_insert',
    flag: { name: 'insert_each_element', otherwise: true },
  }),
  JSON_REMOVE: remove,
  JSON_STRIP_NULLS: stripNulls,
};
