import type { FieldSchema, ObjectReference, Statement } from '../sql/statement.ts';
import type { Catalog, TableEntry } from './catalog.ts';
import { isTemporary, requireDataset, shownName, sqlName } from './engine.ts';
import { duplicate, invalidQuery, notFound, notImplemented } from './errors.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { withOptions } from './table-options.ts';
import {
  canonicalQuery,
  checkNames,
  columnDefinitions,
  copiedColumns,
  countRows,
  describeQuery,
  isIngestionPartitioned,
  requireType,
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
  const { target, mode } = statement;
  const type = statement.snapshot ? 'SNAPSHOT' : 'TABLE';
  return session.change(async (changes) => {
    requireDataset(session.engine, changes, target);
    refuseOtherCase(changes, target);
    const existing = changes.get('table', target.dataset, target.name);
    if (existing !== undefined) {
      if (mode === 'create') throw duplicate('Table', shownName(target));
      requireType(target, existing, type);
      if (mode === 'if_not_exists') {
        return { statementType: statementType(statement), ddl: { operation: 'SKIP', target } };
      }
    }
    const content = await fillTable(session, changes, statement);
    const now = Date.now();
    const entry: TableEntry = {
      ...expiration(changes, target.dataset, content, now),
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

/** The expirations a dataset gives to its new tables. */
function expiration(
  catalog: Catalog,
  dataset: string,
  { partitioning }: Content,
  now: number,
): Pick<TableEntry, 'expirationTime' | 'partitionExpirationMs'> {
  const { settings } = catalog.get('dataset', dataset) ?? {};
  const table = settings?.defaultTableExpirationMs;
  const partition = settings?.defaultPartitionExpirationMs;
  if (typeof partition === 'string' && partitioning !== undefined && partitioning.type !== 'RANGE')
    return { partitionExpirationMs: partition };
  return typeof table === 'string' ? { expirationTime: String(now + Number(table)) } : {};
}

/** DuckDB takes names that differ in case for the same one, where BigQuery has two tables. */
export function refuseOtherCase(catalog: Catalog, target: ObjectReference): void {
  const wanted = target.name.toLowerCase();
  const other = catalog
    .list('table', target.dataset)
    .find((entry) => entry.name !== target.name && entry.name.toLowerCase() === wanted);
  if (other === undefined) return;
  throw notImplemented(
    `Not supported by the embedded warehouse: ${target.name} beside ${other.name}, a name that differs only in case`,
  );
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
  const { fields } = await fillTable(session, session.catalog(), statement);
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
async function fillTable(
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
  checkColumns(content);
  if (queried !== undefined && fields.length !== queried.length) {
    throw invalidQuery(`CREATE TABLE has ${fields.length} columns, its query ${queried.length}`);
  }
  const rows =
    statement.copy !== undefined && from !== undefined
      ? `SELECT ${copiedColumns(content)} FROM ${sqlName(from)}`
      : queried && canonicalQuery(statement.query ?? '', queried);
  await store(session, statement, content, rows);
  return content;
}

async function store(
  session: Session,
  statement: CreateTable,
  content: Content,
  rows: string | undefined,
): Promise<void> {
  const { connection } = session;
  const { target } = statement;
  const name = sqlName(target);
  const kind = isTemporary(target) ? 'TEMP TABLE' : 'TABLE';
  const create = `CREATE OR REPLACE ${kind} ${name}`;
  const definitions = columnDefinitions(content.fields, content.partitioning);
  if (rows === undefined) {
    await connection.run(`${create} (${definitions})`);
    return;
  }
  const isPlain =
    statement.columns === undefined &&
    statement.like === undefined &&
    !content.fields.some((field) => field.mode === 'REQUIRED') &&
    !isIngestionPartitioned(content.partitioning);
  if (isPlain) {
    await connection.run(`${create} AS ${rows}`);
    return;
  }
  const staging = quoteName(`__fill_${target.name}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${staging} AS ${rows}`);
  await connection.run(`${create} (${definitions})`);
  const columns =
    statement.copy === undefined
      ? content.fields.map((field) => quoteName(field.name)).join(', ')
      : copiedColumns(content);
  await connection.run(`INSERT INTO ${name} (${columns}) FROM temp.main.${staging}`);
  await connection.run(`DROP TABLE temp.main.${staging}`);
}

/** @throws BigQueryError when the layout or a key names a column that is not there. */
export function checkColumns({ fields, clustering, constraints }: Content): void {
  const find = (name: string): FieldSchema | undefined =>
    fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  for (const name of clustering ?? []) {
    const field = find(name);
    if (field === undefined) {
      throw invalidQuery(
        `The field specified for clustering cannot be found in the schema. Invalid field: ${name}.`,
      );
    }
    if (field.mode === 'REPEATED' || ['RECORD', 'FLOAT', 'JSON', 'BYTES'].includes(field.type)) {
      throw invalidQuery(`Clustering is not supported on column ${name} of type ${field.type}`);
    }
  }
  if ((clustering?.length ?? 0) > 4)
    throw invalidQuery('A maximum of 4 columns can be specified for clustering');
  const keys = [
    ...(constraints?.primaryKey ?? []),
    ...(constraints?.foreignKeys ?? []).flatMap((key) => key.columns),
  ];
  for (const name of keys) {
    if (find(name) === undefined) throw invalidQuery(`Key column ${name} is not in the table`);
  }
}
