import { invalidQuery } from '../errors.ts';
import { fieldName, quote, text, typeName, type SqlType } from '../types.ts';
import { castTo } from './coerce.ts';

const natives: Partial<Record<SqlType['kind'], string>> = {
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'VARCHAR',
  BIGNUMERIC: 'VARCHAR',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMPTZ',
  JSON: 'VARCHAR',
};

/** The DuckDB type in which a value goes to JavaScript and comes back. */
export function nativeType(type: SqlType): string {
  if (type.kind === 'ARRAY') return `${nativeType(type.element)}[]`;
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map(
      (field, index) => `${quote(fieldName(field, index))} ${nativeType(field.type)}`,
    );
    return `STRUCT(${fields.join(', ')})`;
  }
  return natives[type.kind] ?? 'VARCHAR';
}

/** A value as JavaScript takes it: of its native type, decimals as text. */
export function toNative(sql: string, type: SqlType): string {
  if (type.kind === 'NUMERIC') return `bq_numeric_string(${sql})`;
  if (type.kind === 'BIGNUMERIC') return `bq_bignumeric_text(${sql})`;
  return nested(sql, type, toNative) ?? `CAST(${sql} AS ${nativeType(type)})`;
}

/** What JavaScript gave back as a value of a type. */
export function fromNative(sql: string, type: SqlType): string {
  if (type.kind === 'NUMERIC') return `bq_numeric_parse(${sql})`;
  if (type.kind === 'BIGNUMERIC') return `bq_bignumeric_parse(${sql})`;
  return nested(sql, type, fromNative) ?? castTo(sql, type);
}

/** Converts inside an array or a struct that has decimals somewhere; undefined for anything else. */
function nested(
  sql: string,
  type: SqlType,
  convert: (sql: string, type: SqlType) => string,
): string | undefined {
  if (!hasDecimals(type)) return undefined;
  if (type.kind === 'ARRAY')
    return `list_transform(${sql}, lambda _e: ${convert('_e', type.element)})`;
  if (type.kind !== 'STRUCT') return undefined;
  const fields = type.fields.map((field, index) => {
    const name = fieldName(field, index);
    return `${quote(name)} := ${convert(`struct_extract(${sql}, ${text(name)})`, field.type)}`;
  });
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
}

function hasDecimals(type: SqlType): boolean {
  if (type.kind === 'ARRAY') return hasDecimals(type.element);
  if (type.kind === 'STRUCT') return type.fields.some((field) => hasDecimals(field.type));
  return type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC';
}

/** Fails for a type that BigQuery does not pass to or take from JavaScript. */
export function checkJavascriptType(
  type: SqlType,
  place: 'argument' | 'result',
  name: string,
): void {
  if (type.kind === 'ARRAY') {
    checkJavascriptType(type.element, place, name);
    return;
  }
  if (type.kind === 'STRUCT') {
    for (const field of type.fields) checkJavascriptType(field.type, place, name);
    return;
  }
  if (natives[type.kind] === undefined || (type.kind === 'INT64' && place === 'argument')) {
    const instead = type.kind === 'INT64' ? 'FLOAT64 or STRING' : 'STRING';
    throw invalidQuery(
      `Type ${typeName(type)} is not supported as ${place} of a JavaScript function (${name}): use ${instead}`,
    );
  }
}
