import { setTimeout as sleep } from 'node:timers/promises';
import { rowsAssertion } from '../../../warehouse/compiled-project.ts';
import type { Case, Step } from './case-files.ts';
import {
  compareExpected,
  compareIncrement,
  compareReference,
  engineTolerance,
} from './compare-model.ts';
import { differences } from './compare-rows.ts';
import { inputsOf, project } from './model-warehouse.ts';
import { accumulating } from './not-evaluated.ts';
import type { TableRows } from './reference.ts';
import {
  findModel,
  onDate,
  runStatements,
  subjectOf,
  type Bench,
  type Subject,
} from './subject.ts';
import { rowOf, type Row } from './values.ts';

/** Columns that a row left out of an input has anyway: when it was loaded, which later runs go by. */
const loadColumns = ['loaded_at', 'raw_loaded_at'];

const firstLoad = '2020-01-01 00:00:00+00';

/**
 * Runs a case: every step on the embedded warehouse as Dataform would, and on ZetaSQL's reference evaluator; then once
 * more without a change.
 * @throws Error that lists what differs.
 */
export async function runCase(bench: Bench, one: Case): Promise<void> {
  const { graph, warehouse } = bench;
  const { today } = one;
  const dated = (sql: string): string =>
    today === undefined ? sql : sql.replaceAll(/CURRENT_DATE\([^()]*\)/g, `DATE '${today}'`);
  const model = onDate(findModel(graph, one.model), dated);
  if (today !== undefined && !model.query.includes(`DATE '${today}'`))
    throw new Error(`${one.model} does not ask for the current date`);
  const subject = subjectOf(bench, model, dated);
  const { name } = subject;
  const read = inputsOf(model).filter((table) => warehouse.columns.has(table));
  for (const { inputs } of one.steps) {
    for (const table of inputs.keys()) {
      if (!read.some((input) => input.endsWith(`.${table}`)))
        throw new Error(`${one.model} does not read ${table}; it reads ${read.join(', ')}`);
    }
  }
  await warehouse.drop(name);
  const given = new Map(read.map((table) => [table, [] as Record<string, unknown>[]]));
  const filled = new Map<string, Row[]>();
  const problems: string[] = [];
  for (const [at, step] of one.steps.entries()) {
    const when = `${one.name}, ${step.name}`;
    await fillInputs(bench, step, at === 0, given, filled);
    problems.push(
      ...(await runStep(bench, subject, step, filled, at === 0)).map((p) => `${when}: ${p}`),
    );
    const failing = await failingAssertions(bench, subject);
    problems.push(
      ...differences(
        failing.map((assertion) => ({ assertion })),
        (at === one.steps.length - 1 ? one.failing : []).map((assertion) => ({ assertion })),
        { columns: ['assertion'], key: ['assertion'], tolerance: 0 },
      ).map((problem) => `${when}: failing ${problem}`),
    );
  }
  problems.push(...(await runAgain(bench, subject)).map((p) => `${one.name}: ${p}`));
  if (problems.length > 0) throw new Error(problems.slice(0, 40).join('\n'));
}

async function fillInputs(
  { warehouse }: Bench,
  step: Step,
  isFirst: boolean,
  given: Map<string, Record<string, unknown>[]>,
  filled: Map<string, Row[]>,
): Promise<void> {
  const now = new Date().toISOString();
  const work = [...given].map(async ([table, before]) => {
    const rows = step.inputs.get(table.split('.')[1] ?? '');
    if (rows === undefined && !isFirst) return;
    const after = rows === undefined ? [] : rows.kind === 'all' ? rows.rows : rows.apply(before);
    const columns = warehouse.columns.get(table) ?? [];
    const loaded = loadColumns.filter((name) => columns.some((column) => column.name === name));
    const known = new Map(
      before.map((row, at) => [JSON.stringify(row), filled.get(table)?.[at]] as const),
    );
    const typed = after.map((row) => {
      const same = known.get(JSON.stringify(row));
      if (same !== undefined) return same;
      const stamp = isFirst ? firstLoad : now;
      return rowOf(
        { ...Object.fromEntries(loaded.map((name) => [name, stamp])), ...row },
        columns,
        table,
      );
    });
    await warehouse.fill(table, typed);
    given.set(table, after);
    filled.set(table, typed);
  });
  await Promise.all(work);
  await sleep(2);
}

async function runStep(
  bench: Bench,
  subject: Subject,
  step: Step,
  filled: ReadonlyMap<string, Row[]>,
  isFirst: boolean,
): Promise<string[]> {
  const { warehouse } = bench;
  const { model, name, columns, compared, key } = subject;
  const isIncremental = model.enumType === 'INCREMENTAL' && !isFirst;
  const tables: TableRows[] = [...filled].map(([table, rows]) => ({
    name: `${project}.${table}`,
    columns: warehouse.columns.get(table) ?? [],
    rows,
  }));
  const problems: string[] = [];

  if (isIncremental) problems.push(...(await compareIncrement(bench, subject, tables)));
  await runStatements(bench, subject, isIncremental);
  const made = await warehouse.rows(`SELECT * FROM \`${project}.${name}\``, columns);
  if (step.expected !== undefined) {
    problems.push(...(await compareExpected(bench, subject, made, step)));
  }
  if (!isIncremental) {
    const query = model.query;
    problems.push(
      ...(await compareReference(bench, subject, { query, tables, constants: [], made })),
    );
  } else if (!(name in accumulating)) {
    const before = (model.preOps ?? []).map((text) => `${text.trim()};\n`).join('');
    const afresh = await warehouse.rows(`${before}SELECT * FROM (${model.query}\n)`, columns);
    problems.push(
      ...differences(made, afresh, { columns: compared, key, tolerance: engineTolerance }).map(
        (problem) => `not what a full refresh makes: ${problem}`,
      ),
    );
  }
  return problems;
}

/** The assertion about the model's rows, when they fail it. */
async function failingAssertions(
  { graph, warehouse }: Bench,
  { model }: Subject,
): Promise<string[]> {
  const own = rowsAssertion(model.target);
  const assertion = graph.assertions.find(({ target }) => target.name === own);
  if (assertion === undefined) return [];
  const [failing] = await warehouse.client.query(assertion.query);
  return failing.length > 0 ? [own] : [];
}

/** A run without any change rewrites nothing: even the columns that say when a row was written stay. */
async function runAgain(bench: Bench, subject: Subject): Promise<string[]> {
  const { model, name, columns, key } = subject;
  if (model.enumType === 'VIEW') return [];
  const all = `SELECT * FROM \`${project}.${name}\``;
  const before = await bench.warehouse.rows(all, columns);
  await runStatements(bench, subject, true);
  const after = await bench.warehouse.rows(all, columns);
  const names = columns.map((column) => column.name);
  return differences(after, before, { columns: names, key, tolerance: 0 }).map(
    (problem) => `changed by a run without a change: ${problem}`,
  );
}
