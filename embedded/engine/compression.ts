import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { invalid } from './errors.ts';

/** Whether a file is gzip, by its first bytes. */
export function isGzip(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const magic = Buffer.alloc(2);
    readSync(descriptor, magic, 0, 2, 0);
    return magic.readUInt16BE(0) === 0x1f8b;
  } finally {
    closeSync(descriptor);
  }
}

const chunkSize = 1024 * 1024;

/**
 * Reads the gzip files among some to their end, which DuckDB does not check.
 * @throws BigQueryError invalid for a file that is cut short or damaged.
 */
export async function checkGzip(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (!isGzip(file)) continue;
    const nowhere = new Writable({
      write: (_chunk, _encoding, done) => {
        done();
      },
    });
    try {
      await pipeline(
        createReadStream(file, { highWaterMark: chunkSize }),
        createGunzip({ chunkSize }),
        nowhere,
      );
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')))
        throw error;
      throw invalid(
        `Error while reading data, error message: the gzip file is cut short or damaged: ${error.message}`,
      );
    }
  }
}
