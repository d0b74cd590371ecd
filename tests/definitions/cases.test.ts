import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../warehouse/dataform.ts';
import { compileProject, nameOf } from './compile.ts';
import { readCases } from './harness/case-files.ts';
import { openModelWarehouse, writtenAssertions } from './harness/model-warehouse.ts';
import { columnsNowhereExpected } from './harness/expected-columns.ts';
import { columnsWithoutCase, withoutCase } from './harness/not-covered.ts';
import { rowsOfNothing } from './harness/not-evaluated.ts';
import { startReference } from './harness/reference.ts';
import { runCase } from './harness/run-case.ts';
import { runOnNothing } from './harness/run-on-nothing.ts';
import { findModel, type Bench } from './harness/subject.ts';

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

  describe('of empty tables', () => {
    let made: Awaited<ReturnType<typeof runOnNothing>>;
    before(async () => {
      made = await runOnNothing(bench);
    });

    for (const file of modelFiles()) {
      it(`${file} makes nothing, twice`, () => {
        const name = nameOf(findModel(bench.graph, file).target);
        expect(made.get(name)).to.deep.equal({
          problems: [],
          rows: rowsOfNothing[name]?.rows ?? 0,
        });
      });
    }
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
