import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import type { CompiledGraph, Target } from '../compile.ts';

/** What the warehouse has of a table, as Dataform keeps it. */
export interface WarehouseTable {
  target: Target;
  type: 'TABLE' | 'VIEW';
  fields: { name: string }[];
}

/** One statement of an action; the query of an assertion counts failing rows. */
export interface Task {
  type: 'statement' | 'assertion';
  statement: string;
}

/** A model, operation or assertion, and the statements the CLI runs for it. */
export interface Action {
  target: Target;
  type: 'table' | 'operation' | 'assertion';
  tableType?: 'table' | 'view' | 'incremental';
  dependencyTargets: Target[];
  tasks: Task[];
}

/** Which actions run, and whether incremental tables are made anew; the CLI's `--tags`, `--actions`, `--full-refresh`. */
export interface RunSelection {
  tags?: readonly string[];
  actions?: readonly string[];
  fullRefresh?: boolean;
}

interface MessageType {
  fromObject(object: unknown): unknown;
}

interface Internals {
  dataform: { CompiledGraph: MessageType; RunConfig: MessageType; WarehouseState: MessageType };
  prune: (graph: unknown, config: unknown) => unknown;
  Builder: new (
    graph: unknown,
    config: unknown,
    state: unknown,
  ) => { build(): { actions: Action[] } };
}

const lastCall = /\nrunCli\(\);\s*$/;

let internals: Internals | undefined;

/** The CLI exports nothing and starts when loaded: this loads its bundle without the start, for its parts. */
function loadInternals(): Internals {
  const file = createRequire(import.meta.url).resolve('@dataform/cli/bundle.js');
  const source = readFileSync(file, 'utf8');
  if (!lastCall.test(source))
    throw new Error(`${file} does not end in runCli(): another Dataform?`);
  const code = source
    .replace(/^#!.*/, '')
    .replace(lastCall, '\nmodule.exports = { dataform, prune, Builder };\n');
  const module = { exports: {} };
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const load = compileFunction(code, parameters, { filename: file }) as (
    ...values: unknown[]
  ) => void;
  load(module.exports, createRequire(file), module, file, path.dirname(file));
  return module.exports as Internals;
}

/** The actions of a run and their statements, made by the Dataform CLI's own code from what the warehouse has. */
export function planRun(
  graph: CompiledGraph,
  { tags = [], actions = [], fullRefresh = false }: RunSelection,
  tables: readonly WarehouseTable[],
): Action[] {
  internals ??= loadInternals();
  const { dataform, prune, Builder } = internals;
  const config = dataform.RunConfig.fromObject({ tags, actions, fullRefresh });
  const pruned = prune(dataform.CompiledGraph.fromObject(graph), config);
  const state = dataform.WarehouseState.fromObject({ tables });
  return new Builder(pruned, config, state).build().actions;
}
