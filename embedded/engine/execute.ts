import type { ModelCall, Statement } from '../sql/statement.ts';
import { alterTable } from './alter-table.ts';
import { createTable } from './create-table.ts';
import { exportData } from './export-data.ts';
import { loadData } from './load-data.ts';
import { createFunction, dropObject, dropSchema } from './definitions.ts';
import { alterSchema, createSchema } from './schemas.ts';
import { isTemporary, requireDataset, shownName } from './engine.ts';
import { invalidQuery, notFound } from './errors.ts';
import { runModelCall } from './model-calls.ts';
import { alterModel, createModel, exportModel } from './models.ts';
import { checkNames, describeQuery, requireType } from './tables.ts';
import type { DmlStats, Outcome } from './outcome.ts';
import type { Planned } from './planned.ts';
import { materializedResult } from './result.ts';
import { written } from './samples.ts';
import { storeResult } from './stored-result.ts';
import type { Session } from './session.ts';
import { fieldOf } from './types.ts';
import { createView } from './views.ts';

type Dml = Extract<Statement, { kind: 'dml' }>;
type Query = Extract<Statement, { kind: 'query' }>;

/**
 * Runs one translated statement: all of it, or nothing.
 * @param planned the statement, if it has been planned in the open transaction
 * @throws BigQueryError, or DuckDB's error.
 */
export async function execute(
  session: Session,
  statement: Statement,
  planned?: Planned,
): Promise<Outcome> {
  switch (statement.kind) {
    case 'query':
      await runModelCalls(session, statement.modelCalls);
      return planned ? selectPlanned(session, planned) : selectRows(session, statement);
    case 'dml':
      return runDml(session, statement, planned);
    case 'create_table':
      await runModelCalls(session, statement.modelCalls);
      return createTable(session, statement);
    case 'create_view':
      return createView(session, statement);
    case 'create_function':
      return createFunction(session, statement);
    case 'create_model':
      return createModel(session, statement);
    case 'alter_model':
      return alterModel(session, statement);
    case 'export_data':
      await runModelCalls(session, statement.modelCalls);
      return exportData(session, statement);
    case 'load_data':
      return loadData(session, statement);
    case 'export_model':
      return exportModel(session, statement);
    case 'create_schema':
      return createSchema(session, statement);
    case 'drop':
      return dropObject(session, statement);
    case 'drop_schema':
      return dropSchema(session, statement);
    case 'alter_schema':
      return alterSchema(session, statement);
    case 'alter_table':
      return alterTable(session, statement);
    case 'assert':
      return runAssert(session, statement.sql, statement.message);
  }
}

/** Puts the results of a statement's ML functions where it reads them. */
export async function runModelCalls(
  session: Session,
  calls: readonly ModelCall[],
  dryRun = false,
): Promise<void> {
  for (const call of calls) await runModelCall(session, call, dryRun);
}

/** Runs a query; its rows stay in DuckDB until they are asked for. */
export async function selectRows(
  session: Session,
  { sql, fields }: Pick<Query, 'sql' | 'fields'>,
): Promise<Outcome> {
  const { connection } = session;
  if (session.inTransaction()) return selectPlanned(session, { run: () => connection.run(sql) });
  if (fields === undefined) await describeQuery(connection, sql);
  else checkNames(fields.map(({ name }) => name));
  return { statementType: 'SELECT', result: await storeResult(session, sql) };
}

/** Runs a query whose rows fit into memory. */
export async function selectPlanned(
  session: Session,
  { run }: Pick<Planned, 'run'>,
): Promise<Outcome> {
  const result = await session.reading(run);
  checkNames(result.columnNames());
  return { statementType: 'SELECT', result: materializedResult(result) };
}

/** Checks a statement against the catalog without running it; of a query, with the schema it would have. */
export async function describeStatement(session: Session, statement: Statement): Promise<Outcome> {
  if ('modelCalls' in statement) await runModelCalls(session, statement.modelCalls, true);
  if (statement.kind === 'query') {
    const columns = await describeQuery(session.connection, statement.sql);
    return {
      statementType: 'SELECT',
      fields: columns.map((column) => fieldOf(column.name, column.type)),
    };
  }
  if ('query' in statement) {
    await describeQuery(session.connection, statement.query);
  } else if (statement.kind === 'dml') {
    (await session.connection.prepare(statement.sql)).destroySync();
  }
  return { statementType: dryRunType(statement) };
}

function dryRunType(statement: Exclude<Statement, { kind: 'query' }>): string {
  switch (statement.kind) {
    case 'dml':
      return statement.verb === 'TRUNCATE' ? 'TRUNCATE_TABLE' : statement.verb;
    case 'create_table':
      return statement.query === undefined ? 'CREATE_TABLE' : 'CREATE_TABLE_AS_SELECT';
    case 'drop':
      return `DROP_${statement.object.replaceAll(' ', '_')}`;
    default:
      return statement.kind.toUpperCase();
  }
}

async function runDml(session: Session, statement: Dml, planned?: Planned): Promise<Outcome> {
  const { target, verb } = statement;
  await runModelCalls(session, statement.modelCalls);
  if (isTemporary(target)) {
    return { statementType: verb, dml: await runChange(session, statement, planned) };
  }
  return session.change(async (changes) => {
    requireDataset(session.engine, changes, target);
    const entry = changes.get('table', target.dataset, target.name);
    if (entry === undefined) throw notFound('Table', shownName(target), session.engine.location);
    requireType(target, entry, 'TABLE');
    const dml = await runChange(session, statement, planned);
    const rows = verb === 'TRUNCATE' ? 0 : entry.rows + dml.inserted - dml.deleted;
    if (dml.inserted + dml.updated + dml.deleted > 0) {
      await changes.put(written(entry, rows, dml.inserted + dml.updated + dml.deleted));
    }
    return { statementType: verb === 'TRUNCATE' ? 'TRUNCATE_TABLE' : verb, dml };
  });
}

async function runChange(
  session: Session,
  { verb, sql }: Dml,
  planned?: Planned,
): Promise<DmlStats> {
  const none = { inserted: 0, updated: 0, deleted: 0 };
  if (verb === 'MERGE') {
    const result = await session.connection.run(
      `${sql.replace(/;\s*$/, '')} RETURNING merge_action`,
    );
    const stats = { ...none };
    for (let index = 0; index < result.chunkCount; index += 1) {
      for (const action of result.getChunk(index).getColumnValues(0)) {
        if (action === 'INSERT') stats.inserted += 1;
        else if (action === 'UPDATE') stats.updated += 1;
        else stats.deleted += 1;
      }
    }
    return stats;
  }
  const result = await (planned?.run() ?? session.connection.run(sql));
  const count = result.rowsChanged;
  if (verb === 'INSERT') return { ...none, inserted: count };
  if (verb === 'UPDATE') return { ...none, updated: count };
  return { ...none, deleted: count };
}

async function runAssert(session: Session, sql: string, message: string): Promise<Outcome> {
  const result = await session.connection.runAndReadAll(sql);
  if (result.getRows()[0]?.[0] !== true) throw invalidQuery(message);
  return { statementType: 'ASSERT' };
}
