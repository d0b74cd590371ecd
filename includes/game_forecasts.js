const models = require('./models');
const score_distribution = require('./score_distribution');

/** Columns of a forecast of a game, in their order. */
const columns = [
  'game_pk',
  'game_date',
  'season',
  'game_type',
  'game_number',
  'first_pitch_at',
  'venue_id',
  'home_team_id',
  'away_team_id',
  'home_team_abbreviation',
  'away_team_abbreviation',
  'home_team_name',
  'away_team_name',
  'home_starter_id',
  'away_starter_id',
  'home_starter_name',
  'away_starter_name',
  'home_win_probability',
  'away_win_probability',
  ...Object.keys(score_distribution.columns),
  'feature_completeness',
  'baseline_log_odds',
  'top_features',
  'model_name',
  'model_role',
  'model_version',
  'training_through',
  'as_of',
  'predicted_at',
  'source',
];

/** What is true of every forecast of a game. */
const rowConditions = [
  'home_win_probability BETWEEN 0 AND 1',
  'ABS(home_win_probability + away_win_probability - 1) < 1e-9',
  'as_of < first_pitch_at',
  'training_through < game_date',
  'ABS(LN(home_win_probability / away_win_probability) - baseline_log_odds - (SELECT SUM(reason.contribution) FROM UNNEST(top_features) AS reason)) < 1e-9',
  'ABS(predicted_home_runs + predicted_away_runs - predicted_total_runs) < 1e-9',
  'predicted_total_runs BETWEEN predicted_total_runs_low AND predicted_total_runs_high',
  'home_run_line_probability < home_win_probability',
  'away_run_line_probability < away_win_probability',
];

// With both lineups announced the model that knows them forecasts, if the version has one.
const announced = 'COALESCE(home_is_lineup_announced AND away_is_lineup_announced, FALSE)';

// Attributions speak for the predicted label.
const towardsHome = 'IF((prediction_value > 0) = (predicted_home_won = 1), 1, -1)';

/**
 * Query of the forecasts of a date's games by the version of an arm, one row per game.
 * @param {object} projectConfig Dataform's, whose variables name the date and the versions
 * @param {'champion' | 'challenger'} arm
 * @param {{ features: string, games: string, teams: string, versions: string }} tables resolved names of
 *   game_features_daily, games_historical, teams_historical and model_versions
 */
function select(projectConfig, arm, tables) {
  const asOf = models.asOfDate(projectConfig);
  const inputs = models.inputColumns.join(', ');
  const version = models.versionOf(projectConfig, 'game_outcome', arm);
  const outcomeModels = models.hasRole(projectConfig, 'game_outcome', 'game_outcome_lineups', arm)
    ? [
        { role: 'game_outcome', where: `NOT ${announced}` },
        { role: 'game_outcome_lineups', where: announced },
      ]
    : [{ role: 'game_outcome', where: 'TRUE' }];
  return `WITH feature_rows AS (
  SELECT
    game_pk, as_of, home_starter_id, home_starter_name, away_starter_id, away_starter_name,
    feature_completeness,
    ${inputs}
  FROM ${tables.features}
  WHERE game_date = ${asOf}
),

outcomes AS (
  ${outcomeModels
    .map(
      ({ role, where }) => `SELECT
    game_pk,
    '${role}' AS model_role,
    (
      SELECT probs.prob
      FROM UNNEST(predicted_home_won_probs) AS probs
      WHERE probs.label = 1
    ) AS home_win_probability
  FROM ML.PREDICT(
    MODEL ${models.path(projectConfig, role, arm)},
    (SELECT game_pk, ${inputs} FROM feature_rows WHERE ${where})
  )`,
    )
    .join('\n  UNION ALL\n  ')}
),

reasons AS (
  ${outcomeModels
    .map(
      ({ role, where }) => `SELECT
    game_pk,
    ${towardsHome} * baseline_prediction_value AS baseline_log_odds,
    ARRAY(
      SELECT AS STRUCT
        reason.feature,
        ${models.valueOfInput('reason.feature')} AS value,
        ${towardsHome} * reason.attribution AS contribution
      FROM UNNEST(top_feature_attributions) AS reason
      ORDER BY ABS(reason.attribution) DESC, reason.feature
    ) AS top_features
  FROM ML.EXPLAIN_PREDICT(
    MODEL ${models.path(projectConfig, role, arm)},
    (SELECT game_pk, ${inputs} FROM feature_rows WHERE ${where}),
    STRUCT(${models.inputColumns.length} AS top_k_features)
  )`,
    )
    .join('\n  UNION ALL\n  ')}
),

home_runs AS (
  SELECT game_pk, predicted_home_score
  FROM ML.PREDICT(
    MODEL ${models.path(projectConfig, 'home_runs', arm)},
    (SELECT game_pk, ${inputs} FROM feature_rows)
  )
),

away_runs AS (
  SELECT game_pk, predicted_away_score
  FROM ML.PREDICT(
    MODEL ${models.path(projectConfig, 'away_runs', arm)},
    (SELECT game_pk, ${inputs} FROM feature_rows)
  )
),

scores AS (
  SELECT
    outcomes.game_pk,
    score_distribution(
      home_runs.predicted_home_score, away_runs.predicted_away_score, outcomes.home_win_probability
    ) AS score
  FROM outcomes
  JOIN home_runs ON home_runs.game_pk = outcomes.game_pk
  JOIN away_runs ON away_runs.game_pk = outcomes.game_pk
),

games AS (
  SELECT
    game_pk, game_date, season, game_type, game_number, first_pitch_at, venue_id, home_team_id,
    away_team_id, source
  FROM ${tables.games}
  WHERE game_date = ${asOf}
),

teams AS (
  SELECT season, team_id, abbreviation, full_name
  FROM ${tables.teams}
),

versions AS (
  SELECT model_type, model_version, training_through
  FROM ${tables.versions}
  WHERE model_type = 'game_outcome' AND model_version = '${version}'
),

forecasts AS (
  SELECT
    games.game_pk, games.game_date, games.season, games.game_type, games.game_number,
    games.first_pitch_at, games.venue_id, games.home_team_id, games.away_team_id,
    home_teams.abbreviation AS home_team_abbreviation,
    away_teams.abbreviation AS away_team_abbreviation,
    home_teams.full_name AS home_team_name,
    away_teams.full_name AS away_team_name,
    feature_rows.home_starter_id, feature_rows.away_starter_id, feature_rows.home_starter_name,
    feature_rows.away_starter_name, outcomes.home_win_probability,
    1 - outcomes.home_win_probability AS away_win_probability,
    ${Object.entries(score_distribution.columns)
      .map(([name, sql]) => `${sql} AS ${name}`)
      .join(',\n    ')},
    feature_rows.feature_completeness, reasons.baseline_log_odds, reasons.top_features,
    versions.model_type AS model_name,
    outcomes.model_role, versions.model_version, versions.training_through, feature_rows.as_of,
    CURRENT_TIMESTAMP() AS predicted_at,
    games.source
  FROM games
  JOIN feature_rows ON feature_rows.game_pk = games.game_pk
  JOIN outcomes ON outcomes.game_pk = games.game_pk
  JOIN reasons ON reasons.game_pk = games.game_pk
  JOIN scores ON scores.game_pk = games.game_pk
  CROSS JOIN versions
  LEFT JOIN teams AS home_teams
    ON home_teams.season = games.season AND home_teams.team_id = games.home_team_id
  LEFT JOIN teams AS away_teams
    ON away_teams.season = games.season AND away_teams.team_id = games.away_team_id
  WHERE versions.training_through < games.game_date
)

SELECT ${columns.join(', ')}
FROM forecasts`;
}

/**
 * SQL condition on a row of `forecasts`: the table does not say the same of the game already.
 * @param {string} self the table of forecasts
 */
const saysMore = (self) => `NOT EXISTS (
  SELECT 1
  FROM ${self} AS made
  WHERE made.game_pk = forecasts.game_pk
    AND made.model_version = forecasts.model_version
    AND made.game_date = forecasts.game_date
    AND COALESCE(made.home_starter_id, 0) = COALESCE(forecasts.home_starter_id, 0)
    AND COALESCE(made.away_starter_id, 0) = COALESCE(forecasts.away_starter_id, 0)
    AND ABS(made.home_win_probability - forecasts.home_win_probability) < 1e-9
    AND ABS(made.predicted_home_runs - forecasts.predicted_home_runs) < 1e-9
    AND ABS(made.predicted_total_runs - forecasts.predicted_total_runs) < 1e-9
)`;

module.exports = { columns, rowConditions, select, saysMore };
