import { expect } from 'chai';
import { wilson } from '../../serving/calibration.ts';
import { player, teamForm } from '../../serving/schemas.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { problemIn } from './problem-in.ts';
import { openServedWarehouse, type ServedWarehouse } from './served-warehouse.ts';
import { forecasts, games, teams } from './small-league.ts';

/** Table functions with the columns of the real ones, of one period and one known player. */
const functions = [
  `CREATE TABLE FUNCTION mlb_predictions.team_form(team STRING, on_date DATE) AS (
    SELECT
      CAST(team AS INT64) AS team_id, '7 days' AS period, 1 AS period_order,
      DATE_SUB(on_date, INTERVAL 7 DAY) AS from_date, 6 AS games, 4 AS wins, 2 AS losses,
      4 / 6 AS win_rate, 5.0 AS runs_scored_per_game, 4.0 AS runs_conceded_per_game,
      1.0 AS run_differential_per_game, 0.6 AS pythagorean_win_rate,
      CAST(NULL AS FLOAT64) AS on_base_plus_slugging, 0.2 AS strikeout_rate, 0.1 AS walk_rate,
      0.2 AS pitching_strikeout_rate, 0.1 AS pitching_walk_rate,
      DATE_SUB(on_date, INTERVAL 1 DAY) AS newest_game_date
  )`,
  `CREATE TABLE FUNCTION mlb_predictions.player_form(player STRING, on_date DATE) AS (
    SELECT
      CAST(IF(player = '1', '1', ERROR('player_form: who is that?')) AS INT64) AS player_id,
      'Aaron Judge' AS player_name, '7 days' AS period, 1 AS period_order,
      DATE_SUB(on_date, INTERVAL 7 DAY) AS from_date, 6 AS games, 25 AS plate_appearances,
      20 AS at_bats, 8 AS hits, 3 AS home_runs, 5 AS walks, 6 AS strikeouts, 0.4 AS batting_average,
      0.52 AS on_base_percentage, 0.9 AS slugging_percentage, 0 AS games_pitched, 0 AS games_started,
      0.0 AS innings_pitched, 0 AS batters_faced, 0 AS batters_struck_out, 0 AS walks_allowed,
      0 AS home_runs_allowed, CAST(NULL AS FLOAT64) AS earned_run_average,
      CAST(NULL AS FLOAT64) AS walks_and_hits_per_inning,
      CAST(NULL AS DATE) AS newest_game_date
  )`,
];

describe('form, grades and calibration', () => {
  let warehouse: ServedWarehouse;
  let server: OpenServer;

  before(async () => {
    warehouse = await openServedWarehouse();
    for (const query of functions) await warehouse.client.query(query);
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_historical_data.games_historical', [
      ...games,
      ...[11, 12, 13].map((game_pk) => ({
        game_pk,
        // Of the third neither team of game 1 was part.
        game_date: '2026-04-13',
        home_team_id: game_pk === 13 ? 138 : 147,
        away_team_id: 112,
        is_final: true,
      })),
      { game_pk: 14, game_date: '2026-03-01', home_team_id: 147, away_team_id: 112 },
    ]);
    await warehouse.insert('mlb_quality.game_quality_grades', [
      { game_pk: 11, grade: 'A', is_admitted: true },
      { game_pk: 12, grade: 'C', is_admitted: false },
      { game_pk: 13, grade: 'F', is_admitted: false },
      { game_pk: 14, grade: 'F', is_admitted: false },
    ]);
    await warehouse.insert(
      'mlb_reporting.forecast_results',
      Array.from({ length: 40 }, (_, game_pk) => ({
        game_pk: 100 + game_pk,
        home_win_probability: 0.61,
        home_won: game_pk < 24,
        is_simulated: false,
      })),
    );
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    server = await openServer(warehouse.client, () => new Date('2026-04-15T12:00:00Z'));
  });

  after(async () => {
    await server.close();
    await warehouse.close();
  });

  it('says how a team did before a date, today unless one is given', async () => {
    const form = teamForm.strict().parse((await server.inject('/teams/yankees/form')).json());
    expect(form).to.include({ team_id: 147, abbreviation: 'NYY', date: '2026-04-15' });
    expect(form).to.include({ newest_game_date: '2026-04-14' });
    expect(form.periods[0]).to.include({ period: '7 days', from_date: '2026-04-08', wins: 4 });
    const other = await server.inject('/teams/147/form?date=2026-04-01');
    expect(other.json()).to.include({ date: '2026-04-01' });
    problemIn(await server.inject('/teams/Yankess/form'), 404, 'E_TEAM_UNKNOWN');
  });

  it('says how a player did, and knows who never played', async () => {
    const known = player.strict().parse((await server.inject('/players/1')).json());
    expect(known).to.include({ name: 'Aaron Judge', newest_game_date: null });
    expect(known.periods[0]).to.include({ home_runs: 3, earned_run_average: null });
    expect(known.forecasts).to.deep.equal([]);
    problemIn(await server.inject('/players/99'), 404, 'E_PLAYER_UNKNOWN');
    problemIn(await server.inject('/players/Judge'), 400, 'E_REQUEST_INVALID');
  });

  it('grades the data behind a forecast by its teams’ games of the last 30 days', async () => {
    expect((await server.inject('/games/1')).json()).to.deep.include({
      data_quality: {
        grade: 'C',
        games: 2,
        games_held_back: 1,
        checked_through: '2026-04-13',
      },
    });
  });

  it('says where the share of home wins lies for forecasts as high as this one', async () => {
    const { predictions } = (await server.inject('/games/1')).json<{
      predictions: { home_win_interval: { low: number; high: number; games: number } };
    }>();
    expect(predictions.home_win_interval.games).to.equal(40);
    // 24 of 40, worked by hand: (.6 + 1.96²/80 ± 1.96 √(.24/40 + 1.96²/6400)) / (1 + 1.96²/40).
    expect(predictions.home_win_interval.low).to.be.closeTo(0.446, 0.001);
    expect(predictions.home_win_interval.high).to.be.closeTo(0.737, 0.001);
    const simulated = (await server.inject('/games/6')).json<{ predictions: object }>();
    expect(simulated.predictions).to.include({ home_win_interval: null });
    expect(wilson(0, 10).low).to.equal(0);
  });
});
