import type { FieldSchema } from '../statement.ts';
import { duckdbType, fieldName, quote, text, typeName, typeOfField } from '../types.ts';

/**
 * What a table keeps of a value: a NULL array is empty, an array has no NULL elements, a text has at most
 * the length, a NUMERIC the digits that its type's parameters allow.
 */
export function storedSql(sql: string, field: FieldSchema): string {
  if (field.mode === 'REPEATED') {
    const element: FieldSchema = { ...field, mode: 'NULLABLE' };
    const items = isConstrained(element)
      ? `list_transform(${sql}, lambda _e: ${storedSql('_e', element)})`
      : sql;
    return `bq_stored_array(${items}, ${text(field.name)})`;
  }
  if (field.fields !== undefined && isConstrained(field)) {
    const parts = field.fields.map((inner, index) => {
      const name = fieldName(inner, index);
      const stored = storedSql(`struct_extract(${sql}, ${text(name)})`, inner);
      return `${quote(name)} := ${inner.mode === 'REQUIRED' ? requiredSql(stored, inner) : stored}`;
    });
    return `CASE WHEN (${sql}) IS NOT NULL THEN struct_pack(${parts.join(', ')}) END`;
  }
  return constrained(sql, field);
}

/** A nested field that must not be NULL; DuckDB itself refuses NULL in columns. */
export function requiredSql(sql: string, field: FieldSchema): string {
  const type = duckdbType(typeOfField(field)) ?? 'VARCHAR';
  const refusal = `bq_error(${text(`Required field ${field.name} cannot be null`)})`;
  return `CASE WHEN (${sql}) IS NULL THEN CAST(CAST(${refusal} AS VARCHAR) AS ${type}) ELSE ${sql} END`;
}

function isConstrained(field: FieldSchema): boolean {
  return (
    field.maxLength !== undefined ||
    field.precision !== undefined ||
    (field.fields ?? []).some(
      (inner) => inner.mode === 'REPEATED' || inner.mode === 'REQUIRED' || isConstrained(inner),
    )
  );
}

function constrained(sql: string, field: FieldSchema): string {
  const { kind } = typeOfField({ ...field, mode: 'NULLABLE' });
  if (field.maxLength !== undefined) {
    const measure = kind === 'BYTES' ? 'octet_length' : 'length';
    const shown = `Field ${field.name}: ${kind}(${field.maxLength}) has maximum length ${field.maxLength} but got a value with length `;
    return `CASE WHEN ${measure}(${sql}) > ${field.maxLength} THEN CAST(CAST(bq_error(${text(shown)} || ${measure}(${sql})) AS VARCHAR) AS ${kind === 'BYTES' ? 'BLOB' : 'VARCHAR'}) ELSE ${sql} END`;
  }
  if (field.precision !== undefined) {
    const scale = Number(field.scale ?? 0);
    const whole = Number(field.precision) - scale;
    const type = `${typeName({ kind: kind === 'BIGNUMERIC' ? 'BIGNUMERIC' : 'NUMERIC' })}(${field.precision}, ${scale})`;
    const shown = `Field ${field.name}: ${type} has precision ${field.precision} and scale ${scale} but got a value that is not in range of [-${'9'.repeat(whole)}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}, ${'9'.repeat(whole)}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}]`;
    if (kind === 'BIGNUMERIC') {
      const fitted = `TRY(bq_bignumeric_fits(${sql}, ${field.precision}::BIGINT, ${scale}::BIGINT))`;
      const raised = `CAST(CAST(bq_error(${text(shown)}) AS VARCHAR) AS BIGNUM)`;
      return `COALESCE(${fitted}, CASE WHEN (${sql}) IS NOT NULL THEN ${raised} END)`;
    }
    return `CASE WHEN abs(round(${sql}, ${scale})) >= CAST('1${'0'.repeat(whole)}' AS DECIMAL(38,0)) THEN bq_error(${text(shown)}) ELSE round(${sql}, ${scale}) END`;
  }
  return sql;
}
