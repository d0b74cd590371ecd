import { parseScript } from '../../../embedded/sql/script.ts';
import type { ColumnSchema } from '../../../warehouse/table-schemas.ts';
import type { Step } from './case-files.ts';
import { differences } from './compare-rows.ts';
import { project } from './model-warehouse.ts';
import { notEvaluated } from './not-evaluated.ts';
import { constantColumn, constantValue, type Constant, type TableRows } from './reference.ts';
import type { Bench, Subject } from './subject.ts';
import { rowOf, valueOf, type Row, type Value } from './values.ts';

/** Sums taken in another order differ in the last digits. */
export const engineTolerance = 1e-9;

/** Fractions in expected rows may be written to seven digits. */
const writtenTolerance = 1e-6;

/** The rows made of a model beside those that the case expects. */
export async function compareExpected(
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

/** The rows made by a query beside those of ZetaSQL's reference evaluator. */
export async function compareReference(
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
export async function compareIncrement(
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
