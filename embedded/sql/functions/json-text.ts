import { stringOf } from '../compiler/casts.ts';
import type { Compiled } from '../compiler/compiled.ts';
import { bound } from '../compiler/ranges.ts';
import { quoteJson } from '../json/value.ts';
import { fieldName, text } from '../types.ts';

/**
 * What JSON text is for: TO_JSON_STRING quotes numbers beyond 2^53 and keeps members in order; a JSON
 * value holds numbers as they are, or quotes the wide ones when told to.
 */
export type JsonTextPurpose = 'string' | 'value' | 'value with wide numbers as strings';

/** SQL of the JSON text of a value of a known type. A JSON value's text may still need its members sorted. */
export function jsonText(value: Compiled, purpose: JsonTextPurpose = 'string'): string {
  return `COALESCE(${bareText(value, purpose)}, 'null')`;
}

function bareText(value: Compiled, purpose: JsonTextPurpose): string {
  const { sql, type } = value;
  switch (type.kind) {
    case 'INT64':
      return purpose === 'value' ? `CAST(${sql} AS VARCHAR)` : `bq_json_integer(${sql})`;
    case 'FLOAT64':
      return `bq_json_float${purpose === 'string' ? '' : '_value'}(${sql})`;
    case 'JSON':
      return `CAST(${sql} AS VARCHAR)`;
    case 'BOOL':
    case 'NULL':
      return `CAST(${sql} AS VARCHAR)`;
    case 'NUMERIC':
    case 'BIGNUMERIC':
      if (purpose === 'string') return `bq_json_numeric(${stringOf(value)})`;
      return `bq_json_decimal(${stringOf(value)}, ${purpose === 'value' ? 'FALSE' : 'TRUE'})`;
    case 'RANGE': {
      const [start, end] = (['start', 'end'] as const).map((which) =>
        jsonText({ sql: bound(sql, which), type: type.element }, purpose),
      );
      return `CASE WHEN ${sql} IS NOT NULL THEN '{"start":' || ${start ?? ''} || ',"end":' || ${end ?? ''} || '}' END`;
    }
    case 'INTERVAL':
      return `('"' || bq_interval_iso(${sql}) || '"')`;
    case 'TIMESTAMP':
      return `('"' || bq_iso_string(bq_utc(${sql})) || 'Z"')`;
    case 'DATETIME':
      return `('"' || bq_iso_string(${sql}) || '"')`;
    case 'DATE':
    case 'TIME':
      return `('"' || ${stringOf(value)} || '"')`;
    case 'BYTES':
      return `('"' || to_base64(${sql}) || '"')`;
    case 'ARRAY': {
      const element = jsonText({ sql: '_j', type: type.element }, purpose);
      return `CASE WHEN ${sql} IS NOT NULL THEN COALESCE('[' || array_to_string(list_transform(${sql}, lambda _j: ${element}), ',') || ']', '[]') END`;
    }
    case 'STRUCT': {
      const members = type.fields.map((field, index) => {
        const inner = {
          sql: `struct_extract(${sql}, ${text(fieldName(field, index))})`,
          type: field.type,
        };
        return `${text(`${quoteJson(field.name)}:`)} || ${jsonText(inner, purpose)}`;
      });
      return `CASE WHEN ${sql} IS NOT NULL THEN '{' || ${members.length === 0 ? "''" : members.join(" || ',' || ")} || '}' END`;
    }
    default:
      return `bq_json_quote(${stringOf(value)})`;
  }
}

const plain = new Set([
  'INT64',
  'BOOL',
  'STRING',
  'DATE',
  'DATETIME',
  'TIME',
  'TIMESTAMP',
  'BYTES',
]);

/** SQL of a JSON value out of JSON text. */
export function jsonValue(sql: string, isCanonical: boolean): string {
  return `CAST(${isCanonical ? sql : `bq_json_canonical(${sql})`} AS JSON)`;
}

/** SQL of any value as a JSON value. */
export function toJsonValue(value: Compiled, purpose: JsonTextPurpose = 'value'): string {
  if (value.type.kind === 'JSON') return value.sql;
  if (value.type.kind === 'UNKNOWN')
    return jsonValue(`COALESCE(CAST(to_json(${value.sql}) AS VARCHAR), 'null')`, false);
  return jsonValue(jsonText(value, purpose), plain.has(value.type.kind));
}
