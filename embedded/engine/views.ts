import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, Statement } from '../sql/statement.ts';
import { isStored, undescribed, type TableEntry } from './catalog.ts';
import { sqlName, type Engine } from './engine.ts';
import { duckError } from './duck-errors.ts';
import { invalidQuery } from './errors.ts';
import type { Outcome } from './outcome.ts';
import { placeOf } from './place.ts';
import type { Session } from './session.ts';
import { withOptions } from './table-options.ts';
import { describeQuery } from './tables.ts';
import { fieldOf, quoteName } from './types.ts';

type CreateView = Extract<Statement, { kind: 'create_view' }>;

/** CREATE VIEW and CREATE MATERIALIZED VIEW; the latter is a view too, and so always fresh. */
export async function createView(session: Session, statement: CreateView): Promise<Outcome> {
  const { target, materialized } = statement;
  const type = materialized ? 'MATERIALIZED_VIEW' : 'VIEW';
  const statementType = materialized ? 'CREATE_MATERIALIZED_VIEW' : 'CREATE_VIEW';
  if (await isThereAlready(session, statement, type))
    return { statementType, ddl: { operation: 'REPLACE', target } };
  let made: TableEntry | undefined;
  const outcome = await session.change(async (changes): Promise<Outcome> => {
    const { existing, stays } = placeOf(session.engine, changes, statement, type);
    if (stays) return { statementType, ddl: { operation: 'SKIP', target } };
    made = await entryOf(session, statement, type, existing);
    const { columns } = statement;
    const list = columns ? ` (${columns.map(({ name }) => quoteName(name)).join(', ')})` : '';
    await session.connection.run(
      `CREATE OR REPLACE VIEW ${sqlName(target)}${list} AS ${statement.query}`,
    );
    await changes.put(made);
    return {
      statementType,
      ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
    };
  });
  if (made !== undefined) keep(session, made, made.fields, true);
  return outcome;
}

/**
 * Whether a view is to be replaced by what it is. Nothing is written then, so that it waits for no writer: Dataform makes every
 * view of its assertions anew with every run.
 */
async function isThereAlready(
  session: Session,
  statement: CreateView,
  type: TableEntry['type'],
): Promise<boolean> {
  const { target, mode, query } = statement;
  if (mode !== 'or_replace' || session.inTransaction()) return false;
  const existing = session.catalog().get('table', target.dataset, target.name);
  if (existing?.type !== type || existing.viewTranslation !== hashOf(query)) return false;
  const { created, modified } = existing;
  const entry = await entryOf(session, statement, type, existing);
  if (!isDeepStrictEqual({ ...entry, created, modified }, existing)) return false;
  keep(session, existing, entry.fields, true);
  return true;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The entry of the view that a statement makes, whose query is checked. */
async function entryOf(
  session: Session,
  statement: CreateView,
  type: TableEntry['type'],
  existing: TableEntry | undefined,
): Promise<TableEntry> {
  const { target, columns: names, query, source } = statement;
  const described =
    knownFields(session, existing, statement) ?? (await queryFields(session.connection, query));
  if (names !== undefined && names.length !== described.length) {
    throw invalidQuery(`CREATE VIEW has ${names.length} columns, its query ${described.length}`);
  }
  const fields = described.map((column, index) => {
    const named = names?.[index];
    return {
      ...column,
      ...(named !== undefined && { name: named.name }),
      ...(named?.description !== undefined && { description: named.description }),
    };
  });
  const now = Date.now();
  const entry: TableEntry = {
    kind: 'table',
    dataset: target.dataset,
    name: target.name,
    type,
    created: now,
    modified: now,
    fields,
    rows: 0,
    viewQuery: source,
    viewTranslation: hashOf(query),
    ...(names && { viewColumns: names.map((column) => column.name) }),
    ...(statement.defaultDataset !== undefined && { defaultDataset: statement.defaultDataset }),
    ...(statement.partitioning && { partitioning: statement.partitioning }),
    ...(statement.clustering && { clustering: statement.clustering }),
  };
  return withOptions(entry, statement.options);
}

/** Columns of views as they are now, until some table's or view's columns change. */
const known = new WeakMap<TableEntry, { version: number; fields: FieldSchema[]; isNew: boolean }>();

/** @param isNew whether the view was made when columns were what they are now */
function keep(
  { catalog }: Pick<Session, 'catalog'>,
  view: TableEntry,
  fields: FieldSchema[],
  isNew: boolean,
): void {
  const version = catalog().version();
  if (version !== undefined) known.set(view, { version, fields, isNew });
}

/**
 * The columns of a view's query, without descriptions, if they are known of the view and none have changed since. Its GoogleSQL
 * tells only of a view that was made by now: what `*` stands for is said when a view is made, and then is in its DuckDB SQL.
 */
function knownFields(
  { catalog }: Pick<Session, 'catalog'>,
  view: TableEntry | undefined,
  { source, query, columns, defaultDataset }: CreateView,
): FieldSchema[] | undefined {
  const cached = view && known.get(view);
  if (cached === undefined || cached.version !== catalog().version()) return undefined;
  if (view?.viewColumns !== undefined || columns !== undefined) return undefined;
  const isSame =
    view?.viewTranslation === hashOf(query) ||
    (cached.isNew && view?.viewQuery === source && view.defaultDataset === defaultDataset);
  return isSame ? undescribed(cached.fields) : undefined;
}

async function queryFields(connection: DuckDBConnection, sql: string): Promise<FieldSchema[]> {
  const columns = await describeQuery(connection, sql);
  return columns.map(({ name, type }) => fieldOf(name, type));
}

/**
 * A view's columns as they are now: they follow the tables below it; the descriptions given to it stay. A view that no longer
 * runs keeps the columns it had.
 */
export async function viewFields(
  session: Pick<Session, 'engine' | 'connection' | 'catalog'>,
  entry: TableEntry,
): Promise<FieldSchema[]> {
  const { engine, connection } = session;
  const version = session.catalog().version();
  const cached = known.get(entry);
  if (cached !== undefined && cached.version === version) return cached.fields;
  const target = { project: engine.project, dataset: entry.dataset, name: entry.name };
  try {
    const columns = await queryFields(connection, `SELECT * FROM ${sqlName(target)}`);
    const fields = describe(columns, entry.fields);
    keep(session, entry, fields, false);
    return fields;
  } catch (error) {
    const { reason } = duckError(error);
    if (reason === 'notFound' || reason === 'invalidQuery') return entry.fields;
    throw error;
  }
}

/** A table's or view's schema as it is now, outside any session. */
export async function currentFields(engine: Engine, entry: TableEntry): Promise<FieldSchema[]> {
  if (isStored(entry)) return entry.fields;
  const connection = await engine.database.connect();
  try {
    return await viewFields({ engine, connection, catalog: () => engine.catalog }, entry);
  } finally {
    connection.closeSync();
  }
}

/** `fields` with the descriptions and modes that fields of the same name have in `described`. */
export function describe(
  fields: readonly FieldSchema[],
  described: readonly FieldSchema[] | undefined,
): FieldSchema[] {
  const byName = new Map(described?.map((field) => [field.name.toLowerCase(), field]));
  return fields.map((field) => {
    const known = byName.get(field.name.toLowerCase());
    if (known === undefined) return field;
    return {
      ...field,
      ...(known.description !== undefined && { description: known.description }),
      ...(known.mode === 'REQUIRED' && { mode: known.mode }),
      ...(field.fields && { fields: describe(field.fields, known.fields) }),
    };
  });
}
