/** Years of games a model learns from. */
const trainingYears = 3;

/** The models: what each predicts, from which columns of game_features_daily, and how. */
const catalog = {
  game_outcome: {
    label: 'home_won',
    features: [
      'starter_strikeout_skill',
      'starter_free_pass_skill',
      'starter_home_run_skill',
      'starter_expected_outs',
      'starter_inexperience_100',
      'starter_inexperience_800',
      'starter_fip_share',
      'bullpen_fip_share',
      'batting_value',
      'batting_value_conceded',
      'run_margin',
    ].map((name) => `${name}_diff`),
    options: { model_type: 'LOGISTIC_REG', l2_reg: 1 },
  },
  home_runs: {
    label: 'home_score',
    features: [
      'home_batting_value',
      'home_run_margin',
      'away_starter_fip_share',
      'away_bullpen_fip_share',
      'away_batting_value_conceded',
      'away_starter_strikeout_skill',
      'away_starter_expected_outs',
    ],
    options: { model_type: 'LINEAR_REG', l2_reg: 1 },
  },
  away_runs: {
    label: 'away_score',
    features: [
      'away_batting_value',
      'away_run_margin',
      'home_starter_fip_share',
      'home_bullpen_fip_share',
      'home_batting_value_conceded',
      'home_starter_strikeout_skill',
      'home_starter_expected_outs',
    ],
    options: { model_type: 'LINEAR_REG', l2_reg: 1 },
  },
};

function literal(value) {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** SQL of the date that forecasts are made on: the variable as_of_date, else today in US/Eastern. */
function asOfDate(projectConfig) {
  const given = (projectConfig.vars || {}).as_of_date;
  if (!given) return `CURRENT_DATE('America/New_York')`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given))
    throw new Error(`as_of_date must be YYYY-MM-DD, not ${given}`);
  return `DATE '${given}'`;
}

/** SQL condition on a training row: finished before the date and no more than three years older. */
function trainingWindow(asOf) {
  return `completed_date < ${asOf} AND completed_date >= DATE_SUB(${asOf}, INTERVAL ${trainingYears} YEAR)`;
}

/**
 * CREATE MODEL of one model of the catalog.
 * @param {string} name key of the catalog
 * @param {string} model backquoted full name of the model to create
 * @param {string} training backquoted full name of the training set
 * @param {string} asOf SQL of the date it may not see
 */
function create(name, model, training, asOf) {
  const { label, features, options } = catalog[name];
  const all = { ...options, data_split_method: 'NO_SPLIT' };
  const list = Object.entries(all).map(([key, value]) => `${key} = ${literal(value)}`);
  return `CREATE OR REPLACE MODEL ${model}
OPTIONS (${list.join(', ')}, input_label_cols = ['${label}']) AS
SELECT
  ${[...features, label].join(',\n  ')}
FROM ${training}
WHERE ${trainingWindow(asOf)}`;
}

/** Backquoted full name of a model. */
function path(projectConfig, name) {
  return `\`${projectConfig.defaultDatabase || projectConfig.defaultProject}.mlb_models.${name}\``;
}

/** SQL of a whole number that changes when the training rows change: exact sums of rounded features and labels. */
function fingerprint() {
  const columns = [...new Set(Object.values(catalog).flatMap(({ features }) => features))];
  const sums = columns.map(
    (name, i) => `${i + 1} * SUM(CAST(ROUND(COALESCE(${name}, 0) * 1000000) AS INT64))`,
  );
  return `COUNT(*) + SUM(game_pk * home_won) + SUM(home_score) + 2 * SUM(away_score) + ${sums.join('\n    + ')}`;
}

/** SELECT of the training rows' window, count and fingerprint: one row. */
function trainingState(training, asOf) {
  return `SELECT
    MIN(completed_date) AS training_from,
    MAX(completed_date) AS training_through,
    COUNT(*) AS training_rows,
    COALESCE(${fingerprint()}, 0) AS training_fingerprint
  FROM ${training}
  WHERE ${trainingWindow(asOf)}`;
}

module.exports = { catalog, asOfDate, trainingWindow, trainingState, create, path };
