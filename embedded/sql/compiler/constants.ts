import type { Expression } from '../parser/ast.ts';
import { findInTree } from '../parser/trees.ts';
import type { Compiled } from './compiled.ts';
import { findPath } from './names.ts';
import type { Scope } from './scope.ts';

const literals = new Set(['typed', 'bytes', 'cast', 'interval']);

/** Whether an expression is a literal, a parameter, a script variable, or a cast of one. */
export function isLiteral(node: Expression, value: Compiled): boolean {
  return value.literal !== undefined || value.isSupplied === true || literals.has(node.kind);
}

/** Whether an expression names no column and holds no query. */
export function isConstant(node: Expression, scope: Scope): boolean {
  const varying = findInTree(node, (part) => {
    if (part.kind === 'path') {
      const value = findPath(part.names, scope);
      return value !== undefined && value.isSupplied !== true;
    }
    return 'query' in part || (part.kind === 'in' && 'query' in part.set);
  });
  return varying.length === 0;
}
