import type { BigQuery } from '@google-cloud/bigquery';
import { nameOf, type CompiledGraph, type Target } from '../compile.ts';
import { planRun, type Action, type RunSelection, type WarehouseTable } from './dataform-cli.ts';

export interface GraphRun extends RunSelection {
  /** Assertions run too unless false. */
  assertions?: boolean;
  /** Called with every statement before it runs. */
  onStatement?: (action: Action, statement: string) => void;
}

export interface ActionOutcome {
  /** `dataset.name`. */
  target: string;
  status: 'succeeded' | 'failed' | 'skipped';
  message?: string;
}

/**
 * Runs actions of the compiled graph as `dataform run` does, statement for statement, in this process and one after the
 * other; only descriptions and labels of tables are not set.
 * @returns every action in the order it ended. An action that needs a failed one is skipped.
 */
export async function runGraph(
  client: BigQuery,
  graph: CompiledGraph,
  run: GraphRun,
): Promise<ActionOutcome[]> {
  return runActions(client, await planGraph(client, graph, run), run.onStatement);
}

/** The actions of a run in order, with their statements. They stay what they are while tables and columns do. */
export async function planGraph(
  client: BigQuery,
  graph: CompiledGraph,
  run: GraphRun,
): Promise<Action[]> {
  const tables = await warehouseTables(client, graph);
  const actions = planRun(graph, run, tables).filter(
    ({ type }) => type !== 'assertion' || run.assertions !== false,
  );
  await createDatasets(client, actions);
  return inOrder(actions);
}

/** Runs planned actions one after the other. @returns every action in the order it ended. */
export async function runActions(
  client: BigQuery,
  actions: readonly Action[],
  onStatement?: GraphRun['onStatement'],
): Promise<ActionOutcome[]> {
  const outcomes = new Map<string, ActionOutcome>();
  for (const action of actions) {
    const target = nameOf(action.target);
    const blocked = action.dependencyTargets.some((dependency) => {
      const status = outcomes.get(nameOf(dependency))?.status;
      return status === 'failed' || status === 'skipped';
    });
    outcomes.set(
      target,
      blocked ? { target, status: 'skipped' } : await runAction(client, action, onStatement),
    );
  }
  return [...outcomes.values()];
}

/** Like `runGraph`. @throws Error naming every action that failed or was skipped, but for assertions called `warn_*`. */
export async function buildGraph(
  client: BigQuery,
  graph: CompiledGraph,
  run: GraphRun = {},
): Promise<void> {
  demandSuccess(await runGraph(client, graph, run));
}

/** @throws Error naming every action that failed or was skipped, but for assertions called `warn_*`. */
export function demandSuccess(outcomes: readonly ActionOutcome[]): void {
  const failed = outcomes.filter(
    ({ target, status }) => status !== 'succeeded' && !/\.warn_[a-z_]+$/.test(target),
  );
  if (failed.length > 0) {
    throw new Error(
      failed
        .map(({ target, status, message }) => `${target} ${status}: ${message ?? ''}`)
        .join('\n'),
    );
  }
}

async function runAction(
  client: BigQuery,
  action: Action,
  onStatement: GraphRun['onStatement'],
): Promise<ActionOutcome> {
  const target = nameOf(action.target);
  for (const { type, statement } of action.tasks) {
    onStatement?.(action, statement);
    try {
      const [rows] = await client.query(statement);
      const [row] = rows as { row_count: number | null }[];
      if (type === 'assertion' && (row?.row_count ?? 0) > 0) {
        return { target, status: 'failed', message: `${String(row?.row_count)} failing rows` };
      }
    } catch (error) {
      return {
        target,
        status: 'failed',
        message: error instanceof Error ? error.message : String(error),
      };
    }
  }
  return { target, status: 'succeeded' };
}

/** What the warehouse has of the graph's tables now. */
async function warehouseTables(client: BigQuery, graph: CompiledGraph): Promise<WarehouseTable[]> {
  const datasets = new Set((await client.getDatasets())[0].map(({ id }) => id));
  const found = await Promise.all(
    graph.tables.map(async ({ target }): Promise<WarehouseTable[]> => {
      if (!datasets.has(target.schema)) return [];
      const table = client.dataset(target.schema).table(target.name);
      if (!(await table.exists())[0]) return [];
      const [metadata] = (await table.getMetadata()) as unknown as [
        { type: string; schema: { fields: { name: string }[] } },
      ];
      const type = metadata.type === 'VIEW' ? 'VIEW' : 'TABLE';
      return [{ target, type, fields: metadata.schema.fields.map(({ name }) => ({ name })) }];
    }),
  );
  return found.flat();
}

async function createDatasets(client: BigQuery, actions: readonly Action[]): Promise<void> {
  const present = new Set((await client.getDatasets())[0].map(({ id }) => id));
  for (const dataset of new Set(actions.map(({ target }) => target.schema))) {
    if (!present.has(dataset)) await client.createDataset(dataset);
  }
}

/** Actions after everything of the run they depend on. */
export function inOrder<Item extends { target: Target; dependencyTargets: Target[] }>(
  items: readonly Item[],
): Item[] {
  const byName = new Map(items.map((item) => [nameOf(item.target), item]));
  const ordered = new Set<Item>();
  const visit = (item: Item, path: readonly string[]): void => {
    const name = nameOf(item.target);
    if (path.includes(name)) throw new Error(`A cycle: ${[...path, name].join(' -> ')}`);
    for (const dependency of item.dependencyTargets) {
      const needed = byName.get(nameOf(dependency));
      if (needed !== undefined && !ordered.has(needed)) visit(needed, [...path, name]);
    }
    ordered.add(item);
  };
  for (const item of items) visit(item, []);
  return [...ordered];
}
