import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StagedBatch } from './batches.ts';
import type { StagedPart } from './staging-file.ts';

/** Path of a batch's manifest, beside its files. */
export const manifestPath = (directory: string, batchId: string): string =>
  path.join(directory, `${batchId}.manifest.json`);

/** Writes down what a batch consists of: each file with its rows, bytes and SHA-256. */
export async function writeManifest(directory: string, batch: StagedBatch): Promise<void> {
  const { batchId, files, dates } = batch;
  const manifest = {
    batch_id: batchId,
    created_at: new Date().toISOString(),
    dates: dates ?? null,
    tables: files.map(({ table, rows, parts }) => ({
      table,
      rows,
      files: parts.map((part) => ({ ...part, path: path.basename(part.path) })),
    })),
  };
  await writeFile(manifestPath(directory, batchId), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Makes sure that a staged file is what was written.
 * @throws Error naming the file and the difference.
 */
export async function verifyPart(part: StagedPart): Promise<void> {
  const { size } = await stat(part.path);
  if (size !== part.bytes) {
    throw new Error(`${part.path} has ${size} bytes, ${part.bytes} were written`);
  }
  const digest = createHash('sha256');
  await pipeline(createReadStream(part.path), digest);
  if (digest.digest('hex') !== part.sha256) {
    throw new Error(`${part.path} is not what was written: its SHA-256 differs`);
  }
}
