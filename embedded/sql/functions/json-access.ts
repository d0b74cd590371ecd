import { bindOutside } from '../compiler/bind-once.ts';
import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { jsonAt } from '../compiler/json-paths.ts';
import { invalidQuery } from '../errors.ts';
import { duckdbPath, parsePath, type PathStyle, type Step } from '../json/path.ts';
import { arrayOf, JSON_TYPE, STRING, text, type SqlType } from '../types.ts';
import { wrongType } from './define.ts';

interface Located {
  value: Compiled;
  isJson: boolean;
  root: string;
  steps: Step[];
  /** The path as written, and as DuckDB has it if it can. */
  path: string;
  style: PathStyle;
  simple: string | undefined;
  /** A path such as `lax $.a` looks into arrays. */
  lax: 'lax' | 'lax recursive' | undefined;
}

/** The text of a literal or of a query parameter. */
function constantText(value: Compiled): string | undefined {
  if (typeof value.literal === 'string') return value.literal;
  const supplied = value.isSupplied === true ? /^\('((?:[^']|'')*)'\)$/.exec(value.sql) : null;
  return supplied?.[1]?.replaceAll("''", "'");
}

/** The value and path of a call; undefined for a NULL path. */
function locate(call: FunctionCall, style: PathStyle): Located | undefined {
  const value = call.argument(0);
  const { kind } = value.type;
  if (!['JSON', 'STRING', 'UNKNOWN', 'NULL'].includes(kind)) throw wrongType(call, value);
  const given = call.count > 1 ? call.argument(1) : undefined;
  if (given?.literal === null) return undefined;
  const written = given === undefined ? '$' : constantText(given);
  if (written === undefined)
    throw invalidQuery('JSONPath must be a string literal or query parameter', call.node.position);
  const [, mode, path = ''] = /^(?:(lax recursive|recursive lax|lax) +)?(.*)$/s.exec(written) ?? [];
  const steps = parsePath(path, style);
  if ('problem' in steps) throw invalidQuery(steps.problem, call.node.position);
  const inner = value.jsonPath;
  const all = [...(inner?.steps ?? []), ...steps];
  const isWhole = inner === undefined || duckdbPath(all) !== undefined;
  return {
    value,
    isJson: kind === 'JSON' || kind === 'UNKNOWN',
    root: isWhole ? (inner?.root ?? value.sql) : value.sql,
    steps: isWhole ? all : steps,
    path,
    style,
    simple: duckdbPath(isWhole ? all : steps),
    lax: mode === undefined ? undefined : mode === 'lax' ? 'lax' : 'lax recursive',
  };
}

const asText = (sql: string) => `CAST(${sql} AS VARCHAR)`;

/** Calls a native function on the value itself, by the path as written. */
const exactly = (name: string, { value, path, style }: Located) =>
  `${name}(${asText(value.sql)}, ${text(path)}, '${style}')`;

/**
 * A macro that reads with DuckDB and turns to the native function `exact` where that would write a
 * number otherwise than it is written.
 */
function read(macro: string, exact: string, located: Located): string {
  const { simple, root, isJson } = located;
  if (simple === undefined) return exactly(exact, located);
  const { path, style, value } = located;
  const name = `bq_json_${macro}${isJson ? '' : '_of_text'}`;
  const whole = value.jsonPath === undefined || root === value.sql;
  return bindOutside([root], ([source = '']) =>
    whole
      ? `${name}(${source}, ${text(simple)}, ${text(path)}, '${style}')`
      : `${name}(${source}, ${text(simple)}, ${text(standardPath(located.steps))}, 'standard')`,
  );
}

/** Steps as a JSONPath. */
function standardPath(steps: Step[]): string {
  return `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `."${step}"`)).join('')}`;
}

function accessor(
  style: PathStyle,
  counts: [number, number],
  type: (isJson: boolean) => SqlType,
  sql: (located: Located) => string,
): FunctionDefinition {
  return {
    minimum: counts[0],
    maximum: counts[1],
    compile(call) {
      const located = locate(call, style);
      const isJson = located?.isJson ?? call.argument(0).type.kind === 'JSON';
      if (located === undefined) return { sql: 'NULL', type: type(isJson) };
      if (located.lax !== undefined && call.node.name !== 'JSON_QUERY')
        throw invalidQuery('Only JSON_QUERY takes a lax JSONPath', call.node.position);
      return { sql: sql(located), type: type(isJson) };
    },
  };
}

function valueOf(style: PathStyle): FunctionDefinition {
  return accessor(
    style,
    [1, 2],
    () => STRING,
    (located) => read('value', 'bq_json_value_at', located),
  );
}

function query(style: PathStyle): FunctionDefinition {
  const plain = accessor(
    style,
    [1, 2],
    (isJson) => (isJson ? JSON_TYPE : STRING),
    (located) => {
      if (located.lax !== undefined)
        return `CAST(bq_json_lax(${asText(located.value.sql)}, ${text(located.path)}, ${located.lax === 'lax' ? 'FALSE' : 'TRUE'}) AS JSON)`;
      const exact = exactly('bq_json_query_at', located);
      if (!located.isJson)
        return located.simple === undefined
          ? `nullif(${exact}, 'null')`
          : read('query', 'bq_json_query_at', located);
      return located.simple === undefined
        ? `CAST(${exact} AS JSON)`
        : read('query', 'bq_json_query_at', located);
    },
  );
  return {
    ...plain,
    compile(call) {
      const value = call.argument(0);
      const located = call.count > 1 ? locate(call, style) : undefined;
      if (call.count === 1 && value.type.kind === 'JSON') return value;
      if (located?.isJson === true && located.lax === undefined && located.simple !== undefined)
        return jsonAt(located.root, located.steps);
      return plain.compile(call);
    },
  };
}

function queryArray(style: PathStyle): FunctionDefinition {
  return accessor(
    style,
    [1, 2],
    (isJson) => arrayOf(isJson ? JSON_TYPE : STRING),
    (located) => {
      const list = read('query_array', 'bq_json_query_array_at', located);
      return located.isJson ? `CAST(${list} AS JSON[])` : list;
    },
  );
}

function valueArray(style: PathStyle): FunctionDefinition {
  return accessor(
    style,
    [1, 2],
    () => arrayOf(STRING),
    (located) => read('value_array', 'bq_json_value_array_at', located),
  );
}

/** Functions that take a value out of JSON, as text or as a JSON value. */
export const jsonAccessors: FunctionTable = {
  JSON_VALUE: valueOf('standard'),
  JSON_EXTRACT_SCALAR: valueOf('legacy'),
  JSON_QUERY: query('standard'),
  JSON_EXTRACT: query('legacy'),
  JSON_QUERY_ARRAY: queryArray('standard'),
  JSON_EXTRACT_ARRAY: queryArray('legacy'),
  JSON_VALUE_ARRAY: valueArray('standard'),
  JSON_EXTRACT_STRING_ARRAY: valueArray('legacy'),
};
