import type { Expression } from './ast.ts';

/** Whether two syntax trees are written alike: names without case, positions aside. */
export function sameTree(left: unknown, right: unknown): boolean {
  const text = (node: unknown) =>
    JSON.stringify(node, (key, value: unknown) => {
      if (key === 'position' || key === 'quoted' || key === 'start' || key === 'end')
        return undefined;
      if (key === 'name' && typeof value === 'string') return value.toLowerCase();
      return typeof value === 'bigint' ? `${value}n` : value;
    });
  return text(left) === text(right);
}

function isExpression(node: object): node is Expression {
  return 'kind' in node;
}

/** A copy of a tree in which `replace` has put something else for some of its expressions. */
export function rewriteTree<T>(
  node: T,
  replace: (expression: Expression) => Expression | undefined,
): T {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part;
    const replaced = isExpression(part) ? replace(part) : undefined;
    if (replaced !== undefined) return replaced;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, visit(value)]));
  };
  return visit(node) as T;
}

/** Every expression below a tree, itself included, for which `wanted` holds; not inside those. */
export function findInTree(
  node: unknown,
  wanted: (expression: Expression) => boolean,
): Expression[] {
  const found: Expression[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return;
    if (Array.isArray(part)) part.forEach(visit);
    else if (isExpression(part) && wanted(part)) found.push(part);
    else for (const value of Object.values(part)) visit(value);
  };
  visit(node);
  return found;
}
