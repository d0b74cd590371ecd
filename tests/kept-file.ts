import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../warehouse/dataform.ts';

const folder = path.join(projectRoot, 'node_modules/.cache/tests');
const day = 86_400_000;

/** What a kept file depends on. */
export interface Origin {
  /** Files and folders with all that is in them, by absolute path or from the project's root. */
  sources: readonly string[];
  /** What else it was made with. */
  options: readonly string[];
}

function filesUnder(source: string): string[] {
  const root = path.resolve(projectRoot, source);
  if (!statSync(root).isDirectory()) return [root];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function fingerprint({ sources, options }: Origin): string {
  const hash = createHash('sha256').update(JSON.stringify([process.version, ...options]));
  for (const file of [...sources, 'node_modules/.package-lock.json'].flatMap(filesUnder)) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * A file that is dear to make, kept for other test files, each of which runs in a process of its own; none for longer than
 * a day. It is made anew when anything that it depends on, the project's dependencies included, is another.
 * @param make writes the file to the path that it is given
 * @returns its path; it is not to be changed
 */
export async function keptFile(
  name: string,
  origin: Origin,
  make: (draft: string) => Promise<void>,
): Promise<string> {
  const file = path.join(folder, `${fingerprint(origin)}-${name}`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await make(draft);
  renameSync(draft, file);
  for (const entry of readdirSync(folder)) {
    const old = path.join(folder, entry);
    const written = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (written < Date.now() - day) rmSync(old, { force: true, recursive: true });
  }
  return file;
}
