import { invalidQuery } from '../errors.ts';
import type { Identifier } from '../parser/ast.ts';
import type { FieldSchema, ObjectReference } from '../statement.ts';
import { quote, typeOfField } from '../types.ts';
import { resolveReference, sessionDataset, tableSql } from './names.ts';
import { pseudoColumns, pseudoFields } from './pseudo-columns.ts';
import { referenceKey, type Environment, type RangeVariable } from './scope.ts';

/** The table a DML statement writes to. */
export interface Target {
  reference: ObjectReference;
  sql: string;
  alias: string;
  /** Undefined when the table's columns are not known. */
  fields: FieldSchema[] | undefined;
  /** Columns that may be written but are not part of the row: `_PARTITIONTIME`. */
  hidden: FieldSchema[];
}

/** The table a statement writes to: a temporary one when the session has it, else a dataset's. */
export function targetReference(path: Identifier[], environment: Environment): ObjectReference {
  const isNamedTemporary = path.length === 2 && path[0]?.name.toUpperCase() === sessionDataset;
  const session = {
    project: environment.context.project,
    dataset: sessionDataset,
    name: path.at(-1)?.name ?? '',
  };
  const isTemporary =
    (path.length === 1 || isNamedTemporary) && environment.tables.has(referenceKey(session));
  return isTemporary ? session : resolveReference(path, environment);
}

/** A table's columns; undefined when they are not known. Fails when there is no such table. */
export function tableFields(
  reference: ObjectReference,
  environment: Environment,
): FieldSchema[] | undefined {
  const fields = environment.tables.get(referenceKey(reference));
  const missing = fields === undefined ? environment.context.missing?.(reference) : undefined;
  if (missing !== undefined) throw missing;
  return fields;
}

export function targetOf(
  path: Identifier[],
  alias: string | undefined,
  environment: Environment,
): Target {
  const reference = targetReference(path, environment);
  return {
    reference,
    sql: tableSql(reference, environment),
    alias: alias ?? reference.name,
    fields: tableFields(reference, environment),
    hidden: pseudoFields(reference, environment),
  };
}

/** The target as other clauses of the statement see it. */
export function rangeOf(target: Target, environment: Environment): RangeVariable {
  return {
    name: target.alias.toLowerCase(),
    sql: quote(target.alias),
    columns: target.fields?.map((field) => ({ name: field.name, type: typeOfField(field) })),
    ...pseudoColumns(target.reference, quote(target.alias), environment),
  };
}

/** The column a statement assigns to; undefined when the table's columns are not known. */
export function targetField(
  target: Target,
  name: string,
  position?: number,
): FieldSchema | undefined {
  if (target.fields === undefined) return undefined;
  const wanted = name.toLowerCase();
  const field = [...target.fields, ...target.hidden].find(
    (candidate) => candidate.name.toLowerCase() === wanted,
  );
  if (field === undefined)
    throw invalidQuery(`Column ${name} is not present in table ${target.reference.name}`, position);
  return field;
}
