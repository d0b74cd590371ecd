import { createRequire } from 'node:module';
import { expect } from 'chai';
import { compileProject, type CompiledGraph } from './compile.ts';
import { leagueTables } from './league-tables.ts';
import { openSmallWarehouse, type SmallWarehouse } from './small-warehouse.ts';

const [yankees, redSox] = [147, 111];
const { batterColumns, pitcherColumns } = createRequire(import.meta.url)(
  '../../includes/player_features.js',
) as Record<'batterColumns' | 'pitcherColumns', string[]>;

type Row = Record<string, unknown>;

describe('training sets of players', function () {
  this.timeout(240_000);
  let warehouse: SmallWarehouse;
  let graph: CompiledGraph;

  const queryOf = (name: string): string =>
    graph.tables.find(({ target }) => target.name === name)?.query ?? '';

  before(async () => {
    graph = await compileProject();
    warehouse = await openSmallWarehouse();
    for (const [name, columns] of Object.entries(leagueTables)) {
      await warehouse.table(name, columns);
    }
    const floats = Object.fromEntries(
      [...batterColumns, ...pitcherColumns].map((name) => [name, 'FLOAT64']),
    );
    await warehouse.table('mlb_features.player_features_daily', {
      player_id: 'INT64',
      game_date: 'DATE',
      is_batter: 'BOOL',
      is_pitcher: 'BOOL',
      player_bats: 'STRING',
      player_throws: 'STRING',
      player_age: 'FLOAT64',
      ...floats,
    });
    await warehouse.table('mlb_historical_data.people_historical', {
      player_id: 'INT64',
      throws: 'STRING',
    });
    await warehouse.insert('mlb_historical_data.games_historical', [
      {
        game_pk: 1,
        game_date: '2019-06-01',
        season: 2019,
        home_team_id: yankees,
        away_team_id: redSox,
        venue_id: 3,
      },
    ]);
    await warehouse.insert('mlb_features.game_features_daily', [
      {
        game_pk: 1,
        game_date: '2019-06-01',
        home_team_id: yankees,
        away_team_id: redSox,
        home_starter_strikeout_skill: 0.1,
        away_starter_strikeout_skill: -0.2,
        month: 6,
      },
    ]);
    const player = (player_id: number, more: Row) => ({
      player_id,
      game_date: '2019-06-01',
      is_batter: true,
      is_pitcher: false,
      ...(more as Record<string, number | boolean>),
    });
    await warehouse.insert('mlb_features.player_features_daily', [
      player(1, { batter_hit_rate: 0.25 }),
      player(2, { batter_hit_rate: 0.3 }),
      player(3, { is_batter: false, is_pitcher: true, pitcher_strikeout_skill: 0.1 }),
      { ...player(1, { batter_hit_rate: 0.9 }), game_date: '2019-06-02' },
    ]);
    const line = (player_id: number, team_id: number, more: Row) => ({
      game_pk: 1,
      player_id,
      team_id,
      season: 2019,
      game_type: 'R',
      game_date: '2019-06-01',
      completed_date: '2019-06-01',
      has_batting: true,
      has_pitching: false,
      plate_appearances: 4,
      hits: 2,
      doubles: 1,
      triples: 0,
      home_runs: 0,
      batting_order: 300,
      ...(more as Record<string, number | boolean | string>),
    });
    await warehouse.insert('mlb_historical_data.player_stats_historical', [
      line(1, yankees, {}),
      line(2, redSox, { hits: 1, doubles: 0, batting_order: 100 }),
      line(4, redSox, { batting_order: 101 }),
      line(5, redSox, { plate_appearances: 0, hits: 0, doubles: 0 }),
      line(3, redSox, {
        has_batting: false,
        has_pitching: true,
        games_started: 1,
        batters_faced: 25,
        batters_struck_out: 7,
        batting_order: null,
        plate_appearances: null,
      }),
      line(1, yankees, { game_pk: 2, game_type: 'D' }),
    ]);
  });
  after(() => warehouse.close());

  it('are GoogleSQL as its analyzer has it', async () => {
    const names = ['batter_training', 'starter_training', 'game_outcome_training'];
    expect(
      await warehouse.faults({
        batter_training: queryOf('batter_training'),
        starter_training: queryOf('starter_training'),
      }),
    ).to.deep.equal({});
    for (const name of names) expect(queryOf(name), name).not.to.equal('');
  });

  it('have a row for each who started in the order, with the other side as he met it', async () => {
    const rows = await warehouse.rows<Row>(
      `SELECT player_id, is_home, opponent_team_id, batting_place, batter_hit_rate, opponent_starter_strikeout_skill, month,
         hits, total_bases, has_hit, has_two_hits, has_home_run, has_two_total_bases
       FROM (${queryOf('batter_training')}) ORDER BY player_id`,
    );
    expect(rows).to.deep.equal([
      {
        player_id: 1,
        is_home: true,
        opponent_team_id: redSox,
        batting_place: 3,
        batter_hit_rate: 0.25,
        opponent_starter_strikeout_skill: -0.2,
        month: 6,
        hits: 2,
        total_bases: 3,
        has_hit: 1,
        has_two_hits: 1,
        has_home_run: 0,
        has_two_total_bases: 1,
      },
      {
        player_id: 2,
        is_home: false,
        opponent_team_id: yankees,
        batting_place: 1,
        batter_hit_rate: 0.3,
        opponent_starter_strikeout_skill: 0.1,
        month: 6,
        hits: 1,
        total_bases: 1,
        has_hit: 1,
        has_two_hits: 0,
        has_home_run: 0,
        has_two_total_bases: 0,
      },
    ]);
  });

  it('have a row for each start', async () => {
    const rows = await warehouse.rows<Row>(
      `SELECT player_id, is_home, pitcher_strikeout_skill, batters_faced, batters_struck_out FROM (${queryOf('starter_training')})`,
    );
    expect(rows).to.deep.equal([
      {
        player_id: 3,
        is_home: false,
        pitcher_strikeout_skill: 0.1,
        batters_faced: 25,
        batters_struck_out: 7,
      },
    ]);
  });
});
