import { invalidQuery, unsupported } from '../errors.ts';
import type { ColumnNode, Expression } from '../parser/ast.ts';
import type { AlterAction, StatementNode } from '../parser/statements.ts';
import type { FieldSchema, Partitioning, Statement } from '../statement.ts';
import {
  duckdbType,
  fieldOfType,
  knownFields,
  quote,
  resolveType,
  UNKNOWN,
  type Column,
} from '../types.ts';
import { castTo } from './coerce.ts';
import { targetReference } from './dml.ts';
import { compileExpression } from './expressions.ts';
import { resolveReference, sessionDataset, tableSql } from './names.ts';
import { optionValue, optionValues } from './options.ts';
import { compileQuery, compileResult } from './queries.ts';
import { rootScope, type Environment } from './scope.ts';

type Node<K extends StatementNode['kind']> = Extract<StatementNode, { kind: K }>;

function fieldOfColumn(column: ColumnNode): FieldSchema {
  if (column.default !== undefined) throw unsupported('a column DEFAULT', 'the value in INSERT');
  const field = fieldOfType(column.name, resolveType(column.type));
  const description = optionValues(column.options).description;
  return {
    ...field,
    ...(column.notNull ? { mode: 'REQUIRED' as const } : {}),
    ...(typeof description === 'string' ? { description } : {}),
  };
}

const truncations: Record<string, boolean> = {
  DATE_TRUNC: true,
  TIMESTAMP_TRUNC: true,
  DATETIME_TRUNC: true,
};

/** PARTITION BY of a table. */
export function partitioningOf(node: Expression): Partitioning {
  const column = (expression: Expression | undefined): string | undefined =>
    expression?.kind === 'path' && expression.names.length === 1
      ? expression.names[0]?.name
      : undefined;
  const timed = (type: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR', name: string): Partitioning =>
    name.toUpperCase().startsWith('_PARTITION') ? { type } : { type, field: name };
  const name = column(node);
  if (name !== undefined) return timed('DAY', name);
  if (node.kind === 'call') {
    const [first, second] = node.arguments.map((argument) =>
      argument.kind === 'expression' ? argument.value : undefined,
    );
    const field = column(first);
    if (field !== undefined && node.name === 'DATE' && second === undefined)
      return timed('DAY', field);
    const unit = column(second)?.toUpperCase();
    if (
      field !== undefined &&
      truncations[node.name] === true &&
      (unit === 'HOUR' || unit === 'DAY' || unit === 'MONTH' || unit === 'YEAR')
    ) {
      return timed(unit, field);
    }
    if (
      field !== undefined &&
      node.name === 'RANGE_BUCKET' &&
      second?.kind === 'call' &&
      second.name === 'GENERATE_ARRAY'
    ) {
      const bounds = second.arguments.map((argument) =>
        argument.kind === 'expression' ? Number(optionValue(argument.value)) : NaN,
      );
      const [start = NaN, end = NaN, interval = 1] = bounds;
      return { type: 'RANGE', field, start, end, interval };
    }
  }
  throw invalidQuery(
    'PARTITION BY expression must be DATE(<timestamp_column>), a truncation of a column, a DATE column, or RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(...))',
  );
}

export function compileCreateTable(
  node: Node<'create_table'>,
  environment: Environment,
): Statement {
  const isTemporary = node.temporary && node.target.length === 1;
  const target = isTemporary
    ? {
        project: environment.context.project,
        dataset: sessionDataset,
        name: node.target[0]?.name ?? '',
      }
    : resolveReference(node.target, environment);
  const copied =
    node.copy && `SELECT * FROM ${tableSql(resolveReference(node.copy, environment), environment)}`;
  const query =
    node.query === undefined ? undefined : compileResult(node.query, rootScope(environment));
  requireNames(query?.columns);
  const columns = node.columns?.map(fieldOfColumn);
  return {
    kind: 'create_table',
    target,
    mode: node.mode,
    temporary: node.temporary,
    modelCalls: environment.modelCalls,
    options: optionValues(node.options),
    ...(columns === undefined ? {} : { columns }),
    ...knownFields(query?.columns),
    ...(query === undefined && copied === undefined ? {} : { query: query?.sql ?? copied ?? '' }),
    ...(node.like === undefined ? {} : { like: resolveReference(node.like, environment) }),
    ...(node.partition === undefined ? {} : { partitioning: partitioningOf(node.partition) }),
    ...(node.cluster.length === 0 ? {} : { clustering: node.cluster }),
  };
}

function requireNames(columns: Column[] | undefined): void {
  const at = columns?.findIndex((column) => column.name === '') ?? -1;
  if (at >= 0)
    throw invalidQuery(`CREATE TABLE columns must be named, but column ${at + 1} has no name`);
}

export function compileCreateView(node: Node<'create_view'>, environment: Environment): Statement {
  const query = compileResult(node.query, rootScope(environment));
  if (environment.modelCalls.length > 0)
    throw unsupported('ML functions in a view', 'a table made from the query');
  requireNames(node.columns === undefined ? query.columns : undefined);
  const names = node.columns?.map((column) => {
    const description = optionValues(column.options).description;
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
    options: optionValues(node.options),
    ...(names === undefined ? {} : { columns: names }),
  };
}

export function compileCreateModel(
  node: Node<'create_model'>,
  environment: Environment,
): Statement {
  const query = compileResult(node.query, rootScope(environment));
  if (environment.modelCalls.length > 0)
    throw unsupported('ML functions in a training query', 'a table made from them');
  return {
    kind: 'create_model',
    target: resolveReference(node.target, environment),
    mode: node.mode,
    query: query.sql,
    options: optionValues(node.options),
  };
}

export function compileCreateFunction(
  node: Node<'create_function'>,
  environment: Environment,
): Statement {
  const scope = rootScope(environment);
  for (const parameter of node.parameters) {
    scope.bindings.set(parameter.name.toLowerCase(), {
      sql: quote(parameter.name),
      type: parameter.type === undefined ? UNKNOWN : resolveType(parameter.type),
    });
  }
  const reference = node.temporary ? undefined : resolveReference(node.target, environment);
  const macro =
    reference === undefined
      ? quote(node.target[0]?.name ?? '')
      : [reference.project, reference.dataset, reference.name].map(quote).join('.');
  const header = `CREATE OR REPLACE ${node.temporary ? 'TEMP ' : ''}MACRO ${macro}(${node.parameters.map((parameter) => quote(parameter.name)).join(', ')})`;
  const shared = {
    kind: 'create_function' as const,
    target: reference ?? { temporary: node.target[0]?.name ?? '' },
    mode: node.mode,
    source: environment.source,
  };
  if (node.body.kind === 'query') {
    const body = compileQuery(node.body, scope, 'relation');
    return {
      ...shared,
      sql: `${header} AS TABLE ${body.sql}`,
      routine: { kind: 'table', macro, parameters: node.parameters.length },
    };
  }
  const body = compileExpression(node.body, scope);
  const type = node.returns === undefined ? body.type : resolveType(node.returns);
  const returns = type.kind === 'UNKNOWN' ? {} : { returns: fieldOfType('', type) };
  const result = node.returns === undefined ? body.sql : castTo(body.sql, type);
  return {
    ...shared,
    sql: `${header} AS (${result})`,
    routine: { kind: 'scalar', macro, parameters: node.parameters.length, ...returns },
  };
}

const droppable = [
  'TABLE',
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
  return {
    kind: 'drop',
    object,
    target: targetReference(node.target, environment),
    ifExists: node.ifExists,
  };
}

export function compileAlter(node: Node<'alter'>, environment: Environment): Statement {
  if (node.object !== 'TABLE' && node.object !== 'VIEW' && node.object !== 'MATERIALIZED VIEW') {
    throw unsupported(`ALTER ${node.object}`, 'CREATE OR REPLACE');
  }
  const target = targetReference(node.target, environment);
  const table = tableSql(target, environment);
  const options = node.actions.flatMap((action) =>
    action.kind === 'set_options' ? action.options : [],
  );
  return {
    kind: 'alter_table',
    target,
    ifExists: node.ifExists,
    sql: node.actions.flatMap((action) => actionSql(action, table)),
    ...(options.length === 0 ? {} : { options: optionValues(options) }),
  };
}

function actionSql(action: AlterAction, table: string): string[] {
  const alter = (rest: string) => [`ALTER TABLE ${table} ${rest}`];
  switch (action.kind) {
    case 'add_column': {
      if (action.column.notNull)
        throw invalidQuery('Cannot add required columns to an existing table');
      const type = duckdbType(resolveType(action.column.type)) ?? 'VARCHAR';
      fieldOfColumn(action.column);
      return alter(
        `ADD COLUMN ${action.ifNotExists ? 'IF NOT EXISTS ' : ''}${quote(action.column.name)} ${type}`,
      );
    }
    case 'drop_column':
      return alter(`DROP COLUMN ${action.ifExists ? 'IF EXISTS ' : ''}${quote(action.name)}`);
    case 'rename_column':
      return alter(`RENAME COLUMN ${quote(action.from)} TO ${quote(action.to)}`);
    case 'rename_table':
      return alter(`RENAME TO ${quote(action.to)}`);
    case 'set_type':
      return alter(
        `ALTER COLUMN ${quote(action.column)} TYPE ${duckdbType(resolveType(action.type)) ?? 'VARCHAR'}`,
      );
    case 'drop_not_null':
      return alter(`ALTER COLUMN ${quote(action.column)} DROP NOT NULL`);
    case 'set_options':
      return [];
    case 'set_default':
    case 'drop_default':
      throw unsupported('a column DEFAULT', 'the value in INSERT');
    case 'column_options':
      throw unsupported('ALTER COLUMN SET OPTIONS', 'tables.patch with a schema');
  }
}
