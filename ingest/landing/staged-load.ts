import path from 'node:path';
import type { JobLoadMetadata, Table } from '@google-cloud/bigquery';
import type { Bucket, StorageOptions } from '@google-cloud/storage';
import pMap from 'p-map';
import { verifyPart } from './manifest.ts';
import type { StagedPart } from './staging-file.ts';

/** Objects of a bucket under way at once. */
const concurrency = 4;

/** Cloud Storage that files pass on their way to the warehouse. */
export interface StagingBucket {
  open: () => Promise<Bucket>;
  /** Of object names: empty, or ends with a slash. */
  prefix: string;
}

/** @param url `gs://bucket` or `gs://bucket/prefix` */
export function openStagingBucket(url: string, options: StorageOptions = {}): StagingBucket {
  const { hostname, pathname } = new URL(url);
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  return {
    open: async () => {
      const { Storage } = await import('@google-cloud/storage');
      return new Storage(options).bucket(hostname);
    },
    prefix: prefix === '' ? '' : `${prefix}/`,
  };
}

/**
 * Loads files into a staging table: through the bucket with one job, or, without a bucket, by uploading each.
 * @returns rows loaded.
 * @throws Error when a file is not what was written, or a job fails.
 */
export async function loadParts(
  table: Table,
  parts: readonly StagedPart[],
  schema: JobLoadMetadata['schema'],
  staging: StagingBucket | undefined,
): Promise<number> {
  const metadata: JobLoadMetadata = {
    ...(schema && { schema }),
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    writeDisposition: 'WRITE_APPEND',
  };
  for (const part of parts) await verifyPart(part);
  if (staging === undefined) {
    let rows = 0;
    for (const part of parts) {
      const [job] = await table.load(part.path, metadata);
      rows += Number(job.statistics?.load?.outputRows);
    }
    return rows;
  }
  return loadThrough(staging, table, parts, metadata);
}

/** Objects are removed whatever happens; a failure to do so is told only where nothing else failed. */
async function loadThrough(
  { open, prefix }: StagingBucket,
  table: Table,
  parts: readonly StagedPart[],
  metadata: JobLoadMetadata,
): Promise<number> {
  const bucket = await open();
  const objects = parts.map((part) => bucket.file(`${prefix}${path.basename(part.path)}`));
  const upload = async (part: StagedPart, index: number): Promise<void> => {
    const destination = objects[index];
    if (destination === undefined) throw new RangeError(`no object for ${part.path}`);
    await bucket.upload(part.path, { destination, resumable: false, validation: 'md5' });
  };
  const remove = (): Promise<unknown[]> =>
    pMap(objects, (object) => object.delete({ ignoreNotFound: true }), { concurrency });
  let rows: number;
  try {
    await pMap(parts, upload, { concurrency });
    const [job] = await table.load(objects, metadata);
    rows = Number(job.statistics?.load?.outputRows);
  } catch (error) {
    await remove().catch((second: unknown) => {
      throw new AggregateError([error, second], `${String(error)}; and then: ${String(second)}`);
    });
    throw error;
  }
  await remove();
  return rows;
}
