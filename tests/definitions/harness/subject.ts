import { keyOf } from '../../../warehouse/compiled-project.ts';
import type { ColumnSchema } from '../../../warehouse/table-schemas.ts';
import { nameOf, type CompiledGraph, type CompiledTable } from '../compile.ts';
import { planRun } from './dataform-cli.ts';
import { viewStatement, writtenAssertions, type ModelWarehouse } from './model-warehouse.ts';
import type { Reference } from './reference.ts';

/** Columns that say when something was done: two runs of the same work differ in them. */
export const circumstances = ['loaded_at', 'trained_at', 'predicted_at', 'checked_at'];

export interface Bench {
  graph: CompiledGraph;
  warehouse: ModelWarehouse;
  reference: Reference;
}

/** A model under test: what it is, what it reads, and what tells its rows apart. */
export interface Subject {
  model: CompiledTable;
  /** Statements as they are on the case's date. */
  dated: (sql: string) => string;
  name: string;
  columns: readonly ColumnSchema[];
  compared: string[];
  key: string[] | undefined;
}

/** Finds a model by its name, or an assertion that has a file of its own, as a view of what it finds. */
export const findModel = (graph: CompiledGraph, name: string): CompiledTable => {
  const assertions = writtenAssertions(graph).map((assertion) => ({
    ...assertion,
    canonicalTarget: assertion.target,
    enumType: 'VIEW' as const,
  }));
  const found = [...graph.tables, ...assertions].filter(
    ({ target }) => target.name === name || nameOf(target) === name,
  );
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${name} is the name of ${String(found.length)} models`);
  return found[0];
};

/** @throws Error for a model that cannot be built because it calls one that is to be trained first. */
export function subjectOf(
  { graph, warehouse }: Bench,
  model: CompiledTable,
  dated: Subject['dated'],
): Subject {
  const name = nameOf(model.target);
  const columns = warehouse.columns.get(name);
  if (columns === undefined) throw new Error(`${name} cannot be built without a trained model`);
  return {
    model,
    dated,
    name,
    columns,
    compared: columns.map((column) => column.name).filter((c) => !circumstances.includes(c)),
    key: keyOf(graph, model.target),
  };
}

/** A model with its statements as they are on the case's date. */
export function onDate(model: CompiledTable, dated: (sql: string) => string): CompiledTable {
  const { query, incrementalQuery, preOps, incrementalPreOps } = model;
  return {
    ...model,
    query: dated(query),
    ...(incrementalQuery !== undefined && { incrementalQuery: dated(incrementalQuery) }),
    ...(preOps !== undefined && { preOps: preOps.map(dated) }),
    ...(incrementalPreOps !== undefined && { incrementalPreOps: incrementalPreOps.map(dated) }),
  };
}

/** Runs a model's statements as Dataform would, over a table that is there or anew. */
export async function runStatements(
  { graph, warehouse }: Bench,
  { model, name, columns, dated }: Subject,
  isThere: boolean,
): Promise<void> {
  const { target } = model;
  if (writtenAssertions(graph).some((assertion) => nameOf(assertion.target) === name)) {
    await warehouse.makeView(name, viewStatement(name, model.query));
    return;
  }
  const type = model.enumType === 'VIEW' ? ('VIEW' as const) : ('TABLE' as const);
  const state = isThere ? [{ target, type, fields: columns.map(({ name }) => ({ name })) }] : [];
  const actions = [`${target.database}.${target.schema}.${target.name}`];
  const planned = planRun(graph, { actions }, state).filter(
    (action) => nameOf(action.target) === nameOf(target),
  );
  for (const { tasks } of planned) {
    for (const { statement } of tasks) {
      if (type === 'VIEW') await warehouse.makeView(name, dated(statement));
      else await warehouse.client.query(dated(statement));
    }
  }
}
