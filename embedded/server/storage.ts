import { copyFileSync, linkSync, readdirSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { invalid, notFound } from '../engine/errors.ts';
import type { LoadFiles } from '../engine/load-job.ts';
import type { ServerContext } from './context.ts';
import { withCompressionSuffix } from './upload-file.ts';

/**
 * The local files that `gs://bucket/name` stands for, linked into the directory DuckDB may read.
 * @throws BigQueryError invalid without a storage directory or outside it, notFound for a file that is not there.
 */
export function storageFiles(context: ServerContext, uris: readonly string[]): LoadFiles {
  const { storageDirectory: root, engine } = context;
  if (uris.length === 0) throw invalid('Required parameter is missing: sourceUris');
  if (root === undefined) {
    throw invalid(
      'gs:// sources need a storage directory: open the warehouse with storageDirectory',
    );
  }
  const files = uris.flatMap((uri) => {
    const [, bucket, name] = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    if (bucket === undefined || name === undefined) throw invalid(`Invalid source URI: ${uri}`);
    const file = path.resolve(root, bucket, name);
    if (!file.startsWith(path.resolve(root) + path.sep))
      throw invalid(`Invalid source URI: ${uri}`);
    const found = name.includes('*') ? matching(file) : [file];
    if (found.length === 0) throw notFound('URI', uri);
    return found.map((local) => spool(local, uri, engine.database.spoolDirectory));
  });
  return {
    paths: files.map((file) => file.path),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
  };
}

/** Files that a name with `*` in its last part stands for, in order. */
function matching(pattern: string): string[] {
  const directory = path.dirname(pattern);
  const parts = path.basename(pattern).split('*');
  const expression = new RegExp(`^${parts.map((part) => part.replace(/\W/g, '\\$&')).join('.*')}$`);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(directory)
    .filter((name) => expression.test(name))
    .sort()
    .map((name) => path.join(directory, name));
}

function spool(file: string, uri: string, directory: string): { path: string; bytes: number } {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw notFound('URI', uri);
  const target = path.join(directory, `upload-${randomUUID()}`);
  try {
    linkSync(file, target);
  } catch {
    copyFileSync(file, target);
  }
  return { path: withCompressionSuffix(target), bytes };
}
