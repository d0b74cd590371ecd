import { closeSync, openSync, readSync } from 'node:fs';

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
