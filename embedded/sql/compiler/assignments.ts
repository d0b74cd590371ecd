import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import { createCursor } from '../parser/cursor.ts';
import { parseExpression } from '../parser/expressions.ts';
import type { FieldSchema } from '../statement.ts';
import {
  duckdbType,
  fieldName,
  sameType,
  superType,
  typeName,
  typeOfField,
  type SqlType,
} from '../types.ts';
import { castTo, coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { rootScope, type Scope } from './scope.ts';
import { storedSql } from './stored-values.ts';

/** A value for a column, as it is stored. Fails when BigQuery would not coerce it. */
export function assignedNode(
  node: Expression,
  scope: Scope,
  field: FieldSchema | undefined,
  name: string,
): string {
  if (field === undefined) {
    return node.kind === 'default' ? 'DEFAULT' : compileExpression(node, scope).sql;
  }
  if (node.kind === 'default') return defaultSql(field, scope);
  const type = typeOfField(field);
  return storedSql(typedNode(node, scope, type, unassignable(name, type)).sql, field);
}

/** A compiled value for a column, as it is stored. */
export function assigned(value: Compiled, field: FieldSchema, name: string): string {
  const type = typeOfField(field);
  return storedSql(assignable(value, type, unassignable(name, type)).sql, field);
}

/** What to say of a value of a type that does not fit. */
export type Refusal = (found: SqlType) => Error;

function unassignable(name: string, type: SqlType): Refusal {
  return (found) =>
    invalidQuery(
      `Value of type ${typeName(found)} cannot be assigned to ${name}, which has type ${typeName(type)}`,
    );
}

/** What a column gets that a statement does not name: its DEFAULT, or NULL. */
export function defaultSql(field: FieldSchema, scope: Scope): string {
  const { defaultValueExpression } = field;
  if (defaultValueExpression === undefined) {
    const type = duckdbType(typeOfField(field));
    return field.mode === 'REPEATED' ? `CAST([] AS ${type ?? 'VARCHAR[]'})` : 'NULL';
  }
  const node = parseExpression(createCursor(defaultValueExpression));
  return assignedNode(node, rootScope(scope.environment), field, field.name);
}

/** An expression as a value of a type; literals inside an array or a struct take on the type of their place. */
export function typedNode(
  node: Expression,
  scope: Scope,
  type: SqlType,
  refusal: Refusal,
): Compiled {
  if (node.kind === 'array' && node.element === undefined && type.kind === 'ARRAY') {
    const elements = node.elements.map((element) =>
      typedNode(element, scope, type.element, refusal),
    );
    return { sql: castTo(`[${elements.map(({ sql }) => sql).join(', ')}]`, type), type };
  }
  if (node.kind === 'struct' && node.type === undefined && type.kind === 'STRUCT') {
    if (node.fields.length !== type.fields.length)
      throw refusal(compileExpression(node, scope).type);
    const parts = node.fields.map((field, index) => {
      const inner = type.fields[index];
      return inner === undefined ? '' : typedNode(field.value, scope, inner.type, refusal).sql;
    });
    const fields = type.fields.map(
      (field, index) =>
        `"${fieldName(field, index).replaceAll('"', '""')}" := ${parts[index] ?? ''}`,
    );
    return { sql: castTo(`struct_pack(${fields.join(', ')})`, type), type };
  }
  if (node.kind === 'parameter') return assignable(parameterOf(node, scope, type), type, refusal);
  return assignable(compileExpression(node, scope), type, refusal);
}

const fromText = new Set(['DATE', 'TIME', 'DATETIME', 'TIMESTAMP']);

/** STRING parameters coerce to dates and times, as string literals do. */
function parameterOf(
  node: Expression & { kind: 'parameter' },
  scope: Scope,
  type: SqlType,
): Compiled {
  const value = compileExpression(node, scope);
  if (value.type.kind !== 'STRING' || !fromText.has(type.kind)) return value;
  const named = { kind: 'simple' as const, name: type.kind, parameters: [], position: 0 };
  const cast = { kind: 'cast' as const, operand: node, type: named, safe: false, position: 0 };
  return compileExpression(cast, scope);
}

/** A compiled value as one of a type that it coerces to. */
export function assignable(value: Compiled, type: SqlType, refusal: Refusal): Compiled {
  if (value.type.kind === 'UNKNOWN') return { sql: castTo(value.sql, type), type };
  if (type.kind === 'UNKNOWN' || sameType(value.type, type)) return value;
  if (!fits(value, type)) throw refusal(value.type);
  return coerce(value, type);
}

const literalTargets = new Set(['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'NUMERIC', 'BIGNUMERIC']);

function fits(value: Compiled, type: SqlType): boolean {
  if (typeof value.literal === 'string' && fromText.has(type.kind)) return true;
  if (typeof value.literal === 'number' && literalTargets.has(type.kind))
    return type.kind.endsWith('NUMERIC');
  return coerces(value.type, type);
}

function coerces(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'NULL') return true;
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY') return coerces(from.element, to.element);
  if (from.kind === 'STRUCT' && to.kind === 'STRUCT') {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((field, index) => {
        const other = to.fields[index];
        return other !== undefined && coerces(field.type, other.type);
      })
    );
  }
  const shared = superType([to, from]);
  return shared !== undefined && typeName(shared) === typeName(to);
}
