import { defaultSql } from './compiler/assignments.ts';
import { rootScope } from './compiler/scope.ts';
import { storedSql } from './compiler/stored-values.ts';
import { environmentOf } from './describe.ts';
import type { FieldSchema } from './statement.ts';

/** DuckDB SQL of a value of the column's type, as a table keeps it; it fails for one that the type's parameters forbid. */
export const storedValue = (sql: string, field: FieldSchema): string => storedSql(sql, field);

/**
 * DuckDB SQL of what a column gets in a row that has no value for it: its DEFAULT, an empty array, or NULL.
 * @throws SqlError when the DEFAULT is no expression of the column's type.
 */
export const defaultValue = (field: FieldSchema, project: string): string =>
  defaultSql(field, rootScope(environmentOf(field.defaultValueExpression ?? '', { project })));
