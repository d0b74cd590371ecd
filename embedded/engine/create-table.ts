import type { ObjectReference, Statement } from '../sql/statement.ts';
import type { Catalog, TableEntry } from './catalog.ts';
import { checkLayout } from './check-layout.ts';
import { isTemporary, requireDataset, shownName, sqlName } from './engine.ts';
import { duplicate, invalidQuery, notFound, notImplemented } from './errors.ts';
import { fillTable, type NewRows } from './fill-table.ts';
import type { Outcome } from './outcome.ts';
import { placeOf } from './place.ts';
import type { Session } from './session.ts';
import { withOptions } from './table-options.ts';
import {
  canonicalQuery,
  checkNames,
  copiedColumns,
  countRows,
  describeQuery,
  isIngestionPartitioned,
  type DescribedColumn,
} from './tables.ts';
import { fieldOf, normalizeSchema, quoteName } from './types.ts';

type CreateTable = Extract<Statement, { kind: 'create_table' }>;

/** A table's entry without what only a dataset's table has. */
type Content = Pick<
  TableEntry,
  'fields' | 'partitioning' | 'clustering' | 'constraints' | 'description' | 'labels' | 'options'
>;

/** CREATE TABLE in every form; the table, its rows and its catalog entry appear together. */
export async function createTable(session: Session, statement: CreateTable): Promise<Outcome> {
  if (isTemporary(statement.target)) return createTemporary(session, statement);
  const { target } = statement;
  const type = statement.snapshot ? 'SNAPSHOT' : 'TABLE';
  return session.change(async (changes) => {
    const { existing, stays } = placeOf(session.engine, changes, statement, type);
    if (stays)
      return { statementType: statementType(statement), ddl: { operation: 'SKIP', target } };
    const content = await makeContent(session, changes, statement);
    const now = Date.now();
    const entry: TableEntry = {
      ...content,
      kind: 'table',
      dataset: target.dataset,
      name: target.name,
      type,
      created: now,
      modified: now,
      rows: await countRows(session.connection, target),
    };
    await changes.put(withOptions(entry, statement.options));
    return {
      statementType: statementType(statement),
      ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
    };
  });
}

function statementType(statement: CreateTable): string {
  if (statement.snapshot) return 'CREATE_SNAPSHOT_TABLE';
  return statement.query === undefined ? 'CREATE_TABLE' : 'CREATE_TABLE_AS_SELECT';
}

async function createTemporary(session: Session, statement: CreateTable): Promise<Outcome> {
  const { target, mode } = statement;
  const key = target.name.toLowerCase();
  const done: Outcome = {
    statementType: statementType(statement),
    ddl: { operation: 'CREATE', target },
  };
  if (session.temporaryTables.has(key)) {
    if (mode === 'if_not_exists') return { ...done, ddl: { operation: 'SKIP', target } };
    if (mode === 'create') throw duplicate('Table', shownName(target));
  }
  if (isIngestionPartitioned(statement.partitioning)) {
    throw notImplemented(
      'Not supported by the embedded warehouse: a temporary table partitioned by ingestion time; use a column',
    );
  }
  const { fields } = await makeContent(session, session.catalog(), statement);
  session.temporaryTables.set(key, fields);
  return done;
}

interface Source extends Content {
  target: ObjectReference;
}

function sourceOf(session: Session, catalog: Catalog, target: ObjectReference): Source {
  if (isTemporary(target)) {
    const fields = session.temporaryTables.get(target.name.toLowerCase());
    if (fields === undefined) throw notFound('Table', target.name);
    return { target, fields };
  }
  requireDataset(session.engine, catalog, target);
  const entry = catalog.get('table', target.dataset, target.name);
  if (entry === undefined) throw notFound('Table', shownName(target), session.engine.location);
  if (entry.viewQuery !== undefined)
    throw invalidQuery(`${shownName(target)} is a view, which has no rows to copy`);
  const { fields, partitioning, clustering, description, labels, options, constraints } = entry;
  return {
    target,
    fields,
    ...(partitioning && { partitioning }),
    ...(clustering && { clustering }),
    ...(description !== undefined && { description }),
    ...(labels && { labels }),
    ...(options && { options }),
    ...(constraints && { constraints }),
  };
}

/** Makes the table in DuckDB, with its rows, and says what it is like. */
async function makeContent(
  session: Session,
  catalog: Catalog,
  statement: CreateTable,
): Promise<Content> {
  const { connection } = session;
  const model = statement.copy ?? statement.like;
  const source = model && sourceOf(session, catalog, model);
  const { target: from, ...inherited }: Partial<Source> = source ?? {};
  const queried =
    statement.query === undefined ? undefined : await describeQuery(connection, statement.query);
  const fields = statement.columns
    ? normalizeSchema(statement.columns)
    : (inherited.fields ?? queried?.map((column) => fieldOf(column.name, column.type)));
  if (fields === undefined) throw invalidQuery('CREATE TABLE needs columns, a query, or LIKE');
  checkNames(fields.map((field) => field.name));
  const content: Content = {
    ...inherited,
    fields,
    ...(statement.partitioning && { partitioning: statement.partitioning }),
    ...(statement.clustering && { clustering: statement.clustering }),
    ...(Object.keys(statement.constraints).length > 0 && { constraints: statement.constraints }),
  };
  checkLayout(content);
  if (queried !== undefined && fields.length !== queried.length) {
    throw invalidQuery(`CREATE TABLE has ${fields.length} columns, its query ${queried.length}`);
  }
  await fillTable(
    session.connection,
    statement.target,
    content,
    newRows(statement, content, from, queried),
  );
  return content;
}

function newRows(
  { query, copy, columns, like }: CreateTable,
  content: Content,
  from: ObjectReference | undefined,
  queried: readonly DescribedColumn[] | undefined,
): NewRows | undefined {
  if (copy !== undefined && from !== undefined) {
    const names = copiedColumns(content);
    const exact = columns === undefined && like === undefined;
    return { query: `SELECT ${names} FROM ${sqlName(from)}`, columns: names, exact };
  }
  if (query === undefined || queried === undefined) return undefined;
  return {
    query: canonicalQuery(query, queried),
    columns: content.fields.map((field) => quoteName(field.name)).join(', '),
    exact: columns === undefined && like === undefined,
  };
}
