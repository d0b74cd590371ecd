import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../warehouse/dataform.ts';

export interface Target {
  database: string;
  schema: string;
  name: string;
}

interface Descriptor {
  description?: string;
  columns?: { path: string[]; description: string }[];
}

export interface CompiledTable {
  target: Target;
  canonicalTarget: Target;
  enumType: 'TABLE' | 'VIEW' | 'INCREMENTAL';
  tags?: string[];
  uniqueKey?: string[];
  query: string;
  incrementalQuery?: string;
  preOps?: string[];
  postOps?: string[];
  incrementalPreOps?: string[];
  incrementalPostOps?: string[];
  actionDescriptor?: Descriptor;
  bigquery?: { partitionBy?: string; clusterBy?: string[] };
  dependencyTargets?: Target[];
}

export interface CompiledGraph {
  tables: CompiledTable[];
  operations: {
    target: Target;
    queries: string[];
    tags?: string[];
    actionDescriptor?: Descriptor;
    dependencyTargets?: Target[];
  }[];
  assertions: {
    target: Target;
    query: string;
    parentAction?: Target;
    dependencyTargets?: Target[];
    tags?: string[];
  }[];
  declarations: { target: Target; actionDescriptor?: Descriptor }[];
  graphErrors?: { compilationErrors?: { message: string }[] };
}

const run = promisify(execFile);
const cli = createRequire(import.meta.url).resolve('@dataform/cli/bundle.js');
const cache = path.join(projectRoot, 'node_modules/.cache/compiled-definitions');
const sources = ['definitions', 'includes', 'workflow_settings.yaml', 'dataform.json'];
const day = 86_400_000;

/** What a compilation depends on: the project's files by name, the compiler, the variables. */
function fingerprint(options: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([process.version, ...options]));
  const compiler = path.join(projectRoot, 'node_modules/.package-lock.json');
  const files = sources.flatMap((name) =>
    name.includes('.')
      ? [name]
      : readdirSync(path.join(projectRoot, name), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)))
          .sort(),
  );
  for (const file of [...files, compiler]) {
    hash.update(`\0${file}\0`).update(readFileSync(path.resolve(projectRoot, file)));
  }
  return hash.digest('hex');
}

/** Keeps a compilation for other processes, and none for longer than a day. */
function keep(file: string, text: string): void {
  mkdirSync(cache, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  for (const name of readdirSync(cache)) {
    const old = path.join(cache, name);
    const written = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (written < Date.now() - day) rmSync(old, { force: true });
  }
}

/**
 * The project compiled by the Dataform CLI itself; a graph with errors in it is returned too. The same files are compiled
 * once: each test file asks for it, in a process of its own.
 */
export async function compileProject(vars: Record<string, string> = {}): Promise<CompiledGraph> {
  const list = Object.entries(vars).map(([key, value]) => `${key}=${value}`);
  const options = list.length > 0 ? [`--vars=${list.join(',')}`] : [];
  const file = path.join(cache, `${fingerprint(options)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as CompiledGraph;
  const { stdout } = await run(
    process.execPath,
    [cli, 'compile', projectRoot, '--json', '--timeout=10m', ...options],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => {
    const failure = error as { stdout: string };
    if (failure.stdout === '') throw error;
    return failure;
  });
  const graph = JSON.parse(stdout) as CompiledGraph;
  keep(file, stdout);
  return graph;
}

/** `dataset.name` of an action. */
export const nameOf = ({ schema, name }: Target): string => `${schema}.${name}`;
