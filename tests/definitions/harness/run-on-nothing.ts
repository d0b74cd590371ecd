import { rowsAssertion } from '../../../warehouse/compiled-project.ts';
import { nameOf } from '../compile.ts';
import { compareIncrement, compareReference } from './compare-model.ts';
import { differences } from './compare-rows.ts';
import { inputsOf, project } from './model-warehouse.ts';
import { planGraph, runActions } from './run-graph.ts';
import { subjectOf, type Bench } from './subject.ts';
import type { Row } from './values.ts';

/**
 * Runs every model once more over the empty tables that it was made of when the warehouse was opened: the same rows on
 * ZetaSQL's reference evaluator, increments too; nothing written anew; no assertion of its own fails. What operations
 * make, such as the log of jobs, is emptied before.
 * @returns what is wrong, and how many rows there are, by the model's name
 */
export async function runOnNothing(
  bench: Bench,
): Promise<Map<string, { problems: string[]; rows: number }>> {
  const { graph, warehouse } = bench;
  const subjects = graph.tables.map((model) => subjectOf(bench, model, (sql) => sql));
  const rowsNow = async (): Promise<Map<string, Row[]>> => {
    const found = new Map<string, Row[]>();
    for (const { name, columns } of subjects)
      found.set(name, await warehouse.rows(`SELECT * FROM \`${project}.${name}\``, columns));
    return found;
  };
  const operations = graph.operations.map(({ target }) => nameOf(target));
  for (const name of operations) if (warehouse.columns.has(name)) await warehouse.fill(name, []);
  const before = await rowsNow();
  const made = new Map<string, { problems: string[]; rows: number }>();
  for (const subject of subjects) {
    const { model, name } = subject;
    const tables = inputsOf(model)
      .filter((table) => warehouse.columns.has(table))
      .map((table) => ({
        name: `${project}.${table}`,
        columns: warehouse.columns.get(table) ?? [],
        rows: before.get(table) ?? [],
      }));
    const rows = before.get(name) ?? [];
    const { query } = model;
    const problems = await compareReference(bench, subject, {
      query,
      tables,
      constants: [],
      made: rows,
    });
    if (model.enumType === 'INCREMENTAL')
      problems.push(...(await compareIncrement(bench, subject, tables)));
    made.set(name, { problems, rows: rows.length });
  }

  const own = new Map(
    graph.tables.map(({ target }) => [`mlb_quality.${rowsAssertion(target)}`, nameOf(target)]),
  );
  const planned = await planGraph(warehouse.client, graph, {});
  const outcomes = await runActions(
    warehouse.client,
    planned.filter(({ type, target }) => type === 'table' || own.has(nameOf(target))),
  );
  for (const { target, status, message } of outcomes) {
    if (status === 'succeeded') continue;
    const model = made.get(own.get(target) ?? target);
    if (model === undefined) throw new Error(`${target} ${status}: ${message ?? ''}`);
    model.problems.push(`${target} ${status}: ${message ?? ''}`);
  }
  const after = await rowsNow();
  for (const { model, name, columns, key } of subjects) {
    if (model.enumType === 'VIEW') continue;
    const changes = differences(after.get(name) ?? [], before.get(name) ?? [], {
      columns: columns.map((column) => column.name),
      key,
      tolerance: 0,
    });
    made
      .get(name)
      ?.problems.push(...changes.map((change) => `changed by a run without a change: ${change}`));
  }
  return made;
}
