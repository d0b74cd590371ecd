import { invalidQuery, unsupported } from '../errors.ts';
import type { ColumnNode, FieldNode, OptionNode, TypeNode } from '../parser/ast.ts';
import { createCursor } from '../parser/cursor.ts';
import { parseExpression } from '../parser/expressions.ts';
import type { FieldSchema } from '../statement.ts';
import { fieldName, fieldOfType, resolveType, typeOfField } from '../types.ts';
import { assignedNode } from './assignments.ts';
import { optionValues } from './options.ts';
import { rootScope, type Environment } from './scope.ts';

/** The schema of a column as CREATE TABLE or ADD COLUMN defines it. */
export function fieldOfColumn(column: ColumnNode, environment: Environment): FieldSchema {
  checkCollation(column.collation);
  const field: FieldSchema = {
    ...fieldOfTypeNode(column.name, column.type),
    ...attributes(column.name, column.options),
  };
  if (column.notNull) {
    if (field.mode === 'REPEATED')
      throw invalidQuery(`NOT NULL cannot be applied to the ARRAY column ${column.name}`);
    field.mode = 'REQUIRED';
  }
  if (column.default !== undefined) {
    checkDefault(column.default, field, environment);
    field.defaultValueExpression = column.default;
  }
  return field;
}

/** Fails when an expression cannot be a column's DEFAULT. */
export function checkDefault(
  expression: string,
  field: FieldSchema,
  environment: Environment,
): void {
  const node = parseExpression(createCursor(expression));
  assignedNode(node, rootScope(environment), field, field.name);
}

/** Case-insensitive collation changes comparisons, which nothing here would do. */
export function checkCollation(collation: string | undefined): void {
  if (collation === undefined || collation === '') return;
  throw unsupported(`COLLATE '${collation}'`, 'LOWER() on both sides of a comparison');
}

function attributes(name: string, nodes: OptionNode[]): { description?: string } {
  const { description, rounding_mode: rounding, ...others } = optionValues(nodes);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw unsupported(`the option ${unknown} of column ${name}`, 'description');
  if (typeof rounding === 'string' && rounding.toUpperCase() !== 'ROUND_HALF_AWAY_FROM_ZERO')
    throw unsupported(`rounding_mode ${rounding}`, 'ROUND_HALF_AWAY_FROM_ZERO, the default');
  return typeof description === 'string' ? { description } : {};
}

/** The schema of a type as it is written, parameters and attributes of nested fields included. */
export function fieldOfTypeNode(name: string, node: TypeNode): FieldSchema {
  const field = fieldOfType(name, resolveType(node));
  if (node.kind === 'array') return { ...fieldOfTypeNode(name, node.element), mode: 'REPEATED' };
  if (node.kind === 'struct') {
    return {
      ...field,
      fields: node.fields.map((inner, index) => nestedField(inner, index)),
    };
  }
  if (node.kind === 'range') return field;
  return { ...field, ...parameters(name, node.name, node.parameters) };
}

function nestedField(node: FieldNode, index: number): FieldSchema {
  const name = fieldName({ name: node.name ?? '' }, index);
  checkCollation(node.collation);
  return {
    ...fieldOfTypeNode(name, node.type),
    ...attributes(name, node.options ?? []),
    ...(node.notNull === true && { mode: 'REQUIRED' as const }),
  };
}

const limits: Record<string, { precision: number; scale: number }> = {
  NUMERIC: { precision: 29, scale: 9 },
  BIGNUMERIC: { precision: 38, scale: 38 },
};

function parameters(name: string, type: string, values: number[]): Partial<FieldSchema> {
  const [first, second = 0] = values;
  if (first === undefined) return {};
  const { kind } = typeOfField({ name: '', type });
  if (kind === 'STRING' || kind === 'BYTES') {
    if (!(first >= 1) || values.length > 1)
      throw invalidQuery(`${kind} length must be greater than 0 in column ${name}`);
    return { maxLength: String(first) };
  }
  const limit = limits[kind];
  if (limit === undefined) throw invalidQuery(`${kind} does not support type parameters`);
  if (second < 0 || second > limit.scale || first < Math.max(1, second))
    throw invalidQuery(`In ${kind}(P, S), S must be from 0 to ${limit.scale}, and P at least S`);
  if (first - second > limit.precision)
    throw invalidQuery(`In ${kind}(P, S), P must be at most S + ${limit.precision}`);
  return { precision: String(first), ...(second > 0 && { scale: String(second) }) };
}
