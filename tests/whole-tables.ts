import { rawTables } from '../ingest/index.ts';

const partitionOf = (name: string): string | undefined =>
  Object.values(rawTables).find((table) => table.name === name)?.partition;

/** Condition on the partition of a raw table that every row passes: the table is not read, changed or cleared without one. */
export function everyRow(name: string): string {
  const partition = partitionOf(name);
  return partition === undefined ? 'TRUE' : `${partition} >= DATE '1876-01-01'`;
}

/** A query with such a condition on each raw table that is read in it. */
export function readingWhole(sql: string): string {
  return sql.replace(
    /(?<!DELETE )(FROM|JOIN) mlb_raw\.(raw_\w+)/g,
    (text, clause: string, name: string) =>
      partitionOf(name) === undefined
        ? text
        : `${clause} (SELECT * FROM mlb_raw.${name} WHERE ${everyRow(name)})`,
  );
}
