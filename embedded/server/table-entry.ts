import type { TableEntry } from '../engine/catalog.ts';
import { invalid } from '../engine/errors.ts';
import { partitioningOf } from '../engine/partitioning.ts';
import { without } from '../engine/without.ts';
import type { TableBody } from './bodies.ts';
import { changedTexts } from './changes.ts';
import { constraintsOf } from './table-constraints.ts';

/** Settings without effect here, which are kept and shown. */
const keptSettings = ['encryptionConfiguration', 'maxStaleness', 'resourceTags'] as const;

/** An entry with what a request sets; `null` removes. With `replace` (update instead of patch) what is absent goes too. */
export function changedEntry(
  before: TableEntry,
  body: TableBody,
  project: string,
  replace: boolean,
): TableEntry {
  const { partitionExpirationMs, clustering } = partitioningOf(body);
  const entry: TableEntry = {
    ...changedTexts(before, body, replace),
    modified: Date.now(),
    ...(partitionExpirationMs !== undefined && { partitionExpirationMs }),
    ...(clustering && { clustering }),
    ...(body.tableConstraints && { constraints: constraintsOf(body.tableConstraints, project) }),
    ...(isFilterRequired(body) === true && { requirePartitionFilter: true }),
    ...(typeof body.expirationTime === 'string' && { expirationTime: body.expirationTime }),
  };
  const given = keptSettings.filter((key) => body[key] !== undefined);
  if (given.length > 0) {
    const changed = Object.fromEntries(given.map((key) => [key, body[key]]));
    entry.settings = { ...entry.settings, ...changed };
  }
  return without(entry, ...removedBy(body)) as TableEntry;
}

const isFilterRequired = (body: TableBody): boolean | null | undefined =>
  body.requirePartitionFilter ?? body.timePartitioning?.requirePartitionFilter;

function removedBy(body: TableBody): (keyof TableEntry)[] {
  return [
    ...(body.clustering === null ? (['clustering'] as const) : []),
    ...(body.tableConstraints === null ? (['constraints'] as const) : []),
    ...(body.expirationTime === null ? (['expirationTime'] as const) : []),
    ...(body.timePartitioning?.expirationMs === null ? (['partitionExpirationMs'] as const) : []),
    ...(isFilterRequired(body) === false ? (['requirePartitionFilter'] as const) : []),
  ];
}

/** @throws BigQueryError invalid for a change of what tells a table's partitions apart. */
export function checkSamePartitioning(before: TableEntry, body: TableBody): void {
  const { partitioning } = partitioningOf(body);
  const removes = body.timePartitioning === null || body.rangePartitioning === null;
  if (partitioning === undefined && !(removes && before.partitioning !== undefined)) return;
  if (JSON.stringify(partitioning) === JSON.stringify(before.partitioning)) return;
  throw invalid(
    `Cannot change partitioning spec of table ${before.dataset}.${before.name}: make another table of its rows`,
  );
}
