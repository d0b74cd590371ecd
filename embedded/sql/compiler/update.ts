import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, FromItem, Identifier } from '../parser/ast.ts';
import type { Assignment } from '../parser/statements.ts';
import type { FieldSchema } from '../statement.ts';
import { fieldName, quote, text, typeName, typeOfField } from '../types.ts';
import { assignedNode } from './assignments.ts';
import { castTo } from './coerce.ts';
import { compileExpression } from './expressions.ts';
import { condition } from './predicates.ts';
import { compileFrom } from './from.ts';
import type { Scope } from './scope.ts';
import { requiredSql } from './stored-values.ts';
import { rangeOf, targetField, type Target } from './target.ts';

/** Assignments below one column: a value for all of it, or for fields of it. */
interface Change {
  name: Identifier;
  value?: Expression;
  fields: Change[];
}

function addChange(changes: Change[], [name, ...rest]: Identifier[], value: Expression): void {
  if (name === undefined) throw invalidQuery('UPDATE SET needs a column');
  const known = changes.find(
    (change) => change.name.name.toLowerCase() === name.name.toLowerCase(),
  );
  const overlaps = known !== undefined && (known.value !== undefined || rest.length === 0);
  if (overlaps)
    throw invalidQuery(`Update item ${name.name} assigned more than once`, name.position);
  const change: Change = known ?? { name, fields: [] };
  if (known === undefined) changes.push(change);
  if (rest.length === 0) change.value = value;
  else addChange(change.fields, rest, value);
}

/** The SET list of UPDATE; `SET a.b = v` rewrites the whole struct `a`. */
export function assignmentsSql(assignments: Assignment[], target: Target, scope: Scope): string {
  const changes: Change[] = [];
  const alias = target.alias.toLowerCase();
  for (const { path, value } of assignments) {
    const isQualified = path.length > 1 && path[0]?.name.toLowerCase() === alias;
    addChange(changes, isQualified ? path.slice(1) : path, value);
  }
  return changes
    .map((change) => {
      const { name } = change;
      const field = targetField(target, name.name, name.position);
      const current = `${quote(target.alias)}.${quote(field?.name ?? name.name)}`;
      return `${quote(field?.name ?? name.name)} = ${changedSql(change, field, current, scope)}`;
    })
    .join(', ');
}

function changedSql(
  change: Change,
  field: FieldSchema | undefined,
  current: string,
  scope: Scope,
): string {
  const { name, value } = change;
  if (value !== undefined) return assignedNode(value, scope, field, name.name);
  if (field === undefined)
    throw unsupported('UPDATE of a nested field of a table whose columns are not known');
  const nested = field.fields;
  if (nested === undefined || field.mode === 'REPEATED') {
    throw invalidQuery(
      `Cannot set a field of ${name.name}, which has type ${typeName(typeOfField(field))}`,
      name.position,
    );
  }
  for (const inner of change.fields) {
    const wanted = inner.name.name.toLowerCase();
    if (!nested.some((candidate) => candidate.name.toLowerCase() === wanted)) {
      throw invalidQuery(
        `Field name ${inner.name.name} does not exist in ${typeName(typeOfField(field))}`,
        inner.name.position,
      );
    }
  }
  const refusal = text(`Cannot set field of NULL ${typeName(typeOfField(field))}`);
  const parts = nested.map((inner, index) => {
    const stored = fieldName(inner, index);
    const kept = `struct_extract(${current}, ${text(stored)})`;
    const changed = change.fields.find(
      (candidate) => candidate.name.name.toLowerCase() === inner.name.toLowerCase(),
    );
    const given = changed === undefined ? kept : changedSql(changed, inner, kept, scope);
    const isChecked = changed !== undefined && inner.mode === 'REQUIRED';
    const part = isChecked ? requiredSql(given, inner) : given;
    const raised = castTo(`CAST(bq_error(${refusal}) AS VARCHAR)`, typeOfField(inner));
    const checked = `CASE WHEN ${current} IS NULL THEN ${raised} ELSE ${part} END`;
    return `${quote(stored)} := ${index === 0 ? checked : part}`;
  });
  return `struct_pack(${parts.join(', ')})`;
}

const tooManyRows = text('UPDATE/MERGE must match at most one source row for each target row');

/** A condition that raises when some target row pairs with several source rows. */
export function singleMatchGuard(target: Target, source: string, on: string): string {
  const counts = `SELECT count(*) AS n FROM ${target.sql} AS ${quote(target.alias)} JOIN ${source} ON ${on} GROUP BY ${quote(target.alias)}.rowid`;
  return `COALESCE((SELECT CASE WHEN max(n) > 1 THEN bq_error(${tooManyRows}) ELSE 0 END FROM (${counts}) AS _counts), 0) = 0`;
}

/** UPDATE. */
export function updateSql(
  node: { assignments: Assignment[]; from?: FromItem; where?: Expression },
  target: Target,
  scope: Scope,
): string {
  scope.ranges.push(rangeOf(target, scope.environment));
  const from = node.from === undefined ? undefined : compileFrom(node.from, scope);
  const set = assignmentsSql(node.assignments, target, scope);
  const where =
    node.where === undefined
      ? 'TRUE'
      : condition(compileExpression(node.where, scope), 'WHERE clause');
  const update = `UPDATE ${target.sql} AS ${quote(target.alias)} SET ${set}`;
  if (from === undefined) return `${update} WHERE ${where}`;
  const source = node.from?.kind === 'join' ? `(${from.sql})` : from.sql;
  const guard = singleMatchGuard(target, source, where);
  return `${update} FROM ${from.sql} WHERE (${where}) AND ${guard}`;
}
