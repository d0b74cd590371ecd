import { invalidQuery, SqlError } from '../errors.ts';
import { refusedFunction } from '../functions/refused.ts';
import type { FromItem, Query } from '../parser/ast.ts';
import { createCursor } from '../parser/cursor.ts';
import { parseQuery } from '../parser/queries.ts';
import { typeOfField } from '../types.ts';
import { addRange, relation, type CompiledFrom } from './from.ts';
import { compileQuery } from './queries.ts';
import { routineArguments, templateScope } from './routines.ts';
import type { Scope } from './scope.ts';

/** A call of a user-defined table function. */
export function compileTableFunction(
  item: FromItem & { kind: 'function' },
  scope: Scope,
): CompiledFrom {
  const routine = scope.environment.routines.get(item.name);
  if (routine?.kind !== 'table') {
    throw (
      refusedFunction(item.name, item.position) ??
      invalidQuery(`Table-valued function not found: ${item.name}`, item.position)
    );
  }
  const values = routineArguments(item, routine, scope);
  const label = item.alias ?? '';
  if (routine.template === undefined) {
    const columns = routine.columns?.map((field) => ({
      name: field.name,
      type: typeOfField(field),
    }));
    const range = relation(scope, label, columns);
    const list = values.map((value) => value.sql).join(', ');
    return addRange(scope, `${routine.macro}(${list}) AS ${range.sql}`, range);
  }
  const inner = templateScope(item, routine, values, scope);
  try {
    const body = compileQuery(templateQuery(routine.template), inner, 'relation');
    const range = relation(scope, label, body.columns);
    return addRange(scope, `(${body.sql}) AS ${range.sql}`, range, body.isValue);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new SqlError(`Invalid function ${item.name}: ${error.message}`, {
      reason: error.reason,
      offset: item.position,
    });
  }
}

/** The syntax tree of a templated table function's body. */
export function templateQuery(template: string): Query {
  return parseQuery(createCursor(template));
}
