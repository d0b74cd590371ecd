import type { DuckDBConnection } from '@duckdb/node-api';
import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import type { ObjectReference, Partitioning } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { shownName, sqlName } from './engine.ts';
import { duplicate, invalid } from './errors.ts';
import { partitionCondition, partitionStart } from './partition-decorator.ts';
import { isIngestionPartitioned } from './tables.ts';
import { quoteName } from './types.ts';

/** One partition that a job writes to. */
export interface PartitionTarget {
  id: string;
  condition: string;
  /** Columns every row gets, as quoted name and SQL: the ingestion time, where that tells partitions apart. */
  constants: [string, string][];
}

/** @throws BigQueryError invalid when the table has no such partition. */
export function partitionTarget(
  entry: Pick<TableEntry, 'name' | 'partitioning'>,
  id: string,
): PartitionTarget {
  const condition = partitionCondition(entry, id);
  const constants: [string, string][] = isIngestionPartitioned(entry.partitioning)
    ? [[quoteName(partitionTime), `${partitionStart(entry.partitioning, id)}::TIMESTAMPTZ`]]
    : [];
  return { id, condition, constants };
}

/** How a table that a job makes by writing to `table$id` is partitioned: by ingestion time, in units of the id. */
export function partitioningFor(id: string): Partitioning {
  const type = { 4: 'YEAR', 6: 'MONTH', 8: 'DAY', 10: 'HOUR' }[id.length];
  if (type === undefined || !/^\d+$/.test(id)) throw invalid(`Invalid partition ID ${id}`);
  return { type: type as 'DAY' };
}

/** Makes room in the partition as the write disposition says. @throws BigQueryError duplicate when it must be empty. */
export async function clearPartition(
  connection: DuckDBConnection,
  target: ObjectReference,
  { id, condition }: PartitionTarget,
  write: string,
): Promise<void> {
  if (write === 'WRITE_EMPTY' && (await countWhere(connection, target, condition)) > 0) {
    throw duplicate('Table', `${shownName(target)}$${id}`);
  }
  if (write.startsWith('WRITE_TRUNCATE')) {
    await connection.run(`DELETE FROM ${sqlName(target)} WHERE ${condition}`);
  }
}

/** Rows outside the partition, of which writing to it may add none. */
export const rowsOutside = (
  connection: DuckDBConnection,
  target: ObjectReference,
  { condition }: PartitionTarget,
): Promise<number> => countWhere(connection, target, `NOT ${condition}`);

/** @throws BigQueryError invalid when rows outside the partition were written. */
export async function checkOutside(
  connection: DuckDBConnection,
  target: ObjectReference,
  partition: PartitionTarget,
  before: number,
): Promise<void> {
  if ((await rowsOutside(connection, target, partition)) === before) return;
  throw invalid(
    `Some rows belong to different partitions rather than destination partition ${partition.id}`,
  );
}

async function countWhere(
  connection: DuckDBConnection,
  target: ObjectReference,
  condition: string,
): Promise<number> {
  const result = await connection.runAndReadAll(
    `SELECT count(*) FROM ${sqlName(target)} WHERE ${condition}`,
  );
  return Number(result.getRows()[0]?.[0] ?? 0);
}
