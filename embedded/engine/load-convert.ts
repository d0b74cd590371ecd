import type { FieldSchema } from '../sql/statement.ts';
import { quoteName, quoteText } from './types.ts';

/**
 * The DuckDB type a field is read as before it is converted: text, so that BigQuery's rules and not DuckDB's decide what
 * is a number or a time; JSON as it stands.
 */
export function textType(field: FieldSchema): string {
  const element =
    field.type === 'RECORD'
      ? `STRUCT(${(field.fields ?? []).map((inner) => `${quoteName(inner.name)} ${textType(inner)}`).join(', ')})`
      : field.type === 'JSON'
        ? 'JSON'
        : 'VARCHAR';
  return field.mode === 'REPEATED' ? `${element}[]` : element;
}

/** `json_transform`'s structure for the same, with JSON read as the type `json`. */
export function textStructure(field: FieldSchema, json: 'JSON' | 'VARCHAR'): unknown {
  const element =
    field.type === 'RECORD'
      ? Object.fromEntries(
          (field.fields ?? []).map((inner) => [inner.name, textStructure(inner, json)]),
        )
      : field.type === 'JSON'
        ? json
        : 'VARCHAR';
  return field.mode === 'REPEATED' ? [element] : element;
}

/** DuckDB SQL of JSON text as a JSON value holds it: its keys sorted, its numbers as BigQuery writes them. */
export const storedJson = (text: string): string =>
  `CAST(bq_json_canonical(CAST(${text} AS VARCHAR)) AS JSON)`;

/**
 * DuckDB SQL of a value of the field's type as a table keeps it: JSON as a JSON value holds it, at any depth empty arrays for
 * NULL ones.
 */
export function storedValue(field: FieldSchema, value: string, depth = 0): string {
  if (!isAdapted(field)) return value;
  if (field.mode === 'REPEATED') {
    const item = `item${depth}`;
    const element: FieldSchema = { ...field, mode: 'NULLABLE' };
    const items = isAdapted(element)
      ? `list_transform(${value}, lambda ${item}: ${storedValue(element, item, depth + 1)})`
      : value;
    return `coalesce(${items}, [])`;
  }
  if (field.type === 'JSON') return storedJson(value);
  const entries = (field.fields ?? []).map(
    (inner) =>
      `${quoteText(inner.name)}: ${storedValue(inner, `${value}.${quoteName(inner.name)}`, depth)}`,
  );
  return `CASE WHEN ${value} IS NOT NULL THEN {${entries.join(', ')}} END`;
}

const isAdapted = (field: FieldSchema): boolean =>
  field.mode === 'REPEATED' ||
  field.type === 'JSON' ||
  (field.type === 'RECORD' && (field.fields ?? []).some(isAdapted));

/** DuckDB SQL that converts `value`, read as `textType`, to the field's type, or fails. */
export function convertText(field: FieldSchema, value: string, depth = 0): string {
  if (field.mode === 'REPEATED') {
    const item = `item${depth}`;
    const element: FieldSchema = { ...field, mode: 'NULLABLE' };
    return `coalesce(list_transform(${value}, lambda ${item}: ${convertText(element, item, depth + 1)}), [])`;
  }
  switch (field.type) {
    case 'RECORD': {
      const entries = (field.fields ?? []).map(
        (inner) =>
          `${quoteText(inner.name)}: ${convertText(inner, `${value}.${quoteName(inner.name)}`, depth)}`,
      );
      return `CASE WHEN ${value} IS NULL THEN NULL ELSE {${entries.join(', ')}} END`;
    }
    case 'STRING':
      return value;
    case 'JSON':
      return `CASE WHEN ${value} <> 'null' THEN ${storedJson(value)} END`;
    case 'BYTES':
      return `from_base64(${value})`;
    case 'INTEGER':
      return (
        `CASE WHEN contains(${value}, '.')` +
        ` THEN CAST(replace(regexp_replace(${value}, '\\.0*$', ''), '.', '?') AS BIGINT) ELSE CAST(${value} AS BIGINT) END`
      );
    case 'TIMESTAMP':
      return (
        `CASE WHEN contains(${value}, ':') OR contains(ltrim(${value}, '-'), '-') THEN CAST(${value} AS TIMESTAMPTZ)` +
        ` ELSE make_timestamptz(CAST(CAST(${value} AS DECIMAL(38,9)) * 1000000 AS BIGINT)) END`
      );
    case 'FLOAT':
      return `CAST(${value} AS DOUBLE)`;
    case 'NUMERIC':
      return `bq_numeric_parse(${value})`;
    case 'BIGNUMERIC':
      return `bq_bignumeric_parse(${value})`;
    case 'BOOLEAN':
      return `CAST(${value} AS BOOLEAN)`;
    case 'DATETIME':
      return `CAST(${value} AS TIMESTAMP)`;
    default:
      return `CAST(${value} AS ${field.type})`;
  }
}
