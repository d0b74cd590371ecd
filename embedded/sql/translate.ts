import {
  compileAlter,
  compileCreateFunction,
  compileCreateModel,
  compileCreateTable,
  compileCreateView,
  compileDrop,
} from './compiler/ddl.ts';
import { compileDml } from './compiler/dml.ts';
import { compileExpression } from './compiler/expressions.ts';
import { condition } from './compiler/predicates.ts';
import { resolveReference, sessionDataset } from './compiler/names.ts';
import { optionValues } from './compiler/options.ts';
import { compileResult } from './compiler/queries.ts';
import { referenceKey, rootScope, type Environment } from './compiler/scope.ts';
import { castTo, coerce, unify } from './compiler/coerce.ts';
import { invalidQuery, unsupported } from './errors.ts';
import type { Expression, Identifier } from './parser/ast.ts';
import { createCursor } from './parser/cursor.ts';
import { parseExpression } from './parser/expressions.ts';
import { findInTree } from './parser/trees.ts';
import { parseType } from './parser/types.ts';
import {
  duckdbType,
  fieldOfType,
  knownFields,
  INT64,
  resolveType,
  sameType,
  typeName,
  typeOfField,
  type SqlType,
} from './types.ts';
import { parseStatement, type StatementNode } from './parser/statements.ts';
import type { FieldSchema, ObjectReference, Statement, TranslationContext } from './statement.ts';

export { macros } from './macros/index.ts';
export { registerNativeFunctions } from './native-functions.ts';
export { parseScript } from './script.ts';

/** Table and function names below a syntax tree's node. */
interface Mentions {
  tables: Identifier[][];
  functions: Identifier[][];
}

function mentionsOf(node: unknown, found: Mentions = { tables: [], functions: [] }): Mentions {
  if (Array.isArray(node)) {
    for (const item of node) mentionsOf(item, found);
  } else if (typeof node === 'object' && node !== null) {
    if ('path' in node && Array.isArray(node.path) && 'kind' in node) {
      const path = node.path as Identifier[];
      if (node.kind === 'table') found.tables.push(path);
      if (node.kind === 'call' || node.kind === 'function') found.functions.push(path);
    }
    if ('target' in node && Array.isArray(node.target))
      found.tables.push(node.target as Identifier[]);
    for (const value of Object.values(node)) mentionsOf(value, found);
  }
  return found;
}

function candidates(path: Identifier[], environment: Environment): ObjectReference[] {
  const { context } = environment;
  if (path.length > 1) return path.length > 4 ? [] : [resolveReference(path, environment)];
  const name = path[0]?.name ?? '';
  const session = { project: context.project, dataset: sessionDataset, name };
  if (context.defaultDataset === undefined) return [session];
  return [session, { project: context.project, dataset: context.defaultDataset, name }];
}

async function describe(node: StatementNode | Expression, environment: Environment): Promise<void> {
  const { context, tables, routines } = environment;
  const mentions = mentionsOf(node);
  environment.positionalParameters = findInTree(node, (part) => part.kind === 'parameter')
    .flatMap((part) => (part.kind === 'parameter' && part.name === '' ? [part.position] : []))
    .sort((left, right) => left - right);
  for (const reference of mentions.tables.flatMap((path) => candidates(path, environment))) {
    const key = referenceKey(reference);
    if (tables.has(key)) continue;
    const columns = await context.columns?.(reference);
    if (columns !== undefined) tables.set(key, columns);
  }
  for (const path of mentions.functions) {
    const names = path.map((part) => part.name);
    const routine = await context.routine?.(names);
    if (routine !== undefined) routines.set(names.join('.').toUpperCase(), routine);
  }
}

function environmentOf(source: string, context: TranslationContext): Environment {
  return {
    context,
    source,
    tables: new Map(),
    routines: new Map(),
    modelCalls: [],
    positionalParameters: [],
    aliases: 0,
  };
}

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
  const value = compileExpression(node, rootScope(environment));
  if (environment.modelCalls.length > 0)
    throw unsupported('ML functions in an expression', 'a table made from them');
  const wanted =
    typeof target === 'string'
      ? resolveType(parseType(createCursor(target)))
      : target && typeOfField(target);
  if (wanted === undefined) {
    const sql = value.type.kind === 'NULL' ? castTo(value.sql, INT64) : value.sql;
    return { sql, type: knownField('', value.type) };
  }
  const { type } = unify([value, { sql: '', type: wanted }], 'assignment').values[0] ?? value;
  if (!sameType(type, wanted) && type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `Value of type ${typeName(value.type)} cannot be assigned to type ${typeName(wanted)}`,
    );
  }
  return { sql: castTo(coerce(value, wanted).sql, wanted), type: knownField('', wanted) };
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
      return {
        kind: 'create_schema',
        dataset: node.target.at(-1)?.name ?? '',
        mode: node.mode === 'if_not_exists' ? 'if_not_exists' : 'create',
        options: optionValues(node.options),
      };
    case 'drop':
      return compileDrop(node, environment);
    case 'alter':
      return compileAlter(node, environment);
    case 'assert': {
      const test = condition(compileExpression(node.condition, rootScope(environment)), 'ASSERT');
      return { kind: 'assert', sql: `SELECT ${test}`, message: node.message ?? 'Assertion failed' };
    }
  }
}
