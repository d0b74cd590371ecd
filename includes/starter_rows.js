const player_features = require('./player_features');
const player_training = require('./player_training');
const shared = require('./player_rows');

/**
 * Rows of starting pitchers, past and coming: the same SQL makes what models learn from and what they forecast with.
 * Every number was known before the date of the game.
 */

/** Days of the past that sums see, before the date of the game. */
const days = { opponent: 240, venue: 1095 };

/** Batters by which what opponents and parks add to strikeouts is shrunk to nothing. */
const excessPriors = { opponent: 500, venue: 1500 };

/** Days of rest beyond which more make no difference. */
const mostRest = 30;

/**
 * What models look at beside columns of the row: name -> SQL over the row and what it means. Of the three levels a later
 * one may use the names of an earlier.
 */
const levels = [
  {
    home_side: shared.inputs.home_side,
    season_share: [
      'COALESCE(pitcher_start_share_season, pitcher_start_share, 1)',
      'Share of his appearances this season that were starts, before it his career.',
    ],
    age: shared.inputs.age,
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
    winning_chance: shared.inputs.winning_chance,
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

/** Columns of the row that models look at as they are. */
const columns = [
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

const inputs = shared.namesOf(levels);

/** What models learn from; one input is only a step towards others. */
const features = [...columns, ...inputs].filter((name) => name !== 'strikeouts_per_batter');

/** Descriptions of what is worked out in the rows. */
const described = {
  opponent_strikeout_excess: `Strikeouts per batter of the other team above those expected of the starters it met in the ${days.opponent} days before, shrunk to nothing by ${excessPriors.opponent} batters.`,
  venue_strikeout_excess: `Strikeouts per batter in the park above those expected of the starters in the ${days.venue} days before, shrunk to nothing by ${excessPriors.venue} batters.`,
  ...shared.meaningsOf(levels),
};

/** Columns of a row, in order. */
const row = [
  ...shared.gameOfPlayer,
  'player_throws',
  'player_age',
  ...player_features.pitcherColumns,
  ...player_training.gameColumns,
  ...player_training.opponentColumns,
  ...player_training.opponentRates.map((name) => `opponent_${name}`),
  'opponent_strikeout_excess',
  'venue_strikeout_excess',
];

/**
 * CTEs of a row per starting pitcher, the last one called `valued`: columns `row` and `inputs`.
 * @param {(name: string) => string} ref Dataform's
 * @param {object} options
 * @param {string} options.participants SELECT of who starts: game_pk, player_id, team_id
 * @param {string} [options.date] SQL of the only date that is asked for
 * @param {string} [options.from] SQL of the first date that is asked for; without either all are
 */
function ctes(ref, { participants, ...rows }) {
  const { on, before } = shared.reach(rows);
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
  SELECT game_pk, ${shared.gameColumns.join(', ')}
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
      club AS ${shared.past('opponent_team_id', days.opponent)},
      park AS ${shared.past('venue_id', days.venue)}
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

${shared.levelCtes(levels, 'joined', row)}`;
}

module.exports = { features, described, row, inputs, ctes };
