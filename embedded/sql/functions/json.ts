import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { stringOf } from '../compiler/casts.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import {
  arrayOf,
  BOOL,
  fieldName,
  FLOAT64,
  INT64,
  JSON_TYPE,
  STRING,
  text,
  UNKNOWN,
  type SqlType,
} from '../types.ts';
import { plain, wrongType } from './define.ts';

/** A JSONPath as DuckDB writes it: steps `."name"` and `[n]`. */
export function normalPath(path: string, position: number): string {
  const step =
    /\.\s*(?:"((?:[^"\\]|\\.)*)"|([^.["'\s]+))|\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+))\s*\]/y;
  let at = path.startsWith('$') ? 1 : -1;
  let steps = '$';
  while (at >= 0 && at < path.length) {
    step.lastIndex = at;
    const match = step.exec(path);
    if (match === null) break;
    at = step.lastIndex;
    const name = match[1] ?? match[2] ?? match[3] ?? match[4];
    steps += name === undefined ? `[${match[5] ?? '0'}]` : `."${name.replaceAll('"', '\\"')}"`;
  }
  if (at !== path.length) throw invalidQuery(`Invalid JSONPath: ${path}`, position);
  return steps;
}

interface Located {
  value: Compiled;
  /** SQL of the JSON and the path within it. */
  root: string;
  path: string;
}

function locate(call: FunctionCall): Located {
  const value = call.argument(0);
  if (!['JSON', 'STRING', 'UNKNOWN', 'NULL'].includes(value.type.kind))
    throw wrongType(call, value);
  let path = '$';
  if (call.count > 1) {
    const { literal } = call.argument(1);
    if (typeof literal !== 'string')
      throw unsupported(
        `${call.node.name} with a path that is not a literal`,
        'a literal JSONPath',
        call.node.position,
      );
    path = normalPath(literal, call.node.position);
  }
  const inner = value.jsonPath;
  if (inner === undefined) return { value, root: value.sql, path };
  return { value, root: inner.root, path: `${inner.path}${path.slice(1)}` };
}

function access(macro: string, result: (value: Compiled) => SqlType): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 2,
    compile(call) {
      const { value, root, path } = locate(call);
      return { sql: `${macro}(${root}, ${text(path)})`, type: result(value) };
    },
  };
}

const query: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const { value, root, path } = locate(call);
    if (value.type.kind === 'STRING')
      return { sql: `bq_json_query_text(${root}, ${text(path)})`, type: STRING };
    return {
      sql: `json_extract(${root}, ${text(path)})`,
      type: JSON_TYPE,
      jsonPath: { root, path },
    };
  },
};

const queryArray: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const { value, root, path } = locate(call);
    const list = `bq_json_array(${root}, ${text(path)}, ${text(`${path}[*]`)})`;
    if (value.type.kind === 'STRING')
      return { sql: `CAST(${list} AS VARCHAR[])`, type: arrayOf(STRING) };
    return { sql: list, type: arrayOf(JSON_TYPE) };
  },
};

const valueArray: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const { root, path } = locate(call);
    return {
      sql: `bq_json_value_array(${root}, ${text(path)}, ${text(`${path}[*]`)})`,
      type: arrayOf(STRING),
    };
  },
};

/** INT64(json), LAX_FLOAT64(json) and kin. */
function scalar(macro: string, type: SqlType): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = call.argument(0);
      if (value.type.kind !== 'JSON' && value.type.kind !== 'UNKNOWN') throw wrongType(call, value);
      return { sql: `${macro}(${value.sql})`, type };
    },
  };
}

/** JSON text of a value of a known type, as TO_JSON_STRING writes it. */
export function jsonText(value: Compiled): string {
  return `COALESCE(${bareText(value)}, 'null')`;
}

function bareText(value: Compiled): string {
  const { sql, type } = value;
  switch (type.kind) {
    case 'INT64':
      return `bq_json_integer(${sql})`;
    case 'FLOAT64':
      return `bq_json_float(${sql})`;
    case 'JSON':
      return `CAST(json(${sql}) AS VARCHAR)`;
    case 'BOOL':
    case 'NULL':
      return `CAST(${sql} AS VARCHAR)`;
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return `bq_json_numeric(${stringOf(value)})`;
    case 'TIMESTAMP':
      return `('"' || bq_iso_string(bq_utc(${sql})) || 'Z"')`;
    case 'DATETIME':
      return `('"' || bq_iso_string(${sql}) || '"')`;
    case 'DATE':
    case 'TIME':
      return `('"' || ${stringOf(value)} || '"')`;
    case 'INTERVAL':
      return `('"' || bq_interval_iso(${sql}) || '"')`;
    case 'BYTES':
      return `('"' || to_base64(${sql}) || '"')`;
    case 'ARRAY':
      return `COALESCE('[' || array_to_string(list_transform(${sql}, lambda _j: ${jsonText({ sql: '_j', type: type.element })}), ',') || ']', '[]')`;
    case 'STRUCT': {
      const fields = type.fields.map((field, index) => {
        const inner = {
          sql: `struct_extract(${sql}, ${text(fieldName(field, index))})`,
          type: field.type,
        };
        return `${text(`${JSON.stringify(field.name)}:`)} || ${jsonText(inner)}`;
      });
      return `CASE WHEN ${sql} IS NOT NULL THEN '{' || ${fields.length === 0 ? "''" : fields.join(" || ',' || ")} || '}' END`;
    }
    case 'STRING':
      return `CAST(to_json(${sql}) AS VARCHAR)`;
    default:
      return `CAST(to_json(${stringOf(value)}) AS VARCHAR)`;
  }
}

const toJsonString: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  compile(call) {
    const value = call.argument(0);
    const pretty = call.count > 1 ? call.argument(1).literal : false;
    if (pretty !== false)
      throw unsupported(
        'TO_JSON_STRING with pretty printing',
        'TO_JSON_STRING(value)',
        call.node.position,
      );
    if (value.type.kind === 'UNKNOWN')
      return { sql: `COALESCE(CAST(to_json(${value.sql}) AS VARCHAR), 'null')`, type: STRING };
    return { sql: jsonText(value), type: STRING };
  },
};

const toJson: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  compile(call) {
    const value = call.argument(0);
    if (value.type.kind === 'JSON') return value;
    const sql =
      value.type.kind === 'UNKNOWN' ? `COALESCE(to_json(${value.sql}), 'null')` : jsonText(value);
    return { sql: `CAST(${sql} AS JSON)`, type: JSON_TYPE };
  },
};

const parseJson: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  namedArguments: true,
  compile(call) {
    if (call.count > 1 && call.argument(1).literal !== 'exact')
      throw unsupported('PARSE_JSON with wide_number_mode', 'PARSE_JSON(text)', call.node.position);
    return { sql: `CAST(${call.argument(0).sql} AS JSON)`, type: JSON_TYPE };
  },
};

const jsonArray: FunctionDefinition = {
  minimum: 0,
  maximum: Infinity,
  compile: (call) => ({
    sql: `CAST('[' || ${call.arguments().map(jsonText).join(" || ',' || ") || "''"} || ']' AS JSON)`,
    type: JSON_TYPE,
  }),
};

const jsonObject: FunctionDefinition = {
  minimum: 0,
  maximum: Infinity,
  compile(call) {
    const values = call.arguments();
    if (values.length % 2 === 1 || values.some((value) => value.type.kind === 'ARRAY')) {
      throw unsupported(
        'JSON_OBJECT of arrays',
        'JSON_OBJECT(key, value, ...)',
        call.node.position,
      );
    }
    const pairs: string[] = [];
    for (let at = 0; at < values.length; at += 2) {
      pairs.push(
        `CAST(to_json(${values[at]?.sql ?? ''}) AS VARCHAR) || ':' || ${jsonText(values[at + 1] ?? { sql: 'NULL', type: UNKNOWN })}`,
      );
    }
    return {
      sql: `CAST('{' || ${pairs.join(" || ',' || ") || "''"} || '}' AS JSON)`,
      type: JSON_TYPE,
    };
  },
};

export const json: FunctionTable = {
  JSON_VALUE: access('bq_json_value', () => STRING),
  JSON_EXTRACT_SCALAR: access('bq_json_value', () => STRING),
  JSON_QUERY: query,
  JSON_EXTRACT: query,
  JSON_QUERY_ARRAY: queryArray,
  JSON_EXTRACT_ARRAY: queryArray,
  JSON_VALUE_ARRAY: valueArray,
  JSON_EXTRACT_STRING_ARRAY: valueArray,
  JSON_TYPE: plain(1, STRING, 'bq_json_type($1)'),
  JSON_KEYS: plain(1, arrayOf(STRING), 'list_sort(json_keys($1))'),
  PARSE_JSON: parseJson,
  TO_JSON: toJson,
  TO_JSON_STRING: toJsonString,
  JSON_ARRAY: jsonArray,
  JSON_OBJECT: jsonObject,
  INT64: scalar('bq_json_int64', INT64),
  FLOAT64: scalar('bq_json_float64', FLOAT64),
  BOOL: scalar('bq_json_bool', BOOL),
  LAX_INT64: scalar('bq_lax_int64', INT64),
  LAX_FLOAT64: scalar('bq_lax_float64', FLOAT64),
  LAX_BOOL: scalar('bq_lax_bool', BOOL),
  LAX_STRING: scalar('bq_lax_string', STRING),
};
