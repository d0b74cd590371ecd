import type { CatalogChanges, CatalogStore, TableEntry } from './catalog.ts';

/** A sample tells of a table until a tenth of its rows were written. */
const freshShare = 0.1;

/** Entries whose samples the file does not have. */
const unsaved = new WeakSet<TableEntry>();

/** Mean logical bytes of columns by an earlier sample, by name, if it still tells. */
export function meansOf({ rows, sampled }: TableEntry): Readonly<Record<string, number>> {
  if (sampled === undefined) return {};
  const others = Math.max(Math.abs(rows - sampled.rows), sampled.written);
  return others <= freshShare * rows ? sampled.means : {};
}

/** Keeps means of columns that were measured just now, beside those that still tell. */
export function keepMeans(entry: TableEntry, measured: Readonly<Record<string, number>>): void {
  const { rows, sampled } = entry;
  const means = meansOf(entry);
  const base = sampled?.means === means ? sampled : { rows, written: 0 };
  entry.sampled = { ...base, means: { ...means, ...measured } };
  unsaved.add(entry);
}

/** The entry of a table of which rows were written. */
export function written(entry: TableEntry, rows: number, count: number): TableEntry {
  const { sampled } = entry;
  return {
    ...entry,
    rows,
    modified: Date.now(),
    ...(sampled && { sampled: { ...sampled, written: sampled.written + count } }),
  };
}

/** Writes what was measured into the file, so that the next process need not measure it. */
export async function saveSamples(
  catalog: CatalogStore,
  change: (work: (changes: CatalogChanges) => Promise<void>) => Promise<void>,
): Promise<void> {
  const entries = catalog.list('table').filter((entry) => unsaved.has(entry));
  if (entries.length === 0) return;
  await change(async (changes) => {
    for (const entry of entries) await changes.put(entry);
  });
}
