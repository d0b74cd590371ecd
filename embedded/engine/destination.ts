import type { DuckDBConnection } from '@duckdb/node-api';
import type { ObjectReference } from '../sql/statement.ts';
import type { CatalogChanges, TableEntry } from './catalog.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { duplicate, invalid, notFound } from './errors.ts';
import {
  canonicalQuery,
  columnDefinitions,
  countRows,
  describeQuery,
  isIngestionPartitioned,
  requireType,
} from './tables.ts';
import { duckType, fieldOf, quoteName } from './types.ts';

/** Where a query or copy job writes its rows. */
export interface Destination extends Pick<TableEntry, 'partitioning' | 'clustering'> {
  target: ObjectReference;
  write: 'WRITE_TRUNCATE' | 'WRITE_APPEND' | 'WRITE_EMPTY';
  /** Whether the table is created when it is missing. */
  create: boolean;
}

/** Writes a DuckDB query's rows to the destination, in the caller's transaction. Returns how many. */
export async function writeDestination(
  engine: Engine,
  connection: DuckDBConnection,
  changes: CatalogChanges,
  sql: string,
  destination: Destination,
): Promise<number> {
  const { target, write, create, ...layout } = destination;
  requireDataset(engine, changes, target);
  const existing = changes.get('table', target.dataset, target.name);
  if (existing !== undefined) requireType(target, existing, 'TABLE');
  else if (!create) throw notFound('Table', shownName(target));
  if (write === 'WRITE_EMPTY' && existing !== undefined && existing.rows > 0) {
    throw duplicate('Table', shownName(target));
  }
  const columns = await describeQuery(connection, sql);
  const fields = columns.map((column) => fieldOf(column.name, column.type));
  const query = canonicalQuery(sql, columns);
  const now = Date.now();
  if (existing !== undefined && write === 'WRITE_APPEND') {
    const known = new Map(existing.fields.map((field) => [field.name.toLowerCase(), field]));
    for (const field of fields) {
      const match = known.get(field.name.toLowerCase());
      if (match === undefined || duckType(match) !== duckType(field)) {
        throw invalid(
          `Provided Schema does not match Table ${shownName(target)}. ` +
            (match === undefined
              ? `Cannot add fields (field: ${field.name})`
              : `Field ${field.name} has changed type from ${match.type} to ${field.type}`),
        );
      }
    }
    const names = fields.map((field) => quoteName(field.name)).join(', ');
    await connection.run(`INSERT INTO ${sqlName(target)} (${names}) ${query}`);
    const rows = await countRows(connection, target);
    await changes.put({ ...existing, rows, modified: now });
    return rows - existing.rows;
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
