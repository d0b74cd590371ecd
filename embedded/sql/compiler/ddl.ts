import { invalidQuery, unsupported } from '../errors.ts';
import type { StatementNode } from '../parser/statements.ts';
import type { ObjectReference, Statement, TableConstraints } from '../statement.ts';
import { fieldOfType, knownFields, quote, type Column } from '../types.ts';
import { assigned } from './assignments.ts';
import { checkCollation, fieldOfColumn } from './column-definitions.ts';
import { resolveReference, sessionDataset } from './names.ts';
import { optionValues } from './options.ts';
import { partitioningOf } from './partitioning.ts';
import { compileResult } from './queries.ts';
import { rootScope, type Environment } from './scope.ts';
import type { CompiledQuery } from './compiled.ts';
import type { FieldSchema } from '../statement.ts';
import { targetReference } from './target.ts';

type Node<K extends StatementNode['kind']> = Extract<StatementNode, { kind: K }>;

/** The table CREATE TABLE makes; a temporary one is known by its bare name, or as `_SESSION.name`. */
function createdTable(node: Node<'create_table'>, environment: Environment): ObjectReference {
  const isNamed = node.target.length === 2 && node.target[0]?.name.toUpperCase() === sessionDataset;
  if (!isNamed && !(node.temporary && node.target.length === 1))
    return resolveReference(node.target, environment);
  const name = node.target.at(-1)?.name ?? '';
  return { project: environment.context.project, dataset: sessionDataset, name };
}

export function compileCreateTable(
  node: Node<'create_table'>,
  environment: Environment,
): Statement {
  checkCollation(node.collation);
  const query =
    node.query === undefined ? undefined : compileResult(node.query, rootScope(environment));
  const columns = node.list?.columns.map((column) => fieldOfColumn(column, environment));
  if (columns === undefined) requireNames(query?.columns);
  const copy = node.copy && targetReference(node.copy, environment);
  const known = columns ?? knownFields(query?.columns).fields;
  const layout = node.partition && partitioningOf(node.partition, known);
  return {
    kind: 'create_table',
    target: createdTable(node, environment),
    mode: node.mode,
    temporary: node.temporary,
    snapshot: node.snapshot,
    modelCalls: environment.modelCalls,
    options: optionValues(node.options),
    constraints: constraintsOf(node, environment),
    ...(columns === undefined ? {} : { columns }),
    ...knownFields(query?.columns),
    ...(query === undefined ? {} : { query: typedQuery(query, columns) }),
    ...(copy === undefined ? {} : { copy }),
    ...(node.like === undefined ? {} : { like: resolveReference(node.like, environment) }),
    ...(layout === undefined ? {} : { partitioning: layout }),
    ...(node.cluster.length === 0 ? {} : { clustering: node.cluster }),
  };
}

/** The query's columns as the types that CREATE TABLE declares. */
function typedQuery(query: CompiledQuery, columns: FieldSchema[] | undefined): string {
  if (columns === undefined || query.columns === undefined) return query.sql;
  if (columns.length !== query.columns.length) {
    throw invalidQuery(
      `Number of columns in column definition list does not match the query: ${columns.length} and ${query.columns.length}`,
    );
  }
  const names = columns.map((_, index) => quote(`_c${index + 1}`));
  const values = query.columns.map(({ type }, index) => {
    const field = columns[index] ?? fieldOfType('', type);
    const sql = assigned({ sql: names[index] ?? 'NULL', type }, field, field.name);
    return `${sql} AS ${quote(field.name)}`;
  });
  return `SELECT ${values.join(', ')} FROM (${query.sql}) AS _rows(${names.join(', ')})`;
}

function constraintsOf(node: Node<'create_table'>, environment: Environment): TableConstraints {
  const { primaryKey, foreignKeys = [] } = node.list ?? {};
  const keys = foreignKeys.map((key) => ({
    ...key,
    table: resolveReference(key.table, environment),
  }));
  return {
    ...(primaryKey && { primaryKey }),
    ...(keys.length > 0 && { foreignKeys: keys }),
  };
}

function requireNames(columns: Column[] | undefined): void {
  const at = columns?.findIndex((column) => column.name === '') ?? -1;
  if (at >= 0)
    throw invalidQuery(`CREATE TABLE columns must be named, but column ${at + 1} has no name`);
}

/** Views outlive the session that its temporary tables and functions belong to. */
function refuseTemporary(sql: string, environment: Environment): void {
  if (sql.includes('temp.main."'))
    throw invalidQuery('A view cannot refer to temporary tables: create a table of a dataset');
  for (const [name, routine] of environment.routines) {
    if (routine.temporary === true)
      throw invalidQuery(
        `A view cannot call the temporary function ${name}: create it in a dataset`,
      );
  }
}

export function compileCreateView(node: Node<'create_view'>, environment: Environment): Statement {
  const query = compileResult(node.query, rootScope(environment));
  const { defaultDataset } = environment.context;
  if (environment.modelCalls.length > 0)
    throw unsupported('ML functions in a view', 'a table made from the query');
  refuseTemporary(query.sql, environment);
  requireNames(node.columns === undefined ? query.columns : undefined);
  if (node.columns && query.columns && node.columns.length !== query.columns.length) {
    throw invalidQuery(
      `View has ${node.columns.length} columns in its column list, its query ${query.columns.length}`,
    );
  }
  const names = node.columns?.map((column) => {
    const { description } = optionValues(column.options);
    return { name: column.name, ...(typeof description === 'string' ? { description } : {}) };
  });
  const renamed =
    names === undefined
      ? query.sql
      : `SELECT * FROM (${query.sql}) AS _view(${names.map((column) => quote(column.name)).join(', ')})`;
  return {
    kind: 'create_view',
    target: resolveReference(node.target, environment),
    mode: node.mode,
    materialized: node.materialized,
    query: renamed,
    source: environment.source.slice(node.query.start, node.query.end).trim().replace(/;$/, ''),
    ...(defaultDataset !== undefined && { defaultDataset }),
    options: optionValues(node.options),
    ...(names === undefined ? {} : { columns: names }),
    ...(node.partition === undefined ? {} : { partitioning: partitioningOf(node.partition) }),
    ...(node.cluster.length === 0 ? {} : { clustering: node.cluster }),
  };
}

export function compileCreateSchema(node: Node<'create_schema'>): Statement {
  checkCollation(node.collation);
  return {
    kind: 'create_schema',
    dataset: node.target.at(-1)?.name ?? '',
    mode: node.mode === 'if_not_exists' ? 'if_not_exists' : 'create',
    options: optionValues(node.options),
  };
}

const droppable = [
  'TABLE',
  'SNAPSHOT TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'FUNCTION',
  'TABLE FUNCTION',
  'MODEL',
  'PROCEDURE',
] as const;

export function compileDrop(node: Node<'drop'>, environment: Environment): Statement {
  if (node.object === 'SCHEMA') {
    return {
      kind: 'drop_schema',
      dataset: node.target.at(-1)?.name ?? '',
      ifExists: node.ifExists,
      cascade: node.cascade,
    };
  }
  const object = droppable.find((candidate) => candidate === node.object);
  if (object === undefined) throw unsupported(`DROP ${node.object}`);
  const isTemporary =
    object === 'FUNCTION' &&
    node.target.length === 1 &&
    environment.routines.get((node.target[0]?.name ?? '').toUpperCase())?.temporary === true;
  const name = node.target.at(-1)?.name ?? '';
  return {
    kind: 'drop',
    object,
    target: isTemporary
      ? { project: environment.context.project, dataset: sessionDataset, name }
      : targetReference(node.target, environment),
    ifExists: node.ifExists,
  };
}
