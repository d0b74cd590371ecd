import { expect } from 'chai';
import { compileProject, type CompiledGraph } from './compile.ts';

describe('compiled Dataform graph', function () {
  this.timeout(240_000);
  let graph: CompiledGraph;
  before(async () => {
    graph = await compileProject();
  });

  const offenders = (wrong: (table: CompiledGraph['tables'][number]) => boolean): string[] =>
    graph.tables.filter(wrong).map(({ target }) => `${target.schema}.${target.name}`);

  it('compiles without errors', () => {
    expect(graph.graphErrors?.compilationErrors ?? []).to.deep.equal([]);
    expect(graph.tables.length).to.be.greaterThan(20);
  });

  it('states the grain of every model at the start of its description', () => {
    expect(
      offenders((table) => !table.actionDescriptor?.description?.startsWith('One row')),
    ).to.deep.equal([]);
  });

  it('checks a unique key and required columns of every model', () => {
    const asserted = (suffix: string): Set<string> =>
      new Set(
        graph.assertions
          .filter(({ target }) => target.name.includes(suffix))
          .map(({ parentAction }) => `${parentAction?.schema ?? ''}.${parentAction?.name ?? ''}`),
      );
    const unique = asserted('_assertions_uniqueKey');
    const required = asserted('_assertions_rowConditions');
    const name = ({ target }: CompiledGraph['tables'][number]): string =>
      `${target.schema}.${target.name}`;
    expect(
      offenders((table) => !unique.has(name(table)) && (table.uniqueKey ?? []).length === 0),
    ).to.deep.equal([]);
    expect(offenders((table) => !required.has(name(table)))).to.deep.equal([]);
  });

  it('tags every model and describes columns of every model', () => {
    expect(offenders((table) => (table.tags ?? []).length === 0)).to.deep.equal([]);
    expect(
      offenders((table) => (table.actionDescriptor?.columns ?? []).length === 0),
    ).to.deep.equal([]);
  });

  it('partitions every table that grows with the games', () => {
    const small = [
      'mlb_historical_data.people_historical',
      'mlb_historical_data.teams_historical',
      'mlb_historical_data.venues_historical',
      'mlb_models.model_versions',
      'mlb_models.model_weights',
    ];
    const unpartitioned = offenders(
      (table) => table.enumType !== 'VIEW' && table.bigquery?.partitionBy === undefined,
    );
    expect(unpartitioned.sort()).to.deep.equal(small.sort());
  });

  it('selects no *', () => {
    expect(offenders((table) => /SELECT\s+(\w+\.)?\*/i.test(table.query))).to.deep.equal([]);
  });

  it('reads raw tables only in staging', () => {
    const reads = (table: CompiledGraph['tables'][number]): boolean =>
      (table.dependencyTargets ?? []).some(({ schema }) => schema === 'mlb_raw');
    expect(
      offenders((table) => reads(table) && table.target.schema !== 'mlb_staging'),
    ).to.deep.equal([]);
  });

  it('bakes the as-of date into models and forecasts, and refuses one that is not a date', async () => {
    const dated = await compileProject({ as_of_date: '2019-04-15' });
    const model = dated.operations.find(({ target }) => target.name === 'game_outcome');
    expect(model?.queries.join()).to.contain("completed_date < DATE '2019-04-15'");
    const wrong = await compileProject({ as_of_date: '15.4.2019' });
    expect(JSON.stringify(wrong.graphErrors)).to.contain('YYYY-MM-DD');
  });
});
