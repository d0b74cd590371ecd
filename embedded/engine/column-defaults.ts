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
