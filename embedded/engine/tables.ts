import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference, Options, Statement } from '../sql/statement.ts';
import type { CatalogChanges, TableEntry } from './catalog.ts';
import { isTemporary, requireDataset, shownName, sqlName } from './engine.ts';
import { duplicate, invalidQuery, notFound } from './errors.ts';
import { labelsOf, millisOption, numberOption, textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { duckType, fieldOf, isCanonical, normalizeSchema, quoteName } from './types.ts';

type CreateTable = Extract<Statement, { kind: 'create_table' }>;

export interface DescribedColumn {
  name: string;
  type: DuckDBType;
}

/** Names and types of a query's columns, without running it. @throws BigQueryError on a name used twice. */
export async function describeQuery(
  connection: DuckDBConnection,
  sql: string,
): Promise<DescribedColumn[]> {
  const prepared = await connection.prepare(sql);
  const columns = Array.from({ length: prepared.columnCount }, (_, index) => ({
    name: prepared.columnName(index),
    type: prepared.columnType(index),
  }));
  prepared.destroySync();
  checkNames(columns.map((column) => column.name));
  return columns;
}

/** @throws BigQueryError invalidQuery when a column name stands twice, letter case aside. */
export function checkNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw invalidQuery(
        `Duplicate column names in the result are not supported. Found duplicate(s): ${name}`,
      );
    }
    seen.add(key);
  }
}

/** The query with every column cast to the type it is stored in; itself when nothing has to be. */
export function canonicalQuery(sql: string, columns: readonly DescribedColumn[]): string {
  if (columns.every((column) => isCanonical(column.type))) return sql;
  const list = columns.map(({ name, type }) => {
    const quoted = quoteName(name);
    return isCanonical(type)
      ? quoted
      : `CAST(${quoted} AS ${duckType(fieldOf(name, type))}) AS ${quoted}`;
  });
  return `SELECT ${list.join(', ')} FROM (${sql})`;
}

/** A column list for CREATE TABLE. */
export function columnDefinitions(fields: readonly FieldSchema[]): string {
  return fields
    .map((field) => {
      const required = field.mode === 'REQUIRED' ? ' NOT NULL' : '';
      return `${quoteName(field.name)} ${duckType(field)}${required}`;
    })
    .join(', ');
}

/** Number of rows of a table, from DuckDB's own count. */
export async function countRows(
  connection: DuckDBConnection,
  target: ObjectReference,
): Promise<number> {
  const result = await connection.runAndReadAll(`SELECT count(*) FROM ${sqlName(target)}`);
  return Number(result.getRows()[0]?.[0] ?? 0);
}

/** @throws BigQueryError when an object of another type has the name. */
export function requireType(
  target: ObjectReference,
  existing: TableEntry,
  type: TableEntry['type'],
): void {
  if (existing.type === type) return;
  throw invalidQuery(
    `${shownName(target)} is not allowed for this operation because it is currently a ${existing.type}.`,
  );
}

/** CREATE TABLE in every form; the table, its rows and its catalog entry appear together. */
export async function createTable(session: Session, statement: CreateTable): Promise<Outcome> {
  if (isTemporary(statement.target)) return createTemporary(session, statement);
  const { target, mode } = statement;
  return session.change(async (changes) => {
    requireDataset(session.engine, changes, target);
    const existing = changes.get('table', target.dataset, target.name);
    if (existing !== undefined) {
      if (mode === 'create') throw duplicate('Table', shownName(target));
      requireType(target, existing, 'TABLE');
      if (mode === 'if_not_exists') {
        return { statementType: statementType(statement), ddl: { operation: 'SKIP', target } };
      }
    }
    const fields = await fillTable(session, changes, statement, sqlName(target));
    const now = Date.now();
    const rows = await countRows(session.connection, target);
    await changes.put({
      ...tableSettings(statement.options),
      kind: 'table',
      dataset: target.dataset,
      name: target.name,
      type: 'TABLE',
      created: now,
      modified: now,
      fields,
      rows,
      ...(statement.partitioning && { partitioning: statement.partitioning }),
      ...(statement.clustering && { clustering: statement.clustering }),
    });
    return {
      statementType: statementType(statement),
      ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
    };
  });
}

const statementType = (statement: CreateTable): string =>
  statement.query === undefined ? 'CREATE_TABLE' : 'CREATE_TABLE_AS_SELECT';

async function createTemporary(session: Session, statement: CreateTable): Promise<Outcome> {
  const { target } = statement;
  const fields = await fillTable(session, session.catalog(), statement, sqlName(target));
  session.temporaryTables.set(target.name.toLowerCase(), fields);
  return { statementType: statementType(statement), ddl: { operation: 'CREATE', target } };
}

async function fillTable(
  session: Session,
  catalog: Pick<CatalogChanges, 'get'>,
  statement: CreateTable,
  name: string,
): Promise<FieldSchema[]> {
  const { connection } = session;
  const kind = isTemporary(statement.target) ? 'TEMP TABLE' : 'TABLE';
  const replace = {
    create: `CREATE ${kind}`,
    or_replace: `CREATE OR REPLACE ${kind}`,
    if_not_exists: `CREATE ${kind} IF NOT EXISTS`,
  }[statement.mode];
  if (statement.query === undefined) {
    const fields = statement.columns
      ? normalizeSchema(statement.columns)
      : likeFields(catalog, statement);
    checkNames(fields.map((field) => field.name));
    await connection.run(`${replace} ${name} (${columnDefinitions(fields)})`);
    return fields;
  }
  const columns = await describeQuery(connection, statement.query);
  if (statement.columns === undefined) {
    await connection.run(`${replace} ${name} AS ${canonicalQuery(statement.query, columns)}`);
    return columns.map((column) => fieldOf(column.name, column.type));
  }
  const fields = normalizeSchema(statement.columns);
  if (fields.length !== columns.length) {
    throw invalidQuery(`CREATE TABLE has ${fields.length} columns, its query ${columns.length}`);
  }
  const staging = quoteName(`__fill_${statement.target.name}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${staging} AS ${statement.query}`);
  await connection.run(`${replace} ${name} (${columnDefinitions(fields)})`);
  await connection.run(`INSERT INTO ${name} FROM temp.main.${staging}`);
  await connection.run(`DROP TABLE temp.main.${staging}`);
  return fields;
}

function likeFields(catalog: Pick<CatalogChanges, 'get'>, statement: CreateTable): FieldSchema[] {
  const { like } = statement;
  if (like === undefined) throw invalidQuery('CREATE TABLE needs columns, a query, or LIKE');
  const source = catalog.get('table', like.dataset, like.name);
  if (source === undefined) throw notFound('Table', shownName(like));
  return source.fields;
}

/** The part of a table's or view's entry that OPTIONS(...) sets. */
export function tableSettings(options: Options): Partial<TableEntry> {
  const description = textOption(options, 'description');
  const friendlyName = textOption(options, 'friendly_name');
  const labels = labelsOf(options.labels);
  const expirationTime = millisOption(options, 'expiration_timestamp');
  const partitionDays = numberOption(options, 'partition_expiration_days');
  return {
    ...(description !== undefined && { description }),
    ...(friendlyName !== undefined && { friendlyName }),
    ...(labels !== undefined && { labels }),
    ...(expirationTime !== undefined && { expirationTime: String(expirationTime) }),
    ...(partitionDays !== undefined && {
      partitionExpirationMs: String(partitionDays * 86_400_000),
    }),
    ...(options.require_partition_filter === true && { requirePartitionFilter: true }),
  };
}
