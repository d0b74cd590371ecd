import { expect } from 'chai';
import { keyOf } from '../../warehouse/compiled-project.ts';
import { compileProject, nameOf, type CompiledGraph } from './compile.ts';

/** What a layer may read beside itself: each names the layers before it. `docs/sql-rules.md` says why. */
const reads: Readonly<Record<string, readonly string[]>> = {
  mlb_staging: ['mlb_raw'],
  mlb_quality: ['mlb_staging'],
  mlb_historical_data: ['mlb_staging', 'mlb_quality'],
  mlb_features: ['mlb_historical_data'],
  mlb_models: ['mlb_features', 'mlb_historical_data'],
  mlb_predictions: ['mlb_models', 'mlb_features', 'mlb_historical_data'],
  mlb_ops: ['mlb_predictions', 'mlb_models', 'mlb_features', 'mlb_historical_data', 'mlb_staging'],
  mlb_reporting: [
    'mlb_ops',
    'mlb_predictions',
    'mlb_models',
    'mlb_features',
    'mlb_historical_data',
    'mlb_quality',
  ],
};

/** Models that no other reads though they are not reports: with who does. */
const endpoints: Readonly<Record<string, string>> = {
  'mlb_historical_data.player_season_stats_historical':
    'people: what MLB says of a season, to compare what is summed here with',
  'mlb_historical_data.team_season_stats_historical':
    'people: what MLB says of a season, to compare what is summed here with',
  'mlb_quality.date_quality_grades': 'its assertions, and the healing: what to collect again',
  'mlb_quality.quality_checks': 'people and the pipeline: what to collect again',
  'mlb_features.game_ratings': 'people: the ratings of a game before it, one row instead of a join',
  'mlb_models.batter_training': 'the training of the models of batters',
  'mlb_models.starter_training': 'the training of the models of starters',
  'mlb_predictions.challenger_predictions': 'the API, for the clients of the other arm',
  'mlb_predictions.player_predictions': 'the API',
  'mlb_ops.entity_volumes': 'its own assertions, and alerts',
  'mlb_ops.forecast_drift': 'its own assertions, and alerts',
  'mlb_ops.retrain_requests': 'the training, which obeys them',
  'mlb_ops.table_freshness': 'its own assertions, and alerts',
};

/** Incremental tables that read all of their sources each time: with the reason. */
const readsEverything: Readonly<Record<string, string>> = {
  'mlb_historical_data.injuries_historical':
    'a stint is worked out of all moves of a player; only rows that differ are written',
  'mlb_predictions.game_predictions': 'reads the rows of one date, as_of_date',
  'mlb_predictions.challenger_predictions': 'reads the rows of one date, as_of_date',
  'mlb_predictions.player_predictions': 'reads the rows of one date, as_of_date',
};

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
    const asserted = new Set(graph.assertions.map(({ target }) => target.name));
    const name = ({ target }: CompiledGraph['tables'][number]): string =>
      `${target.schema}_${target.name}_rows`;
    expect(offenders((table) => !asserted.has(name(table)))).to.deep.equal([]);
    expect(
      offenders(
        ({ target, uniqueKey = [] }) =>
          uniqueKey.length > 0 &&
          String(keyOf({ assertions: graph.assertions }, target)) !== String(uniqueKey),
      ),
    ).to.deep.equal([]);
  });

  it('tags every model and describes columns of every model', () => {
    expect(offenders((table) => (table.tags ?? []).length === 0)).to.deep.equal([]);
    expect(
      offenders((table) => (table.actionDescriptor?.columns ?? []).length === 0),
    ).to.deep.equal([]);
  });

  it('partitions every table that grows with the games', () => {
    const small = [
      'mlb_features.feature_catalogue',
      'mlb_historical_data.people_historical',
      'mlb_historical_data.teams_historical',
      'mlb_historical_data.venues_historical',
    ];
    const unpartitioned = offenders(
      (table) => table.enumType !== 'VIEW' && table.bigquery?.partitionBy === undefined,
    );
    expect(unpartitioned.sort()).to.deep.equal(small.sort());
  });

  it('selects no *', () => {
    expect(offenders((table) => /SELECT\s+(\w+\.)?\*/i.test(table.query))).to.deep.equal([]);
  });

  it('reads only the layers before: no short cut to another', () => {
    const wrong: string[] = [];
    for (const { target, dependencyTargets = [] } of graph.tables) {
      for (const { schema, name } of dependencyTargets) {
        const isAssertion = graph.assertions.some((one) => one.target.name === name);
        if (schema === target.schema || isAssertion) continue;
        if (reads[target.schema]?.includes(schema) !== true)
          wrong.push(`${nameOf(target)} reads ${schema}.${name}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('has no orphan: what nothing reads is a report, or says who reads it', () => {
    // Looks at the columns of every incremental table, and reads none.
    const looking = 'incremental_tables_are_current';
    const read = new Set(
      [...graph.tables, ...graph.operations]
        .filter(({ target }) => target.name !== looking)
        .flatMap(({ dependencyTargets = [] }) => dependencyTargets.map(nameOf)),
    );
    const orphans = graph.tables
      .map(({ target }) => target)
      .filter((target) => target.schema !== 'mlb_reporting' && !read.has(nameOf(target)))
      .map(nameOf)
      .filter((name) => !(name in endpoints));
    expect(orphans).to.deep.equal([]);
    expect(Object.keys(endpoints).filter((name) => read.has(name))).to.deep.equal([]);
  });

  it('lets every increment read only what changed, or says why it reads everything', () => {
    const unfiltered = graph.tables
      .filter(({ enumType }) => enumType === 'INCREMENTAL')
      .filter(({ incrementalQuery = '', incrementalPreOps = [] }) => {
        const declared = [...incrementalPreOps.join(';').matchAll(/DECLARE (\w+)/g)];
        return !declared.some(([, variable = '']) =>
          new RegExp(`\\b${variable}\\b`).test(incrementalQuery),
        );
      })
      .map(({ target }) => nameOf(target));
    expect(unfiltered.filter((name) => !(name in readsEverything))).to.deep.equal([]);
    expect(Object.keys(readsEverything).filter((name) => !unfiltered.includes(name))).to.deep.equal(
      [],
    );
  });

  it('bakes the as-of date and the champion into forecasts, and refuses what is neither', async () => {
    const dated = await compileProject({
      as_of_date: '2019-04-15',
      game_outcome_version: 'v1.2.3',
    });
    const forecasts = dated.tables.find(({ target }) => target.name === 'game_predictions')?.query;
    expect(forecasts).to.contain("game_date = DATE '2019-04-15'");
    expect(forecasts).to.contain('mlb_models.game_outcome_v1_2_3`');
    const both = await compileProject({
      as_of_date: '2019-04-15',
      game_outcome_version: 'v1.2.3',
      game_outcome_challenger_version: 'v2.0.0',
    });
    const byName = (name: string): string | undefined =>
      both.tables.find(({ target }) => target.name === name)?.query;
    const championsQuery = byName('game_predictions') ?? '';
    expect(byName('challenger_predictions')?.trim()).to.equal(
      `${championsQuery.trim().replaceAll('v1_2_3', 'v2_0_0').replaceAll('v1.2.3', 'v2.0.0')}\nWHERE TRUE`,
    );
    const wrong = await compileProject({ as_of_date: '15.4.2019', game_outcome_version: '1.2' });
    expect(JSON.stringify(wrong.graphErrors)).to.contain('YYYY-MM-DD');
    const noVersion = await compileProject({ game_outcome_version: 'newest' });
    expect(JSON.stringify(noVersion.graphErrors)).to.contain('v1.2.3');
  });
});
