import { invalidQuery, unsupported } from '../errors.ts';
import type { CommonTable, Query, SetOperation } from '../parser/ast.ts';
import { quote, type Column } from '../types.ts';
import type { CompiledQuery } from './compiled.ts';
import { storeColumns } from './output-names.ts';
import { compileBody, compileQuery, noTail } from './queries.ts';
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
    query.recursive && namesBelow(common.query).has(common.name.name.toLowerCase())
      ? compileRecursive(common, scope)
      : define(common, freshAlias(scope.environment), scope, compileIn(common.query, scope)),
  );
}

const compileIn = (query: Query, scope: Scope): CompiledQuery =>
  compileQuery(query, childScope(scope), 'relation');

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

/** Lower-case names of the tables a query reads by a single name. */
function namesBelow(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const item of node) namesBelow(item, found);
  else if (typeof node === 'object' && node !== null) {
    if ('kind' in node && node.kind === 'table' && 'path' in node && Array.isArray(node.path)) {
      const [only] = node.path as CommonTable['name'][];
      if (node.path.length === 1 && only !== undefined) found.add(only.name.toLowerCase());
    }
    for (const value of Object.values(node)) namesBelow(value, found);
  }
  return found;
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
    for (const name of namesBelow(table.query)) {
      const needed = byName.get(name);
      if (needed !== undefined && needed !== table) visit(needed);
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
  if (namesBelow(body.left).has(name.name.toLowerCase())) {
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
  if (union.match !== 'position') {
    throw unsupported('a recursive UNION by name', 'columns in the same order', union.position);
  }
  const stored = freshAlias(scope.environment);
  const base = compileBody(union.left, childScope(scope), noTail, 'relation');
  const { columns } = base;
  if (columns === undefined) {
    throw unsupported(
      'a recursive query over columns that are not known',
      'a subquery that lists its columns',
      union.position,
    );
  }
  const own = { stored, sql: '', columns, recursive: true, isValue: base.isValue };
  scope.common.set(common.name.name.toLowerCase(), own);
  const step = compileBody(union.right, childScope(scope), noTail, 'relation');
  checkTypes(columns, step.columns, union);
  const sql = `(${base.sql}) UNION${union.all ? ' ALL' : ''} (${alignedSql(step, columns)})`;
  return define(common, stored, scope, { ...base, sql, columns: storeColumns(columns) }, true);
}

function checkTypes(base: Column[], step: Column[] | undefined, union: SetOperation): void {
  if (step === undefined) return;
  if (step.length !== base.length) {
    throw invalidQuery(
      `Queries in UNION have mismatched column count; query 1 has ${base.length} columns, query 2 has ${step.length} columns`,
      union.position,
    );
  }
}
