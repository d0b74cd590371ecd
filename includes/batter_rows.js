const player_features = require('./player_features');
const player_training = require('./player_training');
const shared = require('./player_rows');

/**
 * Rows of batters who start in the order, past and coming: the same SQL makes what models learn from and what they forecast
 * with. Every number was known before the date of the game.
 */

/** Days of the past that sums see, before the date of the game. */
const yearDays = 365;

/** Plate appearances by which a batter's year of runs, runs batted in and steals is shrunk to the league's. */
const yearPrior = 250;

const { first, perPlace } = player_features.placePlateAppearances;

/**
 * What models look at beside columns of the row: name -> SQL over the row and what it means. Of the two levels the later one
 * may use the names of the earlier.
 */
const levels = [
  {
    home_side: shared.inputs.home_side,
    winning_chance: shared.inputs.winning_chance,
    age: shared.inputs.age,
    place_plate_appearances: [
      `${first} + ${perPlace} * batting_place`,
      'Plate appearances of a batter who starts in his place of the order.',
    ],
    same_hand: [
      "CASE player_bats WHEN 'S' THEN 0.0 WHEN opponent_starter_throws THEN 1.0 ELSE -1.0 END",
      'Whether he bats with the hand the other starter throws with: 1, with the other -1, with both 0.',
    ],
    platoon_edge: [
      // Without splits both are the same but for rounding, of which nothing is to be learnt.
      "ROUND(CASE opponent_starter_throws WHEN 'L' THEN batter_woba_vs_left ELSE batter_woba_vs_right END - batter_woba, 9)",
      "His wOBA against starters of the other starter's hand less that against all.",
    ],
    opponent_starter_share: [
      'opponent_starter_expected_outs / 27',
      'Share of the game that the other starter is expected to pitch.',
    ],
  },
  {
    place_hits: ['batter_hit_rate * place_plate_appearances', 'Hits at his rate in his place.'],
    place_total_bases: [
      'batter_total_base_rate * place_plate_appearances',
      'Total bases at his rate in his place.',
    ],
    place_home_runs: [
      'batter_home_run_rate * place_plate_appearances',
      'Home runs at his rate in his place.',
    ],
    place_walks: ['batter_walk_rate * place_plate_appearances', 'Walks at his rate in his place.'],
    place_strikeouts: [
      'batter_strikeout_rate * place_plate_appearances',
      'Strikeouts at his rate in his place.',
    ],
    place_runs: [
      'batter_run_rate * place_plate_appearances',
      'Runs at his rate of the year in his place.',
    ],
    place_runs_batted_in: [
      'batter_run_batted_in_rate * place_plate_appearances',
      'Runs batted in at his rate of the year in his place.',
    ],
    place_steals: [
      'batter_steal_rate * place_plate_appearances',
      'Stolen bases at his rate of the year in his place.',
    ],
    starter_strikeouts: [
      'opponent_starter_strikeout_skill * opponent_starter_share',
      "The other starter's strikeout skill over his share of the game.",
    ],
    starter_free_passes: [
      'opponent_starter_free_pass_skill * opponent_starter_share',
      "The other starter's walks above the league over his share of the game.",
    ],
    starter_home_runs: [
      'opponent_starter_home_run_skill * opponent_starter_share',
      "The other starter's home runs above the league over his share of the game.",
    ],
  },
];

/** Columns of the row that models look at as they are. */
const columns = [
  'batter_woba',
  'batting_place',
  'opponent_bullpen_fip_share',
  'opponent_batting_value_conceded',
  'runs_factor',
  'home_runs_factor',
  'venue_runs_per_game',
  'month',
];

const inputs = shared.namesOf(levels);

/** What models learn from; one input is only a step towards others. */
const features = [...columns, ...inputs].filter((name) => name !== 'opponent_starter_share');

/** Descriptions of what is worked out in the rows. */
const described = {
  opponent_starter_throws: 'Hand the starter of the other team throws with: L or R.',
  batter_run_rate: `Runs per plate appearance over the ${yearDays} days before, shrunk to the league's by ${yearPrior}.`,
  batter_run_batted_in_rate: `Runs batted in per plate appearance over the ${yearDays} days before, shrunk to the league's by ${yearPrior}.`,
  batter_steal_rate: `Stolen bases per plate appearance over the ${yearDays} days before, shrunk to the league's by ${yearPrior}.`,
  ...shared.meaningsOf(levels),
};

/** Columns of a row, in order. */
const row = [
  ...shared.gameOfPlayer,
  'batting_place',
  'player_bats',
  'player_age',
  'opponent_starter_throws',
  ...player_features.batterColumns,
  'batter_run_rate',
  'batter_run_batted_in_rate',
  'batter_steal_rate',
  ...player_training.gameColumns,
  ...player_training.opponentColumns,
];

/**
 * CTEs of a row per batter who starts in the order, the last one called `valued`: columns `row` and `inputs`.
 * @param {(name: string) => string} ref Dataform's
 * @param {object} options
 * @param {string} options.participants SELECT of who starts: game_pk, player_id, team_id, batting_place
 * @param {string} [options.date] SQL of the only date that is asked for
 * @param {string} [options.from] SQL of the first date that is asked for; without either all are
 */
function ctes(ref, { participants, ...rows }) {
  const { on, before } = shared.reach(rows);
  const rate = (
    count,
    name,
  ) => `(COALESCE(${count}_year, 0) + ${yearPrior} * SAFE_DIVIDE(league_${count}, league_appearances))
      / (COALESCE(appearances_year, 0) + ${yearPrior}) AS ${name}`;
  return `participants AS (
  ${participants}
),

games AS (
  SELECT game_pk, game_date, season, home_team_id, away_team_id
  FROM ${ref('games_historical')}
  WHERE ${on('game_date')}
),

players AS (
  SELECT player_id, game_date, player_bats, player_age, ${player_features.batterColumns.join(', ')}
  FROM ${ref('player_features_daily')}
  WHERE is_batter AND ${on('game_date')}
),

past_lines AS (
  SELECT player_id, completed_date, plate_appearances, runs, runs_batted_in, stolen_bases
  FROM ${ref('player_stats_historical')}
  WHERE game_type = 'R' AND has_batting AND NOT has_pitching AND plate_appearances > 0
    AND ${before('game_date', yearDays)}
),

game_features AS (
  SELECT game_pk, home_starter_id, away_starter_id, ${shared.gameColumns.join(', ')}
  FROM ${ref('game_features_daily')}
  WHERE ${on('game_date')}
),

people AS (
  SELECT player_id, throws
  FROM ${ref('people_historical')}
),

starts AS (
  SELECT
    participants.game_pk, participants.player_id, participants.team_id, participants.batting_place,
    games.game_date, games.season,
    participants.team_id = games.home_team_id AS is_home,
    IF(participants.team_id = games.home_team_id, games.away_team_id, games.home_team_id) AS opponent_team_id
  FROM participants
  JOIN games ON games.game_pk = participants.game_pk
),

events AS (
  SELECT
    player_id,
    completed_date AS on_date,
    FALSE AS is_asked,
    plate_appearances, runs, runs_batted_in, stolen_bases
  FROM past_lines
  UNION ALL
  SELECT DISTINCT player_id, game_date AS on_date, TRUE AS is_asked, 0, 0, 0, 0
  FROM starts
),

league_days AS (
  SELECT
    on_date,
    SUM(plate_appearances) AS plate_appearances,
    SUM(runs) AS runs,
    SUM(runs_batted_in) AS runs_batted_in,
    SUM(stolen_bases) AS stolen_bases
  FROM events
  GROUP BY on_date
),

league_years AS (
  SELECT
    on_date,
    SUM(plate_appearances) OVER year AS league_appearances,
    SUM(runs) OVER year AS league_runs,
    SUM(runs_batted_in) OVER year AS league_batted_in,
    SUM(stolen_bases) OVER year AS league_steals
  FROM league_days
  WINDOW year AS (ORDER BY UNIX_DATE(on_date) RANGE BETWEEN ${yearDays} PRECEDING AND 1 PRECEDING)
),

years AS (
  SELECT player_id, on_date, appearances_year, runs_year, batted_in_year, steals_year
  FROM (
    SELECT
      player_id, on_date, is_asked,
      SUM(plate_appearances) OVER year AS appearances_year,
      SUM(runs) OVER year AS runs_year,
      SUM(runs_batted_in) OVER year AS batted_in_year,
      SUM(stolen_bases) OVER year AS steals_year
    FROM events
    WINDOW year AS ${shared.past('player_id', yearDays)}
  ) AS summed
  WHERE is_asked
),

year_rates AS (
  SELECT
    years.player_id, years.on_date,
    ${rate('runs', 'batter_run_rate')},
    ${rate('batted_in', 'batter_run_batted_in_rate')},
    ${rate('steals', 'batter_steal_rate')}
  FROM years
  JOIN league_years ON league_years.on_date = years.on_date
),

joined AS (
  SELECT
    starts.game_pk, starts.player_id, starts.team_id, starts.opponent_team_id, starts.game_date,
    starts.season, starts.is_home, starts.batting_place, players.player_bats, players.player_age,
    people.throws AS opponent_starter_throws,
    ${player_features.batterColumns.map((name) => `players.${name}`).join(', ')},
    year_rates.batter_run_rate, year_rates.batter_run_batted_in_rate, year_rates.batter_steal_rate,
    ${player_training.gameColumns.map((name) => `features.${name}`).join(', ')},
    ${player_training.opponentItems('starts.is_home', 'features')}
  FROM starts
  JOIN game_features AS features ON features.game_pk = starts.game_pk
  JOIN players ON players.player_id = starts.player_id AND players.game_date = starts.game_date
  JOIN year_rates
    ON year_rates.player_id = starts.player_id AND year_rates.on_date = starts.game_date
  LEFT JOIN people
    ON people.player_id = IF(starts.is_home, features.away_starter_id, features.home_starter_id)
),

${shared.levelCtes(levels, 'joined', row)}`;
}

module.exports = { features, described, row, inputs, ctes };
