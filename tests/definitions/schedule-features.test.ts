import { expect } from 'chai';
import { compileProject } from './compile.ts';
import { openFeatureWarehouse, type FeatureWarehouse, type Row } from './feature-warehouse.ts';

const [home, away] = [1, 2];

/** A game of club 1 with club 2, at night and at home of club 1 unless said otherwise. */
const game = (game_pk: number, game_date: string, more: Row = {}): Row => ({
  game_pk,
  game_date,
  completed_date: game_date,
  season: Number(game_date.slice(0, 4)),
  game_type: 'R',
  status_code: 'F',
  is_final: true,
  home_team_id: home,
  away_team_id: away,
  venue_id: 10,
  day_night: 'night',
  double_header: 'N',
  game_number: 1,
  ...more,
});

describe('schedule_features', function () {
  let warehouse: FeatureWarehouse;

  before(async () => {
    warehouse = await openFeatureWarehouse(await compileProject(), 'schedule_features');
  });

  beforeEach(() => warehouse.empty());

  after(() => warehouse.close());

  const rows = (team: number, columns: string): Promise<Row[]> =>
    warehouse.query(`SELECT game_pk, ${columns} FROM mlb_features.schedule_features
      WHERE team_id = ${team} ORDER BY game_date, game_pk`);

  const list = async (team: number, column: string): Promise<unknown[]> =>
    (await rows(team, `${column} AS value`)).map(({ value }) => value);

  it('count days off, days in a row and games of the last seven days', async () => {
    await warehouse.insert(
      'games_historical',
      game(1, '2019-04-01'),
      game(2, '2019-04-02'),
      game(3, '2019-04-03'),
      game(4, '2019-04-05'),
      game(5, '2019-04-08'),
      game(6, '2019-04-20', { status_code: 'S', is_final: false }),
    );
    await warehouse.build('full', 'schedule_features');
    expect(await list(home, 'rest_days')).to.deep.equal([7, 0, 0, 1, 2, 7]);
    expect(await list(home, 'days_played_in_a_row')).to.deep.equal([0, 1, 2, 0, 0, 0]);
    // on the 8th: the 1st to the 5th, the 1st being seven days ago
    expect(await list(home, 'games_last_7_days')).to.deep.equal([0, 1, 2, 3, 4, 0]);
    expect(await list(home, 'season_games_scheduled')).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('take both games of a doubleheader as one date', async () => {
    await warehouse.insert(
      'games_historical',
      game(1, '2019-04-01'),
      game(2, '2019-04-02', { double_header: 'S', game_number: 1, day_night: 'day' }),
      game(3, '2019-04-02', { double_header: 'S', game_number: 2 }),
      game(4, '2019-04-03', { day_night: 'day' }),
    );
    await warehouse.build('full', 'schedule_features');
    expect(
      await rows(
        home,
        'games_last_7_days, rest_days, is_doubleheader, is_second_of_doubleheader, is_day_after_night',
      ),
    ).to.deep.equal(
      [
        [1, 0, 7, false, false, false],
        [2, 1, 0, true, false, true],
        [3, 1, 0, true, true, false],
        [4, 3, 0, false, false, true],
      ].map(
        ([
          game_pk,
          games_last_7_days,
          rest_days,
          is_doubleheader,
          is_second_of_doubleheader,
          is_day_after_night,
        ]) => ({
          game_pk,
          games_last_7_days,
          rest_days,
          is_doubleheader,
          is_second_of_doubleheader,
          is_day_after_night,
        }),
      ),
    );
  });

  it('count homestands and road trips, which end with the season', async () => {
    const there = { home_team_id: away, away_team_id: home };
    await warehouse.insert(
      'games_historical',
      game(1, '2018-09-29', there),
      game(2, '2019-04-01', there),
      game(3, '2019-04-02', there),
      game(4, '2019-04-03'),
      game(5, '2019-04-04'),
      game(6, '2019-04-05', there),
    );
    await warehouse.build('full', 'schedule_features');
    expect(await list(home, 'stand_games_before')).to.deep.equal([0, 0, 1, 0, 1, 0]);
    expect(await list(home, 'away_games_before')).to.deep.equal([0, 0, 1, 2, 0, 0]);
    expect(await list(away, 'away_games_before')).to.deep.equal([0, 0, 0, 0, 1, 2]);
  });

  it('leave out games called off and those that do not count, and are empty without games', async () => {
    await warehouse.build('full', 'schedule_features');
    expect(await list(home, 'game_pk')).to.deep.equal([]);
    await warehouse.insert(
      'games_historical',
      game(1, '2019-03-20', { game_type: 'S' }),
      game(2, '2019-04-01', { status_code: 'D', is_final: false }),
      game(3, '2019-04-02', { day_night: null, double_header: null }),
    );
    await warehouse.build('incremental', 'schedule_features');
    expect(await rows(home, 'rest_days, is_day_after_night, is_doubleheader')).to.deep.equal([
      { game_pk: 3, rest_days: 7, is_day_after_night: false, is_doubleheader: false },
    ]);
  });

  it('are after a postponement and new games what a full refresh makes, and keep what is older', async () => {
    await warehouse.insert(
      'games_historical',
      game(1, '2019-04-01'),
      game(2, '2019-04-02'),
      game(3, '2019-04-03', { status_code: 'S', is_final: false }),
      game(4, '2019-04-04', { status_code: 'S', is_final: false }),
    );
    await warehouse.build('full', 'schedule_features');
    const written = await list(home, 'loaded_at');
    await warehouse.build('incremental', 'schedule_features');
    expect(await list(home, 'loaded_at')).to.deep.equal(written);

    await warehouse.query('DELETE FROM mlb_historical_data.games_historical WHERE game_pk = 3');
    await warehouse.insert('games_historical', game(3, '2019-04-20', { status_code: 'S' }));
    await warehouse.build('incremental', 'schedule_features');
    expect(await list(home, 'game_pk')).to.deep.equal([1, 2, 4, 3]);
    expect(await list(home, 'rest_days')).to.deep.equal([7, 0, 1, 7]);
    expect((await list(home, 'loaded_at')).slice(0, 2)).to.deep.equal(written.slice(0, 2));
  });
});
