import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { SourceLabel } from '../raw-warehouse.ts';
import type { RawRow } from '../tables/raw-row.ts';
import type { RawTableName } from '../tables/raw-tables.ts';

/** What is known of a finished staging file. */
export interface StagedFile {
  table: RawTableName;
  path: string;
  batchId: string;
  rows: number;
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
export function openStagingFile(
  table: RawTableName,
  path: string,
  batchId: string,
  source: SourceLabel,
): StagingFile {
  const gzip = createGzip({ level: 1 });
  const stop = new AbortController();
  const written = pipeline(gzip, createWriteStream(path), { signal: stop.signal });
  const failed = written.then(
    () => undefined,
    (error: unknown) => error,
  );
  const keys = new Set<string>();
  let bytes = 0;
  return {
    bytes: () => bytes,
    has: (key) => keys.has(key),
    write: async (rows) => {
      let text = '';
      for (const row of rows) {
        keys.add(row.key);
        text += ndjsonLine(row, batchId, source);
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
      return { table, path, batchId, rows: keys.size };
    },
    discard: async () => {
      stop.abort();
      await failed;
    },
  };
}

/** `source` and `batch_id` join the columns here; the payload stays an object, as a JSON column takes it. */
function ndjsonLine(row: RawRow, batchId: string, source: SourceLabel): string {
  const columns = JSON.stringify({ ...row.columns, source, batch_id: batchId });
  return `${columns.slice(0, -1)},"payload":${row.payload}}\n`;
}
