import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import type { TableEntry } from './catalog.ts';
import { invalid } from './errors.ts';
import { quoteName } from './types.ts';

/** `table$20200101` as the table's name and the partition's id; the id is undefined without a decorator. */
export function splitDecorator(tableId: string): { name: string; partition?: string } {
  const at = tableId.indexOf('$');
  if (at < 0) return { name: tableId };
  return { name: tableId.slice(0, at), partition: tableId.slice(at + 1) };
}

const timeIds = {
  HOUR: /^(\d{4})(\d\d)(\d\d)(\d\d)$/,
  DAY: /^(\d{4})(\d\d)(\d\d)$/,
  MONTH: /^(\d{4})(\d\d)$/,
  YEAR: /^(\d{4})$/,
} as const;

/**
 * DuckDB SQL that is true for the rows of one partition and never NULL.
 * @throws BigQueryError invalid when the table has no such partitions.
 */
export function partitionCondition(
  entry: Pick<TableEntry, 'name' | 'partitioning'>,
  id: string,
): string {
  const { partitioning } = entry;
  if (partitioning === undefined) {
    throw invalid(`Table ${entry.name} is not partitioned: it cannot be addressed as $${id}`);
  }
  const column = quoteName(partitioning.field ?? partitionTime);
  if (id === '__NULL__') return `(${column} IS NULL)`;
  const between = (from: string, to: string) =>
    `(coalesce(${column} >= ${from} AND ${column} < ${to}, false))`;
  if (partitioning.type === 'RANGE') {
    const { start, end, interval } = partitioning;
    if (id === '__UNPARTITIONED__')
      return `(coalesce(${column} < ${start} OR ${column} >= ${end}, false))`;
    const from = Number(id);
    if (!/^-?\d+$/.test(id) || from < start || from >= end || (from - start) % interval !== 0) {
      throw invalid(`Invalid partition ID ${id} of table ${entry.name}`);
    }
    return between(id, String(Math.min(from + interval, end)));
  }
  const from = partitionStart(partitioning, id);
  return between(from, `${from} + INTERVAL 1 ${partitioning.type}`);
}

/** The first moment of a partition by time, as DuckDB SQL. @throws BigQueryError invalid for an id that names none. */
export function partitionStart({ type }: { type: keyof typeof timeIds }, id: string): string {
  const parts = timeIds[type].exec(id);
  const [, year = '', month = '01', day = '01', hour = '00'] = parts ?? [];
  const start = `${year}-${month}-${day}T${hour}:00:00`;
  if (parts === null || !isTime(start)) {
    throw invalid(`Invalid partition ID ${id}: the table is partitioned by ${type}`);
  }
  return `TIMESTAMP '${start.replace('T', ' ')}'`;
}

function isTime(text: string): boolean {
  const time = new Date(`${text}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
