import pMap from 'p-map';
import { TankError } from '../warehouse/errors.ts';
import {
  readLeft,
  type Entity,
  type EntityPlan,
  type ItemRows,
  type ItemsRead,
  type PlannedRead,
} from './entity.ts';
import type { Batches } from './landing/batches.ts';
import type { IsThere } from './unchanged.ts';
import type { Sources } from './sources/sources.ts';
import type { EntityCounts, IngestFailure, IngestProgress } from './summary.ts';
import { rawRow, type RawRow } from './tables/raw-row.ts';

/** Why a run is stopped when its time is over. */
export const deadlinePassed = new Error('the time the run may read for is over');

/** What the collection of all entities in one run shares. */
export interface Collection {
  sources: Sources;
  concurrency: number;
  /** Aborted by the caller, or by the run itself when it cannot go on. */
  stop: AbortController;
  onProgress: (progress: IngestProgress) => void;
}

/** How the reads of an entity went. */
export interface Collected {
  failures: readonly IngestFailure[];
  /** Keys of reads whose rows have landed. */
  succeeded: ReadonlySet<string>;
}

/** Where what was read goes. */
export interface Destinations {
  /** Items with what is new in them. */
  batches: Batches;
  /** The rows alone that vouch for items of which every row is there already. */
  vouchers: Batches;
  isThere: IsThere;
  /** Told of rows that are there already. */
  onThere: (rows: readonly RawRow[]) => void;
}

/**
 * Does every read of a plan and hands its rows to the batches, several at a time. A read that fails is counted and
 * reported, and nothing is written but the items it gave before; the others go on. Reads of a source that is down are
 * left out. What was read when the time is over still lands.
 * @returns what failed and what succeeded.
 * @throws TankError E_LANDING when the rows cannot be written.
 */
export async function collect(
  collection: Collection,
  entity: Entity,
  { reads }: EntityPlan<unknown>,
  counts: EntityCounts,
  { batches, vouchers, isThere, onThere }: Destinations,
): Promise<Collected> {
  const { sources, stop, concurrency, onProgress } = collection;
  const stage = entity.name;
  const total = reads.length;
  const isStopped = (): boolean => stop.signal.aborted;
  const failures: IngestFailure[] = [];
  const succeeded = new Set<string>();
  let done = 0;

  const fail = ({ key, request }: PlannedRead<unknown>, items: number, error: TankError): void => {
    const { code, message, details } = error;
    const left = readLeft.safeParse(details.left).data ?? { key, request };
    counts.failed += items;
    failures.push({
      entity: stage,
      ...left,
      code,
      message,
      ...(typeof details.status === 'number' && { status: details.status }),
    });
    done += 1;
    onProgress({ stage, done, total, message: `${key} failed: ${message}` });
  };

  const read = async (planned: PlannedRead<unknown>): Promise<void> => {
    if (isStopped()) {
      counts.skipped += planned.items;
      return;
    }
    const groups = groupsOf(() => entity.read(planned.request, sources, stop.signal));
    let left = planned.items;
    for (;;) {
      let next;
      try {
        next = await groups.next();
      } catch (error) {
        const isDown = error instanceof TankError && error.code === 'E_SOURCE_DOWN';
        if (isStopped() || isDown) counts.skipped += left;
        else if (error instanceof TankError) fail(planned, left, error);
        else throw error;
        return;
      }
      if (next.done === true) break;
      const items = next.value;
      const [there, others] = partition(items, isThere);
      if (others.length > 0)
        await batches.add(
          others.flatMap((item) => [...item.rows, collectedRow(entity, item)]),
          datesOf(others),
        );
      if (there.length > 0) {
        await vouchers.add(
          there.map((item) => collectedRow(entity, item)),
          datesOf(there),
        );
        for (const { rows } of there) onThere(rows);
      }
      for (const { provenance } of items) {
        counts.origins[provenance.origin] = (counts.origins[provenance.origin] ?? 0) + 1;
      }
      counts.fetched += items.length;
      left = Math.max(0, left - items.length);
    }
    succeeded.add(planned.key);
    done += 1;
    onProgress({ stage, done, total, message: planned.key });
  };

  try {
    const limit = Math.min(concurrency, entity.concurrency ?? concurrency);
    await pMap(reads, read, { concurrency: limit });
    if (isStopped() && stop.signal.reason !== deadlinePassed) {
      await batches.discard();
      await vouchers.discard();
      succeeded.clear();
    } else {
      await batches.finish();
      await vouchers.finish();
    }
  } catch (error) {
    stop.abort();
    await batches.discard();
    await vouchers.discard();
    throw error;
  }
  return { failures, succeeded };
}

/** Those that are so, and the others. */
function partition(items: readonly ItemRows[], isSo: IsThere): [ItemRows[], ItemRows[]] {
  const so: ItemRows[] = [];
  const others: ItemRows[] = [];
  for (const item of items) (isSo(item) ? so : others).push(item);
  return [so, others];
}

const datesOf = (items: readonly ItemRows[]): string[] =>
  items.flatMap(({ item: { date } }) => (date === null ? [] : [date]));

/** Groups of items that land together. */
async function* groupsOf(
  read: () => ItemsRead,
): AsyncGenerator<readonly ItemRows[], void, undefined> {
  const items = read();
  if (Symbol.asyncIterator in items) for await (const item of items) yield [item];
  else yield await items;
}

/** The row that vouches for an item, with its rows counted by table and what made its source look damaged. */
function collectedRow({ name, tables }: Entity, { item, rows, provenance }: ItemRows): RawRow {
  const counts = Object.fromEntries(
    tables.map((table) => [table, rows.filter((row) => row.table === table).length]),
  );
  const { doubts } = provenance;
  const content = doubts === undefined ? counts : { ...counts, doubts };
  return rawRow('raw_collected_items', provenance, null, content, {
    entity: name,
    item_key: item.key,
    item_date: item.date,
    state: item.state ?? null,
  });
}
