const catalogue = require('./catalogue');
const player_features = require('./player_features');
const player_training = require('./player_training');

/**
 * Rows of starters and batters, past and coming: the same SQL makes what models learn from and what they forecast with.
 * Every number was known before the date of the game.
 */

/** Days of the past that sums see, before the date of the game. */
const days = { opponent: 240, venue: 1095, batting: 365 };

/** Batters by which what opponents and parks add to strikeouts is shrunk to nothing. */
const excessPriors = { opponent: 500, venue: 1500 };

/** Plate appearances by which a batter's year of runs, runs batted in and steals is shrunk to the league's. */
const yearPrior = 250;

/** Days of rest beyond which more make no difference. */
const mostRest = 30;

/** Age of a player whose birth date is not known. */
const usualAge = 28;

const { first, perPlace } = player_features.placePlateAppearances;

/**
 * What models of starters look at beside columns of the row: name -> SQL over the row and what it means. Of the three
 * levels a later one may use the names of an earlier.
 */
const starterInputs = [
  {
    home_side: ['IF(is_home, 1.0, 0.0)', 'Whether his team is at home: 1 or 0.'],
    season_share: [
      'COALESCE(pitcher_start_share_season, pitcher_start_share, 1)',
      'Share of his appearances this season that were starts, before it his career.',
    ],
    age: [
      `COALESCE(CAST(player_age AS FLOAT64), ${usualAge})`,
      `His age in years; ${usualAge} where it is not known.`,
    ],
    days_of_rest: [
      `LEAST(COALESCE(CAST(pitcher_days_since_game AS FLOAT64), ${mostRest}), ${mostRest})`,
      `Days since he pitched, ${mostRest} at most.`,
    ],
    strikeouts_per_batter: [
      'SAFE_DIVIDE(pitcher_expected_strikeouts, pitcher_expected_batters_faced)',
      "League's strikeout rate and what his skill adds.",
    ],
    usual_appearance: [
      'COALESCE(pitcher_batters_faced_per_appearance_season, pitcher_expected_batters_faced)',
      'Batters he has faced per appearance this season, before it those expected of a start.',
    ],
    winning_chance: [
      'IF(is_home, elo_home_win_probability, 1 - elo_home_win_probability)',
      "His team's chance to win by the Elo ratings.",
    ],
  },
  {
    workload: [
      'season_share * pitcher_expected_batters_faced + (1 - season_share) * usual_appearance',
      'Batters he may face: those of a start as often as he starts, else those of his usual appearance.',
    ],
    short_rest: [
      'IF(days_of_rest <= 3, 1.0, 0.0)',
      'Whether he pitched within three days: 1 or 0.',
    ],
    four_days: ['IF(days_of_rest = 4, 1.0, 0.0)', 'Whether he pitched four days before: 1 or 0.'],
    season_young: [
      'EXP(-pitcher_batters_faced_season / 30)',
      'One before his first batter of the season, falling with every one.',
    ],
    career_young: [
      'EXP(-pitcher_career_batters_faced / 800)',
      'One before his first batter, falling with every one.',
    ],
    spring: ['IF(month <= 4, 1.0, 0.0)', 'Whether it is April or before: 1 or 0.'],
  },
  {
    workload_squared: ['workload * workload', 'The workload, squared.'],
    expected_start_squared: [
      'pitcher_expected_batters_faced * pitcher_expected_batters_faced',
      'The batters expected of a start, squared.',
    ],
    workload_strikeouts: ['strikeouts_per_batter * workload', 'Strikeouts of the workload.'],
    appearance_strikeouts: [
      'strikeouts_per_batter * usual_appearance',
      'Strikeouts of his usual appearance.',
    ],
    workload_strikeout_skill: [
      'pitcher_strikeout_skill * workload',
      'What his skill adds to the strikeouts of the workload.',
    ],
    workload_opponent_strikeouts: [
      'strikeouts_per_batter * workload * COALESCE(opponent_strikeout_rate_season, opponent_strikeout_rate_60d)',
      "Strikeouts of the workload times the other team's strikeout rate.",
    ],
    workload_opponent_excess: [
      'opponent_strikeout_excess * workload',
      'Strikeouts that the other team adds to those of the workload.',
    ],
    workload_venue_excess: [
      'venue_strikeout_excess * workload',
      'Strikeouts that the park adds to those of the workload.',
    ],
    workload_free_passes: [
      'pitcher_free_pass_skill * workload',
      'Walks and hit batters of the workload above the league.',
    ],
    workload_home_runs: [
      'pitcher_home_run_skill * workload',
      'Home runs of the workload above the league.',
    ],
    workload_opponent_batting: [
      'opponent_batting_value * workload',
      "The other team's batting value over the workload.",
    ],
    workload_park: ['runs_factor * workload', "The park's runs over the workload."],
    short_rest_relief: [
      'short_rest * (1 - season_share)',
      'Short rest of one who has not only started this season.',
    ],
    four_days_relief: [
      'four_days * (1 - season_share)',
      'Four days of rest of one who has not only started this season.',
    ],
  },
];

/** Columns of a starter's row that models look at as they are. */
const starterColumns = [
  'pitcher_expected_batters_faced',
  'pitcher_expected_strikeouts',
  'pitcher_strikeout_skill',
  'pitcher_free_pass_skill',
  'pitcher_home_run_skill',
  'pitcher_strikeout_rate_season',
  'pitcher_start_share',
  'pitcher_pitches_last_start',
  'pitcher_pitches_5d',
  'pitcher_batters_faced_14d',
  'pitcher_batters_faced_30d',
  'pitcher_batters_faced_season',
  'opponent_strikeout_rate_60d',
  'opponent_strikeout_rate_season',
  'opponent_walk_rate_season',
  'opponent_batting_value',
  'runs_factor',
  'month',
];

/** The same of batters. */
const batterInputs = [
  {
    home_side: starterInputs[0].home_side,
    winning_chance: starterInputs[0].winning_chance,
    age: starterInputs[0].age,
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

const batterColumns = [
  'batter_woba',
  'batting_place',
  'opponent_bullpen_fip_share',
  'opponent_batting_value_conceded',
  'runs_factor',
  'home_runs_factor',
  'venue_runs_per_game',
  'month',
];

const namesOf = (levels) => levels.flatMap((level) => Object.keys(level));

/** Inputs that are only steps towards others. */
const steps = ['strikeouts_per_batter', 'opponent_starter_share'];

/** What models of a kind of player learn from. */
const features = {
  starters: [...starterColumns, ...namesOf(starterInputs)].filter((name) => !steps.includes(name)),
  batters: [...batterColumns, ...namesOf(batterInputs)].filter((name) => !steps.includes(name)),
};

/** Descriptions of what is worked out in the rows. */
const described = {
  opponent_strikeout_excess: `Strikeouts per batter of the other team above those expected of the starters it met in the ${days.opponent} days before, shrunk to nothing by ${excessPriors.opponent} batters.`,
  venue_strikeout_excess: `Strikeouts per batter in the park above those expected of the starters in the ${days.venue} days before, shrunk to nothing by ${excessPriors.venue} batters.`,
  opponent_starter_throws: 'Hand the starter of the other team throws with: L or R.',
  batter_run_rate: `Runs per plate appearance over the ${days.batting} days before, shrunk to the league's by ${yearPrior}.`,
  batter_run_batted_in_rate: `Runs batted in per plate appearance over the ${days.batting} days before, shrunk to the league's by ${yearPrior}.`,
  batter_steal_rate: `Stolen bases per plate appearance over the ${days.batting} days before, shrunk to the league's by ${yearPrior}.`,
  ...Object.fromEntries(
    [...starterInputs, ...batterInputs].flatMap((level) =>
      Object.entries(level).map(([name, [, meaning]]) => [name, meaning]),
    ),
  ),
};

/** How much of a table a row's SQL reads: all of it, or what rows of one date need. */
const reach = (date) => ({
  on: (column) => (date === undefined ? 'TRUE' : `${column} = ${date}`),
  before: (column, span) =>
    date === undefined
      ? 'TRUE'
      : `${column} < ${date} AND ${column} >= DATE_SUB(${date}, INTERVAL ${span + player_features.suspensionDays} DAY)`,
});

const gameColumns = catalogue.columns
  .filter(({ way }) => way !== 'diff')
  .map(({ column }) => column);

/** A window over the past of what `key` names, up to the day before. */
const past = (key, span) =>
  `(PARTITION BY ${key} ORDER BY UNIX_DATE(on_date) RANGE BETWEEN ${span} PRECEDING AND 1 PRECEDING)`;

/** CTEs of one level of inputs after the other; the last is `valued`. */
function levelCtes(levels, from, row) {
  return levels
    .map((level, at) => {
      const before = namesOf(levels.slice(0, at));
      const items = Object.entries(level).map(([name, [sql]]) => `${sql} AS ${name}`);
      return `${at === levels.length - 1 ? 'valued' : `level_${at + 1}`} AS (
  SELECT
    ${[...row, ...before, ...items].join(',\n    ')}
  FROM ${at === 0 ? from : `level_${at}`}
)`;
    })
    .join(',\n\n');
}

/** Columns of a starter's row, in order. */
const starterRow = [
  'game_pk',
  'player_id',
  'team_id',
  'opponent_team_id',
  'game_date',
  'season',
  'is_home',
  'player_throws',
  'player_age',
  ...player_features.pitcherColumns,
  ...player_training.gameColumns,
  ...player_training.opponentColumns,
  ...player_training.opponentRates.map((name) => `opponent_${name}`),
  'opponent_strikeout_excess',
  'venue_strikeout_excess',
];

/** Columns of a batter's row, in order. */
const batterRow = [
  'game_pk',
  'player_id',
  'team_id',
  'opponent_team_id',
  'game_date',
  'season',
  'is_home',
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
 * CTEs of a row per starting pitcher, the last one called `valued`: columns `starterRow` and those of `starterInputs`.
 * @param {(name: string) => string} ref Dataform's
 * @param {object} options
 * @param {string} options.participants SELECT of who starts: game_pk, player_id, team_id
 * @param {string} [options.date] SQL of the only date that is asked for; all when left out
 */
function starterCtes(ref, { participants, date }) {
  const { on, before } = reach(date);
  return `participants AS (
  ${participants}
),

games AS (
  SELECT game_pk, game_date, season, home_team_id, away_team_id, venue_id
  FROM ${ref('games_historical')}
  WHERE ${on('game_date')}
),

past_games AS (
  SELECT game_pk, home_team_id, away_team_id, venue_id
  FROM ${ref('games_historical')}
  WHERE ${before('game_date', days.venue)}
),

players AS (
  SELECT player_id, game_date, player_throws, player_age, ${player_features.pitcherColumns.join(', ')}
  FROM ${ref('player_features_daily')}
  WHERE is_pitcher AND ${on('game_date')}
),

past_form AS (
  SELECT
    player_id, game_date,
    SAFE_DIVIDE(pitcher_expected_strikeouts, pitcher_expected_batters_faced) AS strikeouts_per_batter
  FROM ${ref('player_features_daily')}
  WHERE is_pitcher AND ${before('game_date', days.venue)}
),

past_starts AS (
  SELECT game_pk, player_id, team_id, game_date, completed_date, batters_faced, batters_struck_out
  FROM ${ref('player_stats_historical')}
  WHERE game_type = 'R' AND has_pitching AND games_started > 0 AND ${before('game_date', days.venue)}
),

game_features AS (
  SELECT game_pk, ${gameColumns.join(', ')}
  FROM ${ref('game_features_daily')}
  WHERE ${on('game_date')}
),

opponent_batting AS (
  SELECT team_id, game_date, ${player_training.opponentRates.join(', ')}
  FROM ${ref('team_rolling_features')}
  WHERE ${on('game_date')}
),

starts AS (
  SELECT
    participants.game_pk, participants.player_id, participants.team_id, games.game_date, games.season,
    games.venue_id,
    participants.team_id = games.home_team_id AS is_home,
    IF(participants.team_id = games.home_team_id, games.away_team_id, games.home_team_id) AS opponent_team_id
  FROM participants
  JOIN games ON games.game_pk = participants.game_pk
),

-- Strikeouts above those expected of the pitcher, in thousandths: whole numbers add up alike in whatever order.
events AS (
  SELECT
    CAST(NULL AS INT64) AS game_pk,
    CAST(NULL AS INT64) AS player_id,
    IF(past_starts.team_id = past_games.home_team_id, past_games.away_team_id, past_games.home_team_id) AS opponent_team_id,
    past_games.venue_id,
    past_starts.completed_date AS on_date,
    past_starts.batters_faced,
    CAST(ROUND(1000 * (past_starts.batters_struck_out
      - past_starts.batters_faced * past_form.strikeouts_per_batter)) AS INT64) AS excess
  FROM past_starts
  JOIN past_games ON past_games.game_pk = past_starts.game_pk
  JOIN past_form
    ON past_form.player_id = past_starts.player_id AND past_form.game_date = past_starts.game_date
  WHERE past_form.strikeouts_per_batter IS NOT NULL
  UNION ALL
  SELECT
    game_pk, player_id, opponent_team_id, venue_id,
    game_date AS on_date,
    0 AS batters_faced,
    0 AS excess
  FROM starts
),

excesses AS (
  SELECT game_pk, player_id, opponent_strikeout_excess, venue_strikeout_excess
  FROM (
    SELECT
      game_pk, player_id,
      COALESCE(SUM(excess) OVER club / (1000 * (SUM(batters_faced) OVER club + ${excessPriors.opponent})), 0) AS opponent_strikeout_excess,
      COALESCE(SUM(excess) OVER park / (1000 * (SUM(batters_faced) OVER park + ${excessPriors.venue})), 0) AS venue_strikeout_excess
    FROM events
    WINDOW
      club AS ${past('opponent_team_id', days.opponent)},
      park AS ${past('venue_id', days.venue)}
  ) AS summed
  WHERE game_pk IS NOT NULL
),

joined AS (
  SELECT
    starts.game_pk, starts.player_id, starts.team_id, starts.opponent_team_id, starts.game_date,
    starts.season, starts.is_home, players.player_throws, players.player_age,
    ${player_features.pitcherColumns.map((name) => `players.${name}`).join(', ')},
    ${player_training.gameColumns.map((name) => `features.${name}`).join(', ')},
    ${player_training.opponentItems('starts.is_home', 'features')},
    ${player_training.opponentRates
      .map((name) => `opponent_batting.${name} AS opponent_${name}`)
      .join(', ')},
    excesses.opponent_strikeout_excess, excesses.venue_strikeout_excess
  FROM starts
  JOIN game_features AS features ON features.game_pk = starts.game_pk
  JOIN players ON players.player_id = starts.player_id AND players.game_date = starts.game_date
  JOIN excesses ON excesses.game_pk = starts.game_pk AND excesses.player_id = starts.player_id
  LEFT JOIN opponent_batting
    ON opponent_batting.team_id = starts.opponent_team_id AND opponent_batting.game_date = starts.game_date
),

${levelCtes(starterInputs, 'joined', starterRow)}`;
}

/**
 * CTEs of a row per batter who starts in the order, the last one called `valued`: columns `batterRow` and those of
 * `batterInputs`.
 * @param {(name: string) => string} ref Dataform's
 * @param {object} options
 * @param {string} options.participants SELECT of who starts: game_pk, player_id, team_id, batting_place
 * @param {string} [options.date] SQL of the only date that is asked for; all when left out
 */
function batterCtes(ref, { participants, date }) {
  const { on, before } = reach(date);
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
    AND ${before('game_date', days.batting)}
),

game_features AS (
  SELECT game_pk, home_starter_id, away_starter_id, ${gameColumns.join(', ')}
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
  WINDOW year AS (ORDER BY UNIX_DATE(on_date) RANGE BETWEEN ${days.batting} PRECEDING AND 1 PRECEDING)
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
    WINDOW year AS ${past('player_id', days.batting)}
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

${levelCtes(batterInputs, 'joined', batterRow)}`;
}

module.exports = {
  features,
  described,
  starterRow,
  batterRow,
  starterInputs: namesOf(starterInputs),
  batterInputs: namesOf(batterInputs),
  starterCtes,
  batterCtes,
};
