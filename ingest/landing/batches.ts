import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DateRange } from '../dates.ts';
import type { SourceLabel } from '../raw-warehouse.ts';
import type { RawRow } from '../tables/raw-row.ts';
import type { RawTableName } from '../tables/raw-tables.ts';
import { manifestPath, writeManifest } from './manifest.ts';
import { openStagingFile, type StagedFile, type StagingFile } from './staging-file.ts';

/** Size of a batch before compression, in bytes: some files, one MERGE per table. */
export const batchBytes = 64 * 1024 * 1024;

/** What a batch sends to the warehouse. */
export interface StagedBatch {
  batchId: string;
  /** One file per table, in the order they are landed. */
  files: readonly StagedFile[];
  /** First and last date of the items in it; undefined when none has a date. */
  dates: DateRange | undefined;
}

export interface BatchesOptions {
  name: string;
  /** Tables of a batch in the order they are landed. */
  tables: readonly RawTableName[];
  directory: string;
  runId: string;
  source: SourceLabel;
  /** Lands one batch; called for one at a time. */
  land: (batch: StagedBatch) => Promise<void>;
  limitBytes?: number;
}

export interface Batches {
  /**
   * Adds rows that belong together: all of them reach the warehouse with the same batch. Resolves when there is room
   * for more. `dates` are those of the items.
   * @throws what landing an earlier batch threw.
   */
  add(rows: readonly RawRow[], dates: readonly string[]): Promise<void>;
  /** Lands what is left. */
  finish(): Promise<void>;
  /** Gives up what is not being landed yet, and waits for what is. */
  discard(): Promise<void>;
}

interface Batch {
  batchId: string;
  files: Map<RawTableName, StagingFile>;
  dates: DateRange | undefined;
}

/**
 * Collects rows into files by size and lands them one after the other while the next are being written; not more than
 * one finished batch waits. A key that comes again starts a new batch, so that the later row wins.
 */
export function openBatches(options: BatchesOptions): Batches {
  const { name, tables, directory, runId, source, land, limitBytes = batchBytes } = options;
  let count = 0;
  let current: Batch | undefined;
  let landing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;

  const open = (): Batch => {
    count += 1;
    const batchId = `${runId}_${name}_${count}`;
    const files = new Map(
      tables.map((table) => {
        const pathOf = (part: number): string =>
          path.join(directory, `${batchId}.${table}.${part}.ndjson.gz`);
        return [table, openStagingFile({ table, pathOf, batchId, source })];
      }),
    );
    return { batchId, files, dates: undefined };
  };

  const landBatch = async ({ batchId, files, dates }: Batch): Promise<void> => {
    const staged = await Promise.all([...files.values()].map((file) => file.close()));
    const batch = { batchId, files: staged, dates };
    await writeManifest(directory, batch);
    await land(batch);
    await removeBatch(directory, batch);
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
    add: async (rows, dates) => {
      check();
      if (current !== undefined && isFull(current, rows, limitBytes)) rotate();
      const batch = (current ??= open());
      batch.dates = widened(batch.dates, dates);
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

function widened(range: DateRange | undefined, dates: readonly string[]): DateRange | undefined {
  const all = [...(range === undefined ? [] : [range.from, range.to]), ...dates].sort();
  const [from, to] = [all[0], all.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function isFull({ files }: Batch, rows: readonly RawRow[], limitBytes: number): boolean {
  let bytes = 0;
  for (const file of files.values()) bytes += file.bytes();
  return bytes >= limitBytes || rows.some(({ table, key }) => files.get(table)?.has(key) === true);
}

async function discardBatch({ files }: Batch): Promise<void> {
  await Promise.all([...files.values()].map((file) => file.discard()));
}

async function removeBatch(directory: string, { batchId, files }: StagedBatch): Promise<void> {
  const paths = files.flatMap(({ parts }) => parts.map((part) => part.path));
  await Promise.all(
    [...paths, manifestPath(directory, batchId)].map((file) => rm(file, { force: true })),
  );
}
