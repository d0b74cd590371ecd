import { invalidQuery } from '../errors.ts';
import type { Expression, Select } from '../parser/ast.ts';
import { rewriteTree } from '../parser/trees.ts';
import { quote, typeName, UNKNOWN } from '../types.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { findPath } from './names.ts';
import { isGroupable, orderKey } from './ordering.ts';
import type { Tail } from './queries.ts';
import { childScope, type Scope } from './scope.ts';

/** One output column; `name` is undefined for an open star, which stands for unknown columns. */
export interface Output {
  name: string | undefined;
  /** DuckDB's name of it: `f0_` for a nameless one, and no two alike. */
  stored: string;
  value: Compiled;
  explicit: boolean;
  /** Whether GROUP BY ALL groups by it: it holds no aggregate and no window, and is no constant. */
  isKey: boolean;
}

/** The output column an integer literal in ORDER BY or GROUP BY stands for. */
export function ordinal(node: Expression, outputs: Output[], clause: string): Output | undefined {
  if (node.kind !== 'integer') return undefined;
  const output = outputs[Number(node.value) - 1];
  if (output === undefined && outputs.every((candidate) => candidate.name !== undefined)) {
    throw invalidQuery(`${clause} column number ${node.value.toString()} is out of range`);
  }
  return output;
}

const literals = new Set(['null', 'boolean', 'float', 'string', 'bytes', 'typed']);

/** Throws for a literal, which BigQuery neither groups nor orders by. */
export function refuseLiteral(node: Expression, clause: string): void {
  if (literals.has(node.kind)) throw invalidQuery(`Cannot ${clause} literal values`);
}

/** The keys of a SELECT's ORDER BY. */
export function orderClause(
  tail: Tail,
  scope: Scope,
  outputs: Output[],
  aliases: Map<string, Compiled>,
  select: Select,
): string {
  const late = { ...scope, aliases, windows: [] };
  const keys = tail.order.map((item) => {
    const node = item.expression;
    refuseLiteral(node, 'ORDER BY');
    const output = ordinal(node, outputs, 'ORDER BY');
    if (output?.name !== undefined) {
      const isName = output.value.type.kind !== 'FLOAT64' && select.as !== 'STRUCT';
      return orderKey(isName ? { ...output.value, sql: quote(output.stored) } : output.value, item);
    }
    if (node.kind === 'integer')
      return orderKey({ sql: node.value.toString(), type: UNKNOWN }, item);
    return orderKey(compileExpression(node, late), item);
  });
  return keys.join(', ');
}

/** Throws when SELECT DISTINCT has a column whose values do not compare. */
export function checkDistinct(outputs: Output[]): void {
  for (const [index, { name, value }] of outputs.entries()) {
    if (isGroupable(value.type)) continue;
    const column = name === undefined || name === '' ? `${index + 1}` : name;
    throw invalidQuery(
      `Column ${column} of type ${typeName(value.type)} cannot be used in SELECT DISTINCT`,
    );
  }
}

/** The keys of ORDER BY after SELECT DISTINCT, which see its columns only, as those of `_distinct`. */
export function distinctOrder(tail: Tail, scope: Scope, outputs: Output[]): string {
  const after = childScope(scope);
  const columns = outputs.flatMap(({ name, stored, value }) =>
    name === undefined ? [] : [{ name, stored, type: value.type }],
  );
  after.ranges = [{ name: '', sql: '_distinct', columns }];
  const visible = (node: Expression): Expression | undefined => {
    if (node.kind !== 'path') return undefined;
    const [first, ...rest] = node.names;
    const isOutput = columns.some((one) => one.name.toLowerCase() === first?.name.toLowerCase());
    if (first === undefined || (isOutput && rest.length === 0)) return node;
    const value = findPath(node.names, scope);
    const output = outputs.find((one) => one.value.sql === value?.sql && one.name !== '');
    if (output?.name !== undefined)
      return { kind: 'path', names: [{ name: output.name, quoted: true, position: 0 }] };
    if (value === undefined || isOutput) return undefined;
    throw invalidQuery(
      `ORDER BY clause expression references column ${first.name} which is not visible after SELECT DISTINCT`,
      first.position,
    );
  };
  const keys = tail.order.map((item) => {
    refuseLiteral(item.expression, 'ORDER BY');
    const output = ordinal(item.expression, outputs, 'ORDER BY');
    if (output?.name !== undefined)
      return orderKey({ ...output.value, sql: `_distinct.${quote(output.stored)}` }, item);
    return orderKey(compileExpression(rewriteTree(item.expression, visible), after), item);
  });
  return keys.join(', ');
}
