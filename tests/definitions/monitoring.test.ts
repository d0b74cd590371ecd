import { createRequire } from 'node:module';
import { expect } from 'chai';
import { compileProject, type CompiledGraph } from './compile.ts';
import { buildGraph } from './harness/run-graph.ts';
import { featureColumns, leagueTables, modelInputs } from './league-tables.ts';
import { openSmallWarehouse, project, type SmallWarehouse } from './small-warehouse.ts';

const settings = createRequire(import.meta.url)('../../includes/monitoring.js') as {
  usdPerTib: (config: object) => number;
  jobs: (config: object) => string;
};

type Row = Record<string, unknown>;

const days = (from: string, count: number): string =>
  new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10);

describe('monitoring', function () {
  this.timeout(240_000);
  let warehouse: SmallWarehouse;
  let graph: CompiledGraph;

  const build = (names: readonly string[], fullRefresh = false): Promise<void> =>
    buildGraph(warehouse.client, graph, {
      actions: names.map((name) => `${project}.mlb_ops.${name}`),
      assertions: false,
      fullRefresh,
    });

  const failing = (name: string): Promise<Row[]> => {
    const assertion = graph.assertions.find(({ target }) => target.name === name);
    if (!assertion) throw new Error(`there is no assertion ${name}`);
    return warehouse.rows<Row>(assertion.query);
  };

  before(async () => {
    graph = await compileProject({ as_of_date: '2019-06-11' });
    warehouse = await openSmallWarehouse();
  });
  beforeEach(async () => {
    for (const [name, columns] of Object.entries(leagueTables)) {
      await warehouse.table(name, columns);
    }
    for (const name of ['feature_drift', 'feature_null_rates', 'job_costs']) {
      await warehouse.client.query(`DROP TABLE IF EXISTS mlb_ops.${name}`);
    }
  });
  after(() => warehouse.close());

  /** Training games of one value each on a date. */
  const training = (date: string, values: readonly (number | null)[], firstPk: number) =>
    values.map((run_margin_diff, index) => ({
      game_pk: firstPk + index,
      season: Number(date.slice(0, 4)),
      game_date: date,
      run_margin_diff,
    }));
  const repeated = <Value>(value: Value, count: number): Value[] =>
    Array.from({ length: count }, () => value);
  const numbers = Array.from({ length: 200 }, (_, index) => index + 1);

  const drift = (date: string, feature = 'run_margin_diff'): Promise<Row[]> =>
    warehouse.rows<Row>(
      `SELECT * FROM mlb_ops.feature_drift WHERE game_date = '${date}' AND feature_name = '${feature}'`,
    );

  it('is GoogleSQL as its analyzer has it, and says nothing about an empty warehouse', async () => {
    await build(['feature_drift', 'feature_null_rates', 'job_costs'], true);
    await build(['entity_volumes', 'forecast_drift', 'forecast_monitors', 'table_freshness']);
    const queries = graph.tables
      .filter(({ target }) => target.schema === 'mlb_ops')
      .map(({ target, query }) => [target.name, query] as const);
    expect(queries.length).to.equal(7);
    expect(await warehouse.faults(Object.fromEntries(queries))).to.deep.equal({});
    const warnings = graph.assertions.filter(
      ({ target }) => target.name.startsWith('warn_') && target.schema === 'mlb_ops',
    );
    expect(warnings.length).to.equal(6);
    for (const { query, target } of warnings)
      expect(await warehouse.rows(query), target.name).to.deep.equal([]);
  });

  it('measures how far an input has drifted from the training deciles', async () => {
    await warehouse.insert('mlb_models.game_outcome_training', [
      ...training('2018-06-01', numbers, 1),
      ...training('2019-05-12', repeated(999, 7), 1000),
      ...training('2019-06-11', [...repeated(10, 50), ...repeated(190, 50)], 2000),
    ]);
    await build(['feature_drift'], true);
    const [row] = await drift('2019-06-11');
    // bins begin at 20, 40, ..., 180: 19, 20 (eight times) and 21 of the 200 training games; now 50, none and 50
    const expected =
      (0.5 - 0.095) * Math.log(0.5 / 0.095) +
      8 * (0.0001 - 0.1) * Math.log(0.0001 / 0.1) +
      (0.5 - 0.105) * Math.log(0.5 / 0.105);
    expect(expected).to.be.closeTo(6.8097, 1e-4);
    expect(row?.psi).to.be.closeTo(expected, 1e-8);
    expect(row?.psi_by_chance).to.be.closeTo(0.015 * (9 + 3.09 * Math.sqrt(18)), 1e-9);
    // 12 May is the 31st day before, and no longer counts
    expect(row).to.include({
      games_on_date: 100,
      games_recent: 100,
      games_training: 200,
      bins: 10,
      psi_usual: 0,
      drift: 'significant',
      mean_recent: 100,
      mean_training: 100.5,
      null_rate_recent: 0,
    });
    expect(
      (await failing('warn_feature_drift')).map(({ feature_name }) => feature_name),
    ).to.deep.equal(['run_margin_diff']);
    const [never] = await drift('2019-06-11', 'bullpen_fip_share_diff');
    expect(never).to.include({ psi: 0, drift: 'stable', null_rate_recent: 1, mean_recent: null });
    const [{ rows }] = (await warehouse.rows<{ rows: number }>(
      'SELECT COUNT(*) AS rows FROM mlb_ops.feature_drift',
    )) as [{ rows: number }];
    expect(rows).to.equal(2 * modelInputs.length);
  });

  it('calls stable what chance gives, what the training months had, and too few games', async () => {
    await warehouse.insert('mlb_models.game_outcome_training', [
      ...training('2018-05-01', numbers, 1),
      ...training('2018-06-01', repeated(1000, 200), 1000),
      ...training('2019-04-10', repeated(1000, 99), 2000),
      ...training('2019-06-11', repeated(1000, 100), 3000),
    ]);
    await build(['feature_drift'], true);
    const [few] = await drift('2019-04-10');
    expect(few?.drift).to.equal('too few games');
    const [row] = await drift('2019-06-11');
    // bins of 39, 40 (four times), 1 and 200 of 400 training games; now all in the last one, as in June 2018
    const share = (count: number): number => count / 400;
    const june =
      [39, 40, 40, 40, 40, 1].reduce(
        (sum, count) => sum + (0.0001 - share(count)) * Math.log(0.0001 / share(count)),
        0,
      ) +
      0.5 * Math.log(2);
    expect(row?.psi).to.be.closeTo(june, 1e-8);
    // May 2018 had none in it: twice the share of the others, (.0001 - .5) * ln(.0001 / .5) for the last
    expect(row?.psi_usual).to.be.closeTo(0.5 * Math.log(2) - 0.4999 * Math.log(0.0002), 1e-8);
    expect(row?.drift).to.equal('stable');
  });

  it('counts a feature that goes missing as drift', async () => {
    await warehouse.insert('mlb_models.game_outcome_training', [
      ...training('2018-06-01', numbers, 1),
      ...training('2019-06-11', [...numbers.slice(0, 100), ...repeated(null, 100)], 2000),
    ]);
    await build(['feature_drift'], true);
    const [row] = await drift('2019-06-11');
    expect(row).to.include({
      bins: 11,
      null_rate_recent: 0.5,
      null_rate_training: 0,
      drift: 'significant',
    });
  });

  it('comes to the same drift day by day as at once, and rewrites nothing without a change', async () => {
    const features = 'mlb_features.game_features_daily';
    const all = async (): Promise<Row[]> =>
      warehouse.rows<Row>(
        'SELECT * EXCEPT (loaded_at) FROM mlb_ops.feature_drift ORDER BY game_date, feature_name',
      );
    const loads = (): Promise<Row[]> =>
      warehouse.rows<Row>(
        'SELECT game_date, MAX(loaded_at) AS l FROM mlb_ops.feature_drift GROUP BY 1 ORDER BY 1',
      );
    await warehouse.insert('mlb_models.game_outcome_training', [
      ...training('2018-06-01', numbers, 1),
      ...training('2019-05-01', numbers.slice(0, 120), 1000),
    ]);
    await build(['feature_drift'], true);
    const first = await loads();
    for (let day = 1; day <= 3; day++) {
      const date = days('2019-05-01', 14 * day);
      await warehouse.insert(
        'mlb_models.game_outcome_training',
        training(date, numbers.slice(10 * day, 150), 1000 * (day + 1)),
      );
      await warehouse.insert(features, [
        { game_pk: 1000 * (day + 1), game_date: date, loaded_at: new Date().toISOString() },
      ]);
      await build(['feature_drift']);
    }
    const daily = await all();
    expect((await loads())[0]).to.deep.equal(first[0]);
    const untouched = await loads();
    await build(['feature_drift']);
    expect(await loads()).to.deep.equal(untouched);
    // a game called off afterwards: its date has one training game less
    await warehouse.client.query(
      'DELETE FROM mlb_models.game_outcome_training WHERE game_pk = 2003',
    );
    await build(['feature_drift']);
    const corrected = await all();
    expect(corrected).not.to.deep.equal(daily);
    await build(['feature_drift'], true);
    expect(await all()).to.deep.equal(corrected);
  });

  it('counts missing features by date, anew only where a row changed', async () => {
    const features = 'mlb_features.game_features_daily';
    const row = (game_pk: number, game_date: string, streak: number | null, minute: number) => ({
      game_pk,
      game_date,
      home_streak: streak,
      loaded_at: new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString(),
    });
    await warehouse.insert(features, [
      row(1, '2019-06-01', 2, 0),
      row(2, '2019-06-01', null, 0),
      row(3, '2019-06-02', 1, 0),
    ]);
    await build(['feature_null_rates'], true);
    const rates = (): Promise<Row[]> =>
      warehouse.rows<Row>(
        `SELECT CAST(game_date AS STRING) AS day, games, null_games, null_rate FROM mlb_ops.feature_null_rates
         WHERE feature_name = 'home_streak' ORDER BY game_date`,
      );
    expect(await rates()).to.deep.equal([
      { day: '2019-06-01', games: 2, null_games: 1, null_rate: 0.5 },
      { day: '2019-06-02', games: 1, null_games: 0, null_rate: 0 },
    ]);
    const loads = (): Promise<Row[]> =>
      warehouse.rows<Row>(
        'SELECT game_date, COUNT(*) AS n, MIN(loaded_at) AS l FROM mlb_ops.feature_null_rates GROUP BY 1 ORDER BY 1',
      );
    const before = await loads();
    expect(before.map(({ n }) => n)).to.deep.equal(repeated(Object.keys(featureColumns).length, 2));
    await warehouse.client.query(
      `UPDATE ${features} SET home_streak = NULL, loaded_at = CURRENT_TIMESTAMP() WHERE game_pk = 3`,
    );
    await build(['feature_null_rates']);
    const after = await loads();
    expect(after[0]).to.deep.equal(before[0]);
    expect(after[1]).not.to.deep.equal(before[1]);
    expect((await rates())[1]).to.include({ null_rate: 1 });
    await warehouse.client.query(`DELETE FROM ${features} WHERE game_date = '2019-06-02'`);
    await build(['feature_null_rates']);
    expect((await rates()).map(({ day }) => day)).to.deep.equal(['2019-06-01']);
  });

  it('warns of features that stop coming', async () => {
    const features = 'mlb_features.game_features_daily';
    await warehouse.insert(
      features,
      Array.from({ length: 40 }, (_, index) => ({
        game_pk: index,
        game_date: days('2019-05-01', index),
        home_streak: index < 35 ? 1 : null,
        umpire_runs_per_game: index < 35 ? 9 : null,
        loaded_at: '2019-06-11 00:00:00+00',
      })),
    );
    await build(['feature_null_rates'], true);
    const warned = await failing('warn_missing_features');
    expect(warned.map(({ feature_name }) => feature_name)).to.deep.equal(['home_streak']);
    expect(warned[0]?.null_rate_recent).to.be.closeTo(5 / 7, 1e-12);
  });

  it('tells fresh tables from stale ones by the season', async () => {
    const run = (logical_date: string, source: string) => ({
      run_id: logical_date,
      run_started_at: '2026-01-01 12:00:00+00',
      source,
      logical_date,
    });
    const seen = async (): Promise<Row> => {
      await build(['table_freshness']);
      const rows = await warehouse.rows<{
        table_name: string;
        freshness: string;
        days_behind: number;
      }>('SELECT table_name, freshness, days_behind FROM mlb_ops.table_freshness');
      return Object.fromEntries(
        rows.map((row) => [row.table_name, `${row.freshness} ${row.days_behind}`]),
      );
    };
    await warehouse.insert('mlb_ops.runs', [run('2019-06-10', 'replay')]);
    const games = 'mlb_historical_data.games_historical';
    await warehouse.insert(games, [
      { game_pk: 1, game_date: '2019-06-08', is_final: true },
      { game_pk: 2, game_date: '2019-06-09', is_final: false },
      { game_pk: 3, game_date: '2019-06-10', is_final: true },
    ]);
    await warehouse.insert('mlb_historical_data.team_stats_historical', [
      { game_date: '2019-06-08' },
    ]);
    await warehouse.insert('mlb_historical_data.player_stats_historical', [
      { game_date: '2019-06-06' },
    ]);
    await warehouse.insert('mlb_historical_data.rosters_historical', [
      { roster_date: '2019-05-15' },
    ]);
    expect(await seen()).to.include({
      games_historical: 'fresh 0',
      team_stats_historical: 'fresh 0',
      player_stats_historical: 'stale 2',
      rosters_historical: 'fresh 0',
      statcast_pitches: 'empty 0',
    });
    expect((await failing('warn_stale_tables')).map(({ table_name }) => table_name)).to.deep.equal([
      'player_stats_historical',
    ]);
    // six days later nothing has come: the schedule has no break that long
    await warehouse.insert('mlb_ops.runs', [run('2019-06-20', 'replay')]);
    expect(await seen()).to.include({ games_historical: 'stale 5' });
    // standings end with the regular season, while games go on
    await warehouse.insert('mlb_staging.stg_seasons', [
      {
        season: 2019,
        regular_start_date: '2019-03-28',
        regular_end_date: '2019-09-29',
        postseason_end_date: '2019-10-30',
      },
    ]);
    await warehouse.insert(games, [{ game_pk: 4, game_date: '2019-10-20', is_final: true }]);
    await warehouse.insert('mlb_ops.runs', [run('2019-10-21', 'replay')]);
    const standings = 'mlb_historical_data.standings_historical';
    await warehouse.insert(standings, [{ standings_date: '2019-09-24' }]);
    expect(await seen()).to.include({ standings_historical: 'stale 1' });
    await warehouse.insert(standings, [{ standings_date: '2019-09-29' }]);
    expect(await seen()).to.include({ standings_historical: 'fresh 0' });
    await warehouse.insert('mlb_ops.runs', [run('2019-12-20', 'replay')]);
    expect(await seen()).to.include({ games_historical: 'nothing expected 0' });
    // live data is measured by today's date, whatever was collected
    await warehouse.insert('mlb_ops.runs', [run('2020-06-20', 'live')]);
    const [{ today }] = (await warehouse.rows<{ today: boolean }>(
      `SELECT LOGICAL_AND(today = CURRENT_DATE('America/New_York')) AS today FROM mlb_ops.table_freshness`,
    )) as [{ today: boolean }];
    expect(today).to.equal(true);
  });

  it("finds dates whose volume is odd beside the season's own", async () => {
    const lines = (date: string, game: number, count: number, game_type = 'R') =>
      Array.from({ length: count }, (_, player_id) => ({
        game_pk: game,
        player_id,
        game_date: date,
        game_type,
      }));
    await warehouse.insert('mlb_historical_data.player_stats_historical', [
      ...Array.from({ length: 9 }, (_, index) =>
        lines(days('2019-06-01', index), index, index % 2 ? 26 : 28),
      ).flat(),
      ...lines('2019-06-10', 100, 11),
      ...lines('2019-10-05', 200, 40, 'D'),
      ...lines('2018-06-10', 300, 11),
    ]);
    await build(['entity_volumes']);
    const odd = await warehouse.rows<Row>(
      `SELECT CAST(game_date AS STRING) AS day, row_count, median_rows_per_game, median_absolute_deviation
       FROM mlb_ops.entity_volumes WHERE is_odd`,
    );
    // 28 five times, 26 four times and 11: the median of ten is 27, and its deviations are 1 but for 16
    expect(odd).to.deep.equal([
      { day: '2019-06-10', row_count: 11, median_rows_per_game: 27, median_absolute_deviation: 1 },
    ]);
    expect((await failing('warn_odd_volumes')).length).to.equal(1);
  });

  it('compares the forecasts of a month with those of the year before', async () => {
    const forecasts = (date: string, home_win_probability: number, count: number, first: number) =>
      Array.from({ length: count }, (_, index) => ({
        game_pk: first + index,
        game_date: date,
        home_win_probability,
      }));
    await warehouse.insert('mlb_predictions.game_predictions', [
      ...forecasts('2019-05-01', 0.52, 200, 1),
      ...forecasts('2019-06-10', 0.58, 100, 1000),
    ]);
    await build(['forecast_drift']);
    const [first, row] = await warehouse.rows<Row>(
      'SELECT * FROM mlb_ops.forecast_drift ORDER BY game_date',
    );
    expect(first).to.include({
      forecasts_recent: 200,
      forecasts_before: 0,
      psi: null,
      drift: 'too few games',
    });
    // two bins, each all or nothing: 2 * .9999 * ln 10,000
    expect(row?.psi).to.be.closeTo(2 * 0.9999 * Math.log(10_000), 1e-9);
    expect(row?.psi_by_chance).to.be.closeTo(0.015 * (1 + 3.09 * Math.sqrt(2)), 1e-9);
    expect(row).to.include({ forecasts_recent: 100, forecasts_before: 200, drift: 'significant' });
    expect(row?.mean_forecast_recent).to.be.closeTo(0.58, 1e-9);
    expect((await failing('warn_forecast_drift')).length).to.equal(1);
  });

  it('keeps every job once, with its price', async () => {
    await warehouse.rows('SELECT COUNT(*) FROM mlb_ops.collection_runs');
    await build(['job_costs']);
    await build(['job_costs']);
    const [row] = await warehouse.rows<Record<string, number>>(
      `SELECT COUNT(*) - COUNT(DISTINCT job_id) AS doubled, COUNTIF(statement_type = 'SCRIPT') AS scripts,
         COUNTIF(statement_type = 'SELECT') AS reads, MAX(cost_usd) AS dearest,
         MAX(IF(bytes_billed = 10485760, cost_usd, NULL)) AS ten_megabytes
       FROM mlb_ops.job_costs`,
    );
    expect(row).to.include({ doubled: 0, scripts: 0 });
    expect(row?.reads).to.be.greaterThan(0);
    // 10 MiB of a TiB at 6.25 dollars
    expect(row?.ten_megabytes).to.be.closeTo((6.25 * 10) / 1024 / 1024, 1e-12);
  });

  it('takes price and region from the settings', () => {
    expect(settings.usdPerTib({})).to.equal(6.25);
    expect(settings.usdPerTib({ vars: { usd_per_tib: '7.5' } })).to.equal(7.5);
    expect(() => settings.usdPerTib({ vars: { usd_per_tib: 'cheap' } })).to.throw(
      'usd_per_tib must be a number, not cheap',
    );
    expect(settings.jobs({ defaultProject: 'p', defaultLocation: 'europe-west1' })).to.equal(
      '`p`.`region-europe-west1`.INFORMATION_SCHEMA.JOBS_BY_PROJECT',
    );
  });
});
