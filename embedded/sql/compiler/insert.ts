import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import type { InsertSource } from '../parser/statements.ts';
import type { FieldSchema } from '../statement.ts';
import { quote } from '../types.ts';
import { assigned, assignedNode, defaultSql } from './assignments.ts';
import { compileQuery } from './queries.ts';
import { freshAlias, type Scope } from './scope.ts';
import { targetField, type Target } from './target.ts';

interface Destination {
  name: string;
  /** Undefined when the table's columns are not known. */
  field: FieldSchema | undefined;
}

/** The columns a statement gives values for; undefined when the table's are not known. */
export function destinations(columns: string[], target: Target): Destination[] | undefined {
  const names = columns.length > 0 ? columns : target.fields?.map((field) => field.name);
  const seen = new Set<string>();
  return names?.map((name) => {
    if (seen.has(name.toLowerCase()))
      throw invalidQuery(`Column ${name} is specified more than once in the column list`);
    seen.add(name.toLowerCase());
    return { name, field: targetField(target, name) };
  });
}

/** Columns that get something else than NULL when a statement does not name them. */
export function unnamedColumns(named: Destination[] | undefined, target: Target): FieldSchema[] {
  const given = new Set(named?.map(({ name }) => name.toLowerCase()));
  return (target.fields ?? []).filter(
    (field) =>
      !given.has(field.name.toLowerCase()) &&
      (field.defaultValueExpression !== undefined || field.mode === 'REPEATED'),
  );
}

function checkCount(has: number, expected: number): void {
  if (has === expected) return;
  throw invalidQuery(`Inserted row has wrong column count; Has ${has}, expected ${expected}`);
}

/** One row's values in the order of the column list, those of unnamed columns last. */
export function rowValues(
  row: Expression[],
  named: Destination[] | undefined,
  target: Target,
  scope: Scope,
): string[] {
  if (named !== undefined) checkCount(row.length, named.length);
  return [
    ...row.map((value, index) => {
      const destination = named?.[index];
      return assignedNode(value, scope, destination?.field, destination?.name ?? '');
    }),
    ...unnamedColumns(named, target).map((field) => defaultSql(field, scope)),
  ];
}

/** ` (a, b)`, with unnamed columns last. */
export function columnListSql(named: Destination[] | undefined, target: Target): string {
  if (named === undefined) return '';
  const names = [
    ...named.map(({ name }) => name),
    ...unnamedColumns(named, target).map((field) => field.name),
  ];
  return ` (${names.map(quote).join(', ')})`;
}

/** INSERT. */
export function insertSql(
  node: { columns: string[]; source: InsertSource },
  target: Target,
  scope: Scope,
): string {
  const named = destinations(node.columns, target);
  const into = `INSERT INTO ${target.sql}${columnListSql(named, target)}`;
  if ('rows' in node.source) {
    const rows = node.source.rows.map(
      (row) => `(${rowValues(row, named, target, scope).join(', ')})`,
    );
    return `${into} VALUES ${rows.join(', ')}`;
  }
  const query = compileQuery(node.source.query, scope, 'relation');
  const { columns } = query;
  if (named === undefined) return `${into} ${query.sql}`;
  if (columns !== undefined) checkCount(columns.length, named.length);
  const alias = quote(freshAlias(scope.environment));
  const sources = named.map((_, index) => quote(`_c${index + 1}`));
  const values = named.map(({ name, field }, index) => {
    const sql = `${alias}.${sources[index] ?? ''}`;
    const type = columns?.[index]?.type;
    return field === undefined || type === undefined ? sql : assigned({ sql, type }, field, name);
  });
  const defaults = unnamedColumns(named, target).map((field) => defaultSql(field, scope));
  return `${into} SELECT ${[...values, ...defaults].join(', ')} FROM (${query.sql}) AS ${alias}(${sources.join(', ')})`;
}
