import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, Statement } from '../sql/statement.ts';
import { isStored, type TableEntry } from './catalog.ts';
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
  return session.change(async (changes) => {
    const { existing, stays } = placeOf(session.engine, changes, statement, type);
    if (stays) return { statementType, ddl: { operation: 'SKIP', target } };
    const described = await describeQuery(session.connection, statement.query);
    const names = statement.columns;
    if (names !== undefined && names.length !== described.length) {
      throw invalidQuery(`CREATE VIEW has ${names.length} columns, its query ${described.length}`);
    }
    const list = names ? ` (${names.map((column) => quoteName(column.name)).join(', ')})` : '';
    await session.connection.run(
      `CREATE OR REPLACE VIEW ${sqlName(target)}${list} AS ${statement.query}`,
    );
    const fields = described.map((column, index) => {
      const named = names?.[index];
      return {
        ...fieldOf(named?.name ?? column.name, column.type),
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
      viewQuery: statement.source,
      ...(names && { viewColumns: names.map((column) => column.name) }),
      ...(statement.defaultDataset !== undefined && { defaultDataset: statement.defaultDataset }),
      ...(statement.partitioning && { partitioning: statement.partitioning }),
      ...(statement.clustering && { clustering: statement.clustering }),
    };
    await changes.put(withOptions(entry, statement.options));
    return {
      statementType,
      ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
    };
  });
}

/** Columns of views as they are now, until some table's or view's columns change. */
const known = new WeakMap<TableEntry, { version: number; fields: FieldSchema[] }>();

/**
 * A view's columns as they are now: they follow the tables below it; the descriptions given to it stay. A view that no longer
 * runs keeps the columns it had.
 */
export async function viewFields(
  session: Pick<Session, 'engine' | 'connection' | 'inTransaction'>,
  entry: TableEntry,
): Promise<FieldSchema[]> {
  const { engine, connection } = session;
  const version = engine.catalog.version();
  const cached = known.get(entry);
  if (cached?.version === version && !session.inTransaction()) return cached.fields;
  const target = { project: engine.project, dataset: entry.dataset, name: entry.name };
  const fields = await viewColumns(connection, `SELECT * FROM ${sqlName(target)}`, entry.fields);
  if (!session.inTransaction()) known.set(entry, { version, fields });
  return fields;
}

async function viewColumns(
  connection: DuckDBConnection,
  sql: string,
  before: FieldSchema[],
): Promise<FieldSchema[]> {
  try {
    const columns = await describeQuery(connection, sql);
    return describe(
      columns.map((column) => fieldOf(column.name, column.type)),
      before,
    );
  } catch (error) {
    const { reason } = duckError(error);
    if (reason === 'notFound' || reason === 'invalidQuery') return before;
    throw error;
  }
}

/** A table's or view's schema as it is now, outside any session. */
export async function currentFields(engine: Engine, entry: TableEntry): Promise<FieldSchema[]> {
  if (isStored(entry)) return entry.fields;
  const connection = await engine.database.connect();
  try {
    return await viewFields({ engine, connection, inTransaction: () => false }, entry);
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
