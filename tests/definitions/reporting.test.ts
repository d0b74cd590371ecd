import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../warehouse/dataform.ts';
import { compileProject, type CompiledGraph } from './compile.ts';
import { leagueTables } from './league-tables.ts';
import { buildGraph } from './harness/run-graph.ts';
import { openSmallWarehouse, project, type SmallWarehouse } from './small-warehouse.ts';

const [yankees, redSox] = [147, 111];

type Row = Record<string, unknown>;

/** The views of a dataset, each after those it reads. */
function viewsOf(graph: CompiledGraph, dataset: string): CompiledGraph['tables'] {
  const left = graph.tables.filter(
    ({ target, enumType }) => target.schema === dataset && enumType === 'VIEW',
  );
  const ordered: CompiledGraph['tables'] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ dependencyTargets = [] }) =>
      dependencyTargets.every(
        ({ schema, name }) =>
          !left.some(({ target }) => target.schema === schema && target.name === name),
      ),
    );
    if (next < 0) throw new Error(`the views of ${dataset} read each other in a circle`);
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}

describe('reporting views', function () {
  this.timeout(240_000);
  let warehouse: SmallWarehouse;
  let graph: CompiledGraph;
  let views: CompiledGraph['tables'];

  const create = async (): Promise<void> => {
    for (const [name, columns] of Object.entries(leagueTables)) {
      await warehouse.table(name, columns);
    }
    await warehouse.client.query('CREATE SCHEMA IF NOT EXISTS mlb_reporting');
    const monitored = ['feature_null_rates', 'feature_drift', 'job_costs'];
    await buildGraph(warehouse.client, graph, {
      actions: monitored.map((name) => `${project}.mlb_ops.${name}`),
      assertions: false,
      fullRefresh: true,
    });
    for (const { target, query } of views) {
      await warehouse.client.query(
        `CREATE OR REPLACE VIEW mlb_reporting.${target.name} AS ${query}`,
      );
    }
  };

  before(async () => {
    graph = await compileProject();
    views = viewsOf(graph, 'mlb_reporting');
    warehouse = await openSmallWarehouse();
  });
  beforeEach(create);
  after(() => warehouse.close());

  const forecast = (
    game_pk: number,
    game_date: string,
    home_win_probability: number,
    more: Record<string, string | number> = {},
  ) => ({
    game_pk,
    game_date,
    season: Number(game_date.slice(0, 4)),
    game_type: 'R',
    game_number: 1,
    home_team_id: yankees,
    away_team_id: redSox,
    home_team_abbreviation: 'NYY',
    away_team_abbreviation: 'BOS',
    home_team_name: 'New York Yankees',
    away_team_name: 'Boston Red Sox',
    home_win_probability,
    away_win_probability: 1 - home_win_probability,
    predicted_home_runs: 5,
    predicted_away_runs: 4,
    predicted_total_runs: 9,
    baseline_log_odds: 0.16,
    source: 'replay',
    ...more,
  });
  const game = (
    game_pk: number,
    game_date: string,
    home_score: number | null,
    away_score: number | null,
    more: Record<string, string | number> = {},
  ) => ({
    game_pk,
    game_date,
    completed_date: game_date,
    season: Number(game_date.slice(0, 4)),
    game_type: 'R',
    home_team_id: yankees,
    away_team_id: redSox,
    home_score,
    away_score,
    is_final: home_score !== null,
    home_won:
      home_score === null || home_score === away_score ? null : home_score > (away_score ?? 0),
    status: home_score === null ? 'Scheduled' : 'Final',
    ...more,
  });

  it('are GoogleSQL as its analyzer has it, and empty over an empty warehouse', async () => {
    const queries = Object.fromEntries(views.map(({ target, query }) => [target.name, query]));
    expect(await warehouse.faults(queries)).to.deep.equal({});
    for (const { target } of views) {
      const rows = await warehouse.rows(`SELECT * FROM mlb_reporting.${target.name}`);
      const constant = target.name === 'cost_daily';
      expect(rows.length > 0, target.name).to.equal(constant);
    }
  });

  it('pass their own assertions, and show a column of every name they describe', async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [forecast(1, '2019-06-01', 0.6)]);
    await warehouse.insert('mlb_historical_data.games_historical', [game(1, '2019-06-01', 3, 1)]);
    const own = graph.assertions.filter(({ target }) =>
      /^mlb_reporting_.*_rows$/.test(target.name),
    );
    expect(own).to.have.length(views.length);
    for (const { query, target } of own) {
      expect(await warehouse.rows(query), target.name).to.deep.equal([]);
    }
    for (const { target, actionDescriptor } of views) {
      const answer: unknown[] = await warehouse.client
        .dataset('mlb_reporting')
        .table(target.name)
        .getMetadata();
      const { schema } = answer[0] as { schema: { fields: { name: string }[] } };
      const names = schema.fields.map(({ name }) => name);
      const described = (actionDescriptor?.columns ?? []).map(({ path }) => path.join('.'));
      expect(described.sort(), target.name).to.deep.equal(names.sort());
    }
  });

  it('run as their examples show', async () => {
    for (const file of ['docs/reporting.md', 'docs/looker.md']) {
      const page = await readFile(path.join(projectRoot, file), 'utf8');
      const examples = [...page.matchAll(/```sql\n([^`]+)```/g)]
        .map(([, sql = '']) => sql)
        .filter((sql) => sql.includes('mlb_reporting.'));
      expect(examples, file).not.to.be.empty;
      for (const example of examples) await warehouse.rows(example);
    }
  });

  it('score each decided forecast', async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [
      forecast(1, '2019-06-01', 0.6),
      forecast(2, '2019-06-01', 0.6, { game_number: 2 }),
      forecast(3, '2019-06-02', 0.5),
      forecast(4, '2019-06-02', 0.55),
      forecast(5, '2019-06-02', 0.7),
      forecast(6, '2019-06-02', 1),
    ]);
    await warehouse.insert('mlb_historical_data.games_historical', [
      game(1, '2019-06-01', 3, 1),
      game(2, '2019-06-01', 2, 4),
      game(3, '2019-06-02', 0, 1),
      game(4, '2019-06-02', 2, 2),
      game(5, '2019-06-02', null, null),
      game(6, '2019-06-02', 0, 9),
      game(7, '2018-07-01', 1, 0),
      game(8, '2018-05-31', 1, 0),
      game(9, '2019-05-01', 1, 0, { game_type: 'S' }),
    ]);
    const rows = await warehouse.rows<Row>(
      'SELECT * FROM mlb_reporting.forecast_results ORDER BY game_pk',
    );
    expect(rows.map(({ game_pk }) => game_pk)).to.deep.equal([1, 2, 3, 6]);
    const [won, lost, even, sure] = rows;
    // -ln .6, -ln .4, -ln .5
    expect(won?.log_loss).to.be.closeTo(0.5108256, 1e-7);
    expect(lost?.log_loss).to.be.closeTo(0.9162907, 1e-7);
    expect(even?.log_loss).to.be.closeTo(0.6931472, 1e-7);
    expect(sure?.log_loss).to.be.closeTo(27.631, 1e-3);
    expect(won?.brier_score).to.be.closeTo(0.16, 1e-12);
    expect(lost?.brier_score).to.be.closeTo(0.36, 1e-12);
    expect([won, lost, even, sure].map((row) => row?.favourite_won)).to.deep.equal([
      true,
      false,
      true,
      false,
    ]);
    expect([won, lost, even, sure].map((row) => row?.calibration_bucket)).to.deep.equal([
      0.6, 0.6, 0.5, 0.95,
    ]);
    expect(lost?.matchup).to.equal('BOS at NYY, game 2');
    expect(won?.total_runs_error).to.equal(5);
    // of the 365 days before 1 June only the game of 1 July 2018; before 2 June two of three were home wins
    expect(won?.baseline_probability).to.equal(1);
    expect(even?.baseline_probability).to.be.closeTo(2 / 3, 1e-12);
    expect(even?.baseline_log_loss).to.be.closeTo(Math.log(3), 1e-9);
  });

  it('put each probability in the bucket that begins with it', async () => {
    const edges = Array.from({ length: 21 }, (_, index) => index / 20);
    await warehouse.insert(
      'mlb_predictions.game_predictions',
      edges.map((edge, index) => forecast(index, '2019-06-01', edge)),
    );
    await warehouse.insert(
      'mlb_historical_data.games_historical',
      edges.map((_, index) => game(index, '2019-06-01', 1, 0)),
    );
    const rows = await warehouse.rows<{ calibration_bucket: number }>(
      'SELECT calibration_bucket FROM mlb_reporting.forecast_results ORDER BY game_pk',
    );
    expect(rows.map((row) => row.calibration_bucket)).to.deep.equal([...edges.slice(0, 20), 0.95]);
  });

  it('show how calibrated the forecasts are', async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [
      forecast(1, '2019-06-01', 0.6),
      forecast(2, '2019-06-01', 0.64),
      forecast(3, '2019-06-01', 0.3),
    ]);
    await warehouse.insert('mlb_historical_data.games_historical', [
      game(1, '2019-06-01', 3, 1),
      game(2, '2019-06-01', 2, 4),
      game(3, '2019-06-01', 2, 4),
    ]);
    const [low, high] = await warehouse.rows<Row>(
      'SELECT * FROM mlb_reporting.forecast_calibration ORDER BY calibration_bucket',
    );
    expect(low).to.include({
      bucket_label: '30-35 %',
      games: 1,
      home_win_rate: 0,
      is_calibrated: true,
    });
    expect(high).to.include({ bucket_label: '60-65 %', games: 2, home_win_rate: 0.5 });
    expect(high?.mean_forecast).to.be.closeTo(0.62, 1e-12);
    // sqrt(.6 * .4 + .64 * .36) / 2
    expect(high?.standard_error).to.be.closeTo(0.342929, 1e-6);
  });

  it('roll performance over 7 and 30 days and the season', async () => {
    const dates = ['2018-09-30', '2019-04-30', '2019-05-26', '2019-05-31', '2019-06-01'];
    await warehouse.insert(
      'mlb_predictions.game_predictions',
      dates.map((date, index) => forecast(index, date, 0.6)),
    );
    await warehouse.insert(
      'mlb_historical_data.games_historical',
      dates.map((date, index) => game(index, date, index === 3 ? 0 : 5, 1)),
    );
    const rows = await warehouse.rows<Row>(
      `SELECT period, games, accuracy, log_loss FROM mlb_reporting.model_performance_daily
       WHERE game_date = '2019-06-01' ORDER BY period_order`,
    );
    expect(rows.map(({ period, games }) => [period, games])).to.deep.equal([
      ['7 days', 3],
      ['30 days', 3],
      ['season', 4],
    ]);
    expect(rows[0]?.accuracy).to.be.closeTo(2 / 3, 1e-12);
    // (2 * .5108256 + .9162907) / 3
    expect(rows[0]?.log_loss).to.be.closeTo(0.6459806, 1e-6);
    expect(rows[2]?.accuracy).to.equal(0.75);
    const [first] = await warehouse.rows<Row>(
      `SELECT games FROM mlb_reporting.model_performance_daily WHERE game_date = '2019-05-26' AND period = '30 days'`,
    );
    expect(first?.games).to.equal(2);
  });

  it("show a day's games with their main reason, and results once there are any", async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [
      forecast(1, '2019-06-01', 0.4, { source: 'sim' }),
      forecast(2, '2019-06-01', 0.6),
    ]);
    await warehouse.client.query(
      `UPDATE mlb_predictions.game_predictions
       SET top_features = [STRUCT('run_margin_diff' AS feature, 1.0 AS value, 0.1 AS contribution), ('bullpen_fip_share_diff', NULL, -0.3)]
       WHERE game_pk = 1`,
    );
    await warehouse.insert('mlb_historical_data.games_historical', [
      game(1, '2019-06-01', 3, 1),
      game(2, '2019-06-01', null, null),
    ]);
    const [first, second] = await warehouse.rows<Row>(
      'SELECT * FROM mlb_reporting.daily_forecasts ORDER BY game_pk',
    );
    expect(first).to.deep.include({
      matchup: 'BOS at NYY',
      favourite_name: 'Boston Red Sox',
      favourite_probability: 0.6,
      predicted_total_runs: 9,
      main_reason: 'bullpen_fip_share_diff',
      main_reason_log_odds: -0.3,
      main_reason_words: 'Bullpens +7.4 points for BOS',
      is_final: true,
      home_score: 3,
      is_simulated: true,
    });
    expect(second).to.include({
      favourite_name: 'New York Yankees',
      main_reason: null,
      is_final: false,
    });
    const reasons = await warehouse.rows<Row>(
      'SELECT feature_name, importance_rank, favours FROM mlb_reporting.forecast_reasons ORDER BY importance_rank',
    );
    expect(reasons).to.deep.equal([
      { feature_name: 'bullpen_fip_share_diff', importance_rank: 1, favours: 'BOS' },
      { feature_name: 'run_margin_diff', importance_rank: 2, favours: 'NYY' },
    ]);
    const kinds = await warehouse.rows<Row>(
      `SELECT reason_group, reason_words FROM mlb_reporting.forecast_reason_groups
       WHERE game_pk = 1 ORDER BY importance_rank`,
    );
    // 10 points for log-odds of ln(2 / 3).
    expect(kinds).to.deep.equal([
      { reason_group: 'bullpen', reason_words: 'Bullpens +7.4 points for BOS' },
      { reason_group: 'home', reason_words: 'Playing at home +3.9 points for NYY' },
      {
        reason_group: 'rating',
        reason_words: 'Team strength +2.5 points for NYY: NYY outscores others by more than BOS',
      },
    ]);
  });

  it('show each team as it stood before a date', async () => {
    const line = (game_pk: number, date: string, is_win: boolean | null, more: Row = {}) => ({
      game_pk,
      team_id: yankees,
      opponent_team_id: redSox,
      season: Number(date.slice(0, 4)),
      game_type: 'R',
      game_date: date,
      completed_date: date,
      is_win,
      ...(more as Record<string, string>),
    });
    await warehouse.insert('mlb_historical_data.team_stats_historical', [
      line(1, '2018-09-30', true),
      ...Array.from({ length: 9 }, (_, index) => line(10 + index, `2019-05-0${index + 1}`, true)),
      line(20, '2019-05-12', false),
      line(21, '2019-05-12', false),
      line(22, '2019-05-13', null),
      line(23, '2019-05-14', true, { completed_date: '2019-05-20' }),
    ]);
    await warehouse.insert(
      'mlb_features.team_rolling_features',
      ['2019-05-01', '2019-05-12', '2019-05-13', '2019-05-15'].map((game_date) => ({
        team_id: yankees,
        season: 2019,
        game_date,
      })),
    );
    await warehouse.insert('mlb_historical_data.teams_historical', [
      { season: 2019, team_id: yankees, abbreviation: 'NYY', full_name: 'New York Yankees' },
    ]);
    const rows = await warehouse.rows<Row>(
      `SELECT season_wins, season_losses, last_ten_wins FROM mlb_reporting.team_dashboard ORDER BY game_date`,
    );
    expect(rows).to.deep.equal([
      { season_wins: 0, season_losses: 0, last_ten_wins: null },
      { season_wins: 9, season_losses: 0, last_ten_wins: 9 },
      { season_wins: 9, season_losses: 2, last_ten_wins: 8 },
      { season_wins: 9, season_losses: 2, last_ten_wins: 7 },
    ]);
  });

  it('count grades and runs by date', async () => {
    await warehouse.insert('mlb_quality.game_quality_grades', [
      { game_pk: 1, game_date: '2019-06-01', quality_score: 1, grade: 'A', is_admitted: true },
      { game_pk: 2, game_date: '2019-06-01', quality_score: 0.5, grade: 'F', is_admitted: false },
    ]);
    expect(
      await warehouse.rows(
        `SELECT games_final, games_grade_a, games_grade_f, games_held_back, mean_quality_score, lowest_quality_score
         FROM mlb_reporting.data_quality_daily`,
      ),
    ).to.deep.equal([
      {
        games_final: 2,
        games_grade_a: 1,
        games_grade_f: 1,
        games_held_back: 1,
        mean_quality_score: 0.75,
        lowest_quality_score: 0.5,
      },
    ]);
    const run = (
      run_id: string,
      started_at: string,
      outcome: string,
      error_code: string | null,
    ) => ({
      run_id,
      started_at,
      ended_at: started_at,
      outcome,
      error_code,
      requests: 10,
      fetched_items: 5,
      failed_items: 1,
      changed_rows: 3,
      seconds: 1.5,
    });
    // 03:30 UTC is still the evening before in New York
    await warehouse.insert('mlb_ops.collection_runs', [
      run('a', '2019-06-02 03:30:00+00', 'complete', null),
      run('b', '2019-06-01 20:30:00+00', 'failed', 'E_UPSTREAM'),
      run('c', '2019-06-02 04:30:00+00', 'partial', null),
    ]);
    await warehouse.insert('mlb_ops.dead_letters', [
      { entity: 'pitches', read_key: 'x', last_failed_at: '2019-06-02 12:00:00+00' },
    ]);
    expect(
      await warehouse.rows(
        `SELECT CAST(run_date AS STRING) AS run_date, collecting_runs, runs_complete, runs_partial, runs_failed, requests,
           last_error_code, open_dead_letters
         FROM mlb_reporting.pipeline_health ORDER BY run_date`,
      ),
    ).to.deep.equal([
      {
        run_date: '2019-06-01',
        collecting_runs: 2,
        runs_complete: 1,
        runs_partial: 0,
        runs_failed: 1,
        requests: 20,
        last_error_code: 'E_UPSTREAM',
        open_dead_letters: 0,
      },
      {
        run_date: '2019-06-02',
        collecting_runs: 1,
        runs_complete: 0,
        runs_partial: 1,
        runs_failed: 0,
        requests: 10,
        last_error_code: null,
        open_dead_letters: 1,
      },
    ]);
  });
});
