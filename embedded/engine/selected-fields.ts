import type { FieldSchema } from '../sql/statement.ts';
import { invalid } from './errors.ts';
import { quoteName, quoteText } from './types.ts';

/**
 * The columns that `selectedFields` of tabledata.list names (`a,b.c`), as DuckDB SQL in the table's order; all without it.
 * @throws BigQueryError invalid for a field that is not there.
 */
export function selectedColumns(
  fields: readonly FieldSchema[],
  selected: string | undefined,
): string[] {
  if (selected === undefined || selected.trim() === '') {
    return fields.map(({ name }) => quoteName(name));
  }
  const paths = selected.split(',').map((path) => path.trim().toLowerCase().split('.'));
  return choose(fields, paths, selected).map(
    ({ field, inner }) =>
      `${inner.length === 0 ? quoteName(field.name) : narrowed(field, inner, quoteName(field.name), selected, 0)} AS ${quoteName(field.name)}`,
  );
}

/** The fields that paths lead to, each with what is wanted inside it; nothing stands for all of it. */
function choose(
  fields: readonly FieldSchema[],
  paths: readonly string[][],
  selected: string,
): { field: FieldSchema; inner: string[][] }[] {
  for (const [name] of paths) {
    if (!fields.some((field) => field.name.toLowerCase() === name)) {
      throw invalid(`Invalid selected fields: ${selected}. No such field: ${name ?? ''}`);
    }
  }
  return fields.flatMap((field) => {
    const wanted = paths.filter(([name]) => name === field.name.toLowerCase());
    if (wanted.length === 0) return [];
    const whole = wanted.some((path) => path.length === 1);
    return [{ field, inner: whole ? [] : wanted.map((path) => path.slice(1)) }];
  });
}

function narrowed(
  field: FieldSchema,
  paths: readonly string[][],
  value: string,
  selected: string,
  depth: number,
): string {
  if (field.mode === 'REPEATED') {
    const item = `item${depth}`;
    const element = narrowed({ ...field, mode: 'NULLABLE' }, paths, item, selected, depth + 1);
    return `list_transform(${value}, lambda ${item}: ${element})`;
  }
  const entries = choose(field.fields ?? [], paths, selected).map(({ field: part, inner }) => {
    const own = `${value}.${quoteName(part.name)}`;
    return `${quoteText(part.name)}: ${inner.length === 0 ? own : narrowed(part, inner, own, selected, depth)}`;
  });
  return `CASE WHEN ${value} IS NOT NULL THEN {${entries.join(', ')}} END`;
}
