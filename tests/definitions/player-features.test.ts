import { expect } from 'chai';
import { readTableSchemas } from '../../warehouse/table-schemas.ts';
import { unlessOnRealGames } from '../end-to-end/replay.ts';
import { project } from '../ingest/raw-warehouse.ts';
import { analyze } from '../zetasql/analyze.ts';
import { bigQueryLanguage, type Tables } from '../zetasql/catalog.ts';
import { startZetaSql } from '../zetasql/server.ts';
import { compileProject, type CompiledGraph } from './compile.ts';
import {
  away,
  batted,
  day,
  home,
  models,
  nine,
  other,
  pitched,
  openPlayerLeague,
  type PlayerLeague,
  type Row,
} from './player-league.ts';

describe('features of players', function () {
  this.timeout(240_000);
  let graph: CompiledGraph;
  let league: PlayerLeague;

  before(async () => {
    graph = await compileProject();
  });

  beforeEach(async () => {
    league = await openPlayerLeague(graph);
  });

  afterEach(() => league.warehouse.close());

  it('are decayed, rolling and shrunk to the league as worked out by hand', async () => {
    // The away nine bat 0, 1, 2, 0, ... hits: 9 in 36. The home batter 100 hits 4 of 4, two of them home runs.
    const star = batted(100, 1, 4, { home_runs: 2 });
    await league.addGame({
      date: day(1),
      lines: [
        [star, pitched(10)],
        [...nine(200), pitched(20)],
      ],
    });
    await league.addGame({
      date: day(11),
      lines: [[batted(100, 3, 0), pitched(11)], [pitched(21)]],
    });
    await league.addGame({ date: day(15), played: false });
    await league.insert('people_historical', [
      { player_id: 20, birth_date: '1990-01-01', bats: 'L', throws: 'L' },
      { player_id: 21, birth_date: '1990-01-01', bats: 'R', throws: 'R' },
    ]);
    await league.build();
    const row = (await league.player(100, day(15)))!;
    // League through April 11: 13 hits and 2 home runs in 44 plate appearances.
    const memory = (days: number): number => 0.5 ** (days / 400);
    const appearances = 4 * memory(14) + 4 * memory(4);
    expect(row.batter_hit_rate).to.be.closeTo(
      (4 * memory(14) + (280 * 13) / 44) / (appearances + 280),
      1e-7,
    );
    expect(row.batter_home_run_rate).to.be.closeTo(
      (2 * memory(14) + (250 * 2) / 44) / (appearances + 250),
      1e-7,
    );
    // Two singles at .870 and two home runs at 1.940; the league has 11 singles and 2 home runs in 44.
    const leagueWoba = (11 * 0.87 + 2 * 1.94) / 44;
    const woba = ((2 * 0.87 + 2 * 1.94) * memory(14) + 300 * leagueWoba) / (appearances + 300);
    expect(row.batter_woba).to.be.closeTo(woba, 1e-7);
    expect(row.batter_woba_vs_left).to.be.closeTo(
      ((2 * 0.87 + 2 * 1.94) * memory(14) + 1000 * woba) / (4 * memory(14) + 1000),
      1e-7,
    );
    expect(row.batter_woba_vs_right).to.be.closeTo((1000 * woba) / (4 * memory(4) + 1000), 1e-7);
    expect(row.batter_plate_appearances_7d).to.equal(4);
    expect(row.batter_plate_appearances_14d).to.equal(8);
    expect(row.batter_plate_appearances_season).to.equal(8);
    expect(row.batter_hit_rate_7d).to.be.closeTo((280 * 13) / 44 / 284, 1e-9);
    expect(row.batter_hit_rate_14d).to.be.closeTo((4 + (280 * 13) / 44) / 288, 1e-9);
    // Places 1 and 3, the older start at half weight to the tenth root.
    const old = 0.5 ** 0.1;
    expect(row.batter_usual_place).to.be.closeTo((old + 3) / (old + 1), 1e-6);
    expect(row.batter_days_since_game).to.equal(4);
    expect(row.player_role).to.equal('batter');

    // Pitcher 10 started two weeks ago: the league, through that day, is himself and pitcher 20, six of 27 each.
    const pitcher = (await league.player(10, day(15)))!;
    expect(pitcher.player_role).to.equal('starter');
    expect(pitcher.pitcher_strikeout_skill).to.equal(0);
    expect(pitcher.pitcher_expected_outs).to.be.closeTo(18, 1e-6);
    expect(pitcher.pitcher_days_since_start).to.equal(14);
    expect(pitcher.pitcher_pitches_last_start).to.equal(95);
    expect(pitcher.batter_woba).to.equal(null);
  });

  it('know of a doubleheader only on the next day, and count both games then', async () => {
    await league.addGame({
      date: day(1),
      lines: [
        [batted(100, 1, 2), pitched(10)],
        [batted(200, 1), pitched(20)],
      ],
    });
    await league.addGame({
      date: day(1),
      lines: [
        [batted(100, 2, 1), pitched(11)],
        [batted(200, 1), pitched(21)],
      ],
    });
    await league.addGame({ date: day(2), played: false });
    await league.build();
    expect(await league.player(100, day(1))).to.equal(undefined);
    expect((await league.player(100, day(2)))!.batter_plate_appearances_7d).to.equal(8);
    expect(
      await league.query(
        'SELECT games_batted, season_hits FROM mlb_features.batter_form WHERE player_id = 100',
      ),
    ).to.deep.equal([{ games_batted: 2, season_hits: 3 }]);
  });

  it('count a suspended game from the day after it was finished', async () => {
    await league.addGame({
      date: day(1),
      completed: day(5),
      lines: [[batted(100, 1), pitched(10)], [pitched(20)]],
    });
    for (const n of [5, 6]) await league.addGame({ date: day(n), played: false });
    await league.build();
    expect(await league.player(100, day(5))).to.equal(undefined);
    expect((await league.player(100, day(6)))!.batter_plate_appearances_7d).to.equal(4);
  });

  it('are of the team a player was last seen with, and of a newcomer who is announced', async () => {
    await league.addGame({ date: day(1), lines: [[batted(100, 1), pitched(10)], [pitched(20)]] });
    await league.addGame({
      date: day(3),
      teams: [other, away],
      lines: [[batted(100, 1), pitched(30)], [pitched(21)]],
    });
    await league.addGame({ date: day(4), played: false, probable: [77, null] });
    await league.addGame({ date: day(4), teams: [other, 4], played: false });
    await league.insert('rosters_historical', [
      { roster_date: day(3), team_id: home, player_id: 101, position_code: '7' },
      { roster_date: day(4), team_id: home, player_id: 102, position_code: '7' },
    ]);
    await league.build();
    const teams =
      await league.query(`SELECT player_id, team_id, player_role, is_on_roster, pitcher_strikeout_skill,
        pitcher_expected_strikeouts, batter_woba, batter_plate_appearances_30d
      FROM mlb_features.player_features_daily WHERE game_date = '${day(4)}' AND player_id IN (77, 100, 101, 102) ORDER BY player_id`);
    expect(
      teams.map((row) => [row.player_id, row.team_id, row.player_role, row.is_on_roster]),
    ).to.deep.equal([
      [77, home, 'starter', false],
      [100, other, 'batter', false],
      [101, home, 'batter', true],
    ]);
    // He who never pitched is the league: six strikeouts of 27, 18 outs a start.
    expect(teams[0]!.pitcher_strikeout_skill).to.equal(0);
    expect(teams[0]!.pitcher_expected_strikeouts).to.be.closeTo((18 * 1.417 * 6) / 27, 1e-6);
    // He who never batted is the league: two singles in eight.
    expect(teams[2]!.batter_woba).to.be.closeTo(0.87 / 4, 1e-9);
    expect(teams[2]!.batter_plate_appearances_30d).to.equal(0);
  });

  /** Three teams over 24 days; the last day is still to be played. Numbers come from a fixed sequence. */
  const season = async (): Promise<void> => {
    let state = 7;
    const random = (below: number): number => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const pairs: [number, number][] = [
      [home, away],
      [away, other],
      [other, home],
    ];
    const people: Row[] = [];
    for (const team of [home, away, other]) {
      for (let index = 0; index < 40; index++) {
        people.push({
          player_id: team * 100 + index,
          birth_date: '1990-01-01',
          bats: 'R',
          throws: index % 3 === 0 ? 'L' : 'R',
        });
      }
    }
    await league.insert('people_historical', people);
    for (let n = 1; n <= 24; n++) {
      const teams = pairs[n % 3]!;
      const line = (team: number): Row[] =>
        [
          ...Array.from({ length: 9 }, (_, index) =>
            batted(team * 100 + ((index + random(3)) % 12), index + 1, random(4), {
              walks: random(2),
              strikeouts: random(3),
            }),
          ),
          pitched(team * 100 + 30 + (n % 5), 20 + random(10), {
            batters_struck_out: random(10),
            home_runs_allowed: random(3),
          }),
          pitched(team * 100 + 35 + random(5), 1 + random(6), {
            games_started: 0,
            outs_recorded: 3,
            batters_struck_out: random(3),
          }),
        ].filter(
          (row, index, all) => all.findIndex((one) => one.player_id === row.player_id) === index,
        );
      await league.addGame({
        date: day(n),
        teams,
        played: n < 24,
        completed: n === 9 ? day(12) : day(n),
        probable: [teams[0] * 100 + 30 + (n % 5), teams[1] * 100 + 30 + (n % 5)],
        ...(n < 24 && { lines: [line(teams[0]), line(teams[1])] }),
      });
      if (n % 4 === 0) {
        await league.insert(
          'rosters_historical',
          teams.flatMap((team) =>
            Array.from({ length: 11 }, (_, index) => ({
              roster_date: day(n),
              team_id: team,
              player_id: team * 100 + index,
              position_code: '7',
            })),
          ),
        );
      }
    }
    await league.warehouse.client.query(`INSERT INTO mlb_historical_data.statcast_pitches
      SELECT pitches.game_pk, 'R', pitches.game_date, pitches.completed_date, pitches.player_id, batters.player_id,
        IF(MOD(batters.player_id, 2) = 0, 'hit_into_play', 'swinging_strike'), IF(MOD(batters.player_id, 2) = 0, 80.1 + pitches.game_pk, NULL),
        CURRENT_TIMESTAMP()
      FROM mlb_historical_data.player_stats_historical AS pitches
      JOIN mlb_historical_data.player_stats_historical AS batters
        ON batters.game_pk = pitches.game_pk AND batters.team_id != pitches.team_id AND batters.has_batting
      WHERE pitches.has_pitching`);
  };

  it('are the same by daily runs with late corrections as by a full refresh', async () => {
    await season();
    await league.build();
    const first = await league.query(
      'SELECT MAX(loaded_at) AS newest FROM mlb_features.player_features_daily',
    );
    await league.build(true);
    expect(
      await league.query('SELECT MAX(loaded_at) AS newest FROM mlb_features.player_features_daily'),
    ).to.deep.equal(first);

    const before = await league.contents();
    const changes: Record<string, string[]> = {
      'a late correction': [
        `UPDATE mlb_historical_data.player_stats_historical SET hits = hits + 1, batters_struck_out = batters_struck_out + 1,
          loaded_at = CURRENT_TIMESTAMP() WHERE game_pk = 14`,
      ],
      'a game no longer admitted': [
        'DELETE FROM mlb_historical_data.player_stats_historical WHERE game_pk = 17',
        'DELETE FROM mlb_historical_data.games_historical WHERE game_pk = 17',
        'DELETE FROM mlb_historical_data.statcast_pitches WHERE game_pk = 17',
      ],
      'another starter announced': [
        `UPDATE mlb_historical_data.games_historical SET home_probable_pitcher_id = 999, loaded_at = CURRENT_TIMESTAMP()
          WHERE game_pk = 24`,
      ],
      'a hand that becomes known late': [
        `UPDATE mlb_historical_data.people_historical SET throws = IF(throws = 'L', 'R', 'L'), loaded_at = CURRENT_TIMESTAMP()
          WHERE player_id = 133`,
      ],
      'a game played': [
        `UPDATE mlb_historical_data.games_historical SET is_final = TRUE, status_code = 'F', loaded_at = CURRENT_TIMESTAMP()
          WHERE game_pk = 24`,
        `INSERT INTO mlb_historical_data.player_stats_historical
          SELECT * REPLACE (24 AS game_pk, DATE '${day(24)}' AS game_date, DATE '${day(24)}' AS completed_date, CURRENT_TIMESTAMP() AS loaded_at)
          FROM mlb_historical_data.player_stats_historical WHERE game_pk = 21`,
      ],
    };
    for (const [what, statements] of Object.entries(changes)) {
      for (const statement of statements) await league.warehouse.client.query(statement);
      await league.build(true);
      const daily = await league.contents();
      await league.build();
      expect(daily, what).to.deep.equal(await league.contents());
    }
    expect(await league.contents()).not.to.deep.equal(before);
  });

  it('know nothing of the date and what follows it', async function () {
    unlessOnRealGames(this);
    await season();
    await league.build();
    const cut = day(15);
    const before = await league.contents(cut);
    const earlier = await league.contents(day(14));
    await league.warehouse.client
      .query(`UPDATE mlb_historical_data.player_stats_historical SET hits = 4, home_runs = 3, batters_faced = 40,
      batters_struck_out = 20, batting_order = NULL, team_id = ${other} WHERE completed_date >= '${cut}'`);
    await league.warehouse.client.query(
      `DELETE FROM mlb_historical_data.rosters_historical WHERE roster_date >= '${cut}'`,
    );
    await league.warehouse.client.query(
      `DELETE FROM mlb_historical_data.statcast_pitches WHERE completed_date >= '${cut}'`,
    );
    await league.insert('injuries_historical', [
      { player_id: 101, season: 2019, announced_date: cut, activated_date: null },
    ]);
    await league.build();
    const after = await league.contents(cut);
    for (const model of [
      'bullpen_form',
      'game_lineups',
      'lineup_strength',
      'player_features_daily',
    ]) {
      expect(before[model]!.length, model).to.be.greaterThan(10);
      expect(after[model], model).to.deep.equal(before[model]);
    }
    // Forms say what was true through a date, so those of the date itself may change.
    const formsAfter = await league.contents(day(14));
    for (const model of [
      'batter_form',
      'pitcher_form',
      'player_tracking_form',
      'league_batting_rates',
      'game_starters',
    ]) {
      expect(formsAfter[model], model).to.deep.equal(earlier[model]);
    }
    expect((await league.contents()).player_features_daily).not.to.deep.equal(
      before.player_features_daily,
    );
  });

  it('are GoogleSQL as its analyzer has it, and pass their own assertions', async () => {
    await season();
    await league.build();
    const schemas = await readTableSchemas(league.warehouse.client, 'mlb_');
    const tables: Tables = Object.fromEntries(
      schemas.map(({ dataset, table, columns }) => [`${project}.${dataset}.${table}`, columns]),
    );
    const zetaSql = await startZetaSql();
    try {
      const language = await bigQueryLanguage(zetaSql);
      for (const model of models) {
        const { query: sql } = graph.tables.find(({ target }) => target.name === model)!;
        expect(await analyze(zetaSql, language, sql, tables), model).to.equal(undefined);
      }
    } finally {
      zetaSql.stop();
    }
    const own = graph.assertions.filter(({ target }) =>
      models.some((name) => target.name === `mlb_features_${name}_rows`),
    );
    expect(own).to.have.length(models.length);
    for (const { target, query: sql } of own) {
      const [failing] = await league.warehouse.client.query(sql);
      expect(failing, target.name).to.deep.equal([]);
    }
  });
});
