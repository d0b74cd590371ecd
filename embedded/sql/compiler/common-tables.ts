import { invalidQuery, unsupported } from '../errors.ts';
import type { CommonTable, Query, SetOperation } from '../parser/ast.ts';
import { duckdbType, INT64, quote, superType, typeName, type Column } from '../types.ts';
import type { CompiledQuery } from './compiled.ts';
import { compileBody, compileQuery, noTail } from './queries.ts';
import { checkStep, countingStep, countReferences, depthColumn } from './recursion.ts';
import { childScope, freshAlias, type Scope } from './scope.ts';
import { alignedSql } from './set-operations.ts';

/** The definitions of a WITH clause, which `scope` knows from then on. DuckDB gets names that shadow nothing. */
export function compileCommonTables(query: Query, scope: Scope): string[] {
  const seen = new Set<string>();
  for (const { name } of query.with) {
    if (seen.has(name.name.toLowerCase()))
      throw invalidQuery(`Duplicate alias ${name.name} for WITH subquery`, name.position);
    seen.add(name.name.toLowerCase());
  }
  const ordered = query.recursive ? byDependency(query.with) : query.with;
  return ordered.map((common) =>
    query.recursive && countReferences(common.query, common.name.name.toLowerCase()) > 0
      ? compileRecursive(common, scope)
      : define(common, freshAlias(scope.environment), scope, compileIn(common.query, scope)),
  );
}

/** A WITH entry sees other entries and a function's parameters, but no enclosing query's columns. */
function closedScope(scope: Scope): Scope {
  let root = scope;
  while (root.parent !== undefined) root = root.parent;
  const closed = { ...childScope(scope), bindings: root.bindings };
  delete closed.parent;
  return closed;
}

const compileIn = (query: Query, scope: Scope): CompiledQuery =>
  compileQuery(query, closedScope(scope), 'relation');

function define(
  common: CommonTable,
  stored: string,
  scope: Scope,
  { sql, columns, isValue }: CompiledQuery,
  recursive = false,
): string {
  const definition = `${quote(stored)} AS (${sql})`;
  const entry = { stored, sql: definition, columns, recursive, isValue };
  scope.common.set(common.name.name.toLowerCase(), entry);
  return definition;
}

/** WITH RECURSIVE lets an entry name a later one: each comes after those it reads. */
function byDependency(tables: CommonTable[]): CommonTable[] {
  const byName = new Map(tables.map((table) => [table.name.name.toLowerCase(), table]));
  const ordered = new Set<CommonTable>();
  const open = new Set<CommonTable>();
  const visit = (table: CommonTable) => {
    if (ordered.has(table)) return;
    if (open.has(table)) {
      throw invalidQuery(
        `Unsupported WITH entry dependency cycle: ${[...open].map((entry) => entry.name.name).join(' => ')} => ${table.name.name}`,
        table.name.position,
      );
    }
    open.add(table);
    for (const [name, needed] of byName) {
      if (needed !== table && countReferences(table.query, name) > 0) visit(needed);
    }
    open.delete(table);
    ordered.add(table);
  };
  for (const table of tables) visit(table);
  return [...ordered];
}

function unionOf({ name, query }: CommonTable): SetOperation {
  const { body } = query;
  const isPlain =
    query.with.length === 0 &&
    query.order.length === 0 &&
    query.limit === undefined &&
    query.pipes.length === 0;
  if (body.kind === 'nested' && isPlain) return unionOf({ name, query: body.query });
  if (body.kind !== 'set' || body.operator !== 'UNION' || !isPlain) {
    throw invalidQuery(
      `Recursive reference ${name.name} must be in the second part of a UNION that is the whole WITH entry, without WITH, ORDER BY or LIMIT`,
      name.position,
    );
  }
  if (countReferences(body.left, name.name.toLowerCase()) > 0) {
    throw invalidQuery(
      `The first part of the UNION cannot refer to ${name.name} itself`,
      name.position,
    );
  }
  return body;
}

/** `base UNION recursive`; the base names and types the columns. */
function compileRecursive(common: CommonTable, scope: Scope): string {
  const union = unionOf(common);
  const name = common.name.name.toLowerCase();
  if (union.match !== 'position') {
    throw unsupported('a recursive UNION by name', 'columns in the same order', union.position);
  }
  checkStep(union, name);
  const stored = freshAlias(scope.environment);
  const base = compileBody(union.left, closedScope(scope), noTail, 'relation');
  const { columns, isValue } = base;
  if (columns === undefined) {
    throw unsupported(
      'a recursive query over columns that are not known',
      'a subquery that lists its columns',
      union.position,
    );
  }
  const counting = union.all && !isValue ? countingStep(union.right, name) : undefined;
  const depth = { name: depthColumn, type: INT64 };
  const hidden = counting === undefined ? [] : [depth];
  scope.common.set(name, { stored, sql: '', columns, hidden, recursive: true, isValue });
  const step = compileBody(counting ?? union.right, closedScope(scope), noTail, 'relation');
  const all = [...columns, ...hidden];
  checkTypes(all, step.columns, union);
  const [start, repeated] = [base.sql, alignedSql(step, all)];
  const depthSql = quote(depthColumn);
  const sql =
    counting === undefined
      ? `(${start}) UNION${union.all ? ' ALL' : ''} (${repeated})`
      : `(SELECT *, 0::BIGINT AS ${depthSql} FROM (${start})) UNION ALL (SELECT * REPLACE (bq_next_iteration(${depthSql}) AS ${depthSql}) FROM (${repeated}))`;
  return define(common, stored, scope, { sql, columns, isValue }, true);
}

function checkTypes(base: Column[], step: Column[] | undefined, union: SetOperation): void {
  if (step === undefined) return;
  if (step.length !== base.length) {
    throw invalidQuery(
      `Queries in UNION have mismatched column count; query 1 has ${base.length} columns, query 2 has ${step.length} columns`,
      union.position,
    );
  }
  for (const [index, column] of base.entries()) {
    const type = step[index]?.type ?? column.type;
    const shared = superType([column.type, type]);
    if (shared === undefined || duckdbType(shared) !== duckdbType(column.type)) {
      throw invalidQuery(
        `Cannot coerce column ${index + 1} of recursive term (${typeName(type)}) to column type in non-recursive term (${typeName(column.type)})`,
        union.position,
      );
    }
  }
}
