const { features, label, points } = require('./reasons');

const named = (side) => `CASE features.speaks_of
    WHEN 'starter' THEN COALESCE(
      forecasts.${side}_starter_name,
      CONCAT("the starter of ", forecasts.${side}_team_abbreviation)
    )
    WHEN 'bullpen' THEN CONCAT("the bullpen of ", forecasts.${side}_team_abbreviation)
    WHEN 'lineup' THEN CONCAT("the lineup of ", forecasts.${side}_team_abbreviation)
    ELSE forecasts.${side}_team_abbreviation
  END`;

/** Who plays whom, like `NYY at BOS, game 2`. */
const matchup = `CONCAT(
    away_team_abbreviation,
    ' at ',
    home_team_abbreviation,
    IF(game_number > 1, CONCAT(', game ', CAST(game_number AS STRING)), '')
  )`;

/**
 * SQL query of how far each feature of forecasts moved them, and what that means in words: the champion's and its challengers'
 * are explained by the same.
 * @param {string} forecasts SQL of a table with the columns of game_predictions
 */
function ofFeatures(forecasts) {
  return `WITH forecasts AS (
  SELECT
    game_pk, game_date, game_number, home_team_abbreviation, away_team_abbreviation,
    home_starter_name, away_starter_name, home_win_probability, model_role, model_version,
    top_features
  FROM ${forecasts}
),

features AS (
  ${features()}
),

moved AS (
  SELECT
    forecasts.game_pk, forecasts.game_date, forecasts.game_number, forecasts.home_team_abbreviation,
    forecasts.away_team_abbreviation, forecasts.home_win_probability, forecasts.model_role,
    forecasts.model_version,
    reason.feature AS feature_name,
    reason.value AS feature_value,
    reason.contribution AS contribution_log_odds,
    features.feature_meaning, features.reason_group, features.more_words, features.less_words,
    ${named('home')} AS home_name,
    ${named('away')} AS away_name
  FROM forecasts
  CROSS JOIN UNNEST(forecasts.top_features) AS reason
  LEFT JOIN features ON features.feature_name = reason.feature
)

SELECT
  game_pk, game_date,
  ${matchup} AS matchup,
  feature_name, feature_meaning,
  COALESCE(reason_group, 'other') AS reason_group,
  feature_value, contribution_log_odds,
  ${points('contribution_log_odds', 'home_win_probability')} AS contribution_points,
  ROW_NUMBER() OVER (
    PARTITION BY game_pk ORDER BY ABS(contribution_log_odds) DESC, feature_name
  ) AS importance_rank,
  IF(contribution_log_odds > 0, home_team_abbreviation, away_team_abbreviation) AS favours,
  IF(
    COALESCE(feature_value, 0) = 0 OR contribution_log_odds = 0,
    NULL,
    CONCAT(
      IF(contribution_log_odds > 0, home_name, away_name),
      ' ',
      IF((feature_value > 0) = (contribution_log_odds > 0), more_words, less_words),
      ' than ',
      IF(contribution_log_odds > 0, away_name, home_name)
    )
  ) AS feature_words,
  model_role, model_version
FROM moved`;
}

/**
 * SQL query of how far the features of each kind together moved forecasts, and why.
 * @param {string} forecasts SQL of a table with the columns of game_predictions
 * @param {string} featureReasons SQL of a table with the rows of `ofFeatures`, of the same forecasts
 */
function ofGroups(forecasts, featureReasons) {
  return `WITH forecasts AS (
  SELECT
    game_pk, game_date, game_number, home_team_abbreviation, away_team_abbreviation,
    home_win_probability, baseline_log_odds, model_role, model_version
  FROM ${forecasts}
),

features AS (
  SELECT game_pk, reason_group, feature_name, contribution_log_odds, feature_words
  FROM ${featureReasons}
),

of_features AS (
  SELECT game_pk, reason_group, SUM(contribution_log_odds) AS contribution_log_odds
  FROM features
  GROUP BY game_pk, reason_group
),

-- The two features that did most for the side the group speaks for.
strongest AS (
  SELECT
    features.game_pk, features.reason_group,
    STRING_AGG(
      features.feature_words, '; '
      ORDER BY ABS(features.contribution_log_odds) DESC, features.feature_name
      LIMIT 2
    ) AS words
  FROM features
  JOIN of_features
    ON of_features.game_pk = features.game_pk AND of_features.reason_group = features.reason_group
  WHERE features.contribution_log_odds * of_features.contribution_log_odds > 0
  GROUP BY features.game_pk, features.reason_group
),

grouped AS (
  SELECT game_pk, reason_group, contribution_log_odds
  FROM of_features
  UNION ALL
  SELECT game_pk, 'home' AS reason_group, baseline_log_odds AS contribution_log_odds
  FROM forecasts
),

measured AS (
  SELECT
    forecasts.game_pk, forecasts.game_date, forecasts.game_number, forecasts.home_team_abbreviation,
    forecasts.away_team_abbreviation, grouped.reason_group, grouped.contribution_log_odds,
    forecasts.model_role, forecasts.model_version,
    ${label('grouped.reason_group')} AS reason_label,
    ${points(
      'grouped.contribution_log_odds',
      'forecasts.home_win_probability',
    )} AS contribution_points,
    IF(
      grouped.contribution_log_odds > 0,
      forecasts.home_team_abbreviation,
      forecasts.away_team_abbreviation
    ) AS favours,
    strongest.words
  FROM grouped
  JOIN forecasts ON forecasts.game_pk = grouped.game_pk
  LEFT JOIN strongest
    ON strongest.game_pk = grouped.game_pk AND strongest.reason_group = grouped.reason_group
)

SELECT
  game_pk, game_date,
  ${matchup} AS matchup,
  reason_group, reason_label, contribution_log_odds, contribution_points,
  ROW_NUMBER() OVER (
    PARTITION BY game_pk ORDER BY ABS(contribution_log_odds) DESC, reason_group
  ) AS importance_rank,
  favours,
  CONCAT(
    FORMAT('%s +%.1f points for %s', reason_label, ABS(contribution_points), favours),
    COALESCE(CONCAT(': ', words), '')
  ) AS reason_words,
  model_role, model_version
FROM measured`;
}

module.exports = { ofFeatures, ofGroups };
