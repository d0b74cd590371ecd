import type { Compiled, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { stringOf } from '../compiler/casts.ts';
import { invalidQuery } from '../errors.ts';
import { BOOL, fieldName, INT64, STRING, text } from '../types.ts';
import { expect } from './define.ts';
import { splitArguments } from './named.ts';
import { textual } from './textual.ts';

/** SQL of the list of a value's scalars as text, through arrays and structs. */
function leaves(value: Compiled): string {
  const { sql, type } = value;
  if (type.kind === 'ARRAY') {
    const element = leaves({ sql: '_leaf', type: type.element });
    return `CASE WHEN ${sql} IS NULL THEN [NULL] ELSE flatten(list_transform(${sql}, lambda _leaf: ${element})) END`;
  }
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, index) =>
      leaves({ sql: `struct_extract(${sql}, ${text(fieldName(field, index))})`, type: field.type }),
    );
    return `flatten([${fields.join(', ')}])`;
  }
  return `[${stringOf(value)}]`;
}

const scopes = new Set(['JSON_VALUES', 'JSON_KEYS', 'JSON_KEYS_AND_VALUES']);

const containsSubstr: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  namedArguments: true,
  compile(call) {
    const { positional, named } = splitArguments(call, ['json_scope']);
    const [value, part] = positional;
    if (value === undefined || part === undefined || positional.length > 2)
      throw invalidQuery('CONTAINS_SUBSTR takes a value and a text', call.node.position);
    if (part.literal === null)
      throw invalidQuery(
        'The second argument of CONTAINS_SUBSTR cannot be NULL',
        call.node.position,
      );
    const wanted = expect(call, part, STRING).sql;
    const scope = named.get('json_scope')?.literal ?? 'JSON_VALUES';
    if (typeof scope !== 'string' || !scopes.has(scope))
      throw invalidQuery('Invalid json_scope of CONTAINS_SUBSTR', call.node.position);
    const values =
      value.type.kind === 'JSON'
        ? `bq_json_leaves(CAST(${value.sql} AS VARCHAR), '${scope}')`
        : leaves(value);
    return {
      sql: `bq_contains_text(bq_flat_list(CAST(${values} AS VARCHAR[])), ${wanted})`,
      type: BOOL,
    };
  },
};

const editDistance: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  namedArguments: true,
  compile(call) {
    const { positional, named } = splitArguments(call, ['max_distance']);
    const maximum = named.get('max_distance');
    const limit = maximum === undefined ? '2147483647' : expect(call, maximum, INT64).sql;
    return textual({
      counts: [2, 2],
      parameters: ['text'],
      result: 'integer',
      sql: ([left, right]) =>
        `bq_edit_distance(${left?.sql ?? 'NULL'}, ${right?.sql ?? 'NULL'}, ${limit})`,
    }).compile({ ...call, count: positional.length, arguments: () => positional });
  },
};

export const textSearch: FunctionTable = {
  CONTAINS_SUBSTR: containsSubstr,
  EDIT_DISTANCE: editDistance,
};
