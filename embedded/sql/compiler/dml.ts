import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, Identifier } from '../parser/ast.ts';
import type { Assignment, MergeClause, StatementNode } from '../parser/statements.ts';
import type { ObjectReference, Statement } from '../statement.ts';
import {
  fieldName,
  quote,
  superType,
  text,
  typeName,
  typeOfField,
  type Column,
  type SqlType,
} from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { condition } from './predicates.ts';
import { compileFrom } from './from.ts';
import { fieldAccess, resolveReference, sessionDataset, tableSql } from './names.ts';
import { compileQuery } from './queries.ts';
import {
  childScope,
  referenceKey,
  rootScope,
  type Environment,
  type RangeVariable,
  type Scope,
  type StarColumn,
} from './scope.ts';

export type DmlNode = Extract<
  StatementNode,
  { kind: 'insert' | 'update' | 'delete' | 'truncate' | 'merge' }
>;

interface Target {
  reference: ObjectReference;
  sql: string;
  alias: string;
  columns: Column[] | undefined;
}

/** The table a statement writes to: a temporary one when the session has it, else a dataset's. */
export function targetReference(path: Identifier[], environment: Environment): ObjectReference {
  const session = {
    project: environment.context.project,
    dataset: sessionDataset,
    name: path[0]?.name ?? '',
  };
  const isTemporary = path.length === 1 && environment.tables.has(referenceKey(session));
  return isTemporary ? session : resolveReference(path, environment);
}

function targetOf(path: Identifier[], alias: string | undefined, environment: Environment): Target {
  const reference = targetReference(path, environment);
  const fields = environment.tables.get(referenceKey(reference));
  return {
    reference,
    sql: tableSql(reference, environment),
    alias: alias ?? reference.name,
    columns: fields?.map((field) => ({ name: field.name, type: typeOfField(field) })),
  };
}

function rangeOf(target: Target): RangeVariable {
  return { name: target.alias.toLowerCase(), sql: quote(target.alias), columns: target.columns };
}

/** INSERT, UPDATE, DELETE, TRUNCATE and MERGE. */
export function compileDml(node: DmlNode, environment: Environment): Statement {
  const target = targetOf(node.target, 'alias' in node ? node.alias : undefined, environment);
  const verb = node.kind.toUpperCase() as 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | 'TRUNCATE';
  const sql = dmlSql(node, target, rootScope(environment));
  return { kind: 'dml', verb, target: target.reference, sql, modelCalls: environment.modelCalls };
}

function dmlSql(node: DmlNode, target: Target, scope: Scope): string {
  switch (node.kind) {
    case 'insert':
      return insertSql(node, target, scope);
    case 'truncate':
      return `TRUNCATE ${target.sql}`;
    case 'delete': {
      scope.ranges.push(rangeOf(target));
      const where =
        node.where === undefined
          ? 'TRUE'
          : condition(compileExpression(node.where, scope), 'WHERE clause');
      return `DELETE FROM ${target.sql} AS ${quote(target.alias)} WHERE ${where}`;
    }
    case 'update':
      return updateSql(node, target, scope);
    case 'merge':
      return mergeSql(node, target, scope);
  }
}

function columnType(target: Target, name: string, position?: number): SqlType | undefined {
  if (target.columns === undefined) return undefined;
  const column = target.columns.find(
    (candidate) => candidate.name.toLowerCase() === name.toLowerCase(),
  );
  if (column === undefined)
    throw invalidQuery(`Column ${name} is not present in table ${target.reference.name}`, position);
  return column.type;
}

/** A value for a column, refused when BigQuery would not coerce it. */
function assigned(value: Compiled, type: SqlType | undefined, name: string): string {
  if (type === undefined || value.type.kind === 'UNKNOWN' || type.kind === 'UNKNOWN')
    return value.sql;
  const isLiteral =
    typeof value.literal === 'string' &&
    ['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'NUMERIC', 'BIGNUMERIC'].includes(type.kind);
  const shared = superType([type, value.type]);
  if (!isLiteral && (shared === undefined || typeName(shared) !== typeName(type))) {
    const narrows =
      value.literal !== undefined && type.kind.endsWith('NUMERIC') && value.type.kind === 'FLOAT64';
    if (!narrows && type.kind !== 'STRUCT' && type.kind !== 'ARRAY') {
      throw invalidQuery(
        `Value of type ${typeName(value.type)} cannot be assigned to ${name}, which has type ${typeName(type)}`,
      );
    }
  }
  return type.kind === 'STRUCT' || type.kind === 'ARRAY' ? value.sql : coerce(value, type).sql;
}

function valueSql(node: Expression, scope: Scope, type: SqlType | undefined, name: string): string {
  return node.kind === 'default' ? 'DEFAULT' : assigned(compileExpression(node, scope), type, name);
}

function insertSql(node: DmlNode & { kind: 'insert' }, target: Target, scope: Scope): string {
  const names =
    node.columns.length > 0 ? node.columns : target.columns?.map((column) => column.name);
  const list = names === undefined ? '' : ` (${names.map(quote).join(', ')})`;
  if ('rows' in node.source) {
    const rows = node.source.rows.map((row) => {
      if (names !== undefined && row.length !== names.length) {
        throw invalidQuery(
          `Inserted row has wrong column count; Has ${row.length}, expected ${names.length}`,
        );
      }
      const values = row.map((value, index) => {
        const name = names?.[index] ?? '';
        return valueSql(
          value,
          scope,
          names === undefined ? undefined : columnType(target, name),
          name,
        );
      });
      return `(${values.join(', ')})`;
    });
    return `INSERT INTO ${target.sql}${list} VALUES ${rows.join(', ')}`;
  }
  const query = compileQuery(node.source.query, scope, 'relation');
  if (names !== undefined && query.columns !== undefined) {
    if (names.length !== query.columns.length) {
      throw invalidQuery(
        `Inserted row has wrong column count; Has ${query.columns.length}, expected ${names.length}`,
      );
    }
    for (const [index, name] of names.entries()) {
      const type = query.columns[index]?.type;
      if (type !== undefined) assigned({ sql: '', type }, columnType(target, name), name);
    }
  }
  return `INSERT INTO ${target.sql}${list} ${query.sql}`;
}

/** `SET a.b = v` rewrites the whole struct `a`. */
function assignmentSql(assignment: Assignment, target: Target, scope: Scope): string {
  const [column, ...fields] =
    assignment.path.length > 1 &&
    assignment.path[0]?.name.toLowerCase() === target.alias.toLowerCase()
      ? assignment.path.slice(1)
      : assignment.path;
  if (column === undefined) throw invalidQuery('UPDATE SET needs a column');
  const type = columnType(target, column.name, column.position);
  if (fields.length === 0)
    return `${quote(column.name)} = ${valueSql(assignment.value, scope, type, column.name)}`;
  if (type === undefined)
    throw unsupported('UPDATE of a nested field of a table whose columns are not known');
  const current: Compiled = { sql: `${quote(target.alias)}.${quote(column.name)}`, type };
  return `${quote(column.name)} = ${replaceField(current, fields, assignment.value, scope)}`;
}

function replaceField(
  current: Compiled,
  [name, ...rest]: Identifier[],
  value: Expression,
  scope: Scope,
): string {
  if (name === undefined) return valueSql(value, scope, current.type, '');
  if (current.type.kind !== 'STRUCT')
    throw invalidQuery(
      `Cannot set field ${name.name} of a ${typeName(current.type)}`,
      name.position,
    );
  const changed = replaceField(fieldAccess(current, name), rest, value, scope);
  const parts = current.type.fields.map((field, index) => {
    const isChanged = field.name.toLowerCase() === name.name.toLowerCase();
    const kept = `struct_extract(${current.sql}, ${text(fieldName(field, index))})`;
    return `${quote(fieldName(field, index))} := ${isChanged ? changed : kept}`;
  });
  return `struct_pack(${parts.join(', ')})`;
}

const tooManyRows = text('UPDATE/MERGE must match at most one source row for each target row');

/** A condition that raises when some target row pairs with several source rows. */
function singleMatchGuard(target: Target, source: string, on: string): string {
  const counts = `SELECT count(*) AS n FROM ${target.sql} AS ${quote(target.alias)} JOIN ${source} ON ${on} GROUP BY ${quote(target.alias)}.rowid`;
  return `COALESCE((SELECT CASE WHEN max(n) > 1 THEN bq_error(${tooManyRows}) ELSE 0 END FROM (${counts}) AS _counts), 0) = 0`;
}

function updateSql(node: DmlNode & { kind: 'update' }, target: Target, scope: Scope): string {
  scope.ranges.push(rangeOf(target));
  const from = node.from === undefined ? undefined : compileFrom(node.from, scope);
  const set = node.assignments
    .map((assignment) => assignmentSql(assignment, target, scope))
    .join(', ');
  const where =
    node.where === undefined
      ? 'TRUE'
      : condition(compileExpression(node.where, scope), 'WHERE clause');
  const update = `UPDATE ${target.sql} AS ${quote(target.alias)} SET ${set}`;
  if (from === undefined) return `${update} WHERE ${where}`;
  const source = node.from?.kind === 'join' ? `(${from.sql})` : from.sql;
  const guard = singleMatchGuard(target, source, where);
  return `${update} FROM ${from.sql} WHERE ${where} AND ${guard}`;
}

function mergeSql(node: DmlNode & { kind: 'merge' }, target: Target, scope: Scope): string {
  const sourceScope = childScope(scope);
  const source = compileFrom(node.source, sourceScope);
  const alias =
    sourceScope.ranges.length === 1 ? (sourceScope.ranges[0]?.sql ?? '"_source"') : undefined;
  if (alias === undefined) throw unsupported('MERGE USING a join', 'a subquery with an alias');
  const targetScope = childScope(scope);
  targetScope.ranges = [rangeOf(target)];
  const both = childScope(scope);
  both.ranges = [rangeOf(target), ...sourceScope.ranges];
  const on = condition(compileExpression(node.on, both), 'MERGE ON clause');
  const matched = node.clauses.filter((clause) => clause.when === 'MATCHED');
  const clauses = node.clauses.map((clause) =>
    mergeClauseSql(clause, target, source.star, { both, source: sourceScope, target: targetScope }),
  );
  const applies = matched.map((clause) =>
    clause.condition === undefined ? 'TRUE' : compileExpression(clause.condition, both).sql,
  );
  const needsGuard = matched.length > 0 && !(node.on.kind === 'boolean' && !node.on.value);
  const guard = needsGuard
    ? ` WHERE ${singleMatchGuard(target, `_merge_source AS ${alias}`, `(${on}) AND (${applies.join(' OR ')})`)}`
    : '';
  return [
    `WITH _merge_source AS MATERIALIZED (SELECT * FROM ${source.sql})`,
    `MERGE INTO ${target.sql} AS ${quote(target.alias)} USING (SELECT * FROM _merge_source${guard}) AS ${alias} ON ${on}`,
    ...clauses,
  ].join(' ');
}

interface MergeScopes {
  both: Scope;
  source: Scope;
  target: Scope;
}

function mergeClauseSql(
  clause: MergeClause,
  target: Target,
  star: StarColumn[] | undefined,
  scopes: MergeScopes,
): string {
  const scope = {
    MATCHED: scopes.both,
    'NOT MATCHED BY TARGET': scopes.source,
    'NOT MATCHED BY SOURCE': scopes.target,
  }[clause.when];
  const when =
    clause.condition === undefined
      ? ''
      : ` AND ${condition(compileExpression(clause.condition, scope), 'WHEN clause')}`;
  return `WHEN ${clause.when}${when} THEN ${mergeActionSql(clause.action, target, star, scope)}`;
}

function mergeActionSql(
  action: MergeClause['action'],
  target: Target,
  star: StarColumn[] | undefined,
  scope: Scope,
): string {
  if (action.kind === 'delete') return 'DELETE';
  if (action.kind === 'update') {
    return `UPDATE SET ${action.assignments.map((assignment) => assignmentSql(assignment, target, scope)).join(', ')}`;
  }
  const names =
    action.columns.length > 0 ? action.columns : target.columns?.map((column) => column.name);
  const list = names === undefined ? '' : ` (${names.map(quote).join(', ')})`;
  if (action.values === 'row') {
    if (star === undefined)
      throw unsupported(
        'INSERT ROW from a source whose columns are not known',
        'INSERT (columns) VALUES (...)',
      );
    if (names !== undefined && names.length !== star.length) {
      throw invalidQuery(
        `Inserted row has wrong column count; Has ${star.length}, expected ${names.length}`,
      );
    }
    return `INSERT${list} VALUES (${star.map((column) => column.sql).join(', ')})`;
  }
  if (names !== undefined && names.length !== action.values.length) {
    throw invalidQuery(
      `Inserted row has wrong column count; Has ${action.values.length}, expected ${names.length}`,
    );
  }
  const values = action.values.map((value, index) => {
    const name = names?.[index] ?? '';
    return valueSql(value, scope, names === undefined ? undefined : columnType(target, name), name);
  });
  return `INSERT${list} VALUES (${values.join(', ')})`;
}
