import { expect } from 'chai';
import { compileProject, type CompiledGraph } from './compile.ts';
import { openSmallWarehouse, type SmallWarehouse } from './small-warehouse.ts';

/** How a game is spoilt, and what is to be said of it: `entity.check`, outcome, what to do, and which ids are named. */
interface Rule {
  name: string;
  type?: string;
  spoil: (game: string) => string[];
  failed: Record<string, [outcome: string, action: string, ids?: readonly number[]]>;
  /** Grade of the box score, and of the pitches. A A unless told otherwise. */
  grades?: string;
  alert?: boolean;
  retry?: readonly string[];
}

const games = 'mlb_staging.stg_games';
const teams = 'mlb_staging.stg_team_games';
const players = 'mlb_staging.stg_player_games';
const pitches = 'mlb_staging.stg_pitches';
const plays = 'mlb_staging.stg_plays';
const payloads = 'mlb_staging.stg_payload_fields';

const set =
  (table: string, change: string, where = 'TRUE') =>
  (game: string) => [`UPDATE ${table} SET ${change} WHERE game_pk = ${game} AND ${where}`];
const drop =
  (table: string, where = 'TRUE') =>
  (game: string) => [`DELETE FROM ${table} WHERE game_pk = ${game} AND ${where}`];

const missing = 'FETCH_MISSING_PLAYERS';

/** A good game has 36 plate appearances, 9 hits, 27 outs and 144 pitches a side, 9 batters and a pitcher; home wins 5-3. */
const rules: Rule[] = [
  { name: 'a good game', spoil: () => [], failed: {} },
  {
    name: 'a field of another type in the box score',
    spoil: set(
      payloads,
      "matching_row_count = 0, mismatched_fields = 'x, '",
      "entity = 'boxscores'",
    ),
    failed: { 'games.schema_match': ['ERROR', 'SCHEMA_MISMATCH'] },
    grades: 'F A',
    alert: true,
    retry: ['SCHEMA_MISMATCH'],
  },
  {
    name: 'a field of another type in the line of a player',
    spoil: set(
      payloads,
      'matching_row_count = 19, mismatched_ids = [7]',
      "entity = 'boxscore_players'",
    ),
    failed: { 'player_stats.schema_match': ['ERROR', 'SCHEMA_MISMATCH', [7]] },
    grades: 'F A',
    alert: true,
    retry: ['SCHEMA_MISMATCH'],
  },
  {
    name: 'no venue',
    spoil: set(games, 'venue_id = NULL'),
    failed: { 'games.required_fields': ['ERROR', 'RETRY_BOXSCORE'] },
    grades: 'C A', // 16 of 17 fields: 0.9412
    alert: true,
  },
  {
    name: 'a batting place without a batter',
    spoil: set(players, 'batting_order = 101', 'batting_order = 100'),
    failed: { 'games.box_score_completeness': ['ERROR', 'RETRY_BOXSCORE'] },
    grades: 'C A', // 18 of 20 places
    alert: true,
  },
  {
    name: 'read before it was finished',
    spoil: set(games, "known_at = TIMESTAMP '2019-04-10 03:00:00+00'"), // still 9 April in New York
    failed: { 'games.date_range': ['ERROR', 'RETRY_SCHEDULE'] },
    grades: 'C A',
    alert: true,
  },
  {
    name: 'a score of 51',
    spoil: (game) => [
      `UPDATE ${games} SET home_score = 51 WHERE game_pk = ${game}`,
      `UPDATE ${teams} SET runs = 51 WHERE game_pk = ${game} AND team_side = 'home'`,
      `UPDATE mlb_staging.stg_linescores SET home_runs_scored = 51 WHERE game_pk = ${game}`,
      `UPDATE ${plays} SET home_score_after = 51 WHERE game_pk = ${game}`,
      `UPDATE ${players} SET runs = 51 WHERE game_pk = ${game} AND team_side = 'home' AND batting_order = 100`,
      `UPDATE ${players} SET runs = 0 WHERE game_pk = ${game} AND team_side = 'home' AND batting_order > 100`,
    ],
    failed: {
      'games.score_range': ['ERROR', 'RETRY_SCHEDULE'],
      'player_stats.value_ranges': ['ERROR', 'RETRY_BOXSCORE', [1]],
    },
    grades: 'F A',
    alert: true,
    retry: ['RETRY_BOXSCORE', 'RETRY_SCHEDULE'],
  },
  {
    name: 'a box score with other runs than the score',
    spoil: (game) => [
      ...set(teams, 'runs = 4', "team_side = 'home'")(game),
      ...set(players, 'runs = 0', "team_side = 'home' AND batting_order = 100")(game),
    ],
    failed: { 'games.score_match': ['WARNING', 'RETRY_BOXSCORE'] },
  },
  {
    name: 'innings that do not add up',
    spoil: set('mlb_staging.stg_linescores', 'away_runs_scored = 2'),
    failed: { 'games.linescore_match': ['WARNING', 'RETRY_LINESCORE'] },
  },
  {
    name: 'a play too few',
    spoil: drop(plays, 'at_bat_index = 0'),
    failed: { 'games.plays_match': ['WARNING', 'RETRY_PLAYS'] },
  },
  {
    name: 'a runner caught for the last out, which is no plate appearance',
    spoil: (game) => [
      `INSERT INTO ${plays} (game_pk, at_bat_index, event_type, home_score_after, away_score_after) VALUES (${game}, 99, 'caught_stealing_2b', 5, 3)`,
    ],
    failed: {},
  },
  {
    name: 'plays that end with another score',
    spoil: set(plays, 'home_score_after = 4'),
    failed: { 'games.plays_score_match': ['WARNING', 'RETRY_PLAYS'] },
  },
  {
    name: 'a team with 51 hits',
    spoil: set(teams, 'hits = 51', "team_side = 'home'"),
    failed: {
      'team_stats.value_ranges': ['ERROR', 'RETRY_BOXSCORE'],
      'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'],
    },
    grades: 'B A', // five of six: 0.9833
  },
  {
    name: 'an empty field in a line',
    spoil: set(players, 'walks = NULL', 'player_id = 11'),
    failed: { 'player_stats.required_fields': ['ERROR', 'RETRY_BOXSCORE', [11]] },
    grades: 'A A', // 119 of 120 fields
  },
  {
    name: 'one player of twenty missing',
    spoil: drop(players, 'player_id = 19'),
    failed: {
      'player_stats.player_completeness': ['ERROR', missing, [19]],
      'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'],
      'games.box_score_completeness': ['ERROR', 'RETRY_BOXSCORE'],
    },
    grades: 'C A', // 95 % of the players is not more than 95 %
    alert: true,
  },
  {
    name: 'three players of twenty missing',
    spoil: drop(players, 'player_id IN (17, 18, 19)'),
    failed: {
      'player_stats.player_completeness': ['ERROR', missing, [17, 18, 19]],
      'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'],
      'games.box_score_completeness': ['ERROR', 'RETRY_BOXSCORE'],
    },
    grades: 'F A',
    alert: true,
    retry: [missing, 'RETRY_BOXSCORE'],
  },
  {
    name: 'a player who only fielded',
    spoil: (game) => [
      `UPDATE ${players} SET has_batting = FALSE, plate_appearances = NULL, at_bats = NULL, runs = NULL, hits = NULL, home_runs = NULL,
        walks = NULL, intentional_walks = NULL WHERE game_pk = ${game} AND player_id = 19`,
      `UPDATE ${teams} SET plate_appearances = 32, runs = 3, hits = 8 WHERE game_pk = ${game} AND team_side = 'away'`,
      `DELETE FROM ${plays} WHERE game_pk = ${game} AND at_bat_index < 4`,
    ],
    failed: {},
  },
  {
    name: 'more hits than at bats',
    spoil: set(players, 'at_bats = 0', 'player_id = 11'),
    failed: { 'player_stats.value_ranges': ['ERROR', 'RETRY_BOXSCORE', [11]] },
    grades: 'A A', // 19 of 20 lines: 0.995
  },
  {
    name: 'lines that do not add up',
    spoil: set(players, 'hits = 2', 'player_id = 11'),
    failed: { 'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'] },
  },
  {
    name: 'no box score at all',
    spoil: (game) => [teams, players, plays, pitches].flatMap((table) => drop(table)(game)),
    failed: {
      'games.required_fields': ['ERROR', 'RETRY_BOXSCORE'],
      'games.box_score_completeness': ['ERROR', 'RETRY_BOXSCORE'],
      'games.score_match': ['WARNING', 'RETRY_BOXSCORE'],
      'games.plays_score_match': ['WARNING', 'RETRY_PLAYS'],
      'team_stats.value_ranges': ['ERROR', 'RETRY_BOXSCORE'],
      'player_stats.player_completeness': ['ERROR', missing],
      'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'],
      'statcast.pitch_count': ['ERROR', 'RETRY_STATCAST'],
      'statcast.schema_match': ['ERROR', 'SCHEMA_MISMATCH'],
    },
    grades: 'F F',
    alert: true,
    retry: [missing, 'RETRY_BOXSCORE', 'RETRY_PLAYS', 'RETRY_STATCAST', 'SCHEMA_MISMATCH'],
  },
  {
    name: '144 pitches',
    spoil: drop(pitches, 'pitch_number > 2'),
    failed: {
      'statcast.pitch_count': ['ERROR', 'RETRY_STATCAST'],
      'statcast.pitches_match': ['WARNING', 'RETRY_STATCAST'],
    },
    grades: 'A F',
    alert: true,
    retry: ['RETRY_STATCAST'],
  },
  {
    name: '180 pitches',
    spoil: drop(pitches, '(pitch_number = 4 OR (pitch_number = 3 AND at_bat_number > 36))'),
    failed: {
      'statcast.pitch_count': ['WARNING', 'RETRY_STATCAST'],
      'statcast.pitches_match': ['WARNING', 'RETRY_STATCAST'],
    },
  },
  {
    name: '144 pitches of 144 in the box score',
    spoil: (game) => [
      ...drop(pitches, 'pitch_number > 2')(game),
      ...set(teams, 'pitches_thrown = 72')(game),
    ],
    failed: {},
  },
  {
    name: 'five innings with 144 pitches, of which the box score says nothing',
    spoil: (game) => [
      ...drop(pitches, 'pitch_number > 2')(game),
      ...set(teams, 'pitches_thrown = NULL, outs_recorded = 15')(game),
      ...set(players, 'outs_recorded = 15', 'has_pitching')(game),
    ],
    failed: {},
  },
  {
    name: 'fewer pitches than batters',
    spoil: drop(pitches, '(pitch_number > 1 OR at_bat_number = 72)'),
    failed: {
      'statcast.pitch_count': ['ERROR', 'RETRY_STATCAST'],
      'statcast.pitches_match': ['WARNING', 'RETRY_STATCAST'],
    },
    grades: 'A F',
    alert: true,
    retry: ['RETRY_STATCAST'],
  },
  {
    name: 'pitches that were not asked for',
    spoil: (game) => [
      ...drop(pitches)(game),
      ...set(
        'mlb_staging.stg_collected_items',
        'pitches_rows = NULL',
        "entity = 'pitches'",
      )(game).map((sql) => sql.replace('game_pk', 'item_game_pk')),
    ],
    failed: {},
    grades: 'A -',
  },
  {
    name: 'a column of pitches that is gone',
    spoil: set(pitches, 'plate_x = NULL'),
    failed: { 'statcast.schema_match': ['ERROR', 'SCHEMA_MISMATCH'] },
    grades: 'A F',
    alert: true,
    retry: ['SCHEMA_MISMATCH'],
  },
  {
    name: 'speeds missing of an eighth of the pitches',
    spoil: set(pitches, 'release_speed = NULL', 'at_bat_number <= 9'),
    failed: {
      'statcast.required_fields': ['ERROR', 'RETRY_STATCAST', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    },
    grades: 'A C',
    alert: true,
  },
  {
    name: 'a park without tracking',
    spoil: set(
      pitches,
      'release_speed = NULL, pitch_type = NULL, plate_x = NULL, plate_z = NULL, launch_speed = NULL, launch_angle = NULL',
    ),
    failed: { 'statcast.tracking': ['WARNING', 'REVIEW'] },
    grades: 'A F',
    alert: true,
  },
  {
    name: 'balls in play without exit velocity',
    spoil: set(pitches, 'launch_speed = NULL', 'at_bat_number > 1'),
    failed: { 'statcast.batted_ball_fields': ['WARNING', 'RETRY_STATCAST'] },
  },
  {
    name: 'a batter without pitches',
    spoil: set(pitches, 'batter_id = 12', 'batter_id = 11'),
    failed: { 'statcast.player_completeness': ['ERROR', 'RETRY_STATCAST', [11]] },
    grades: 'A C',
    alert: true,
  },
  {
    name: 'a few pitches of a fielder, at 45 mph',
    spoil: set(pitches, 'release_speed = 45', 'at_bat_number <= 3'),
    failed: {},
  },
  {
    name: 'speeds of another unit',
    spoil: set(pitches, 'release_speed = 149', 'at_bat_number <= 4'),
    failed: { 'statcast.release_speed_range': ['WARNING', 'RETRY_STATCAST', [1, 2, 3, 4]] },
  },
  {
    name: 'a ball hit at 131 mph',
    spoil: set(pitches, 'launch_speed = 131', 'at_bat_number = 5'),
    failed: { 'statcast.launch_speed_range': ['WARNING', 'RETRY_STATCAST', [5]] },
  },
  {
    name: 'a pitch type of no known code',
    spoil: set(pitches, "pitch_type = 'XX'", 'at_bat_number = 5 AND pitch_number = 1'),
    failed: { 'statcast.pitch_type_enum': ['WARNING', 'SCHEMA_MISMATCH', [5]] },
  },
  {
    name: 'rain of 101 mm',
    spoil: set('mlb_staging.stg_weather', 'precipitation_mm = 101'),
    failed: { 'weather.value_ranges': ['WARNING', 'RETRY_WEATHER'] },
  },
  {
    name: '144 pitches in spring',
    type: 'S',
    spoil: drop(pitches, 'pitch_number > 2'),
    failed: {
      'statcast.pitch_count': ['WARNING', 'RETRY_STATCAST'],
      'statcast.pitches_match': ['WARNING', 'RETRY_STATCAST'],
    },
  },
  {
    name: 'two players of twenty missing in spring',
    type: 'S',
    spoil: drop(players, 'player_id IN (18, 19)'),
    failed: {
      'player_stats.player_completeness': ['ERROR', missing, [18, 19]],
      'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'],
      'games.box_score_completeness': ['ERROR', 'RETRY_BOXSCORE'],
    },
    grades: 'C A',
    alert: true,
  },
  {
    name: 'one player of twenty missing in the postseason',
    type: 'W',
    spoil: drop(players, 'player_id = 19'),
    failed: {
      'player_stats.player_completeness': ['ERROR', missing, [19]],
      'player_stats.totals_match': ['WARNING', 'RETRY_BOXSCORE'],
      'games.box_score_completeness': ['ERROR', 'RETRY_BOXSCORE'],
    },
    grades: 'F A',
    alert: true,
    retry: [missing, 'RETRY_BOXSCORE'],
  },
  {
    name: 'a warning in the postseason',
    type: 'L',
    spoil: drop(plays, 'at_bat_index = 0'),
    failed: { 'games.plays_match': ['WARNING', 'RETRY_PLAYS'] },
    alert: true,
    retry: ['RETRY_PLAYS'],
  },
];

const line = `has_batting BOOL, has_pitching BOOL, has_played BOOL, batting_order INT64, plate_appearances INT64, at_bats INT64,
  runs INT64, hits INT64, doubles INT64, triples INT64, home_runs INT64, walks INT64, intentional_walks INT64, hit_by_pitch INT64,
  strikeouts INT64, games_started INT64, outs_recorded INT64, batters_faced INT64, hits_allowed INT64, runs_allowed INT64,
  earned_runs INT64, home_runs_allowed INT64, walks_allowed INT64, intentional_walks_allowed INT64, batters_hit INT64,
  pitches_thrown INT64, strikes_thrown INT64`;

/** Tables with as many good games as there are rules, numbered from 1. */
function goodGames(): string[] {
  const types = rules.map(
    ({ type = 'R' }, index) => `STRUCT(${String(index + 1)} AS game_pk, '${type}' AS game_type)`,
  );
  const some = `UNNEST([${types.join(', ')}])`;
  const sides = "UNNEST([STRUCT('home' AS side, 0 AS first, 5 AS runs), STRUCT('away', 10, 3)])";
  return [
    'CREATE SCHEMA mlb_staging',
    'CREATE SCHEMA mlb_quality',
    `CREATE TABLE ${games} AS SELECT game_pk, game_type, 2019 AS season, DATE '2019-04-10' AS game_date, DATE '2019-04-10' AS completed_date,
      1 AS home_team_id, 2 AS away_team_id, 5 AS home_score, 3 AS away_score, 9 AS venue_id, TRUE AS is_final,
      TIMESTAMP '2019-04-11 12:00:00+00' AS known_at, TIMESTAMP '2019-04-11 12:00:00+00' AS loaded_at FROM ${some}`,
    `CREATE TABLE ${teams} AS SELECT game_pk, side AS team_side, 1 AS team_id, runs, 9 AS hits, 36 AS plate_appearances, 27 AS outs_recorded,
      36 AS batters_faced, 0 AS errors, 0 AS intentional_walks_allowed, 144 AS pitches_thrown,
      ARRAY(SELECT first + n FROM UNNEST(GENERATE_ARRAY(1, 9)) AS n) AS batter_ids, [first + 10] AS pitcher_ids FROM ${some}, ${sides}`,
    `CREATE TABLE ${players} (game_pk INT64, team_side STRING, player_id INT64, ${line})`,
    `INSERT INTO ${players} (game_pk, team_side, player_id, has_batting, has_pitching, has_played, batting_order, plate_appearances, at_bats,
      runs, hits, doubles, triples, home_runs, walks, intentional_walks, hit_by_pitch, strikeouts)
      SELECT game_pk, side, first + n, TRUE, FALSE, TRUE, 100 * n, 4, 3, IF(n <= runs, 1, 0), 1, 0, 0, 0, 1, 0, 0, 1
      FROM ${some}, ${sides}, UNNEST(GENERATE_ARRAY(1, 9)) AS n`,
    `INSERT INTO ${players} (game_pk, team_side, player_id, has_batting, has_pitching, has_played, games_started, outs_recorded,
      batters_faced, hits_allowed, runs_allowed, earned_runs, home_runs_allowed, walks_allowed, intentional_walks_allowed, batters_hit,
      pitches_thrown, strikes_thrown)
      SELECT game_pk, side, first + 10, FALSE, TRUE, TRUE, 1, 27, 36, 9, 8 - runs, 8 - runs, 0, 9, 0, 0, 144, 90 FROM ${some}, ${sides}`,
    `CREATE TABLE ${pitches} AS SELECT game_pk, at_bat AS at_bat_number, pitch AS pitch_number, IF(at_bat <= 36, 20, 10) AS pitcher_id,
      IF(at_bat <= 36, 1 + MOD(at_bat, 9), 11 + MOD(at_bat, 9)) AS batter_id, 'FF' AS pitch_type, 94.5 AS release_speed,
      0.1 AS plate_x, 2.5 AS plate_z, IF(pitch = 1, 101.5, NULL) AS launch_speed, IF(pitch = 1, 12.5, NULL) AS launch_angle,
      IF(pitch = 1, 'hit_into_play', 'ball') AS description, 1 AS inning
      FROM ${some}, UNNEST(GENERATE_ARRAY(1, 72)) AS at_bat, UNNEST(GENERATE_ARRAY(1, 4)) AS pitch`,
    `CREATE TABLE ${plays} AS SELECT game_pk, at_bat AS at_bat_index, 'single' AS event_type, IF(at_bat > 60, 5, 0) AS home_score_after,
      IF(at_bat > 60, 3, 0) AS away_score_after FROM ${some}, UNNEST(GENERATE_ARRAY(0, 71)) AS at_bat`,
    `CREATE TABLE mlb_staging.stg_linescores AS SELECT game_pk, 5 AS home_runs_scored, 3 AS away_runs_scored FROM ${some}`,
    `CREATE TABLE mlb_staging.stg_weather AS SELECT game_pk, 'archive' AS kind, 21.5 AS temperature_c, 60.0 AS humidity_percent,
      12.0 AS wind_kmh, 0.0 AS precipitation_mm FROM ${some}`,
    `CREATE TABLE mlb_staging.stg_collected_items AS
      SELECT 'feeds' AS entity, CAST(game_pk AS STRING) AS item_key, game_pk AS item_game_pk, 1 AS linescores_rows, 72 AS plays_rows,
        CAST(NULL AS INT64) AS pitches_rows, CAST(NULL AS INT64) AS weather_rows FROM ${some}
      UNION ALL SELECT 'pitches', CAST(game_pk AS STRING), game_pk, NULL, NULL, 288, NULL FROM ${some}
      UNION ALL SELECT 'weather', CONCAT(CAST(game_pk AS STRING), ' archive'), game_pk, NULL, NULL, NULL, 1 FROM ${some}`,
    `CREATE TABLE ${payloads} AS SELECT entity, DATE '2019-04-10' AS item_date, game_pk, n AS row_count, n AS matching_row_count,
      CAST(NULL AS STRING) AS mismatched_fields, ARRAY<INT64>[] AS mismatched_ids
      FROM ${some}, UNNEST([STRUCT('schedule' AS entity, 1 AS n), STRUCT('boxscores', 1), STRUCT('boxscore_players', 20)])`,
  ];
}

describe('quality rules of a game', () => {
  let warehouse: SmallWarehouse;
  let graph: CompiledGraph;

  before(async function () {
    graph = await compileProject();
    warehouse = await openSmallWarehouse();
    const spoilt = rules.flatMap(({ spoil }, index) => spoil(String(index + 1)));
    for (const sql of [...goodGames(), ...spoilt]) await warehouse.rows(sql);
    for (const name of ['game_quality_checks', 'grading_actions', 'game_quality_grades']) {
      const model = graph.tables.find(({ target }) => target.name === name);
      await warehouse.rows(`CREATE TABLE mlb_quality.${name} AS ${model?.query ?? ''}`);
    }
  });
  after(() => warehouse.close());

  for (const [index, rule] of rules.entries()) {
    it(`${rule.name}: ${Object.keys(rule.failed).join(', ') || 'nothing to say'}`, async () => {
      const game = String(index + 1);
      const failed = await warehouse.rows<{
        check: string;
        outcome: string;
        action: string;
        ids: number[];
      }>(
        `SELECT CONCAT(entity, '.', check_name) AS check, outcome, action, offending_ids AS ids
        FROM mlb_quality.game_quality_checks WHERE game_pk = ${game} AND NOT is_passed ORDER BY 1`,
      );
      const said = failed.map(({ check, outcome, action, ids }) => [check, [outcome, action, ids]]);
      const wanted = Object.entries(rule.failed)
        .map(([check, [outcome, action, ids = []]]) => [check, [outcome, action, ids]])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
      expect(said).to.deep.equal(wanted);
      const [grade] = await warehouse.rows(
        `SELECT CONCAT(grade, ' ', COALESCE(statcast_grade, '-')) AS grades, should_alert AS alert, retry_actions AS retry,
          should_retry AS again, is_admitted AS admitted
        FROM mlb_quality.game_quality_grades WHERE game_pk = ${game}`,
      );
      const { grades = 'A A', alert = false, retry = [] } = rule;
      expect(grade).to.deep.equal({
        grades,
        alert,
        retry,
        again: retry.length > 0,
        admitted: !grades.startsWith('F'),
      });
    });
  }

  it('are each broken by some game, and each kept by the good one', async () => {
    const names = await warehouse.rows<{ check: string; broken: number; good: boolean }>(
      `SELECT CONCAT(entity, '.', check_name) AS check, COUNTIF(NOT is_passed) AS broken, LOGICAL_AND(is_passed OR game_pk != 1) AS good
      FROM mlb_quality.game_quality_checks GROUP BY 1`,
    );
    expect(names.length).to.equal(26);
    expect(names.filter(({ broken, good }) => broken === 0 || !good)).to.deep.equal([]);
  });
});
