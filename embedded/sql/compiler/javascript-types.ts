import { invalidQuery } from '../errors.ts';
import { fieldName, quote, typeName, type SqlType } from '../types.ts';

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
