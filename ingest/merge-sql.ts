import { addDays, type DateRange } from './calendar.ts';
import type { RawTable } from './raw-tables.ts';
import type { StagedFile } from './staging-file.ts';

/**
 * How far the official date of a game may have moved between two readings. Only a table whose partition is no key
 * needs it: elsewhere the batch's own range is exact.
 */
const movedDays = 400;

/** Tables as GoogleSQL names them, quoted. */
export interface LandingNames {
  target: string;
  staged: string;
}

/**
 * MERGE of a batch into its raw table: new keys inserted, changed rows rewritten, equal ones left alone. The range of
 * partitions is written out so that BigQuery reads only those.
 */
export function mergeSql(
  table: RawTable,
  { target, staged }: LandingNames,
  partitions: StagedFile['partitions'],
): string {
  const sent = table.columns.map(({ name }) => name).filter((name) => name !== 'loaded_at');
  const on = [...table.keys.map((key) => `T.${key} = S.${key}`), ...range(table, partitions)];
  const changed = table.compared.map((column) => `T.${column} IS DISTINCT FROM S.${column}`);
  const updates = sent
    .filter((column) => !table.keys.includes(column))
    .map((column) => `${column} = S.${column}`);
  return `MERGE INTO ${target} AS T
USING ${staged} AS S
ON ${on.join(' AND ')}
WHEN MATCHED AND (${changed.join(' OR ')}) THEN
  UPDATE SET ${updates.join(', ')}, loaded_at = CURRENT_TIMESTAMP()
WHEN NOT MATCHED THEN
  INSERT (${sent.join(', ')}, loaded_at)
  VALUES (${sent.map((column) => `S.${column}`).join(', ')}, CURRENT_TIMESTAMP())`;
}

/**
 * DELETE of rows the source no longer lists in sets the batch holds whole (a game's players, a team's roster);
 * undefined for a table without such sets.
 */
export function removeUnlistedSql(
  table: RawTable,
  { target, staged }: LandingNames,
  partitions: StagedFile['partitions'],
): string | undefined {
  if (table.whole === undefined) return undefined;
  const conditions = [
    ...range(table, partitions),
    `EXISTS (SELECT 1 FROM ${staged} AS S WHERE ${equal(table.whole)})`,
    `NOT EXISTS (SELECT 1 FROM ${staged} AS S WHERE ${equal(table.keys)})`,
  ];
  return `DELETE FROM ${target} AS T WHERE ${conditions.join(' AND ')}`;
}

/**
 * DELETE of schedule entries of unfinished games that the source no longer lists on dates it was asked for: "if
 * necessary" games that were not, or moved ones. A finished game is never removed. No staged table: no game is listed.
 */
export function removeWithdrawnSql(
  table: RawTable,
  { target, staged }: { target: string; staged: string | undefined },
  dates: readonly DateRange[],
): string {
  const conditions = [
    `(${dates.map(({ from, to }) => `T.schedule_date BETWEEN DATE '${from}' AND DATE '${to}'`).join(' OR ')})`,
    "JSON_VALUE(T.payload, '$.status.abstractGameState') != 'Final'",
    ...(staged === undefined
      ? []
      : [`NOT EXISTS (SELECT 1 FROM ${staged} AS S WHERE ${equal(table.keys)})`]),
  ];
  return `DELETE FROM ${target} AS T WHERE ${conditions.join(' AND ')}`;
}

const equal = (columns: readonly string[]): string =>
  columns.map((column) => `S.${column} = T.${column}`).join(' AND ');

function range(table: RawTable, partitions: StagedFile['partitions']): string[] {
  if (table.partition === undefined || partitions === undefined) return [];
  const margin = table.keys.includes(table.partition) ? 0 : movedDays;
  const from = addDays(partitions.from, -margin);
  const to = addDays(partitions.to, margin);
  return [`T.${table.partition} BETWEEN DATE '${from}' AND DATE '${to}'`];
}
