import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { isGzip } from './compression.ts';
import { invalid, notFound } from './errors.ts';

/** Files of a load job, where DuckDB may read them; the job's end removes them. */
export interface LoadFiles {
  paths: string[];
  bytes: number;
}

/** Cloud Storage, played by a directory: `gs://bucket/name` is `DIRECTORY/bucket/name`. */
export interface Storage {
  /**
   * The files the URIs name, linked into the directory DuckDB may read.
   * @throws BigQueryError invalid without a storage directory or outside it, notFound for what is not there.
   */
  fetch(uris: readonly string[]): LoadFiles;
  /** Checks that a URI names a place in the storage directory. @throws BigQueryError invalid when it does not. */
  check(uri: string): void;
  exists(uri: string): boolean;
  /** Moves a finished file to its URI; it appears there whole. @throws BigQueryError invalid, or the file system's error. */
  publish(file: string, uri: string): void;
}

/** @param root the storage directory; without one every use fails. */
export function openStorage(root: string | undefined, spoolDirectory: string): Storage {
  function local(uri: string): string {
    if (root === undefined) {
      throw invalid(
        `${uri} needs a storage directory: open the warehouse with the option storageDirectory`,
      );
    }
    const [, bucket, name] = /^gs:\/\/([^/*]+)\/(.+)$/.exec(uri) ?? [];
    if (bucket === undefined || name === undefined) throw invalid(`Invalid storage URI: ${uri}`);
    const file = path.resolve(root, bucket, name);
    if (!file.startsWith(path.resolve(root, bucket) + path.sep)) {
      throw invalid(`Invalid storage URI: ${uri}`);
    }
    return name.endsWith('/') ? `${file}${path.sep}` : file;
  }

  function find(uri: string): string[] {
    const file = local(uri);
    const stars = uri.split('*').length - 1;
    if (stars > 1) throw invalid(`Invalid storage URI: ${uri}. It may hold one wildcard`);
    const found = stars === 1 ? matching(file) : isFile(file) ? [file] : [];
    if (found.length === 0) throw notFound('URI', uri);
    return found;
  }

  return {
    fetch: (uris) => {
      if (uris.length === 0) throw invalid('Required parameter is missing: sourceUris');
      const files = uris.flatMap(find).map((file) => spool(file, spoolDirectory));
      return {
        paths: files.map((file) => file.path),
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      };
    },
    check: (uri) => {
      local(uri);
    },
    exists: (uri) => existsSync(local(uri)),
    publish: (file, uri) => {
      const target = local(uri);
      mkdirSync(path.dirname(target), { recursive: true });
      const draft = `${target}.${randomUUID()}.part`;
      try {
        move(file, draft);
        renameSync(draft, target);
      } finally {
        rmSync(draft, { force: true });
      }
    },
  };
}

const isFile = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isFile() === true;

/** Files that a path with one `*` stands for, which matches slashes too, in order. */
function matching(pattern: string): string[] {
  const [before = '', after = ''] = pattern.split('*');
  const directory = before.endsWith(path.sep) ? before : path.dirname(before);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(directory, name))
    .filter(
      (file) =>
        file.length >= pattern.length - 1 &&
        file.startsWith(before) &&
        file.endsWith(after) &&
        isFile(file),
    )
    .sort();
}

function spool(file: string, directory: string): { path: string; bytes: number } {
  const target = path.join(directory, `upload-${randomUUID()}${isGzip(file) ? '.gz' : ''}`);
  try {
    linkSync(file, target);
  } catch {
    copyFileSync(file, target);
  }
  return { path: target, bytes: statSync(target).size };
}

/** A rename, or a copy where the target is on another file system. */
function move(file: string, target: string): void {
  try {
    renameSync(file, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    copyFileSync(file, target);
    rmSync(file);
  }
}
