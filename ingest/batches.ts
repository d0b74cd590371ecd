import path from 'node:path';
import type { DateRange } from './calendar.ts';
import type { RawRow } from './raw-rows.ts';
import type { RawTableName } from './raw-tables.ts';
import { openStagingFile, type StagedFile, type StagingFile } from './staging-file.ts';

/** Size of a batch before compression, in bytes. */
export const batchBytes = 48 * 1024 * 1024;

export interface BatchesOptions {
  /** Tables of a batch in the order they are landed. */
  tables: readonly RawTableName[];
  directory: string;
  runId: string;
  /** Lands one file; called for one file at a time. */
  land: (file: StagedFile, complete: readonly DateRange[]) => Promise<void>;
  limitBytes?: number;
}

export interface Batches {
  /**
   * Adds rows that belong together: all of them reach the warehouse with the same batch. Resolves when there is room
   * for more. `complete` are dates of the schedule that the rows list in full.
   * @throws what landing an earlier batch threw.
   */
  add(rows: readonly RawRow[], complete?: DateRange): Promise<void>;
  /** Lands what is left. */
  finish(): Promise<void>;
  /** Gives up what is not being landed yet, and waits for what is. */
  discard(): Promise<void>;
}

interface Batch {
  files: Map<RawTableName, StagingFile>;
  complete: DateRange[];
}

/**
 * Collects rows into files by size and lands them one after the other while the next are being written; not more than
 * one finished batch waits. A key that comes again starts a new batch, so that the later row wins.
 */
export function openBatches(options: BatchesOptions): Batches {
  const { tables, directory, runId, land, limitBytes = batchBytes } = options;
  let count = 0;
  let current: Batch | undefined;
  let landing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;

  const open = (): Batch => {
    count += 1;
    const batchId = `${runId}_${tables[0] ?? ''}_${count}`;
    const files = new Map(
      tables.map((table) => {
        const file = path.join(directory, `${batchId}.${table}.ndjson.gz`);
        return [table, openStagingFile(table, file, batchId)];
      }),
    );
    return { files, complete: [] };
  };

  const landBatch = async ({ files, complete }: Batch): Promise<void> => {
    const staged = await Promise.all([...files.values()].map((file) => file.close()));
    for (const file of staged) await land(file, complete);
  };

  const rotate = (): void => {
    if (current === undefined) return;
    const batch = current;
    current = undefined;
    waiting = landing;
    landing = landing
      .then(() => (failure === undefined ? landBatch(batch) : discardBatch(batch)))
      .catch((error: unknown) => {
        failure ??= { error };
      });
  };

  const check = (): void => {
    if (failure !== undefined) throw failure.error;
  };

  return {
    add: async (rows, complete) => {
      check();
      if (current !== undefined && isFull(current, rows, limitBytes)) rotate();
      const batch = (current ??= open());
      if (complete !== undefined) batch.complete.push(complete);
      await Promise.all(
        [...batch.files].map(([table, file]) =>
          file.write(rows.filter((row) => row.table === table)),
        ),
      );
      await waiting;
      check();
    },
    finish: async () => {
      rotate();
      await landing;
      check();
    },
    discard: async () => {
      const batch = current;
      current = undefined;
      failure ??= { error: new Error('the run was given up') };
      if (batch !== undefined) await discardBatch(batch);
      await landing;
    },
  };
}

function isFull({ files }: Batch, rows: readonly RawRow[], limitBytes: number): boolean {
  let bytes = 0;
  for (const file of files.values()) bytes += file.bytes();
  return bytes >= limitBytes || rows.some(({ table, key }) => files.get(table)?.has(key) === true);
}

async function discardBatch({ files }: Batch): Promise<void> {
  await Promise.all([...files.values()].map((file) => file.discard()));
}
