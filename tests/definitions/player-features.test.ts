import { expect } from 'chai';
import { createRequire } from 'node:module';
import { readTableSchemas } from '../../warehouse/table-schemas.ts';
import { unlessOnRealGames } from '../end-to-end/replay.ts';
import { openRawWarehouse, project, type RawWarehouse } from '../ingest/raw-warehouse.ts';
import { analyze } from '../zetasql/analyze.ts';
import { bigQueryLanguage, type Tables } from '../zetasql/catalog.ts';
import { startZetaSql } from '../zetasql/server.ts';
import { compileProject, type CompiledGraph } from './compile.ts';

const require = createRequire(import.meta.url);
const lines = require('../../includes/lines.js') as { playerColumns: string[] };

type Row = Record<string, string | number | boolean | null>;
interface Steps {
  incrementalPreOps?: string[];
  incrementalPostOps?: string[];
}

/** Models in the order they are built; the first two are the team side's. */
const models = [
  'team_dates',
  'league_pitching_rates',
  'player_sightings',
  'game_starters',
  'league_batting_rates',
  'pitcher_form',
  'batter_form',
  'player_tracking_form',
  'bullpen_form',
  'game_lineups',
  'lineup_strength',
  'player_features_daily',
] as const;

const sources: Record<string, string> = {
  games_historical: `game_pk INT64, season INT64, game_type STRING, game_date DATE, completed_date DATE, status_code STRING,
    home_team_id INT64, away_team_id INT64, home_probable_pitcher_id INT64, away_probable_pitcher_id INT64, is_final BOOL`,
  player_stats_historical: `game_pk INT64, team_id INT64, player_id INT64, season INT64, game_type STRING, game_date DATE,
    completed_date DATE, position_code STRING, batting_order INT64, has_batting BOOL, has_pitching BOOL,
    ${lines.playerColumns.map((name) => `${name} INT64`).join(', ')}`,
  rosters_historical: 'roster_date DATE, team_id INT64, player_id INT64, position_code STRING',
  injuries_historical: 'player_id INT64, season INT64, announced_date DATE, activated_date DATE',
  transactions_historical: 'transaction_id INT64, transaction_date DATE',
  lineups_historical:
    'game_pk INT64, team_side STRING, batting_place INT64, game_date DATE, player_id INT64, position_code STRING',
  people_historical: 'player_id INT64, birth_date DATE, bats STRING, throws STRING',
  statcast_pitches: `game_pk INT64, game_type STRING, game_date DATE, completed_date DATE, pitcher_id INT64, batter_id INT64,
    description STRING, launch_speed FLOAT64`,
};

const [home, away, other] = [1, 2, 3];
const day = (n: number, month = 4): string =>
  new Date(Date.UTC(2019, month - 1, n)).toISOString().slice(0, 10);

describe('features of players', function () {
  this.timeout(240_000);
  let warehouse: RawWarehouse;
  let graph: CompiledGraph;
  let pk: number;

  before(async () => {
    graph = await compileProject();
  });

  beforeEach(async () => {
    pk = 1;
    warehouse = await openRawWarehouse();
    await warehouse.client.createDataset('mlb_historical_data');
    await warehouse.client.createDataset('mlb_features');
    for (const [table, columns] of Object.entries(sources)) {
      await warehouse.client.query(
        `CREATE TABLE mlb_historical_data.${table} (${columns}, loaded_at TIMESTAMP)`,
      );
    }
    // Only asked for what is new in it.
    await warehouse.client.query(
      'CREATE TABLE mlb_features.team_rolling_features (team_id INT64, game_date DATE, loaded_at TIMESTAMP)',
    );
  });

  afterEach(() => warehouse.close());

  const query = async (sql: string): Promise<Row[]> => {
    const [rows] = await warehouse.client.query(sql);
    return (rows as Record<string, unknown>[]).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          value !== null && typeof value === 'object' && 'value' in value
            ? (value as { value: string }).value
            : (value as Row[string]),
        ]),
      ),
    );
  };

  const insert = async (table: string, rows: Row[]): Promise<void> => {
    if (rows.length === 0) return;
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const literal = (value: Row[string] | undefined): string =>
      typeof value === 'string' ? `'${value}'` : String(value ?? 'NULL');
    await warehouse.client
      .query(`INSERT INTO mlb_historical_data.${table} (${names.join(', ')}, loaded_at)
      VALUES ${rows.map((row) => `(${names.map((name) => literal(row[name])).join(', ')}, CURRENT_TIMESTAMP())`).join(',\n')}`);
  };

  interface Game {
    date: string;
    completed?: string;
    teams?: [number, number];
    probable?: [number | null, number | null];
    played?: boolean;
    /** Lines of the players: home's, then away's. */
    lines?: [Row[], Row[]];
  }

  const addGame = async ({
    date,
    completed = date,
    teams = [home, away],
    probable,
    played,
    lines: both,
  }: Game): Promise<number> => {
    const game_pk = pk++;
    await insert('games_historical', [
      {
        game_pk,
        season: Number(date.slice(0, 4)),
        game_type: 'R',
        game_date: date,
        completed_date: completed,
        status_code: played === false ? 'S' : 'F',
        home_team_id: teams[0],
        away_team_id: teams[1],
        home_probable_pitcher_id: probable?.[0] ?? null,
        away_probable_pitcher_id: probable?.[1] ?? null,
        is_final: played !== false,
      },
    ]);
    const zeros = Object.fromEntries(lines.playerColumns.map((name) => [name, 0]));
    await insert(
      'player_stats_historical',
      (both ?? [[], []]).flatMap((side, index) =>
        side.map((line) => ({
          ...zeros,
          game_pk,
          team_id: teams[index]!,
          season: Number(date.slice(0, 4)),
          game_type: 'R',
          game_date: date,
          completed_date: completed,
          position_code: '9',
          batting_order: null,
          has_batting: 'plate_appearances' in line,
          has_pitching: 'batters_faced' in line,
          ...line,
        })),
      ),
    );
    return game_pk;
  };

  const pitched = (player_id: number, faced = 27, more: Row = {}): Row => ({
    player_id,
    position_code: '1',
    games_started: 1,
    batters_faced: faced,
    outs_recorded: 18,
    batters_struck_out: 6,
    pitches_thrown: 95,
    ...more,
  });

  const batted = (player_id: number, place: number, hits = 1, more: Row = {}): Row => ({
    player_id,
    batting_order: place * 100,
    plate_appearances: 4,
    at_bats: 4,
    hits,
    ...more,
  });

  /** Nine batters, ids from a hundred up, in places 1 to 9. */
  const nine = (first: number): Row[] =>
    Array.from({ length: 9 }, (_, index) => batted(first + index, index + 1, index % 3));

  const build = async (
    incremental = false,
    through: (typeof models)[number] = 'player_features_daily',
  ): Promise<void> => {
    for (const model of models.slice(0, models.indexOf(through) + 1)) {
      const table = graph.tables.find(
        ({ target }) => target.name === model,
      )! as CompiledGraph['tables'][number] & Steps;
      const name = `mlb_features.${model}`;
      if (table.enumType === 'VIEW') {
        await warehouse.client.query(`CREATE OR REPLACE VIEW ${name} AS ${table.query}`);
      } else if (incremental && table.enumType === 'INCREMENTAL') {
        await warehouse.client.query(`${table.incrementalPreOps!.join(';\n')};
          INSERT INTO ${name} ${table.incrementalQuery};
          ${table.incrementalPostOps!.join(';\n')};`);
      } else {
        await warehouse.client.query(`CREATE OR REPLACE TABLE ${name} AS ${table.query}`);
      }
    }
  };

  /** Every row of every table as sorted text, without loaded_at; rows up to a date when one is given. */
  const contents = async (through?: string): Promise<Record<string, string[]>> => {
    const all: Record<string, string[]> = {};
    for (const model of models) {
      const rows = await query(`SELECT * FROM mlb_features.${model}`);
      const dated = (row: Row): string =>
        String(row.game_date ?? row.appearance_date ?? row.completed_date ?? row.seen_date);
      all[model] = rows
        .filter((row) => through === undefined || dated(row) <= through)
        .map((row) => JSON.stringify({ ...row, loaded_at: null }))
        .sort();
    }
    return all;
  };

  const player = async (id: number, date: string): Promise<Row | undefined> =>
    (
      await query(
        `SELECT * FROM mlb_features.player_features_daily WHERE player_id = ${id} AND game_date = '${date}'`,
      )
    )[0];

  const expectedNine = async (date: string, side = 'home'): Promise<(number | null)[]> =>
    (
      await query(`SELECT expected_player_id FROM mlb_features.game_lineups
        WHERE game_date = '${date}' AND team_side = '${side}' ORDER BY game_pk, batting_place`)
    ).map((row) => row.expected_player_id as number | null);

  it('are decayed, rolling and shrunk to the league as worked out by hand', async () => {
    // The away nine bat 0, 1, 2, 0, ... hits: 9 in 36. The home batter 100 hits 4 of 4, two of them home runs.
    const star = batted(100, 1, 4, { home_runs: 2 });
    await addGame({
      date: day(1),
      lines: [
        [star, pitched(10)],
        [...nine(200), pitched(20)],
      ],
    });
    await addGame({ date: day(11), lines: [[batted(100, 3, 0), pitched(11)], [pitched(21)]] });
    await addGame({ date: day(15), played: false });
    await insert('people_historical', [
      { player_id: 20, birth_date: '1990-01-01', bats: 'L', throws: 'L' },
      { player_id: 21, birth_date: '1990-01-01', bats: 'R', throws: 'R' },
    ]);
    await build();
    const row = (await player(100, day(15)))!;
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
    const league = (11 * 0.87 + 2 * 1.94) / 44;
    const woba = ((2 * 0.87 + 2 * 1.94) * memory(14) + 300 * league) / (appearances + 300);
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
    const pitcher = (await player(10, day(15)))!;
    expect(pitcher.player_role).to.equal('starter');
    expect(pitcher.pitcher_strikeout_skill).to.equal(0);
    expect(pitcher.pitcher_expected_outs).to.be.closeTo(18, 1e-6);
    expect(pitcher.pitcher_days_since_start).to.equal(14);
    expect(pitcher.pitcher_pitches_last_start).to.equal(95);
    expect(pitcher.batter_woba).to.equal(null);
  });

  it('know of a doubleheader only on the next day, and count both games then', async () => {
    await addGame({
      date: day(1),
      lines: [
        [batted(100, 1, 2), pitched(10)],
        [batted(200, 1), pitched(20)],
      ],
    });
    await addGame({
      date: day(1),
      lines: [
        [batted(100, 2, 1), pitched(11)],
        [batted(200, 1), pitched(21)],
      ],
    });
    await addGame({ date: day(2), played: false });
    await build();
    expect(await player(100, day(1))).to.equal(undefined);
    expect((await player(100, day(2)))!.batter_plate_appearances_7d).to.equal(8);
    expect(
      await query(
        'SELECT games_batted, season_hits FROM mlb_features.batter_form WHERE player_id = 100',
      ),
    ).to.deep.equal([{ games_batted: 2, season_hits: 3 }]);
  });

  it('count a suspended game from the day after it was finished', async () => {
    await addGame({
      date: day(1),
      completed: day(5),
      lines: [[batted(100, 1), pitched(10)], [pitched(20)]],
    });
    for (const n of [5, 6]) await addGame({ date: day(n), played: false });
    await build();
    expect(await player(100, day(5))).to.equal(undefined);
    expect((await player(100, day(6)))!.batter_plate_appearances_7d).to.equal(4);
  });

  it('are of the team a player was last seen with, and of a newcomer who is announced', async () => {
    await addGame({ date: day(1), lines: [[batted(100, 1), pitched(10)], [pitched(20)]] });
    await addGame({
      date: day(3),
      teams: [other, away],
      lines: [[batted(100, 1), pitched(30)], [pitched(21)]],
    });
    await addGame({ date: day(4), played: false, probable: [77, null] });
    await addGame({ date: day(4), teams: [other, 4], played: false });
    await insert('rosters_historical', [
      { roster_date: day(3), team_id: home, player_id: 101, position_code: '7' },
      { roster_date: day(4), team_id: home, player_id: 102, position_code: '7' },
    ]);
    await build();
    const teams =
      await query(`SELECT player_id, team_id, player_role, is_on_roster, pitcher_strikeout_skill,
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

  it('expect the usual nine, without who is injured, gone or off the roster, and with each but once', async () => {
    for (let n = 1; n <= 6; n++) {
      // Player 109 has batted ninth once; usually it is 108.
      const batters = nine(100).map((line) =>
        n === 2 && line.player_id === 108 ? { ...line, player_id: 109 } : line,
      );
      await addGame({
        date: day(n),
        lines: [
          [...batters, pitched(10)],
          [...nine(200), pitched(20)],
        ],
      });
    }
    for (const n of [7, 8, 9, 10]) await addGame({ date: day(n), played: false });
    const regulars = Array.from({ length: 9 }, (_, index) => 100 + index);
    await insert('injuries_historical', [
      { player_id: 103, season: 2019, announced_date: day(7), activated_date: day(9) },
    ]);
    await insert('rosters_historical', [
      ...[...regulars, 109].map((player_id) => ({
        roster_date: day(8),
        team_id: home,
        player_id,
        position_code: '7',
      })),
      ...[...regulars.slice(1), 109].map((player_id) => ({
        roster_date: day(9),
        team_id: home,
        player_id,
        position_code: '7',
      })),
    ]);
    await build();
    expect(await expectedNine(day(7))).to.deep.equal(regulars);
    expect(await expectedNine(day(8))).to.deep.equal([100, 101, 102, 104, 105, 106, 107, 108, 109]);
    expect(await expectedNine(day(9))).to.deep.equal([100, 101, 102, 104, 105, 106, 107, 108, 109]);
    // Activated on the ninth: known on the tenth. Off the roster of the ninth: 100.
    expect(await expectedNine(day(10))).to.deep.equal([
      101, 102, 103, 104, 105, 106, 107, 108, 109,
    ]);
    expect((await player(103, day(8)))!.is_injured).to.equal(true);
    expect((await player(103, day(10)))!.is_injured).to.equal(false);
  });

  it('tell the announced lineup from the expected one, and how strong and new both are', async () => {
    await addGame({
      date: day(1),
      lines: [
        [...nine(100), pitched(10)],
        [...nine(200), pitched(20)],
      ],
    });
    await addGame({
      date: day(2),
      lines: [
        [...nine(100), pitched(10)],
        [...nine(200), pitched(20)],
      ],
    });
    const game = await addGame({ date: day(3), played: false });
    await addGame({ date: day(4), played: false });
    await insert(
      'people_historical',
      Array.from({ length: 20 }, (_, index) => ({
        player_id: 100 + index,
        birth_date: `${1985 + index}-06-01`,
        bats: 'R',
        throws: 'R',
      })),
    );
    // A rookie is announced in the first place; the others move down.
    await insert(
      'lineups_historical',
      Array.from({ length: 9 }, (_, index) => ({
        game_pk: game,
        team_side: 'home',
        batting_place: index + 1,
        game_date: day(3),
        player_id: index === 0 ? 119 : 99 + index,
        position_code: '7',
      })),
    );
    await build(false, 'lineup_strength');
    const strength =
      await query(`SELECT game_date, is_lineup_announced, expected_lineup_inexperience, announced_lineup_inexperience,
        expected_lineup_age, announced_lineup_age, announced_lineup_woba IS NULL AS is_unknown
      FROM mlb_features.lineup_strength WHERE team_side = 'home' AND game_date >= '${day(3)}' ORDER BY game_date`);
    expect(strength[0]!.is_lineup_announced).to.equal(true);
    expect(strength[0]!.expected_lineup_inexperience).to.be.closeTo(9 * Math.exp(-2 / 60), 1e-8);
    expect(strength[0]!.announced_lineup_inexperience).to.be.closeTo(
      8 * Math.exp(-2 / 60) + 1,
      1e-8,
    );
    expect(strength[0]!.expected_lineup_age).to.equal(2019 - 1989);
    // Born 1985 to 1992, and 2004.
    expect(strength[0]!.announced_lineup_age).to.be.closeTo(2019 - (8 * 1988.5 + 2004) / 9, 1e-8);
    expect(strength[1]).to.include({
      is_lineup_announced: false,
      announced_lineup_inexperience: null,
      is_unknown: true,
    });
    expect(strength[1]!.expected_lineup_age).to.equal(30);
  });

  it('let the pitcher bat where pitchers did', async () => {
    const withPitcher = (first: number, pitcher: number): Row[] => [
      ...nine(first).slice(0, 8),
      { ...pitched(pitcher), ...batted(pitcher, 9, 0), position_code: '1' },
    ];
    await addGame({ date: day(1), lines: [withPitcher(100, 10), withPitcher(200, 20)] });
    await addGame({ date: day(2), played: false, probable: [11, null] });
    await addGame({ date: day(2), teams: [away, home], played: false });
    await build(false, 'lineup_strength');
    expect((await expectedNine(day(2))).slice(0, 9)).to.deep.equal([
      100, 101, 102, 103, 104, 105, 106, 107, 11,
    ]);
    expect((await expectedNine(day(2), 'away'))[8]).to.equal(null);
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
    await insert('people_historical', people);
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
      await addGame({
        date: day(n),
        teams,
        played: n < 24,
        completed: n === 9 ? day(12) : day(n),
        probable: [teams[0] * 100 + 30 + (n % 5), teams[1] * 100 + 30 + (n % 5)],
        ...(n < 24 && { lines: [line(teams[0]), line(teams[1])] }),
      });
      if (n % 4 === 0) {
        await insert(
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
    await warehouse.client.query(`INSERT INTO mlb_historical_data.statcast_pitches
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
    await build();
    const first = await query(
      'SELECT MAX(loaded_at) AS newest FROM mlb_features.player_features_daily',
    );
    await build(true);
    expect(
      await query('SELECT MAX(loaded_at) AS newest FROM mlb_features.player_features_daily'),
    ).to.deep.equal(first);

    const before = await contents();
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
      for (const statement of statements) await warehouse.client.query(statement);
      await build(true);
      const daily = await contents();
      await build();
      expect(daily, what).to.deep.equal(await contents());
    }
    expect(await contents()).not.to.deep.equal(before);
  });

  it('know nothing of the date and what follows it', async function () {
    unlessOnRealGames(this);
    await season();
    await build();
    const cut = day(15);
    const before = await contents(cut);
    const earlier = await contents(day(14));
    await warehouse.client
      .query(`UPDATE mlb_historical_data.player_stats_historical SET hits = 4, home_runs = 3, batters_faced = 40,
      batters_struck_out = 20, batting_order = NULL, team_id = ${other} WHERE completed_date >= '${cut}'`);
    await warehouse.client.query(
      `DELETE FROM mlb_historical_data.rosters_historical WHERE roster_date >= '${cut}'`,
    );
    await warehouse.client.query(
      `DELETE FROM mlb_historical_data.statcast_pitches WHERE completed_date >= '${cut}'`,
    );
    await insert('injuries_historical', [
      { player_id: 101, season: 2019, announced_date: cut, activated_date: null },
    ]);
    await build();
    const after = await contents(cut);
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
    const formsAfter = await contents(day(14));
    for (const model of [
      'batter_form',
      'pitcher_form',
      'player_tracking_form',
      'league_batting_rates',
      'game_starters',
    ]) {
      expect(formsAfter[model], model).to.deep.equal(earlier[model]);
    }
    expect((await contents()).player_features_daily).not.to.deep.equal(
      before.player_features_daily,
    );
  });

  it('are GoogleSQL as its analyzer has it, and pass their own assertions', async () => {
    await season();
    await build();
    const schemas = await readTableSchemas(warehouse.client, 'mlb_');
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
    const own = graph.assertions.filter(({ parentAction }) =>
      (models as readonly string[]).includes(parentAction?.name ?? ''),
    );
    expect(own.length).to.be.greaterThanOrEqual(2 * models.length);
    for (const { target, query: sql } of own) {
      const [failing] = await warehouse.client.query(sql);
      expect(failing, target.name).to.deep.equal([]);
    }
  });
});
