import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { distributionOf } from '../../ml/runs.ts';
import { projectRoot } from '../../warehouse/dataform.ts';
import { compileProject } from './compile.ts';
import { leagueTables } from './league-tables.ts';
import { openSmallWarehouse, type SmallWarehouse } from './small-warehouse.ts';

const functions = ['predict_game', 'team_form', 'player_form', 'head_to_head'];
const [yankees, redSox, cubs, whiteSox, mets] = [147, 111, 112, 145, 121];

interface Forecast {
  game_pk: number | null;
  game_number: number;
  is_scheduled: boolean;
  home_team_abbreviation: string;
  away_team_abbreviation: string;
  home_win_probability: number;
  away_win_probability: number;
  predicted_home_runs: number;
  predicted_away_runs: number;
  predicted_total_runs: number;
  home_run_line_probability: number;
  total_runs_lines: { line: number }[];
  feature_completeness: number;
  home_features_date: { value: string };
  away_features_date: { value: string };
  top_features: { feature: string; value: number | null; contribution: number }[];
  model_version: string;
}

const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

describe('table functions', function () {
  this.timeout(240_000);
  let warehouse: SmallWarehouse;
  let statements: Record<string, string>;

  before(async () => {
    warehouse = await openSmallWarehouse();
    const graph = await compileProject();
    statements = Object.fromEntries(
      functions.flatMap((name) => {
        const action = graph.operations.find(({ target }) => target.name === `${name}_function`);
        return (action?.queries ?? []).map((sql, i) => [`${name} ${i + 1}`, sql]);
      }),
    );
    for (const [name, columns] of Object.entries(leagueTables)) {
      await warehouse.table(name, columns);
    }
    await warehouse.client.query('CREATE SCHEMA IF NOT EXISTS mlb_predictions');
    for (const statement of Object.values(statements)) await warehouse.client.query(statement);

    const team = (
      season: number,
      team_id: number,
      abbreviation: string,
      name: string,
      city: string,
    ) => ({
      season,
      team_id,
      abbreviation,
      team_name: name,
      full_name: `${city} ${name}`,
      location_name: city,
    });
    await warehouse.insert('mlb_historical_data.teams_historical', [
      ...[2018, 2019].flatMap((season) => [
        team(season, yankees, 'NYY', 'Yankees', 'Bronx'),
        team(season, redSox, 'BOS', 'Red Sox', 'Boston'),
        team(season, cubs, 'CHC', 'Cubs', 'Chicago'),
        team(season, whiteSox, 'CWS', 'White Sox', 'Chicago'),
      ]),
      team(2018, mets, 'NYM', 'Mets', 'Flushing'),
    ]);
    await warehouse.insert('mlb_models.model_versions', [
      {
        model_type: 'game_outcome',
        model_version: 'v1.0.1',
        version_number: 1,
        promoted_at: '2019-05-01 00:00:00+00',
        training_through: '2019-04-30',
      },
      {
        model_type: 'game_outcome',
        model_version: 'v1.0.2',
        version_number: 2,
        promoted_at: '2019-05-01 00:00:00+00',
        training_through: '2019-05-31',
      },
    ]);
    const weight = (
      model_version: string,
      model_name: string,
      input: string,
      weight: number,
      training_mean: number | null,
    ) => ({
      model_type: 'game_outcome',
      model_version,
      model_name,
      input,
      weight,
      training_mean,
    });
    await warehouse.insert('mlb_models.model_weights', [
      weight('v1.0.1', 'game_outcome', '__INTERCEPT__', 0.3, null),
      weight('v1.0.1', 'home_runs', '__INTERCEPT__', 5, null),
      weight('v1.0.1', 'away_runs', '__INTERCEPT__', 5, null),
      weight('v1.0.2', 'game_outcome', '__INTERCEPT__', 0.1, null),
      weight('v1.0.2', 'game_outcome', 'run_margin_diff', 0.2, 0.5),
      weight('v1.0.2', 'game_outcome', 'starter_fip_share_diff', -3, 0.01),
      weight('v1.0.2', 'home_runs', '__INTERCEPT__', 4, null),
      weight('v1.0.2', 'home_runs', 'home_batting_value', 0.5, 0.02),
      weight('v1.0.2', 'away_runs', '__INTERCEPT__', 4.5, null),
      weight('v1.0.2', 'away_runs', 'away_run_margin', 1, 0),
    ]);
    const game = (
      game_pk: number,
      game_date: string,
      home: number,
      away: number,
      features: Record<string, number | string>,
    ) => ({
      game_pk,
      game_date,
      season: Number(game_date.slice(0, 4)),
      game_type: 'R',
      home_team_id: home,
      away_team_id: away,
      feature_completeness: 1,
      ...features,
    });
    await warehouse.insert('mlb_features.game_features_daily', [
      game(1, '2019-06-02', yankees, redSox, {
        run_margin_diff: 1.5,
        home_batting_value: 0.4,
        away_run_margin: -0.5,
        feature_completeness: 0.75,
        home_starter_name: 'CC Sabathia',
      }),
      game(2, '2019-06-03', yankees, redSox, {
        run_margin_diff: 1,
        first_pitch_at: '2019-06-03 23:05:00+00',
      }),
      game(3, '2019-06-03', yankees, redSox, {
        run_margin_diff: 0,
        first_pitch_at: '2019-06-03 17:05:00+00',
      }),
      game(4, '2019-06-04', yankees, cubs, {
        home_run_margin: 0.9,
        home_batting_value: 0.3,
        home_starter_fip_share: 5,
      }),
      game(5, '2019-06-05', cubs, redSox, { away_run_margin: -0.3, away_batting_value: 9 }),
      game(6, '2019-06-09', yankees, cubs, { home_run_margin: 99 }),
    ]);
    const line = (
      game_pk: number,
      date: string,
      scored: number,
      conceded: number,
      more: Record<string, string | number> = {},
    ) => ({
      game_pk,
      team_id: yankees,
      opponent_team_id: redSox,
      season: Number(date.slice(0, 4)),
      game_type: 'R',
      game_date: date,
      completed_date: date,
      is_home: game_pk % 2 === 1,
      is_win: scored === conceded ? null : scored > conceded,
      runs_scored: scored,
      runs_conceded: conceded,
      at_bats: 30,
      plate_appearances: 40,
      strikeouts: 10,
      walks: 5,
      batters_struck_out: 9,
      walks_allowed: 3,
      batters_faced: 36,
      hits: 9,
      hit_by_pitch: 1,
      sacrifice_flies: 4,
      doubles: 1,
      triples: 1,
      home_runs: 1,
      ...more,
    });
    await warehouse.insert('mlb_historical_data.team_stats_historical', [
      line(101, '2018-06-01', 7, 1),
      line(102, '2019-04-01', 2, 3),
      line(103, '2019-05-26', 4, 2),
      line(104, '2019-05-27', 1, 5),
      line(105, '2019-05-20', 6, 0, { completed_date: '2019-06-10' }),
      line(106, '2019-03-01', 9, 0, { game_type: 'S' }),
      line(107, '2019-06-02', 9, 1),
      line(108, '2019-06-01', 3, 3),
    ]);
    const player = (
      game_pk: number,
      date: string,
      player_id: number,
      player_name: string,
      more: Record<string, number | boolean>,
    ) => ({
      game_pk,
      player_id,
      player_name,
      season: 2019,
      game_type: 'R',
      game_date: date,
      completed_date: date,
      has_pitching: false,
      ...more,
    });
    const batted = {
      plate_appearances: 5,
      at_bats: 4,
      hits: 2,
      doubles: 1,
      triples: 0,
      home_runs: 1,
      walks: 1,
      hit_by_pitch: 0,
      sacrifice_flies: 0,
      strikeouts: 1,
      has_batting: true,
    };
    await warehouse.insert('mlb_historical_data.player_stats_historical', [
      player(201, '2019-05-30', 592450, 'Aaron Judge', batted),
      player(202, '2019-05-01', 592450, 'Aaron Judge', { ...batted, hits: 0, doubles: 0 }),
      player(203, '2019-06-02', 592450, 'Aaron Judge', { ...batted, hits: 4 }),
      player(201, '2019-05-30', 282332, 'CC Sabathia', {
        has_pitching: true,
        games_started: 1,
        outs_recorded: 17,
        batters_faced: 24,
        batters_struck_out: 6,
        walks_allowed: 2,
        hits_allowed: 5,
        home_runs_allowed: 1,
        earned_runs: 3,
      }),
      player(201, '2019-05-30', 1, 'Will Smith', batted),
      player(202, '2019-05-31', 2, 'Will Smith', batted),
    ]);
  });

  after(() => warehouse.close());

  const predict = (...args: [string, string, string]): string =>
    `SELECT * FROM mlb_predictions.predict_game('${args[0]}', '${args[1]}', DATE '${args[2]}') ORDER BY game_number`;
  const forecasts = (...args: [string, string, string]): Promise<Forecast[]> =>
    warehouse.rows<Forecast>(predict(...args));

  it('are GoogleSQL as its analyzer has it', async () => {
    expect(await warehouse.faults(statements)).to.deep.equal({});
  });

  it('forecast a scheduled game with its own features, a missing one at its mean', async () => {
    const [forecast, ...others] = await forecasts('NYY', 'BOS', '2019-06-02');
    expect(others).to.deep.equal([]);
    expect(forecast).to.deep.include({
      game_pk: 1,
      game_number: 1,
      is_scheduled: true,
      home_team_abbreviation: 'NYY',
      away_team_abbreviation: 'BOS',
      home_starter_name: 'CC Sabathia',
      feature_completeness: 0.75,
      model_version: 'v1.0.2',
    });
    // .1 + .2 * 1.5 - 3 * .01 = .37
    expect(forecast?.home_win_probability).to.be.closeTo(0.591459, 1e-6);
    expect(forecast?.away_win_probability).to.be.closeTo(0.408541, 1e-6);
    // Expected are 4.2 and 4.5 - .5, moved apart by as much as the win probability asks for.
    const score = distributionOf(4.2, 4, probability(0.37));
    expect(forecast?.predicted_home_runs).to.be.closeTo(score.home_runs, 1e-9);
    expect(forecast?.predicted_away_runs).to.be.closeTo(score.away_runs, 1e-9);
    expect(forecast?.predicted_home_runs).to.be.greaterThan(4.4);
    expect(forecast?.predicted_total_runs).to.be.closeTo(8.2, 1e-9);
    expect(forecast?.home_run_line_probability).to.be.closeTo(score.home_by_two_probability, 1e-9);
    expect(forecast?.total_runs_lines.map(({ line }) => line)).to.deep.equal(
      score.over.map(({ line }) => line),
    );
    expect(forecast?.top_features.map(({ feature }) => feature)).to.deep.equal([
      'run_margin_diff',
      'starter_fip_share_diff',
    ]);
    // .2 * (1.5 - .5)
    expect(forecast?.top_features[0]?.contribution).to.be.closeTo(0.2, 1e-9);
    expect(forecast?.top_features[1]?.value).to.equal(null);
    expect(forecast?.top_features[1]?.contribution).to.be.closeTo(0, 1e-12);
  });

  it('forecast both games of a doubleheader, in the order of play', async () => {
    const games = await forecasts('NYY', 'BOS', '2019-06-03');
    expect(games.map(({ game_pk, game_number }) => [game_pk, game_number])).to.deep.equal([
      [3, 1],
      [2, 2],
    ]);
    expect(games[0]?.home_win_probability).to.be.closeTo(probability(0.1 - 0.03), 1e-12);
    expect(games[1]?.home_win_probability).to.be.closeTo(probability(0.1 + 0.2 - 0.03), 1e-12);
  });

  it('forecast a pairing on no schedule from what each side was last', async () => {
    const [forecast, ...others] = await forecasts('NYY', 'BOS', '2019-06-08');
    expect(others).to.deep.equal([]);
    expect(forecast).to.deep.include({ game_pk: null, is_scheduled: false });
    expect(forecast?.home_features_date.value).to.equal('2019-06-04');
    expect(forecast?.away_features_date.value).to.equal('2019-06-05');
    // .1 + .2 * (.9 - -.3) - 3 * .01: his starter of that day says nothing of another
    expect(forecast?.home_win_probability).to.be.closeTo(probability(0.31), 1e-12);
    expect(forecast?.predicted_home_runs).to.be.closeTo(
      distributionOf(4.15, 4.2, probability(0.31)).home_runs,
      1e-9,
    );
    expect(forecast?.feature_completeness).to.equal(0.5);
  });

  it('forecast a date with the newest version trained before it', async () => {
    const [forecast] = await forecasts('NYY', 'BOS', '2019-06-02');
    await warehouse.insert('mlb_features.game_features_daily', [
      {
        game_pk: 9,
        game_date: '2019-05-15',
        season: 2019,
        home_team_id: redSox,
        away_team_id: yankees,
      },
    ]);
    const [earlier] = await forecasts('BOS', 'NYY', '2019-05-15');
    expect([forecast?.model_version, earlier?.model_version]).to.deep.equal(['v1.0.2', 'v1.0.1']);
    expect(earlier?.home_win_probability).to.be.closeTo(probability(0.3), 1e-12);
    expect(await warehouse.failure(predict('BOS', 'NYY', '2019-04-30'))).to.match(
      /no model was trained before 2019-04-30\. The earliest one learnt from games through 2019-04-30: ask for a later date/,
    );
  });

  it('take a team by id, abbreviation, nickname, full name or city, whatever its case', async () => {
    for (const name of ['147', 'nyy', ' Yankees ', 'BRONX YANKEES', 'bronx']) {
      const [forecast] = await forecasts(name, 'Red Sox', '2019-06-02');
      expect(forecast?.game_pk, name).to.equal(1);
    }
  });

  it('say which names are unknown, ambiguous or the same, and what to do', async () => {
    expect(await warehouse.failure(predict('Expos', 'BOS', '2019-06-02'))).to.contain(
      "predict_game: no team is called 'Expos'. Teams known for that season: BOS, CHC, CWS, NYY.",
    );
    expect(await warehouse.failure(predict('BOS', 'Chicago', '2019-06-02'))).to.contain(
      "predict_game: 'Chicago' is the name of several: CHC, CWS. Use the abbreviation.",
    );
    expect(await warehouse.failure(predict('BOS', '111', '2019-06-02'))).to.contain(
      "predict_game: 'BOS' and '111' are the same team. Name two.",
    );
    expect(await warehouse.failure(predict('NYY', 'BOS', '2017-06-02'))).to.contain(
      'Teams known for that season: none; collect the season first',
    );
    expect(await warehouse.failure(predict('NYY', 'CWS', '2019-06-08'))).to.contain(
      "predict_game: 'CWS' has no game in the 400 days before 2019-06-08.",
    );
    expect(
      await warehouse.failure(
        `SELECT * FROM mlb_predictions.predict_game(NULL, 'BOS', DATE '2019-06-02')`,
      ),
    ).to.contain("no team is called 'NULL'");
    expect(
      await warehouse.failure(`SELECT * FROM mlb_predictions.team_form('NYY', CAST(NULL AS DATE))`),
    ).to.contain('team_form: ');
    expect(
      await warehouse.failure(
        `SELECT * FROM mlb_predictions.player_form('Will Smith', DATE '2019-06-02')`,
      ),
    ).to.contain("player_form: 'Will Smith' is the name of several: 1, 2. Use the id.");
    expect(
      await warehouse.failure(
        `SELECT * FROM mlb_predictions.player_form('Babe Ruth', DATE '2019-06-02')`,
      ),
    ).to.contain("player_form: no player is called 'Babe Ruth'.");
  });

  it('know the teams of the season asked for', async () => {
    expect(await warehouse.failure(predict('NYM', 'BOS', '2019-06-02'))).to.contain('NYM');
    const rows = await warehouse.rows<{ games: number }>(
      `SELECT games FROM mlb_predictions.team_form('NYM', DATE '2018-06-02')`,
    );
    expect(rows.map(({ games }) => games)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('give form over what was finished before the date', async () => {
    const rows = await warehouse.rows<Record<string, unknown>>(
      `SELECT period, games, wins, losses, runs_scored_per_game, on_base_plus_slugging, strikeout_rate
       FROM mlb_predictions.team_form('NYY', DATE '2019-06-02') ORDER BY period_order`,
    );
    // within 7 days: 26 May (4-2), 27 May (1-5), 1 June (3-3, a tie); the game of 20 May is finished on 10 June
    expect(
      rows.map(({ period, games, wins, losses }) => [period, games, wins, losses]),
    ).to.deep.equal([
      ['7 days', 3, 1, 1],
      ['14 days', 3, 1, 1],
      ['30 days', 3, 1, 1],
      ['60 days', 3, 1, 1],
      ['season', 4, 1, 2],
    ]);
    expect(rows[0]?.runs_scored_per_game).to.be.closeTo(8 / 3, 1e-12);
    expect(rows[4]?.runs_scored_per_game).to.be.closeTo(10 / 4, 1e-12);
    // (9 + 5 + 1) / (30 + 5 + 1 + 4) + (9 + 1 + 2 + 3) / 30
    expect(rows[0]?.on_base_plus_slugging).to.be.closeTo(15 / 40 + 15 / 30, 1e-12);
    expect(rows[0]?.strikeout_rate).to.equal(0.25);
  });

  it("give a player's form", async () => {
    const [week, , , , season] = await warehouse.rows<Record<string, unknown>>(
      `SELECT player_name, games, hits, batting_average, slugging_percentage
       FROM mlb_predictions.player_form('aaron judge', DATE '2019-06-02') ORDER BY period_order`,
    );
    // (2 + 1 + 3) bases in 4 at bats
    expect(week).to.deep.equal({
      player_name: 'Aaron Judge',
      games: 1,
      hits: 2,
      batting_average: 0.5,
      slugging_percentage: 1.5,
    });
    expect(season).to.include({ games: 2, hits: 2, batting_average: 0.25 });
    const [pitcher] = await warehouse.rows<Record<string, number>>(
      `SELECT innings_pitched, earned_run_average, walks_and_hits_per_inning
       FROM mlb_predictions.player_form('282332', DATE '2019-06-02') ORDER BY period_order`,
    );
    expect(pitcher?.innings_pitched).to.be.closeTo(5.667, 1e-3);
    expect(pitcher?.earned_run_average).to.be.closeTo((3 * 9) / (17 / 3), 1e-9);
    expect(pitcher?.walks_and_hits_per_inning).to.be.closeTo(7 / (17 / 3), 1e-9);
  });

  it('give meetings by season, and a row for a season without any', async () => {
    const meetings = (team: string, opponent: string, date: string): Promise<unknown[]> =>
      warehouse.rows(
        `SELECT season, games, wins, losses, home_games, runs_scored, runs_conceded
         FROM mlb_predictions.head_to_head('${team}', '${opponent}', DATE '${date}') ORDER BY season`,
      );
    expect(await meetings('NYY', 'BOS', '2019-06-02')).to.deep.equal([
      {
        season: 2018,
        games: 1,
        wins: 1,
        losses: 0,
        home_games: 1,
        runs_scored: 7,
        runs_conceded: 1,
      },
      {
        season: 2019,
        games: 4,
        wins: 1,
        losses: 2,
        home_games: 1,
        runs_scored: 10,
        runs_conceded: 13,
      },
    ]);
    expect(await meetings('CHC', 'BOS', '2019-06-02')).to.deep.equal([
      {
        season: 2019,
        games: 0,
        wins: 0,
        losses: 0,
        home_games: 0,
        runs_scored: 0,
        runs_conceded: 0,
      },
    ]);
  });

  it('run as their examples show', async () => {
    const page = await readFile(path.join(projectRoot, 'docs/reporting.md'), 'utf8');
    const examples = [...page.matchAll(/```sql\n([^`]+)```/g)]
      .map(([, sql = '']) => sql)
      .filter((sql) => /mlb_predictions\.\w+\(/.test(sql));
    expect(examples.length).to.be.greaterThan(4);
    for (const example of examples) {
      expect((await warehouse.rows(example)).length, example).to.be.greaterThan(0);
    }
  });
});
