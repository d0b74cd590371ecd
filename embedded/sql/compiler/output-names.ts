import { invalidQuery } from '../errors.ts';
import { distinctNames, quote, storedName, type Column } from '../types.ts';
import type { Expression } from '../parser/ast.ts';
import type { CompiledQuery } from './compiled.ts';
import { starOfStruct } from './names.ts';

/** The name an expression gives its column: the last part of a path, else none. */
export function impliedName(node: Expression): string | undefined {
  if (node.kind === 'path') return node.names.at(-1)?.name;
  if (node.kind === 'field') return node.name.name;
  return undefined;
}

/** DuckDB's names of output columns: `f0_` for a nameless one, `*` for an open star, no two alike. */
export function storedNames(names: (string | undefined)[]): string[] {
  let anonymous = 0;
  const given = names.map((name = '*') => {
    if (name !== '') return name;
    anonymous += 1;
    return `f${anonymous - 1}_`;
  });
  return distinctNames(given);
}

/** Columns with DuckDB's names beside theirs. */
export function storeColumns(columns: Column[]): Column[] {
  const stored = storedNames(columns.map((column) => column.name));
  return columns.map(({ name, type }, index) => {
    const own = stored[index] ?? '';
    return own === name ? { name, type } : { name, type, stored: own };
  });
}

/**
 * A query as a statement's result: structs of a value table become columns.
 * Throws when two columns have one name.
 */
export function resultOf(query: CompiledQuery): CompiledQuery {
  const shown = query.isValue ? unwrapped(query) : query;
  const seen = new Set<string>();
  for (const { name } of shown.columns ?? []) {
    const key = name.toLowerCase();
    if (name !== '' && seen.has(key)) {
      throw invalidQuery(
        `Duplicate column names in the result are not supported. Found duplicate(s): ${name}`,
      );
    }
    seen.add(key);
  }
  return shown;
}

function unwrapped(query: CompiledQuery): CompiledQuery {
  const [value] = query.columns ?? [];
  if (value?.type.kind !== 'STRUCT') return query;
  const fields = starOfStruct({ sql: `_row.${quote(storedName(value))}`, type: value.type });
  const columns = storeColumns(fields.map(({ name, type }) => ({ name, type })));
  const items = columns.map(
    (column, index) => `${fields[index]?.sql ?? ''} AS ${quote(storedName(column))}`,
  );
  return {
    sql: `SELECT ${items.join(', ')} FROM (${query.sql}) AS _row`,
    columns,
    isValue: false,
  };
}
