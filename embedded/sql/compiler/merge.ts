import { invalidQuery, unsupported } from '../errors.ts';
import type { MergeClause, StatementNode } from '../parser/statements.ts';
import { quote } from '../types.ts';
import { assigned, defaultSql } from './assignments.ts';
import { compileExpression } from './expressions.ts';
import { condition } from './predicates.ts';
import { compileFrom } from './from.ts';
import { columnListSql, destinations, rowValues, unnamedColumns } from './insert.ts';
import { childScope, type Scope, type StarColumn } from './scope.ts';
import { rangeOf, type Target } from './target.ts';
import { assignmentsSql, singleMatchGuard } from './update.ts';

interface MergeScopes {
  both: Scope;
  source: Scope;
  target: Scope;
}

/** MERGE. */
export function mergeSql(
  node: Extract<StatementNode, { kind: 'merge' }>,
  target: Target,
  scope: Scope,
): string {
  if (node.source.kind === 'join')
    throw unsupported('MERGE USING a join', 'a subquery with an alias');
  const sourceScope = childScope(scope);
  const source = compileFrom(node.source, sourceScope);
  const alias = sourceScope.ranges[0]?.sql ?? '"_source"';
  const own = rangeOf(target, scope.environment);
  const targetScope = childScope(scope);
  targetScope.ranges = [own];
  const both = childScope(scope);
  both.ranges = [own, ...sourceScope.ranges];
  const on = condition(compileExpression(node.on, both), 'MERGE ON clause');
  const scopes = { both, source: sourceScope, target: targetScope };
  const clauses = node.clauses.map((clause) => mergeClauseSql(clause, target, source.star, scopes));
  const guard = matchGuard(node.clauses, target, alias, on, both);
  return [
    `WITH _merge_source AS MATERIALIZED (SELECT * FROM ${source.sql})`,
    `MERGE INTO ${target.sql} AS ${quote(target.alias)} USING (SELECT * FROM _merge_source${guard}) AS ${alias} ON ${on}`,
    ...clauses,
  ].join(' ');
}

/** Fails the statement when a clause applies to a target row for several source rows. */
function matchGuard(
  clauses: MergeClause[],
  target: Target,
  alias: string,
  on: string,
  both: Scope,
): string {
  const matched = clauses.filter((clause) => clause.when === 'MATCHED');
  if (matched.length === 0 || on === 'FALSE') return '';
  const applies = matched.map((clause) =>
    clause.condition === undefined ? 'TRUE' : compileExpression(clause.condition, both).sql,
  );
  const condition = `(${on}) AND (${applies.join(' OR ')})`;
  return ` WHERE ${singleMatchGuard(target, `_merge_source AS ${alias}`, condition)}`;
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
  if (clause.action.kind === 'insert' && clause.when !== 'NOT MATCHED BY TARGET')
    throw invalidQuery(`INSERT is not allowed in a WHEN ${clause.when} clause`);
  if (clause.action.kind !== 'insert' && clause.when === 'NOT MATCHED BY TARGET')
    throw invalidQuery('Only INSERT is allowed in a WHEN NOT MATCHED BY TARGET clause');
  const when =
    clause.condition === undefined
      ? ''
      : ` AND ${condition(compileExpression(clause.condition, scope), 'WHEN clause')}`;
  return `WHEN ${clause.when}${when} THEN ${actionSql(clause.action, target, star, scope)}`;
}

function actionSql(
  action: MergeClause['action'],
  target: Target,
  star: StarColumn[] | undefined,
  scope: Scope,
): string {
  if (action.kind === 'delete') return 'DELETE';
  if (action.kind === 'update')
    return `UPDATE SET ${assignmentsSql(action.assignments, target, scope)}`;
  const named = destinations(action.columns, target);
  const list = columnListSql(named, target);
  if (action.values !== 'row')
    return `INSERT${list} VALUES (${rowValues(action.values, named, target, scope).join(', ')})`;
  if (star === undefined) {
    throw unsupported(
      'INSERT ROW from a source whose columns are not known',
      'INSERT (columns) VALUES (...)',
    );
  }
  if (named !== undefined && named.length !== star.length) {
    throw invalidQuery(
      `Inserted row has wrong column count; Has ${star.length}, expected ${named.length}`,
    );
  }
  const values = star.map((column, index) => {
    const field = named?.[index]?.field;
    return field === undefined ? column.sql : assigned(column, field, field.name);
  });
  const defaults = unnamedColumns(named, target).map((field) => defaultSql(field, scope));
  return `INSERT${list} VALUES (${[...values, ...defaults].join(', ')})`;
}
