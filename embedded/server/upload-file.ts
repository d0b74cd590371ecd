import { renameSync } from 'node:fs';
import { isGzip } from '../engine/compression.ts';

/** Renames a gzip file to end in `.gz`, by which DuckDB knows it; returns the file's path. */
export function withCompressionSuffix(file: string): string {
  if (!isGzip(file)) return file;
  const renamed = `${file}.gz`;
  renameSync(file, renamed);
  return renamed;
}
