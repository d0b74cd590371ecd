import { invalidQuery } from '../errors.ts';
import { functions } from '../functions/index.ts';
import type { Call, Expression, Select } from '../parser/ast.ts';
import { findInTree } from '../parser/trees.ts';
import { isConstant } from './constants.ts';
import { findPath } from './names.ts';
import type { Environment, Scope } from './scope.ts';

/** The user-defined functions that the statement names. */
type Routines = Environment['routines'];

/** Whether an expression calls an aggregate function, and not over a window. */
export function isAggregateCall(node: Expression, routines: Routines): boolean {
  if (node.kind !== 'call' || node.over !== undefined) return false;
  if (!Object.hasOwn(functions, node.name)) return routines.get(node.name)?.kind === 'aggregate';
  return functions[node.name]?.isAggregate === true;
}

/** Whether a tree aggregates, its subqueries aside. */
function aggregates(tree: unknown, routines: Routines): boolean {
  const isAggregate = (node: Expression) => isAggregateCall(node, routines);
  return findInTree(tree, (node) => isAggregate(node) || 'query' in node).some(isAggregate);
}

function isWindowCall(node: Expression): boolean {
  return node.kind === 'call' && node.over !== undefined;
}

/** Throws when a clause has an aggregate or a window in it that it may not have. */
function refuseCalls(
  tree: unknown,
  clause: string,
  kinds: ('aggregate' | 'window')[],
  routines: Routines,
): void {
  const refused = (node: Expression) =>
    (kinds.includes('aggregate') && isAggregateCall(node, routines)) ||
    (kinds.includes('window') && isWindowCall(node));
  for (const node of findInTree(tree, (part) => refused(part) || 'query' in part)) {
    if (node.kind !== 'call' || !refused(node)) continue;
    throw invalidQuery(
      isWindowCall(node)
        ? `Analytic function not allowed in ${clause}`
        : `Aggregate function ${node.name} not allowed in ${clause}`,
      node.position,
    );
  }
}

/** Throws when an aggregate, which groups no further, has an aggregate or a window in it. */
export function refuseNested(node: Call, routines: Routines): void {
  if (node.over !== undefined || node.group !== undefined) return;
  const inside = [node.arguments, node.where, node.having, node.order];
  refuseCalls(inside, `aggregate function ${node.name}`, ['window'], routines);
  if (!aggregates(inside, routines)) return;
  throw invalidQuery('Aggregations of aggregations are not allowed', node.position);
}

/** Throws when a SELECT has clauses that do not go together. */
export function checkClauses(select: Select, routines: Routines): void {
  const { group, having, position } = select;
  refuseCalls(select.where, 'WHERE clause', ['aggregate', 'window'], routines);
  if (group !== undefined && 'items' in group)
    refuseCalls(group.items, 'GROUP BY clause', ['aggregate', 'window'], routines);
  refuseCalls(having, 'HAVING clause', ['window'], routines);
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
  if (having === undefined || group !== undefined || aggregates(select.items, routines)) return;
  throw invalidQuery(
    aggregates(having, routines)
      ? 'The HAVING clause only allows aggregation if GROUP BY or SELECT list aggregation is present'
      : 'The HAVING clause requires GROUP BY or aggregation to be present',
    position,
  );
}

/** Whether a SELECT groups or aggregates its rows. */
export function isGrouping({ group, items, having, qualify }: Select, routines: Routines): boolean {
  return group !== undefined || aggregates([items, having, qualify], routines);
}

/** Whether GROUP BY ALL groups by an expression of the select list. */
export function isGroupingKey(node: Expression, scope: Scope): boolean {
  if (isConstant(node, scope)) return false;
  const computed = (part: Expression) =>
    isAggregateCall(part, scope.environment.routines) ||
    (part.kind === 'call' && part.over !== undefined);
  return !findInTree(node, (part) => computed(part) || 'query' in part).some(computed);
}

const plainColumn = /^"(?:[^"]|"")*"\."(?:[^"]|"")*"$/;

/** SQL of the fields of structs that a SELECT groups by, when it groups in one way only. */
export function groupedFields(select: Select, scope: Scope): ReadonlySet<string> {
  const keys = new Set<string>();
  const items = select.group !== undefined && 'items' in select.group ? select.group.items : [];
  for (const item of items) {
    if (item.kind !== 'expression') return new Set();
    const key = selectedBy(item.expression, select);
    const value = key.kind === 'path' ? findPath(key.names, scope) : undefined;
    if (value !== undefined && !plainColumn.test(value.sql)) keys.add(value.sql);
  }
  return keys;
}

/** The expression of the select list that a key of GROUP BY names by alias or number, or itself. */
function selectedBy(key: Expression, select: Select): Expression {
  const name =
    key.kind === 'path' && key.names.length === 1 ? key.names[0]?.name.toLowerCase() : undefined;
  const item =
    key.kind === 'integer'
      ? select.items[Number(key.value) - 1]
      : select.items.find(
          (one) =>
            one.kind === 'expression' && one.alias?.toLowerCase() === name && name !== undefined,
        );
  return item?.kind === 'expression' ? item.expression : key;
}
