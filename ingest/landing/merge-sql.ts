import { itemKeySql } from '../collected.ts';
import { addDays, everyDate, type DateRange } from '../dates.ts';
import type { RawTable } from '../tables/columns.ts';

/**
 * How far the date of an item may have moved between two readings, as the official date of a game does. Only a table
 * whose partition is no key needs it: elsewhere the batch's own range is exact.
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
  dates: DateRange | undefined,
): string {
  const sent = table.columns.map(({ name }) => name).filter((name) => name !== 'loaded_at');
  const on = [...table.keys.map((key) => `T.${key} = S.${key}`), ...range(table, dates)];
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
 * DELETE of rows the source no longer has in the items of a batch: a player of a corrected box score, a game that is
 * off the schedule.
 * @param names.staged undefined when no item has rows
 * @param names.items staged rows of raw_collected_items
 */
export function removeUnlistedSql(
  table: RawTable,
  names: { target: string; staged: string | undefined; items: string },
  dates: DateRange | undefined,
): string {
  const equal = table.keys.map((column) => `S.${column} = T.${column}`).join(' AND ');
  const conditions = [
    ...range(table, dates),
    `${itemKeySql(table.item, 'T')} IN (SELECT item_key FROM ${names.items})`,
    ...(names.staged === undefined
      ? []
      : [`NOT EXISTS (SELECT 1 FROM ${names.staged} AS S WHERE ${equal})`]),
    ...(table.kept === undefined ? [] : [goes(table.kept, names.staged)]),
  ];
  return `DELETE FROM ${names.target} AS T WHERE ${conditions.join(' AND ')}`;
}

/** A row that would be kept goes all the same once the batch has its like elsewhere: a game that moved. */
function goes({ condition, unless }: NonNullable<RawTable['kept']>, staged?: string): string {
  const mayGo = `COALESCE(NOT (${condition}), TRUE)`;
  if (staged === undefined) return mayGo;
  return `(${mayGo} OR T.${unless} IN (SELECT ${unless} FROM ${staged}))`;
}

function range(table: RawTable, dates: DateRange | undefined): string[] {
  if (table.partition === undefined) return [];
  if (dates === undefined) return [everyDate(`T.${table.partition}`)];
  const margin = table.keys.includes(table.partition) ? 0 : movedDays;
  const from = addDays(dates.from, -margin);
  const to = addDays(dates.to, margin);
  return [`T.${table.partition} BETWEEN DATE '${from}' AND DATE '${to}'`];
}
