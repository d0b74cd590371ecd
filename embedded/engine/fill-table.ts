import type { DuckDBConnection } from '@duckdb/node-api';
import type { ObjectReference } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { isTemporary, sqlName } from './engine.ts';
import { columnDefinitions, isIngestionPartitioned } from './tables.ts';
import { quoteName } from './types.ts';

/** Rows for a new table. */
export interface NewRows {
  query: string;
  /** The columns the query's are for, as SQL. */
  columns: string;
  /** Whether the query's columns are the table's, by name and type. */
  exact: boolean;
}

/** Makes a table, or one in the place of another, which `rows` may still read. */
export async function fillTable(
  connection: DuckDBConnection,
  target: ObjectReference,
  { fields, partitioning }: Pick<TableEntry, 'fields' | 'partitioning'>,
  rows: NewRows | undefined,
): Promise<void> {
  const name = sqlName(target);
  const create = `CREATE OR REPLACE ${isTemporary(target) ? 'TEMP TABLE' : 'TABLE'} ${name}`;
  const definitions = columnDefinitions(fields, partitioning);
  if (rows === undefined) {
    await connection.run(`${create} (${definitions})`);
    return;
  }
  const isPlain =
    rows.exact &&
    !fields.some((field) => field.mode === 'REQUIRED') &&
    !isIngestionPartitioned(partitioning);
  if (isPlain) {
    await connection.run(`${create} AS ${rows.query}`);
    return;
  }
  const staging = quoteName(`__fill_${target.name}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${staging} AS ${rows.query}`);
  await connection.run(`${create} (${definitions})`);
  await connection.run(`INSERT INTO ${name} (${rows.columns}) FROM temp.main.${staging}`);
  await connection.run(`DROP TABLE temp.main.${staging}`);
}
