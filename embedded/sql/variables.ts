import { invalidQuery } from './errors.ts';
import type { FieldSchema, Value } from './statement.ts';
import { fieldName, fieldOfType, text, typeOfField } from './types.ts';

/** Script variables by lower-case name; a block sees those of the blocks around it. */
export interface Variables {
  parent: Variables | undefined;
  own: Map<string, Variable>;
}

export interface Variable {
  /** DuckDB's session variable that holds the value. */
  slot: string;
  /** Undefined when the type could not be resolved. */
  type: FieldSchema | undefined;
}

export function findVariable(variables: Variables, name: string): Variable {
  const key = name.toLowerCase();
  for (let scope: Variables | undefined = variables; scope !== undefined; scope = scope.parent) {
    const found = scope.own.get(key);
    if (found !== undefined) return found;
  }
  throw invalidQuery(`Undeclared variable: ${name}`);
}

/** What statements see of the variables in scope. */
export function visibleValues(variables: Variables | undefined): Record<string, Value> {
  if (variables === undefined) return {};
  const own = [...variables.own].map(([name, variable]): [string, Value] => [
    name,
    valueOf(variable),
  ]);
  return { ...visibleValues(variables.parent), ...Object.fromEntries(own) };
}

export function valueOf({ slot, type }: Variable): Value {
  const sql = `getvariable(${text(slot)})`;
  return type === undefined ? sql : { sql, type };
}

/** A field of a struct value, by position. */
export function fieldOfValue(
  sql: string,
  type: FieldSchema,
  index: number,
): { sql: string; type: FieldSchema } {
  const struct = typeOfField(type);
  const field = struct.kind === 'STRUCT' ? struct.fields[index] : undefined;
  if (field === undefined)
    throw invalidQuery('The number of values does not match the number of variables');
  return {
    sql: `struct_extract(${sql}, ${text(fieldName(field, index))})`,
    type: fieldOfType('', field.type),
  };
}
