import { FLOAT64 } from '../types.ts';
import { bindOnce } from './bind-once.ts';
import { coerce } from './coerce.ts';
import type { Compiled, FloatTree } from './compiled.ts';
import { magnitudeOf } from './numeric-conversion.ts';

function treeOf(value: Compiled): FloatTree {
  if (value.tree !== undefined) return value.tree;
  const magnitude = magnitudeOf(value);
  return { sql: coerce(value, FLOAT64).sql, ...(magnitude === undefined ? {} : { magnitude }) };
}

function magnitudeAfter(operator: string, left: FloatTree, right: FloatTree): number | undefined {
  if (left.magnitude === undefined || right.magnitude === undefined) return undefined;
  const size =
    operator === '*' ? left.magnitude * right.magnitude : left.magnitude + right.magnitude;
  return Number.isFinite(size) ? size : undefined;
}

function leavesOf(tree: FloatTree): FloatTree[] {
  return tree.operation === undefined
    ? [tree]
    : [...leavesOf(tree.operation.left), ...leavesOf(tree.operation.right)];
}

function render(tree: FloatTree, name: (leaf: FloatTree) => string): string {
  if (tree.operation === undefined) return name(tree);
  const { operator, left, right } = tree.operation;
  return `(${render(left, name)} ${operator} ${render(right, name)})`;
}

/**
 * FLOAT64 `+`, `-` and `*`, which fail when they overflow. A whole tree of them is checked at once:
 * no operation makes an infinity or NaN finite again, so only a result that is not finite needs a look at its operands.
 */
export function floatArithmetic(operator: string, left: Compiled, right: Compiled): Compiled {
  const [a, b] = [treeOf(left), treeOf(right)];
  const magnitude = magnitudeAfter(operator, a, b);
  const tree: FloatTree = {
    sql: '',
    operation: { operator, left: a, right: b },
    ...(magnitude === undefined ? {} : { magnitude }),
  };
  if (magnitude !== undefined)
    return { sql: render(tree, (leaf) => leaf.sql), type: FLOAT64, tree, magnitude };
  const leaves = leavesOf(tree);
  const open = leaves.filter((leaf) => leaf.magnitude === undefined);
  const sql = bindOnce(
    leaves.map((leaf) => leaf.sql),
    (names) => {
      const nameOf = (leaf: FloatTree) => names[leaves.indexOf(leaf)] ?? leaf.sql;
      const result = render(tree, nameOf);
      const finite = [...new Set(open.map((leaf) => ` AND isfinite(${nameOf(leaf)})`))];
      return `CASE WHEN NOT isfinite(${result})${finite.join('')} THEN CAST(bq_error('double overflow') AS DOUBLE) ELSE ${result} END`;
    },
  );
  return { sql, type: FLOAT64, tree };
}

/** FLOAT64 division, which fails on a zero divisor and on overflow. */
export function floatDivision(left: Compiled, right: Compiled): Compiled {
  const [numerator, divisor] = [coerce(left, FLOAT64).sql, coerce(right, FLOAT64).sql];
  const size = magnitudeOf(left);
  const literal = typeof right.literal === 'number' || typeof right.literal === 'bigint';
  if (literal && Math.abs(Number(right.literal)) >= 1) {
    return {
      sql: `(${numerator} / ${divisor})`,
      type: FLOAT64,
      ...(size === undefined ? {} : { magnitude: size }),
    };
  }
  const isWhole = right.type.kind === 'INT64';
  const sql = bindOnce([numerator, divisor], ([a = '', b = '']) =>
    isWhole ? `bq_divide_whole(${a}, ${b})` : `bq_divide(${a}, ${b})`,
  );
  return { sql, type: FLOAT64, ...(isWhole && size !== undefined ? { magnitude: size } : {}) };
}
