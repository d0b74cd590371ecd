import { coerce } from './compiler/coerce.ts';
import type { FieldSchema } from './statement.ts';
import { typeOfField } from './types.ts';

/** DuckDB SQL of a column's values as those of a wider type. */
export function convertedColumn(sql: string, before: FieldSchema, after: FieldSchema): string {
  return coerce({ sql, type: typeOfField(before) }, typeOfField(after)).sql;
}
