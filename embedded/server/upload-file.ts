import { closeSync, openSync, readSync, renameSync } from 'node:fs';

/** Renames a gzip file to end in `.gz`, by which DuckDB knows it; returns the file's path. */
export function withCompressionSuffix(file: string): string {
  const descriptor = openSync(file, 'r');
  const magic = Buffer.alloc(2);
  readSync(descriptor, magic, 0, 2, 0);
  closeSync(descriptor);
  if (magic.readUInt16BE(0) !== 0x1f8b) return file;
  const renamed = `${file}.gz`;
  renameSync(file, renamed);
  return renamed;
}
