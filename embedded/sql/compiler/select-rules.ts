import { invalidQuery } from '../errors.ts';
import { functions } from '../functions/index.ts';
import type { Expression, Select } from '../parser/ast.ts';
import { findInTree } from '../parser/trees.ts';

/** Whether an expression calls an aggregate function, and not over a window. */
export function isAggregateCall(node: Expression): boolean {
  if (node.kind !== 'call' || node.over !== undefined) return false;
  return Object.hasOwn(functions, node.name) && functions[node.name]?.isAggregate === true;
}

/** Whether a tree aggregates, its subqueries aside. */
function aggregates(tree: unknown): boolean {
  return findInTree(tree, (node) => isAggregateCall(node) || 'query' in node).some(isAggregateCall);
}

/** Throws when a SELECT has clauses that do not go together. */
export function checkClauses(select: Select): void {
  const { group, having, position } = select;
  if (select.from === undefined) {
    const clauses = {
      'have a WHERE clause': select.where !== undefined,
      'have a GROUP BY clause': group !== undefined,
      'have a HAVING clause': having !== undefined,
      'have a QUALIFY clause': select.qualify !== undefined,
      'use SELECT DISTINCT': select.distinct,
    };
    const found = Object.entries(clauses).find(([, given]) => given);
    if (found !== undefined)
      throw invalidQuery(`Query without FROM clause cannot ${found[0]}`, position);
  }
  if (having === undefined || group !== undefined || aggregates(select.items)) return;
  throw invalidQuery(
    aggregates(having)
      ? 'The HAVING clause only allows aggregation if GROUP BY or SELECT list aggregation is present'
      : 'The HAVING clause requires GROUP BY or aggregation to be present',
    position,
  );
}
