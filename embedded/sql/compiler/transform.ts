import { randomUUID } from 'node:crypto';
import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import { createCursor } from '../parser/cursor.ts';
import { parseTransformItem, type TransformItem } from '../parser/models.ts';
import { findInTree } from '../parser/trees.ts';
import type { TransformColumn, TransformStatement } from '../statement.ts';
import { fieldName, quote, text, type Column } from '../types.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { rootScope, type Environment, type Scope } from './scope.ts';
import { impliedName } from './output-names.ts';

const relation = '_input';

type WrittenColumn = Pick<TransformColumn, 'name' | 'source'>;

/** A scope in which the columns of one relation can be named. */
function scopeOver(columns: Column[] | undefined, environment: Environment): Scope {
  if (columns === undefined)
    throw unsupported('TRANSFORM over columns that are not known', 'a query of described tables');
  const context = { ...environment.context };
  delete context.variables;
  delete context.parameters;
  const scope = rootScope({ ...environment, context });
  scope.ranges.push({ name: '', sql: quote(relation), columns });
  return scope;
}

/** TRANSFORM of a CREATE MODEL over its training query's columns. */
export function compileTransform(
  items: readonly TransformItem[],
  columns: Column[] | undefined,
  environment: Environment,
): TransformStatement {
  const scope = scopeOver(columns, environment);
  const expanded = items.flatMap((item) => expand(item, scope));
  const inputTable = `_training_${randomUUID().replaceAll('-', '')}`;
  const statistics: Record<string, string> = {};
  const compiled = expanded.map((column, index) =>
    compileColumn({ ...column, index }, scope, inputTable, statistics),
  );
  return {
    columns: expanded.map((column, index) => ({
      ...column,
      outputs: (compiled[index] ?? []).map(({ name }) => name),
    })),
    inputTable,
    statistics,
    sql: selectFrom(compiled.flat(), inputTable),
  };
}

/** The columns of a model's TRANSFORM as DuckDB SQL over a call's input, which is the relation `_input`. */
export function applyTransform(
  transform: readonly (TransformColumn & { index: number })[],
  columns: Column[] | undefined,
  inputTable: string,
  environment: Environment,
): OutputColumn[] {
  const scope = scopeOver(columns, environment);
  return transform.flatMap((column) => compileColumn(column, scope, inputTable, {}));
}

interface OutputColumn {
  name: string;
  sql: string;
}

const selectFrom = (columns: OutputColumn[], table: string) =>
  `SELECT ${columns.map(({ name, sql }) => `${sql} AS ${quote(name)}`).join(', ')} FROM temp.main.${quote(table)} AS ${quote(relation)}`;

/** A star as the columns it stands for; another item as it is written. */
function expand({ item, start, end }: TransformItem, scope: Scope): WrittenColumn[] {
  if (item.kind === 'star') {
    if (item.base !== undefined || item.replace.length > 0)
      throw unsupported('this star in TRANSFORM', '* or * EXCEPT (...)', item.position);
    return remaining(item.except, scope).map((name) => ({ name, source: quoteName(name) }));
  }
  const name = item.alias ?? impliedName(item.expression);
  if (name === undefined)
    throw invalidQuery('An expression in TRANSFORM needs an alias', item.position);
  const source = scope.environment.source.slice(start, end).trim();
  return [{ name, source }];
}

/** The names of the input's columns but for some. */
function remaining(except: readonly string[], scope: Scope): string[] {
  const names = scope.ranges.flatMap(({ columns = [] }) => columns.map(({ name }) => name));
  const known = new Set(names.map((name) => name.toLowerCase()));
  const missing = except.find((name) => !known.has(name.toLowerCase()));
  if (missing !== undefined)
    throw invalidQuery(`Column ${missing} in * EXCEPT list of TRANSFORM does not exist`);
  const left = new Set(except.map((name) => name.toLowerCase()));
  return names.filter((name) => !left.has(name.toLowerCase()));
}

const quoteName = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** A column's SQL; a struct's fields are columns of their own, named after both. */
function compileColumn(
  { name, source, index }: WrittenColumn & { index: number },
  scope: Scope,
  prefix: string,
  statistics: Record<string, string>,
): OutputColumn[] {
  const cursor = createCursor(source);
  const { item } = parseTransformItem(cursor);
  if (item.kind !== 'expression' || cursor.peek().kind !== 'end') throw cursor.fail('expression');
  refuseUnrepeatable(item.expression, scope);
  const learned = { prefix: `${prefix}_${index}`, found: {} };
  const environment = { ...scope.environment, learned };
  const value = compileExpression(item.expression, { ...scope, environment });
  Object.assign(statistics, learned.found);
  if (value.type.kind !== 'STRUCT') return [{ name, sql: value.sql }];
  return structColumns(name, value, value.type.fields);
}

/** What could not be translated again for a call, or would not mean the same for its rows. */
function refuseUnrepeatable(expression: Expression, { environment }: Scope): void {
  const holds = (wanted: (part: Expression) => boolean) =>
    findInTree(expression, wanted).length > 0;
  if (
    holds((part) => part.kind === 'call' && part.over !== undefined && !part.name.startsWith('ML.'))
  )
    throw unsupported('window functions in TRANSFORM', 'ML functions with OVER()');
  if (holds((part) => part.kind === 'call' && environment.routines.has(part.name)))
    throw unsupported('user-defined functions in TRANSFORM', 'the function in the training query');
  if (holds((part) => 'query' in part || (part.kind === 'in' && 'query' in part.set)))
    throw unsupported('subqueries in TRANSFORM', 'the subquery in the training query');
}

function structColumns(
  name: string,
  { sql }: Compiled,
  fields: readonly { name: string; stored?: string }[],
): OutputColumn[] {
  return fields.map((field, index) => {
    const stored = fieldName(field, index);
    return { name: `${name}_${stored}`, sql: `struct_extract(${sql}, ${text(stored)})` };
  });
}
