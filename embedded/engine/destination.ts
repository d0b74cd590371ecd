import type { DuckDBConnection } from '@duckdb/node-api';
import type { ObjectReference } from '../sql/statement.ts';
import type { CatalogChanges, TableEntry } from './catalog.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { duplicate, notFound } from './errors.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { extendTable } from './load-schema.ts';
import { checkOutside, clearPartition, partitionTarget, rowsOutside } from './partition-target.ts';
import {
  canonicalQuery,
  columnDefinitions,
  countRows,
  describeQuery,
  isIngestionPartitioned,
  requireType,
} from './tables.ts';
import { fieldOf, quoteName } from './types.ts';

/** Where a query or copy job writes its rows. */
export interface Destination extends Pick<TableEntry, 'partitioning' | 'clustering'> {
  target: ObjectReference;
  write: 'WRITE_TRUNCATE' | 'WRITE_APPEND' | 'WRITE_EMPTY';
  /** Whether the table is created when it is missing. */
  create: boolean;
  /** The id of the one partition that is written. */
  partition?: string;
  schemaUpdateOptions?: LoadConfiguration['schemaUpdateOptions'];
}

/** Writes a DuckDB query's rows to the destination, in the caller's transaction. Returns how many. */
export async function writeDestination(
  engine: Engine,
  connection: DuckDBConnection,
  changes: CatalogChanges,
  sql: string,
  destination: Destination,
): Promise<number> {
  const { target, write, create, partition, schemaUpdateOptions, ...layout } = destination;
  requireDataset(engine, changes, target);
  const existing = changes.get('table', target.dataset, target.name);
  if (existing !== undefined) requireType(target, existing, 'TABLE');
  else if (!create) throw notFound('Table', shownName(target));
  if (write === 'WRITE_EMPTY' && (existing?.rows ?? 0) > 0 && partition === undefined) {
    throw duplicate('Table', shownName(target));
  }
  const columns = await describeQuery(connection, sql);
  const fields = columns.map((column) => fieldOf(column.name, column.type));
  const query = canonicalQuery(sql, columns);
  const now = Date.now();
  if (existing !== undefined && (write === 'WRITE_APPEND' || partition !== undefined)) {
    const merged = await extendTable(connection, target, existing, fields, {
      schemaUpdateOptions,
    });
    const entry = { ...existing, fields: merged, modified: now };
    const names = fields.map((field) => quoteName(field.name));
    if (partition === undefined) {
      await connection.run(`INSERT INTO ${sqlName(target)} (${names.join(', ')}) ${query}`);
    } else {
      const into = partitionTarget(existing, partition);
      await clearPartition(connection, target, into, write);
      const outside = await rowsOutside(connection, target, into);
      const columns = [...names, ...into.constants.map(([name]) => name)].join(', ');
      const values = ['*', ...into.constants.map(([, value]) => value)].join(', ');
      await connection.run(
        `INSERT INTO ${sqlName(target)} (${columns}) SELECT ${values} FROM (${query})`,
      );
      await checkOutside(connection, target, into, outside);
    }
    const rows = await countRows(connection, target);
    await changes.put({ ...entry, rows });
    return rows - existing.rows;
  }
  if (partition !== undefined) {
    throw notFound('Table', shownName(target));
  }
  if (isIngestionPartitioned(layout.partitioning)) {
    const definitions = columnDefinitions(fields, layout.partitioning);
    const names = fields.map((field) => quoteName(field.name)).join(', ');
    await connection.run(`CREATE OR REPLACE TABLE ${sqlName(target)} (${definitions})`);
    await connection.run(`INSERT INTO ${sqlName(target)} (${names}) ${query}`);
  } else await connection.run(`CREATE OR REPLACE TABLE ${sqlName(target)} AS ${query}`);
  const rows = await countRows(connection, target);
  await changes.put({
    ...existing,
    ...layout,
    kind: 'table',
    dataset: target.dataset,
    name: target.name,
    type: 'TABLE',
    created: existing?.created ?? now,
    modified: now,
    fields,
    rows,
  });
  return rows;
}
