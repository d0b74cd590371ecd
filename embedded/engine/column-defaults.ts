import { defaultValue } from '../sql/column-values.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { quoteName } from './types.ts';

/** Columns of a table that get something else than NULL in rows which do not name them: quoted name, and DuckDB SQL. */
export function unnamedColumns(
  fields: readonly FieldSchema[],
  named: readonly FieldSchema[],
  project: string,
): [string, string][] {
  const given = new Set(named.map(({ name }) => name.toLowerCase()));
  return fields
    .filter(
      ({ name, mode, defaultValueExpression }) =>
        !given.has(name.toLowerCase()) &&
        (mode === 'REPEATED' || defaultValueExpression !== undefined),
    )
    .map((field) => [quoteName(field.name), defaultValue(field, project)]);
}

/** @throws SqlError when a DEFAULT is no expression of its column's type. */
export function checkDefaults(fields: readonly FieldSchema[], project: string): void {
  for (const field of fields) {
    if (field.defaultValueExpression !== undefined) defaultValue(field, project);
  }
}
