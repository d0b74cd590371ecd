import type { StatementNode } from '../parser/statements.ts';
import type { Statement } from '../statement.ts';
import { quote } from '../types.ts';
import { compileExpression } from './expressions.ts';
import { insertSql } from './insert.ts';
import { mergeSql } from './merge.ts';
import { condition } from './predicates.ts';
import { rootScope, type Environment, type Scope } from './scope.ts';
import { rangeOf, targetOf, type Target } from './target.ts';
import { updateSql } from './update.ts';

export type DmlNode = Extract<
  StatementNode,
  { kind: 'insert' | 'update' | 'delete' | 'truncate' | 'merge' }
>;

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
      scope.ranges.push(rangeOf(target, scope.environment));
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
