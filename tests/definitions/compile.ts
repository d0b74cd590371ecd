import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { dataformCli, dataformEnvironment } from '../../warehouse/dataform-cli.ts';
import { projectRoot } from '../../warehouse/dataform.ts';
import { keptFile } from '../kept-file.ts';

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
    dependencyTargets?: Target[];
    tags?: string[];
  }[];
  declarations: { target: Target; actionDescriptor?: Descriptor }[];
  graphErrors?: { compilationErrors?: { message: string }[] };
}

const run = promisify(execFile);
const sources = ['definitions', 'includes', 'workflow_settings.yaml', 'dataform.json'];

/**
 * The project compiled by the Dataform CLI itself; a graph with errors in it is returned too. The same files are compiled
 * once: each test file asks for it, in a process of its own.
 */
export async function compileProject(vars: Record<string, string> = {}): Promise<CompiledGraph> {
  const list = Object.entries(vars).map(([key, value]) => `${key}=${value}`);
  const options = list.length > 0 ? [`--vars=${list.join(',')}`] : [];
  const file = await keptFile('graph.json', { sources, options }, async (draft) => {
    const { stdout } = await run(
      process.execPath,
      [dataformCli(), 'compile', projectRoot, '--json', '--timeout=10m', ...options],
      { maxBuffer: 64 * 1024 * 1024, env: dataformEnvironment() },
    ).catch((error: unknown) => {
      const failure = error as { stdout: string };
      if (failure.stdout === '') throw error;
      return failure;
    });
    await writeFile(draft, stdout);
  });
  return JSON.parse(await readFile(file, 'utf8')) as CompiledGraph;
}

/** `dataset.name` of an action. */
export const nameOf = ({ schema, name }: Target): string => `${schema}.${name}`;
