import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type { SourceLabel } from '../raw-warehouse.ts';
import type { RawRow } from '../tables/raw-row.ts';
import type { RawTableName } from '../tables/raw-tables.ts';

/** A part of a table's rows in a batch ends once it has so many. */
export const partRows = 10_000;
/** A part of a table's rows in a batch ends once it has so many bytes, before compression. */
export const partBytes = 8 * 1024 * 1024;

/** One NDJSON.gz file. */
export interface StagedPart {
  path: string;
  rows: number;
  /** Of the compressed file, as its digest is. */
  bytes: number;
  sha256: string;
}

/** A table's rows in a batch. */
export interface StagedFile {
  table: RawTableName;
  parts: readonly StagedPart[];
  rows: number;
}

export interface StagingFile {
  /** Bytes of NDJSON so far, before compression. */
  bytes(): number;
  has(key: string): boolean;
  /** Takes rows at once; the promise resolves when there is room for more. */
  write(rows: readonly RawRow[]): Promise<void>;
  close(): Promise<StagedFile>;
  /** Gives the files up. */
  discard(): Promise<void>;
}

export interface StagingFileOptions {
  table: RawTableName;
  /** Path of part n. */
  pathOf: (part: number) => string;
  batchId: string;
  source: SourceLabel;
}

interface Part {
  rows: number;
  bytes: number;
  gzip: Gzip;
  stop: AbortController;
  /** Never rejects. */
  written: Promise<StagedPart | Error>;
}

/** Opens NDJSON.gz files for rows of one table with different keys. */
export function openStagingFile(options: StagingFileOptions): StagingFile {
  const { table, pathOf, batchId, source } = options;
  const keys = new Set<string>();
  const parts: Part[] = [];
  let current: Part | undefined;
  let bytes = 0;

  const openPart = (): Part => {
    const part = openPartAt(pathOf(parts.length + 1));
    parts.push(part);
    return part;
  };

  const closePart = (): void => {
    current?.gzip.end();
    current = undefined;
  };

  const writeText = async (text: string, rows: number): Promise<void> => {
    const chunk = Buffer.from(text);
    bytes += chunk.length;
    const part = (current ??= openPart());
    part.rows += rows;
    part.bytes += chunk.length;
    const hasRoom = part.gzip.write(chunk);
    if (part.rows >= partRows || part.bytes >= partBytes) closePart();
    if (hasRoom) return;
    const result = await Promise.race([once(part.gzip, 'drain'), part.written]);
    if (result instanceof Error) throw result;
  };

  return {
    bytes: () => bytes,
    has: (key) => keys.has(key),
    write: async (rows) => {
      for (const row of rows) keys.add(row.key);
      for (let start = 0; start < rows.length; start += slice) {
        const some = rows.slice(start, start + slice);
        await writeText(some.map((row) => ndjsonLine(row, batchId, source)).join(''), some.length);
      }
    },
    close: async () => {
      closePart();
      const staged = await Promise.all(parts.map(({ written }) => written));
      const whole = staged.map((part) => {
        if (part instanceof Error) throw part;
        return part;
      });
      return { table, parts: whole, rows: keys.size };
    },
    discard: async () => {
      for (const { stop } of parts) stop.abort();
      await Promise.all(parts.map(({ written }) => written));
    },
  };
}

/** Rows turned into text at a time: a large answer is not held as text whole. */
const slice = 500;

function openPartAt(path: string): Part {
  const gzip = createGzip({ level: 1 });
  const stop = new AbortController();
  const digest = createHash('sha256');
  let size = 0;
  const count = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      digest.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const part: Part = {
    rows: 0,
    bytes: 0,
    gzip,
    stop,
    written: pipeline(gzip, count, createWriteStream(path), { signal: stop.signal }).then(
      () => ({ path, rows: part.rows, bytes: size, sha256: digest.digest('hex') }),
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    ),
  };
  return part;
}

/** `source` and `batch_id` join the columns here; the payload stays an object, as a JSON column takes it. */
function ndjsonLine(row: RawRow, batchId: string, source: SourceLabel): string {
  const columns = JSON.stringify({ ...row.columns, source, batch_id: batchId });
  return `${columns.slice(0, -1)},"payload":${row.payload}}\n`;
}
