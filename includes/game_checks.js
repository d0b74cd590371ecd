const { choose } = require('./phases');

/**
 * The checks of one game, in one list: SQL of the rows that table has of a game, and of how many there should be. The
 * expressions read the columns of `facts` in game_quality_checks.sqlx.
 *
 * `score` is the quality score a check counts for, `blocks` whether it makes an F by itself when it fails. `passes` is
 * when it passes (all that is expected is there, unless it says otherwise). `when` limits a check to games for which the
 * data was collected.
 */

const share = (least) => `actual >= ${least} * expected`;

const checks = [
  {
    entity: 'games',
    name: 'schema_match',
    score: 'schema_match',
    expected: 'game_rows',
    actual: 'matching_game_rows',
    detail: "CONCAT('missing or of another type: ', COALESCE(mismatched_game_fields, ''))",
    action: 'SCHEMA_MISMATCH',
  },
  {
    entity: 'games',
    name: 'required_fields',
    score: 'data_completeness',
    expected: '17',
    actual: 'filled_fields',
    detail: "'fields of the game or its team totals are empty'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'games',
    name: 'box_score_completeness',
    score: 'data_completeness',
    expected: '20',
    actual: 'lineup_places',
    detail: "'nine batting places and a starting pitcher a side are not all there'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'games',
    name: 'date_range',
    score: 'value_ranges',
    expected: '1',
    actual: 'plausible_dates',
    detail: "'dated outside of its season, or after it was read'",
    action: 'RETRY_SCHEDULE',
  },
  {
    entity: 'games',
    name: 'score_range',
    score: 'value_ranges',
    blocks: true,
    expected: '2',
    actual: 'plausible_scores',
    detail:
      "CONCAT('score ', COALESCE(CAST(away_score AS STRING), '?'), '-', COALESCE(CAST(home_score AS STRING), '?'))",
    action: 'RETRY_SCHEDULE',
  },
  {
    entity: 'games',
    name: 'score_match',
    severity: 'warn',
    expected: '2',
    actual: 'matching_scores',
    detail: "'runs of the box score are not the score'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'games',
    name: 'linescore_match',
    severity: 'warn',
    when: 'has_linescore',
    expected: '2',
    actual: 'matching_linescores',
    detail: "'runs by inning do not add up to the score'",
    action: 'RETRY_LINESCORE',
  },
  {
    entity: 'games',
    name: 'plays_score_match',
    severity: 'warn',
    when: 'has_plays',
    expected: '2',
    actual: 'matching_play_scores',
    detail: "'the score after the last play is not the score'",
    action: 'RETRY_PLAYS',
  },
  {
    entity: 'games',
    name: 'plays_match',
    severity: 'warn',
    when: 'has_plays',
    expected: 'plate_appearances',
    actual: 'plate_appearances - ABS(plate_appearances - play_count)',
    detail: "CONCAT(CAST(play_count AS STRING), ' plays')",
    action: 'RETRY_PLAYS',
  },
  {
    entity: 'team_stats',
    name: 'value_ranges',
    score: 'value_ranges',
    expected: '6',
    actual: 'plausible_totals',
    detail: "'hits, plate appearances or outs of a team that no game has'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'player_stats',
    name: 'schema_match',
    score: 'schema_match',
    expected: 'player_rows',
    actual: 'matching_player_rows',
    ids: 'mismatched_player_ids',
    detail: "CONCAT('missing or of another type: ', COALESCE(mismatched_player_fields, ''))",
    action: 'SCHEMA_MISMATCH',
  },
  {
    entity: 'player_stats',
    name: 'required_fields',
    score: 'data_completeness',
    expected: 'line_fields',
    actual: 'filled_line_fields',
    ids: 'incomplete_player_ids',
    detail: "'fields of lines are empty'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'player_stats',
    name: 'player_completeness',
    score: 'player_completeness',
    expected: 'GREATEST(appeared_players, 18)',
    actual: 'players_with_lines',
    ids: 'missing_player_ids',
    detail:
      "CONCAT('missing ', CAST(GREATEST(appeared_players, 18) - players_with_lines AS STRING), ' players')",
    action: 'FETCH_MISSING_PLAYERS',
  },
  {
    entity: 'player_stats',
    name: 'value_ranges',
    score: 'value_ranges',
    expected: 'player_lines',
    actual: 'plausible_lines',
    ids: 'implausible_player_ids',
    detail: "'lines that cannot be, as more hits than at bats'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'player_stats',
    name: 'totals_match',
    severity: 'warn',
    expected: '10',
    actual: 'matching_totals',
    detail: "'lines of players do not add up to the totals of their team'",
    action: 'RETRY_BOXSCORE',
  },
  {
    entity: 'statcast',
    name: 'pitch_count',
    blocks: true,
    when: 'has_pitches',
    severity:
      "IF(pitches < 150 * game_length OR pitches < least_pitches, required_severity, 'warn')",
    expected: '200 * game_length',
    actual: 'pitches',
    passes:
      'pitches >= least_pitches AND (pitches >= 200 * game_length OR pitches >= 0.97 * pitches_thrown)',
    detail: "CONCAT('only ', CAST(pitches AS STRING), ' pitches')",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'pitches_match',
    severity: 'warn',
    when: 'has_pitches',
    expected: 'COALESCE(pitches_thrown, pitches)',
    actual: 'pitches',
    passes: 'ABS(actual - expected) <= 0.03 * expected',
    detail: "CONCAT('the box score has ', CAST(pitches_thrown AS STRING), ' pitches')",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'tracking',
    score: 'data_completeness',
    severity: 'warn',
    when: 'has_pitches',
    expected: '1',
    actual: 'IF(is_tracked OR pitches = 0, 1, 0)',
    detail: "'no pitch has a type, speed or place: played in a park without tracking'",
    action: 'REVIEW',
  },
  {
    entity: 'statcast',
    name: 'schema_match',
    score: 'schema_match',
    when: 'has_pitches',
    severity: 'required_severity',
    expected: 'IF(is_tracked, 7, 2)',
    actual: 'pitch_fields',
    detail: "'columns that no pitch of the game has'",
    action: 'SCHEMA_MISMATCH',
  },
  {
    entity: 'statcast',
    name: 'required_fields',
    score: 'data_completeness',
    when: 'has_pitches',
    severity: 'required_severity',
    expected: 'IF(is_tracked, 2 * pitches, 0)',
    actual: 'filled_pitch_fields',
    ids: 'incomplete_at_bats',
    passes: share('0.95'),
    detail: "'pitches without type or speed'",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'batted_ball_fields',
    severity: 'warn',
    when: 'has_pitches AND is_statcast_required',
    expected: 'IF(is_tracked, 2 * batted_balls, 0)',
    actual: 'filled_batted_ball_fields',
    passes: share('0.75'),
    detail: "'balls in play without exit velocity or launch angle'",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'player_completeness',
    score: 'player_completeness',
    when: 'has_pitches',
    severity: 'required_severity',
    expected: 'active_players',
    actual: 'active_players_with_pitches',
    ids: 'players_without_pitches',
    detail:
      "CONCAT('no pitches of ', CAST(active_players - active_players_with_pitches AS STRING), ' players')",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'release_speed_range',
    score: 'value_ranges',
    severity: 'warn',
    when: 'has_pitches',
    expected: 'release_speeds',
    actual: 'plausible_release_speeds',
    ids: 'odd_release_speed_at_bats',
    passes: share('0.95'),
    detail: "'release speeds not between 50 and 110 mph'",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'launch_speed_range',
    score: 'value_ranges',
    severity: 'warn',
    when: 'has_pitches',
    expected: 'launch_speeds',
    actual: 'plausible_launch_speeds',
    ids: 'odd_launch_speed_at_bats',
    detail: "'launch speeds not between 0 and 130 mph'",
    action: 'RETRY_STATCAST',
  },
  {
    entity: 'statcast',
    name: 'pitch_type_enum',
    score: 'value_ranges',
    severity: 'warn',
    when: 'has_pitches',
    expected: 'pitch_types',
    actual: 'known_pitch_types',
    ids: 'unknown_pitch_type_at_bats',
    detail: "'pitch types that are none of the codes of MLB'",
    action: 'SCHEMA_MISMATCH',
  },
  {
    entity: 'weather',
    name: 'value_ranges',
    score: 'value_ranges',
    severity: 'warn',
    when: 'has_weather',
    expected: 'weather_values',
    actual: 'plausible_weather_values',
    detail: "'temperature, wind or rain that no ballpark has'",
    action: 'RETRY_WEATHER',
  },
];

/** Every code of a pitch's type, as the MLB Stats API lists them. */
const pitchTypes = 'AB AS CH CS CU EP FA FC FF FO FS FT GY IN KC KN NP PO SC SI SL ST SV UN'.split(
  ' ',
);

/** SQL of whether a game of the row's phase must have its pitches. */
function isStatcastRequired(phase) {
  return choose(phase, ({ statcast }) => String(statcast).toUpperCase());
}

/** SQL of whether a play's `event_type` is no plate appearance but something on the bases that ended an inning. */
const isOnTheBases = (eventType) =>
  `REGEXP_CONTAINS(${eventType}, r'^(caught_stealing|pickoff|stolen_base|other_|wild_pitch|passed_ball|balk|defensive_indiff|runner_)')`;

/** Least and most that the weather at a ballpark can be in the hour of first pitch. */
const weatherLimits = {
  temperature_c: [-15, 50],
  humidity_percent: [0, 100],
  wind_kmh: [0, 120],
  precipitation_mm: [0, 100],
};

/** SQL aggregate of up to fifty plate appearances with pitches for which a condition holds. */
function atBats(condition) {
  const number = `IF(${condition}, at_bat_number, NULL)`;
  return `ARRAY_AGG(DISTINCT ${number} IGNORE NULLS ORDER BY ${number} LIMIT 50)`;
}

/** SQL query of the games some of whose data was collected beyond the box score: game_pk and what there is. */
function collected(items) {
  return `SELECT
    item_game_pk AS game_pk,
    COUNTIF(linescores_rows IS NOT NULL) > 0 AS has_linescore,
    COUNTIF(plays_rows IS NOT NULL) > 0 AS has_plays,
    COUNTIF(pitches_rows IS NOT NULL) > 0 AS has_pitches,
    COUNTIF(weather_rows IS NOT NULL AND ENDS_WITH(item_key, ' archive')) > 0 AS has_weather
  FROM ${items}
  WHERE item_game_pk IS NOT NULL
  GROUP BY item_game_pk`;
}

const needed = {
  has_batting: ['plate_appearances', 'at_bats', 'runs', 'hits', 'home_runs', 'walks'],
  has_pitching: [
    'outs_recorded',
    'batters_faced',
    'runs_allowed',
    'hits_allowed',
    'home_runs_allowed',
    'walks_allowed',
  ],
};

/** Columns of players' lines that the checks read. */
const lineColumns = [
  ...new Set([
    ...Object.values(needed).flat(),
    ...['doubles', 'triples', 'intentional_walks', 'hit_by_pitch', 'strikeouts', 'games_started'],
    ...[
      'earned_runs',
      'intentional_walks_allowed',
      'batters_hit',
      'pitches_thrown',
      'strikes_thrown',
    ],
  ]),
].join(', ');

/** SQL of the number of fields that a player's line must have. */
function lineFields() {
  return Object.entries(needed)
    .map(([line, fields]) => `IF(${line}, ${fields.length}, 0)`)
    .join(' + ');
}

/** SQL of how many of those it has. */
function filledLineFields() {
  return Object.entries(needed)
    .map(
      ([line, fields]) =>
        `IF(${line}, ${fields.map((name) => `IF(${name} IS NULL, 0, 1)`).join(' + ')}, 0)`,
    )
    .join(' + ');
}

/** SQL of whether a player's line can be: no part exceeds its whole, and nothing what no game has seen. */
function plausibleLine() {
  const limits = [
    'plate_appearances BETWEEN 0 AND 15',
    'at_bats BETWEEN 0 AND plate_appearances',
    'hits BETWEEN 0 AND at_bats',
    'doubles + triples + home_runs <= hits',
    'strikeouts <= at_bats',
    'runs BETWEEN 0 AND 10',
    'walks + hit_by_pitch + at_bats <= plate_appearances',
    'outs_recorded BETWEEN 0 AND 60',
    'batters_faced BETWEEN 0 AND 100',
    'earned_runs <= runs_allowed',
    'home_runs_allowed <= hits_allowed',
    'hits_allowed + walks_allowed + batters_hit <= batters_faced',
    'pitches_thrown BETWEEN 0 AND 250',
    'strikes_thrown <= pitches_thrown',
  ];
  return limits.map((limit) => `COALESCE(${limit}, TRUE)`).join('\n      AND ');
}

/** SQL of the number of checks a game should have, of the same conditions as the checks. */
function count() {
  return checks.map(({ when }) => (when === undefined ? '1' : `IF(${when}, 1, 0)`)).join(' + ');
}

module.exports = {
  checks,
  pitchTypes,
  isOnTheBases,
  weatherLimits,
  atBats,
  isStatcastRequired,
  collected,
  lineColumns,
  lineFields,
  filledLineFields,
  plausibleLine,
  count,
};
