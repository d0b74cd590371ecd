import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, FromItem } from '../parser/ast.ts';
import { quote, STRING, superType, text, UNKNOWN, type Column } from '../types.ts';
import { compileExpression } from './expressions.ts';
import { addRange, compileFrom, siblingScope, type CompiledFrom } from './from.ts';
import { optionValue } from './options.ts';
import { freshAlias, type Scope, type StarColumn } from './scope.ts';

/** Lower-case last names of every path below a node. */
function namedColumns(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const item of node) namedColumns(item, found);
  else if (typeof node === 'object' && node !== null) {
    if ('kind' in node && node.kind === 'path') {
      const last = (node as Expression & { kind: 'path' }).names.at(-1);
      if (last !== undefined) found.add(last.name.toLowerCase());
    }
    for (const value of Object.values(node)) namedColumns(value, found);
  }
  return found;
}

/** The column name a pivoted literal gets: 2014 becomes _2014, 'a b' becomes a_b. */
function literalName(node: Expression): string {
  const value = optionValue(node);
  if (typeof value === 'object' && value !== null)
    throw invalidQuery('A PIVOT value must be a literal');
  const name = value === null ? 'NULL' : String(value);
  const safe = name.replace(/^-/, 'minus_').replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(name) ? safe : `_${safe}`;
}

function inputStar(
  input: FromItem,
  scope: Scope,
  what: string,
  position: number,
): { sql: string; star: StarColumn[]; inner: Scope } {
  const inner = siblingScope(scope);
  const compiled = compileFrom(input, inner);
  if (compiled.star === undefined) {
    throw unsupported(
      `${what} over a table whose columns are not known`,
      'a subquery that lists its columns',
      position,
    );
  }
  return { sql: compiled.sql, star: compiled.star, inner };
}

function finish(
  scope: Scope,
  sql: string,
  columns: Column[],
  alias: string | undefined,
): CompiledFrom {
  const name = alias ?? freshAlias(scope.environment);
  return addRange(scope, `(${sql}) AS ${quote(name)}`, {
    name: (alias ?? '').toLowerCase(),
    label: alias ?? '',
    sql: quote(name),
    columns,
  });
}

/** PIVOT as one filtered aggregate per value, grouped by every column the pivot does not name. */
export function compilePivot(item: FromItem & { kind: 'pivot' }, scope: Scope): CompiledFrom {
  const { sql, star, inner } = inputStar(item.input, scope, 'PIVOT', item.position);
  const consumed = namedColumns([item.column, item.aggregates]);
  const kept = star.filter((column) => !consumed.has(column.name.toLowerCase()));
  const column = compileExpression(item.column, inner).sql;
  const outputs: Column[] = kept.map(({ name, type }) => ({ name, type }));
  const items = kept.map((one) => `${one.sql} AS ${quote(one.name)}`);
  for (const value of item.values) {
    const filter = `${column} IS NOT DISTINCT FROM ${compileExpression(value.expression, inner).sql}`;
    for (const aggregate of item.aggregates) {
      const compiled = compileExpression(aggregate.expression, {
        ...inner,
        aggregateFilter: filter,
      });
      const label = value.alias ?? literalName(value.expression);
      const name = aggregate.alias === undefined ? label : `${aggregate.alias}_${label}`;
      outputs.push({ name, type: compiled.type });
      items.push(`${compiled.sql} AS ${quote(name)}`);
    }
  }
  const group = kept.length === 0 ? '' : ` GROUP BY ${kept.map((one) => one.sql).join(', ')}`;
  return finish(scope, `SELECT ${items.join(', ')} FROM ${sql}${group}`, outputs, item.alias);
}

/** UNPIVOT as an unnested list of structs, one per named column. */
export function compileUnpivot(item: FromItem & { kind: 'unpivot' }, scope: Scope): CompiledFrom {
  const { sql, star } = inputStar(item.input, scope, 'UNPIVOT', item.position);
  const find = (name: string) => {
    const column = star.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (column === undefined)
      throw invalidQuery(`Column ${name} not found in UNPIVOT input`, item.position);
    return column;
  };
  const consumed = new Set(
    item.columns.flatMap((entry) => entry.names.map((name) => name.toLowerCase())),
  );
  const kept = star.filter((column) => !consumed.has(column.name.toLowerCase()));
  const structs = item.columns.map((entry) => {
    const label =
      entry.alias === undefined
        ? text(entry.names.join('_'))
        : compileExpression(entry.alias, scope).sql;
    const values = item.values.map(
      (value, index) => `${quote(value)} := ${find(entry.names[index] ?? '').sql}`,
    );
    return `struct_pack(${[...values, `${quote(item.name)} := ${label}`].join(', ')})`;
  });
  const source = freshAlias(scope.environment);
  const unpivoted = `SELECT ${[...kept.map((one) => `${one.sql} AS ${quote(one.name)}`), `unnest([${structs.join(', ')}]) AS "_unpivot"`].join(', ')} FROM ${sql}`;
  const labelType =
    item.columns[0]?.alias === undefined
      ? STRING
      : compileExpression(item.columns[0].alias, scope).type;
  const outputs: Column[] = [
    ...kept.map(({ name, type }) => ({ name, type })),
    ...item.values.map((name, index) => ({
      name,
      type: superType(item.columns.map((entry) => find(entry.names[index] ?? '').type)) ?? UNKNOWN,
    })),
    { name: item.name, type: labelType },
  ];
  const fields = [...item.values, item.name].map(
    (name) => `struct_extract("_unpivot", ${text(name)}) AS ${quote(name)}`,
  );
  const nulls = item.includeNulls
    ? ''
    : ` WHERE ${item.values.map((value) => `struct_extract("_unpivot", ${text(value)}) IS NOT NULL`).join(' OR ')}`;
  const list = [...kept.map((one) => quote(one.name)), ...fields].join(', ');
  return finish(
    scope,
    `SELECT ${list} FROM (${unpivoted}) AS ${quote(source)}${nulls}`,
    outputs,
    item.alias,
  );
}
