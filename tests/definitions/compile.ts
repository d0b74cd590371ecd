import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
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

/** The project compiled by the Dataform CLI itself; a graph with errors in it is returned too. */
export async function compileProject(vars: Record<string, string> = {}): Promise<CompiledGraph> {
  const cli = createRequire(import.meta.url).resolve('@dataform/cli/bundle.js');
  const list = Object.entries(vars).map(([key, value]) => `${key}=${value}`);
  const { stdout } = await run(
    process.execPath,
    [
      cli,
      'compile',
      projectRoot,
      '--json',
      ...(list.length > 0 ? [`--vars=${list.join(',')}`] : []),
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as CompiledGraph;
}

/** `dataset.name` of an action. */
export const nameOf = ({ schema, name }: Target): string => `${schema}.${name}`;
