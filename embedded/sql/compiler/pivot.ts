import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, FromItem } from '../parser/ast.ts';
import { quote, storedName, STRING, superType, text, typeName, type Column } from '../types.ts';
import { compileExpression } from './expressions.ts';
import { comparison } from './operators.ts';
import { isAggregateCall } from './select-rules.ts';
import { addRange, compileFrom, siblingScope, type CompiledFrom } from './from.ts';
import { optionValue } from './options.ts';
import { storeColumns } from './output-names.ts';
import { freshAlias, type Scope, type StarColumn } from './scope.ts';

/** Lower-case names of the input's columns that a node mentions. */
function namedColumns(node: unknown, scope: Scope, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const item of node) namedColumns(item, scope, found);
  else if (typeof node === 'object' && node !== null) {
    if ('kind' in node && node.kind === 'path') {
      const { names } = node as Expression & { kind: 'path' };
      const [first, second] = names.map((name) => name.name.toLowerCase());
      const isQualified = scope.ranges.some((range) => range.name === first);
      const name = isQualified ? second : first;
      if (name !== undefined) found.add(name);
    }
    for (const value of Object.values(node)) namedColumns(value, scope, found);
  }
  return found;
}

/** The column name a pivoted constant gets: 2014 becomes _2014, -1.5 becomes minus_1_point_5. */
function constantName(node: Expression, position: number): string {
  if (node.kind === 'struct')
    return node.fields.map((field) => constantName(field.value, position)).join('_');
  if (node.kind === 'float')
    throw invalidQuery('PIVOT values of type FLOAT64 must specify an alias', position);
  if (node.kind === 'string') return node.value;
  const value = optionValue(node);
  if (typeof value === 'object' && value !== null)
    throw invalidQuery('PIVOT values must be constant, and of a simple type or aliased', position);
  const name = value === null ? 'NULL' : String(value);
  const written = typeof value === 'boolean' ? name.toUpperCase() : name;
  const safe = written
    .replace(/^-/, 'minus_')
    .replace('.', '_point_')
    .replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`;
}

function checkAggregates(
  item: FromItem & { kind: 'pivot' },
  { routines }: Scope['environment'],
): void {
  for (const { expression, alias } of item.aggregates) {
    if (!isAggregateCall(expression, routines))
      throw invalidQuery('PIVOT expression must be an aggregate function call', item.position);
    if (alias === undefined && item.aggregates.length > 1) {
      throw invalidQuery(
        'PIVOT expression must specify an alias unless it is the only pivot expression in the PIVOT clause',
        item.position,
      );
    }
  }
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
  outputs: StarColumn[],
  from: string,
  alias: string | undefined,
): CompiledFrom {
  const sql = quote(freshAlias(scope.environment));
  const columns = storeColumns(outputs);
  const items = columns.map(
    (column, index) => `${outputs[index]?.sql ?? 'NULL'} AS ${quote(storedName(column))}`,
  );
  return addRange(scope, `(SELECT ${items.join(', ')} ${from}) AS ${sql}`, {
    name: (alias ?? '').toLowerCase(),
    label: alias ?? '',
    sql,
    columns,
  });
}

/** PIVOT as one filtered aggregate per value, grouped by every column the pivot does not name. */
export function compilePivot(item: FromItem & { kind: 'pivot' }, scope: Scope): CompiledFrom {
  const { sql, star, inner } = inputStar(item.input, scope, 'PIVOT', item.position);
  checkAggregates(item, scope.environment);
  const consumed = namedColumns([item.column, item.aggregates], inner);
  const kept = star.filter((column) => !consumed.has(column.name.toLowerCase()));
  const column = compileExpression(item.column, inner);
  const outputs: StarColumn[] = [...kept];
  for (const value of item.values) {
    const wanted = compileExpression(value.expression, inner);
    const filter = comparison('IS NOT DISTINCT FROM', column, wanted, item.position).sql;
    for (const aggregate of item.aggregates) {
      const compiled = compileExpression(aggregate.expression, {
        ...inner,
        aggregateFilter: filter,
      });
      const label = value.alias ?? constantName(value.expression, item.position);
      const name = aggregate.alias === undefined ? label : `${aggregate.alias}_${label}`;
      outputs.push({ name, type: compiled.type, sql: compiled.sql });
    }
  }
  const group = kept.length === 0 ? '' : ` GROUP BY ${kept.map((one) => one.sql).join(', ')}`;
  return finish(scope, outputs, `FROM ${sql}${group}`, item.alias);
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
  const named = item.columns.flatMap((entry) => entry.names.map((name) => name.toLowerCase()));
  if (consumed.size < named.length)
    throw invalidQuery('Column names in UNPIVOT IN clause cannot be repeated', item.position);
  for (const index of item.values.keys()) checkOneType(item, index, find);
  const kept = star.filter((column) => !consumed.has(column.name.toLowerCase()));
  const structs = item.columns.map((entry) => {
    const label =
      entry.alias === undefined
        ? text(entry.names.join('_'))
        : compileExpression(entry.alias, scope).sql;
    const values = entry.names.map((name, index) => `v${index} := ${find(name).sql}`);
    return `struct_pack(${[...values, `label := ${label}`].join(', ')})`;
  });
  const labels = item.columns.map(({ alias }) =>
    alias === undefined ? STRING : compileExpression(alias, scope).type,
  );
  const label = superType(labels);
  if (label === undefined)
    throw invalidQuery('All labels of UNPIVOT must have one type', item.position);
  const source = quote(freshAlias(scope.environment));
  const inputs = kept.map((column, index) => `${column.sql} AS "c${index}"`);
  const unpivoted = `SELECT ${[...inputs, `unnest([${structs.join(', ')}]) AS "u"`].join(', ')} FROM ${sql}`;
  const value = (index: number) => `struct_extract(${source}."u", 'v${index}')`;
  const outputs: StarColumn[] = [
    ...kept.map((column, index) => ({ ...column, sql: `${source}."c${index}"` })),
    ...item.values.map((name, index) => ({
      name,
      type: find(item.columns[0]?.names[index] ?? '').type,
      sql: value(index),
    })),
    { name: item.name, type: label, sql: `struct_extract(${source}."u", 'label')` },
  ];
  const nulls = item.includeNulls
    ? ''
    : ` WHERE ${item.values.map((_, index) => `${value(index)} IS NOT NULL`).join(' OR ')}`;
  return finish(scope, outputs, `FROM (${unpivoted}) AS ${source}${nulls}`, item.alias);
}

/** The columns that become one must be of one type, and each group must fill every value column. */
function checkOneType(
  item: FromItem & { kind: 'unpivot' },
  index: number,
  find: (name: string) => Column,
): void {
  const types = item.columns.map((entry) => {
    if (entry.names.length !== item.values.length)
      throw invalidQuery('UNPIVOT needs as many columns as values in each group', item.position);
    return typeName(find(entry.names[index] ?? '').type);
  });
  const other = types.find((type) => type !== types[0]);
  if (other !== undefined) {
    throw invalidQuery(
      `The datatype of column does not match with other datatypes in the IN clause. Expected ${types[0] ?? ''}, Found ${other}`,
      item.position,
    );
  }
}
