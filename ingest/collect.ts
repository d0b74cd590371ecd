import pMap from 'p-map';
import { TankError, type ErrorCode } from '../warehouse/errors.ts';
import type { Batches } from './batches.ts';
import type { DateRange } from './calendar.ts';
import type { RawRow } from './raw-rows.ts';
import type { Answer, Source } from './source.ts';
import type { Entity, EntityCounts, IngestFailure, IngestProgress } from './summary.ts';

/** After so many failures in a row the source is taken to be down and the rest is left out. */
const failuresInARow = 10;

/** What the collection of all entities in one run shares. */
export interface Collection {
  source: Source;
  concurrency: number;
  /** Aborted by the caller, or by the run itself when it cannot go on. */
  stop: AbortController;
  entities: Record<Entity, EntityCounts>;
  failures: IngestFailure[];
  /** Failures since the last success. */
  row: { failures: number };
  onProgress: (progress: IngestProgress) => void;
}

export interface Work<Item> {
  entity: Entity;
  items: readonly Item[];
  /** Names the item in progress and failures. */
  key: (item: Item) => string;
  path: (item: Item) => string;
  /** Checks an answer and makes rows of it; throws TankError E_SOURCE_SHAPE. */
  rows: (answer: Answer, item: Item) => { rows: readonly RawRow[]; complete?: DateRange };
  batches: Batches;
}

/**
 * Reads every item and hands its rows to the batches, several at a time. An item that fails is counted and reported,
 * and nothing of it is written; the others go on.
 * @throws TankError E_LANDING when the rows cannot be written.
 */
export async function collect<Item>(collection: Collection, work: Work<Item>): Promise<void> {
  const { source, stop, concurrency, onProgress } = collection;
  const { entity, items, batches } = work;
  const counts = collection.entities[entity];
  const total = items.length;
  const isStopped = (): boolean => stop.signal.aborted;
  let done = 0;

  const read = async (item: Item): Promise<void> => {
    if (isStopped() || collection.row.failures >= failuresInARow) {
      counts.skipped += 1;
      return;
    }
    let made;
    try {
      made = work.rows(await source.read(work.path(item), stop.signal), item);
    } catch (error) {
      if (isStopped()) {
        counts.skipped += 1;
        return;
      }
      if (!(error instanceof TankError)) throw error;
      fail(item, error.code, error.message);
      return;
    }
    await batches.add(made.rows, made.complete);
    collection.row.failures = 0;
    counts.fetched += 1;
    done += 1;
    onProgress({ stage: entity, done, total, message: work.key(item) });
  };

  const fail = (item: Item, code: ErrorCode, message: string): void => {
    const key = work.key(item);
    collection.row.failures += 1;
    counts.failed += 1;
    collection.failures.push({ entity, key, code, message });
    done += 1;
    onProgress({ stage: entity, done, total, message: `${key} failed: ${message}` });
  };

  try {
    await pMap(items, read, { concurrency });
    if (isStopped()) await batches.discard();
    else await batches.finish();
  } catch (error) {
    stop.abort();
    await batches.discard();
    throw error;
  }
}
