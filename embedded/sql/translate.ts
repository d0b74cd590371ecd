import { compileAlter } from './compiler/alter.ts';
import {
  compileCreateSchema,
  compileCreateTable,
  compileCreateView,
  compileDrop,
} from './compiler/ddl.ts';
import { compileAlterModel, compileCreateModel, compileExportModel } from './compiler/models.ts';
import { compileDml } from './compiler/dml.ts';
import { compileExpression } from './compiler/expressions.ts';
import { condition } from './compiler/predicates.ts';
import { compileResult } from './compiler/queries.ts';
import { rootScope, type Environment } from './compiler/scope.ts';
import { compileCreateFunction } from './compiler/routines.ts';
import { assignable, typedNode } from './compiler/assignments.ts';
import { castTo } from './compiler/coerce.ts';
import { compileExportData, compileLoadData } from './compiler/transfers.ts';
import { describe, environmentOf } from './describe.ts';
import { invalidQuery, unsupported } from './errors.ts';
import { createCursor } from './parser/cursor.ts';
import { parseExpression } from './parser/expressions.ts';
import { parseType } from './parser/types.ts';
import {
  duckdbType,
  fieldOfType,
  knownFields,
  INT64,
  resolveType,
  typeName,
  typeOfField,
  type SqlType,
} from './types.ts';
import { parseStatement, type StatementNode } from './parser/statements.ts';
import type { FieldSchema, Statement, TranslationContext } from './statement.ts';

export { macros } from './macros/index.ts';
export { registerNativeFunctions } from './native-functions.ts';
export { parseScript } from './script.ts';

/** A type's REST description; undefined when it is not wholly known. */
function knownField(name: string, type: SqlType): FieldSchema | undefined {
  return duckdbType(type) === undefined ? undefined : fieldOfType(name, type);
}

/**
 * Translates a GoogleSQL expression to DuckDB SQL, coerced to `target` when given (a type's name
 * or its REST description). The type is undefined when it could not be resolved.
 */
export async function translateExpression(
  source: string,
  context: TranslationContext,
  target?: string | FieldSchema,
): Promise<{ sql: string; type: FieldSchema | undefined }> {
  const cursor = createCursor(source);
  const node = parseExpression(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.fail('end of expression');
  const environment = environmentOf(source, context);
  await describe(node, environment);
  const wanted =
    typeof target === 'string'
      ? resolveType(parseType(createCursor(target)))
      : target && typeOfField(target);
  const scope = rootScope(environment);
  const value =
    wanted === undefined
      ? compileExpression(node, scope)
      : typedNode(node, scope, wanted, unassignable(wanted));
  if (environment.modelCalls.length > 0)
    throw unsupported('ML functions in an expression', 'a table made from them');
  if (wanted !== undefined) return { sql: castTo(value.sql, wanted), type: knownField('', wanted) };
  const sql = value.type.kind === 'NULL' ? castTo(value.sql, INT64) : value.sql;
  return { sql, type: knownField('', value.type) };
}

const unassignable =
  (wanted: SqlType) =>
  (found: SqlType): Error =>
    invalidQuery(`Value of type ${typeName(found)} cannot be assigned to type ${typeName(wanted)}`);

/** A value as one of the type of a variable; as it is when the variable has none yet. */
export function coerceValue(
  value: { sql: string; type: FieldSchema },
  target: FieldSchema | undefined,
): string {
  if (target === undefined) return value.sql;
  const wanted = typeOfField(target);
  const given = { sql: value.sql, type: typeOfField(value.type) };
  return castTo(assignable(given, wanted, unassignable(wanted)).sql, wanted);
}

/**
 * Translates one GoogleSQL statement to DuckDB SQL. Throws SqlError for syntax errors, unknown
 * names, and whatever the embedded warehouse does not support.
 */
export async function translate(source: string, context: TranslationContext): Promise<Statement> {
  const node = parseStatement(source);
  const environment = environmentOf(source, context);
  await describe(node, environment);
  return compileStatement(node, environment);
}

function compileStatement(node: StatementNode, environment: Environment): Statement {
  switch (node.kind) {
    case 'query': {
      const { sql, columns } = compileResult(node.query, rootScope(environment));
      return { kind: 'query', sql, modelCalls: environment.modelCalls, ...knownFields(columns) };
    }
    case 'insert':
    case 'update':
    case 'delete':
    case 'truncate':
    case 'merge':
      return compileDml(node, environment);
    case 'create_table':
      return compileCreateTable(node, environment);
    case 'create_view':
      return compileCreateView(node, environment);
    case 'create_model':
      return compileCreateModel(node, environment);
    case 'create_function':
      return compileCreateFunction(node, environment);
    case 'create_schema':
      return compileCreateSchema(node);
    case 'drop':
      return compileDrop(node, environment);
    case 'export_data':
      return compileExportData(node, environment);
    case 'load_data':
      return compileLoadData(node, environment);
    case 'export_model':
      return compileExportModel(node, environment);
    case 'alter':
      if (node.object === 'MODEL') return compileAlterModel(node, environment);
      return compileAlter(node, environment);
    case 'assert': {
      const test = condition(compileExpression(node.condition, rootScope(environment)), 'ASSERT');
      return { kind: 'assert', sql: `SELECT ${test}`, message: node.message ?? 'Assertion failed' };
    }
  }
}
