import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { RawRow } from './raw-rows.ts';
import type { RawTableName } from './raw-tables.ts';

/** What is known of a finished staging file. */
export interface StagedFile {
  table: RawTableName;
  path: string;
  batchId: string;
  rows: number;
  /** First and last value of the partition column; undefined for a table without. */
  partitions: { from: string; to: string } | undefined;
}

export interface StagingFile {
  /** Bytes of NDJSON so far, before compression. */
  bytes(): number;
  has(key: string): boolean;
  /** Takes rows at once; the promise resolves when there is room for more. */
  write(rows: readonly RawRow[]): Promise<void>;
  close(): Promise<StagedFile>;
  /** Gives the file up. */
  discard(): Promise<void>;
}

/** Opens an NDJSON.gz file for rows of one table with different keys. */
export function openStagingFile(table: RawTableName, path: string, batchId: string): StagingFile {
  const gzip = createGzip({ level: 1 });
  const stop = new AbortController();
  const written = pipeline(gzip, createWriteStream(path), { signal: stop.signal });
  const failed = written.then(
    () => undefined,
    (error: unknown) => error,
  );
  const keys = new Set<string>();
  let bytes = 0;
  let from: string | undefined;
  let to: string | undefined;
  return {
    bytes: () => bytes,
    has: (key) => keys.has(key),
    write: async (rows) => {
      let text = '';
      for (const row of rows) {
        keys.add(row.key);
        text += ndjsonLine(row, batchId);
        if (row.partition !== undefined) {
          if (from === undefined || row.partition < from) from = row.partition;
          if (to === undefined || row.partition > to) to = row.partition;
        }
      }
      const chunk = Buffer.from(text);
      bytes += chunk.length;
      if (chunk.length === 0 || gzip.write(chunk)) return;
      const error = await Promise.race([once(gzip, 'drain'), failed]);
      if (error instanceof Error) throw error;
    },
    close: async () => {
      gzip.end();
      await written;
      const partitions = from === undefined || to === undefined ? undefined : { from, to };
      return { table, path, batchId, rows: keys.size, partitions };
    },
    discard: async () => {
      stop.abort();
      await failed;
    },
  };
}

/** `batch_id` joins the columns here; the payload stays an object, as a JSON column takes it. */
function ndjsonLine(row: RawRow, batchId: string): string {
  const columns = JSON.stringify({ ...row.columns, batch_id: batchId });
  return `${columns.slice(0, -1)},"payload":${row.payload}}\n`;
}
