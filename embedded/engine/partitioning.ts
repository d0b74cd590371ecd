import type { Partitioning } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';

/** The REST API's way to say how a table is partitioned and clustered. */
export interface RestPartitioning {
  timePartitioning?:
    | {
        type: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR';
        field?: string | undefined;
        expirationMs?: string | null | undefined;
      }
    | null
    | undefined;
  rangePartitioning?:
    { field: string; range: { start: number; end: number; interval: number } } | null | undefined;
  clustering?: { fields: string[] } | null | undefined;
}

type Layout = Pick<TableEntry, 'partitioning' | 'clustering' | 'partitionExpirationMs'>;

/** The catalog's form of it. */
export function partitioningOf(rest: RestPartitioning): Layout {
  const { timePartitioning: time, rangePartitioning: range, clustering } = rest;
  const partitioning: Partitioning | undefined = time
    ? { type: time.type, ...(time.field !== undefined && { field: time.field }) }
    : range
      ? { type: 'RANGE', field: range.field, ...range.range }
      : undefined;
  return {
    ...(partitioning && { partitioning }),
    ...(typeof time?.expirationMs === 'string' && { partitionExpirationMs: time.expirationMs }),
    ...(clustering && { clustering: clustering.fields }),
  };
}

/** The REST API's form of a table's layout. */
export function restPartitioning(entry: TableEntry): Record<string, unknown> {
  const { partitioning, clustering, partitionExpirationMs } = entry;
  const layout: Record<string, unknown> = {};
  if (partitioning?.type === 'RANGE') {
    const { start, end, interval, field } = partitioning;
    layout.rangePartitioning = {
      field,
      range: { start: String(start), end: String(end), interval: String(interval) },
    };
  } else if (partitioning !== undefined) {
    layout.timePartitioning = {
      type: partitioning.type,
      ...(partitioning.field !== undefined && { field: partitioning.field }),
      ...(partitionExpirationMs !== undefined && { expirationMs: partitionExpirationMs }),
    };
  }
  if (clustering !== undefined) layout.clustering = { fields: clustering };
  return layout;
}
