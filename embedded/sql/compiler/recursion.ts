import { invalidQuery } from '../errors.ts';
import { functions } from '../functions/index.ts';
import type { FromItem, Query, QueryBody, Select, SetOperation } from '../parser/ast.ts';

/** The hidden column that counts a recursive query's iterations. */
export const depthColumn = '_depth';

/** How many tables below a node are read by this one (lower-case) name. */
export function countReferences(node: unknown, name: string): number {
  if (Array.isArray(node))
    return node.reduce<number>((sum, item) => sum + countReferences(item, name), 0);
  if (typeof node !== 'object' || node === null) return 0;
  const shadowed = shadowing(node, name);
  if (shadowed !== undefined) return countReferences(shadowed, name);
  const own = isReference(node, name) ? 1 : 0;
  return own + countReferences(Object.values(node), name);
}

/** The WITH entries of a query that still see an outer `name`, when one of its own entries has that name. */
function shadowing(node: object, name: string): unknown[] | undefined {
  if (!('with' in node) || !Array.isArray(node.with)) return undefined;
  const query = node as Query;
  const own = query.with.findIndex((entry) => entry.name.name.toLowerCase() === name);
  if (own < 0) return undefined;
  return query.recursive ? [] : query.with.slice(0, own + 1);
}

function isReference(node: object, name: string): boolean {
  if (!('kind' in node) || node.kind !== 'table') return false;
  const { path } = node as FromItem & { kind: 'table' };
  return path.length === 1 && path[0]?.name.toLowerCase() === name;
}

/** Throws unless the second part of a recursive UNION refers to itself as GoogleSQL allows. */
export function checkStep(union: SetOperation, name: string): void {
  const allowed = checkBody(union.right, name);
  const total = countReferences(union.right, name);
  if (total > 1)
    throw invalidQuery(`Multiple recursive references to ${name} are not allowed`, union.position);
  if (allowed !== total) {
    throw invalidQuery(
      `A recursive reference to ${name} is not allowed in an expression subquery or in the nullable side of a join`,
      union.position,
    );
  }
}

function checkQuery(query: Query, name: string): number {
  const found = checkBody(query.body, name);
  if (found > 0 && (query.order.length > 0 || query.limit !== undefined)) {
    throw invalidQuery('A subquery with a recursive reference may not use ORDER BY or LIMIT');
  }
  return found;
}

/** The references in places where one is allowed. */
function checkBody(body: QueryBody, name: string): number {
  switch (body.kind) {
    case 'nested':
      return checkQuery(body.query, name);
    case 'set': {
      const isUnion = body.operator === 'UNION' && body.all;
      const found = checkBody(body.left, name) + (isUnion ? checkBody(body.right, name) : 0);
      if (!isUnion && found > 0 && body.operator === 'UNION')
        throw invalidQuery('A recursive reference is not allowed inside a UNION DISTINCT');
      return found;
    }
    case 'from':
      return checkFrom(body.from, name);
    case 'select': {
      const found = body.from === undefined ? 0 : checkFrom(body.from, name);
      const groups = body.distinct || body.group !== undefined || aggregates(body);
      if (found > 0 && groups) {
        throw invalidQuery(
          'A subquery containing a recursive reference may not use DISTINCT, GROUP BY, or any aggregate function',
          body.position,
        );
      }
      return found;
    }
  }
}

function checkFrom(item: FromItem, name: string): number {
  switch (item.kind) {
    case 'table':
      return isReference(item, name) ? 1 : 0;
    case 'subquery':
      return checkQuery(item.query, name);
    case 'join': {
      const left = item.type === 'RIGHT' || item.type === 'FULL' ? 0 : checkFrom(item.left, name);
      const right = item.type === 'LEFT' || item.type === 'FULL' ? 0 : checkFrom(item.right, name);
      return left + right;
    }
    default:
      return 0;
  }
}

/** Whether a SELECT itself, not a subquery of it, aggregates. */
function aggregates(select: Select): boolean {
  const look = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(look);
    if (typeof node !== 'object' || node === null) return false;
    if ('kind' in node) {
      if (node.kind === 'query') return false;
      if (node.kind === 'call' && 'name' in node && typeof node.name === 'string') {
        const isAggregate =
          Object.hasOwn(functions, node.name) && functions[node.name]?.isAggregate === true;
        if (isAggregate && !('over' in node)) return true;
      }
    }
    return Object.values(node).some(look);
  };
  return look([select.items, select.having]);
}

/** The alias by which a SELECT's own FROM clause reads the table; undefined when a subquery does. */
function aliasIn(item: FromItem | undefined, name: string): string | undefined {
  if (item?.kind === 'join') return aliasIn(item.left, name) ?? aliasIn(item.right, name);
  if (item?.kind !== 'table' || !isReference(item, name)) return undefined;
  return item.alias ?? item.path[0]?.name;
}

/** The repeated SELECT with the counting column; undefined when a subquery of it reads the table. */
export function countingStep(body: QueryBody, name: string): Select | undefined {
  const { kind } = body;
  if (kind === 'nested' && body.query.with.length === 0 && body.query.pipes.length === 0)
    return countingStep(body.query.body, name);
  if (kind !== 'select' || body.as !== undefined) return undefined;
  const alias = aliasIn(body.from, name);
  if (alias === undefined) return undefined;
  const { position } = body;
  const expression = {
    kind: 'path' as const,
    names: [alias, depthColumn].map((part) => ({ name: part, quoted: true, position })),
  };
  return {
    ...body,
    items: [...body.items, { kind: 'expression', expression, alias: depthColumn, position }],
  };
}
