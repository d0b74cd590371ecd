import type { DuckDBConnection } from '@duckdb/node-api';
import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import { storedValue } from '../sql/column-values.ts';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { CatalogChanges, TableEntry } from './catalog.ts';
import { unnamedColumns } from './column-defaults.ts';
import { checkLayout } from './check-layout.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { duplicate, notFound } from './errors.ts';
import { fillTable } from './fill-table.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { extendTable } from './load-schema.ts';
import { checkOutside, clearPartition, partitionTarget, rowsOutside } from './partition-target.ts';
import { refuseOtherCase } from './place.ts';
import {
  canonicalQuery,
  countRows,
  describeQuery,
  isIngestionPartitioned,
  requireType,
} from './tables.ts';
import { fieldOf, quoteName } from './types.ts';
import { without } from './without.ts';

/** Where a query or copy job writes its rows. */
export interface Destination extends Pick<TableEntry, 'partitioning' | 'clustering'> {
  target: ObjectReference;
  write: 'WRITE_TRUNCATE' | 'WRITE_APPEND' | 'WRITE_EMPTY';
  /** Whether the table is created when it is missing. */
  create: boolean;
  /** The id of the one partition that is written. */
  partition?: string;
  schemaUpdateOptions?: LoadConfiguration['schemaUpdateOptions'];
  /** The schema of a table that is made, where the rows come from one with descriptions, modes and defaults. */
  fields?: FieldSchema[];
}

/** Writes a DuckDB query's rows to the destination, in the caller's transaction. Returns how many. */
export async function writeDestination(
  engine: Engine,
  connection: DuckDBConnection,
  changes: CatalogChanges,
  sql: string,
  destination: Destination,
): Promise<number> {
  const { target, write, create, partition } = destination;
  requireDataset(engine, changes, target);
  refuseOtherCase(changes, target);
  const existing = changes.get('table', target.dataset, target.name);
  if (existing !== undefined) requireType(target, existing, 'TABLE');
  else if (!create) throw notFound('Table', shownName(target));
  if (write === 'WRITE_EMPTY' && (existing?.rows ?? 0) > 0 && partition === undefined) {
    throw duplicate('Table', shownName(target));
  }
  const columns = await describeQuery(connection, sql);
  const rows: Rows = {
    fields: columns
      .filter(({ name }) => name !== partitionTime)
      .map((column) => fieldOf(column.name, column.type)),
    names: columns.map(({ name }) => name),
    query: canonicalQuery(sql, columns),
  };
  if (existing !== undefined && (write !== 'WRITE_TRUNCATE' || partition !== undefined)) {
    return append({ engine, connection, changes }, existing, rows, destination);
  }
  if (partition !== undefined) throw notFound('Table', shownName(target));
  return replace({ engine, connection, changes }, existing, rows, destination);
}

interface Rows {
  /** What the table's schema gets: the query's columns without the ingestion time. */
  fields: FieldSchema[];
  names: string[];
  query: string;
}

interface Transaction {
  engine: Engine;
  connection: DuckDBConnection;
  changes: CatalogChanges;
}

/** Adds the rows to a table, or to one partition of it. */
async function append(
  { engine, connection, changes }: Transaction,
  existing: TableEntry,
  { fields, names, query }: Rows,
  { target, write, partition, schemaUpdateOptions }: Destination,
): Promise<number> {
  const merged = await extendTable(connection, target, existing, fields, { schemaUpdateOptions });
  const into = partition === undefined ? undefined : partitionTarget(existing, partition);
  if (into !== undefined) await clearPartition(connection, target, into, write);
  const outside = into === undefined ? 0 : await rowsOutside(connection, target, into);
  const given = fields.map((field) => {
    const stored = merged.find(({ name }) => name.toLowerCase() === field.name.toLowerCase());
    const value = quoteName(field.name);
    return [value, storedValue(value, stored ?? field)] as const;
  });
  const ingested = names.includes(partitionTime) && isIngestionPartitioned(existing.partitioning);
  const time = quoteName(partitionTime);
  const values = [
    ...given,
    ...(into?.constants ?? (ingested ? [[time, time] as const] : [])),
    ...unnamedColumns(merged, fields, engine.project),
  ];
  const columns = values.map(([name]) => name).join(', ');
  const sql = values.map(([, value]) => value).join(', ');
  await connection.run(`INSERT INTO ${sqlName(target)} (${columns}) SELECT ${sql} FROM (${query})`);
  if (into !== undefined) await checkOutside(connection, target, into, outside);
  const rows = await countRows(connection, target);
  await changes.put({ ...existing, fields: merged, modified: Date.now(), rows });
  return rows - existing.rows;
}

/** Makes the table anew of the rows. As in BigQuery, its keys go; of partitioning and clustering, what was asked for stays. */
async function replace(
  { connection, changes }: Transaction,
  existing: TableEntry | undefined,
  { fields, names, query }: Rows,
  { target, partitioning, clustering, fields: given }: Destination,
): Promise<number> {
  const now = Date.now();
  const entry: TableEntry = {
    ...(existing && without(existing, 'constraints', 'sampled')),
    ...(partitioning && { partitioning }),
    ...(clustering && { clustering }),
    kind: 'table',
    dataset: target.dataset,
    name: target.name,
    type: 'TABLE',
    created: existing?.created ?? now,
    modified: now,
    fields: given ?? fields,
    rows: 0,
  };
  checkLayout(entry);
  const columns = names.map(quoteName).join(', ');
  await fillTable(connection, target, entry, { query, columns, exact: true });
  const rows = await countRows(connection, target);
  await changes.put({ ...entry, rows });
  return rows;
}
