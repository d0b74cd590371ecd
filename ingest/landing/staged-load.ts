import path from 'node:path';
import type { JobLoadMetadata, Table } from '@google-cloud/bigquery';
import { Storage, type Bucket, type StorageOptions } from '@google-cloud/storage';
import pMap from 'p-map';
import { verifyPart } from './manifest.ts';
import type { StagedPart } from './staging-file.ts';

/** Cloud Storage that files pass on their way to the warehouse. */
export interface StagingBucket {
  bucket: Bucket;
  /** Of object names: empty, or ends with a slash. */
  prefix: string;
}

/** @param url `gs://bucket` or `gs://bucket/prefix` */
export function openStagingBucket(url: string, options: StorageOptions = {}): StagingBucket {
  const { hostname, pathname } = new URL(url);
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  return {
    bucket: new Storage(options).bucket(hostname),
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
  const { bucket, prefix } = staging;
  const objectOf = (part: StagedPart) => bucket.file(`${prefix}${path.basename(part.path)}`);
  try {
    await pMap(
      parts,
      (part) =>
        bucket.upload(part.path, { destination: objectOf(part), resumable: false, gzip: false }),
      { concurrency: 4 },
    );
    const [job] = await table.load(parts.map(objectOf), metadata);
    return Number(job.statistics?.load?.outputRows);
  } finally {
    await pMap(parts, (part) => objectOf(part).delete({ ignoreNotFound: true }), {
      concurrency: 4,
    });
  }
}
