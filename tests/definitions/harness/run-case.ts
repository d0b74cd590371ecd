import { setTimeout as sleep } from 'node:timers/promises';
import { parseScript } from '../../../embedded/sql/script.ts';
import { keyOf, rowsAssertion } from '../../../warehouse/compiled-project.ts';
import type { ColumnSchema } from '../../../warehouse/table-schemas.ts';
import { nameOf, type CompiledGraph, type CompiledTable } from '../compile.ts';
import type { Case, Step } from './case-files.ts';
import { differences } from './compare-rows.ts';
import { planRun } from './dataform-cli.ts';
import {
  inputsOf,
  project,
  viewStatement,
  writtenAssertions,
  type ModelWarehouse,
} from './model-warehouse.ts';
import { accumulating, notEvaluated } from './not-evaluated.ts';
import {
  constantColumn,
  constantValue,
  type Constant,
  type Reference,
  type TableRows,
} from './reference.ts';
import { planGraph, runActions } from './run-graph.ts';
import { rowOf, valueOf, type Row, type Value } from './values.ts';

/** Columns that say when something was done: two runs of the same work differ in them. */
export const circumstances = ['loaded_at', 'trained_at', 'predicted_at', 'checked_at'];

/** Columns that a row left out of an input has anyway: when it was loaded, which later runs go by. */
const loadColumns = ['loaded_at', 'raw_loaded_at'];

const firstLoad = '2020-01-01 00:00:00+00';

/** Sums taken in another order differ in the last digits. */
const engineTolerance = 1e-9;

/** Fractions in expected rows may be written to seven digits. */
const writtenTolerance = 1e-6;

export interface Bench {
  graph: CompiledGraph;
  warehouse: ModelWarehouse;
  reference: Reference;
}

/** A model under test: what it is, what it reads, and what tells its rows apart. */
interface Subject {
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

function subjectOf(
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

function onDate(model: CompiledTable, dated: (sql: string) => string): CompiledTable {
  const { query, incrementalQuery, preOps, incrementalPreOps } = model;
  return {
    ...model,
    query: dated(query),
    ...(incrementalQuery !== undefined && { incrementalQuery: dated(incrementalQuery) }),
    ...(preOps !== undefined && { preOps: preOps.map(dated) }),
    ...(incrementalPreOps !== undefined && { incrementalPreOps: incrementalPreOps.map(dated) }),
  };
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

async function runStatements(
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

async function compareExpected(
  { warehouse }: Bench,
  { columns, key }: Subject,
  all: readonly Row[],
  { expected = [], expectedOf = {} }: Step,
): Promise<string[]> {
  for (const name of Object.keys(expectedOf)) {
    if (!columns.some((column) => column.name === name))
      throw new Error(`expected of ${name}, which is no column`);
  }
  const made = all.filter((row) =>
    Object.entries(expectedOf).every(([name, values]) => values.includes(row[name])),
  );
  const named = new Set(expected.flatMap((row) => Object.keys(row)));
  const wanted = columns.filter(({ name }) => named.has(name));
  const sums = new Map<string, number>();
  const isSum = (column: ColumnSchema, value: unknown): value is string =>
    column.type === 'FLOAT64' && column.mode !== 'REPEATED' && typeof value === 'string';
  for (const row of expected) {
    for (const column of wanted) {
      const value = row[column.name];
      if (isSum(column, value)) sums.set(value, Number.NaN);
    }
  }
  if (sums.size > 0) {
    const texts = [...sums.keys()];
    const items = texts.map((text, at) => `CAST(${text} AS FLOAT64) AS sum_${String(at)}`);
    const [rows] = await warehouse.client.query(`SELECT ${items.join(', ')}`);
    const [row] = rows as [Record<string, number>];
    texts.forEach((text, at) => sums.set(text, row[`sum_${String(at)}`] ?? Number.NaN));
  }
  const rows = expected.map((row) => {
    const computed = { ...row };
    for (const column of wanted) {
      const value = row[column.name];
      if (isSum(column, value)) computed[column.name] = sums.get(value);
    }
    return rowOf(computed, columns, 'expected.yaml');
  });
  const usable = key?.every((name) => named.has(name)) === true ? key : undefined;
  return differences(made, rows, {
    columns: wanted.map(({ name }) => name),
    key: usable,
    tolerance: writtenTolerance,
  });
}

interface Evaluation {
  query: string;
  tables: readonly TableRows[];
  constants: readonly Constant[];
  made: readonly Row[];
}

async function compareReference(
  { reference }: Bench,
  { name, columns, compared, key }: Subject,
  { query, tables, constants, made }: Evaluation,
): Promise<string[]> {
  const exception = notEvaluated[name];
  let theirs: Row[];
  try {
    theirs = await reference.rows(query, columns, tables, constants);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return exception?.message.test(message) ? [] : [`ZetaSQL cannot run it: ${message}`];
  }
  if (exception !== undefined) return [`ZetaSQL runs it: it is in notEvaluated no more`];
  return differences(made, theirs, { columns: compared, key, tolerance: engineTolerance }).map(
    (problem) => `here, and not so on ZetaSQL: ${problem}`,
  );
}

/** The query of an incremental run and its script variables, on both engines, before it is run for good. */
async function compareIncrement(
  bench: Bench,
  subject: Subject,
  tables: readonly TableRows[],
): Promise<string[]> {
  const { warehouse, reference } = bench;
  const { model, name, columns } = subject;
  const before = withoutReturns(model.incrementalPreOps ?? []);
  const query = model.incrementalQuery ?? model.query;
  const self = `\`${project}.${name}\``;
  const script = (select: string): string => (before === '' ? select : `${before};\n${select}`);
  const itself = (rows: Row[]): TableRows => ({ name: `${project}.${name}`, columns, rows });

  const declared = before === '' ? [] : parseScript(before).filter((n) => n.kind === 'declare');
  const present = [...tables, itself(await warehouse.rows(`SELECT * FROM ${self}`, columns))];
  const left = itself(await warehouse.rows(script(`SELECT * FROM ${self}`), columns));
  const made = await warehouse.rows(script(`SELECT * FROM (${query}\n)`), columns);

  const problems: string[] = [];
  const constants: Constant[] = [];
  const values: { column: ColumnSchema; theirs: Value }[] = [];
  for (const { names, type = '', initial } of declared) {
    for (const variable of names) {
      const expression = initial?.text ?? 'NULL';
      const typed = type === '' ? expression : `CAST(${expression} AS ${type})`;
      let constant: Constant;
      try {
        constant = await reference.constant(variable, typed, present, constants);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (notEvaluated[name]?.message.test(message) === true) return problems;
        return [...problems, `ZetaSQL cannot compute ${variable}: ${message}`];
      }
      const column = constantColumn(constant);
      values.push({ column, theirs: constantValue(constant, column) });
      constants.push(constant);
    }
  }
  if (values.length > 0) {
    const variables = values.map(({ column }) => column);
    const select = `SELECT ${variables.map((column) => column.name).join(', ')}`;
    const [row] = await warehouse.rows(script(select), variables);
    for (const { column, theirs } of values) {
      const ours = JSON.stringify(sorted(row?.[column.name] ?? valueOf(null, column)));
      const wanted = JSON.stringify(sorted(theirs));
      if (ours !== wanted) problems.push(`${column.name} is ${ours}, on ZetaSQL ${wanted}`);
    }
  }
  const evaluation = { query, tables: [...tables, left], constants, made };
  return [...problems, ...(await compareReference(bench, subject, evaluation))].map(
    (problem) => `increment: ${problem}`,
  );
}

/** What runs before an increment whether or not there is something to do. */
const withoutReturns = (operations: readonly string[]): string =>
  operations
    .flatMap((text) =>
      parseScript(text)
        .filter(({ kind }) => kind !== 'if')
        .map(({ start, end }) => text.slice(start, end).trim()),
    )
    .join(';\n');

/** Arrays of script variables are sets. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value;

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
