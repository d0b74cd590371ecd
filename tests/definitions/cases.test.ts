import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../warehouse/dataform.ts';
import { compileProject, nameOf } from './compile.ts';
import { readCases, type Case } from './harness/case-files.ts';
import { openModelWarehouse, writtenAssertions } from './harness/model-warehouse.ts';
import { columnsNowhereExpected } from './harness/expected-columns.ts';
import { columnsWithoutCase, withoutCase } from './harness/not-covered.ts';
import { needsRows, rowsOfNothing } from './harness/not-evaluated.ts';
import { startReference } from './harness/reference.ts';
import { findModel, runCase, type Bench } from './harness/run-case.ts';

describe('cases of models', function () {
  let bench: Bench;
  const cases = readCases();

  before(async () => {
    const graph = await compileProject();
    const [warehouse, reference] = await Promise.all([openModelWarehouse(graph), startReference()]);
    bench = { graph, warehouse, reference };
  });
  after(async () => {
    bench.reference.stop();
    await bench.warehouse.close();
  });

  for (const model of new Set(cases.map((one) => one.model))) {
    describe(model, () => {
      for (const one of cases.filter((each) => each.model === model)) {
        it(one.name, () => runCase(bench, one));
      }
    });
  }

  it('every model has one, but those on a list that only gets shorter', () => {
    const tested = new Set(cases.map(({ model }) => nameOf(findModel(bench.graph, model).target)));
    const untested = [...bench.graph.tables, ...writtenAssertions(bench.graph)]
      .map(({ target }) => nameOf(target))
      .filter((name) => !tested.has(name));
    expect(untested.sort()).to.deep.equal(Object.keys(withoutCase).sort());
  });

  it('every column of a model has a value in one, but those on a list that only gets shorter', () => {
    const listed = (columns: Readonly<Record<string, readonly string[]>>): string[] =>
      Object.entries(columns).flatMap(([model, names]) => names.map((name) => `${model}.${name}`));
    const nowhere = listed(columnsNowhereExpected(bench, cases));
    const excused = listed(columnsWithoutCase);
    const unlike = [
      ...nowhere.filter((name) => !excused.includes(name)).map((name) => `${name}: in no case`),
      ...excused.filter((name) => !nowhere.includes(name)).map((name) => `${name}: in a case now`),
    ];
    expect(unlike.join('\n')).to.equal('');
  });

  for (const name of modelFiles()) {
    it(`${name} makes nothing of nothing, twice`, async () => {
      const { target } = findModel(bench.graph, name);
      const run = runCase(bench, emptyCase(name));
      const excuse = needsRows[nameOf(target)];
      if (excuse !== undefined) {
        const failure: unknown = await run.catch((error: unknown) => error);
        expect(failure, `it no longer needs rows: ${excuse}`).to.be.instanceOf(Error);
        return;
      }
      await run;
      const [rows] = await bench.warehouse.client.query(
        `SELECT COUNT(*) AS n FROM ${nameOf(target)}`,
      );
      const { n } = (rows as [{ n: number }])[0];
      expect(n).to.equal(rowsOfNothing[nameOf(target)]?.rows ?? 0);
    });
  }

  it('knows every model by its file', () => {
    const names = bench.graph.tables.map(({ target }) => target.name);
    expect(modelFiles()).to.have.members(names);
  });
});

/** Names of models, from their files: known before anything is compiled. */
function modelFiles(): string[] {
  const folder = path.join(projectRoot, 'definitions');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sqlx'))
    .filter((file) =>
      /^\s*type: "(table|view|incremental)"/m.test(readFileSync(path.join(folder, file), 'utf8')),
    )
    .map((file) => path.parse(file).name)
    .sort();
}

const emptyCase = (model: string): Case => ({
  model,
  name: 'empty',
  directory: '',
  steps: [
    { name: 'first run', inputs: new Map() },
    { name: 'second run', inputs: new Map() },
  ],
  failing: [],
});
