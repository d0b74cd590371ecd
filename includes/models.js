const catalogue = require('./catalogue');
const batter_rows = require('./batter_rows');
const starter_rows = require('./starter_rows');

/** Training set of the games. */
const gameTraining = 'game_outcome_training';

/** Years of games that models learn from, by training set: batters are many, and a year of them is as good as more. */
const trainingYears = { [gameTraining]: 4, starter_training: 4, batter_training: 1 };

/** What is known of both sides in the morning, as home less away: see docs/features.md. */
const compact = [
  'elo_rating',
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
];

const difference = (name) => `${name}_diff`;

/** A model of a number that a player is credited with, of the type player_performance. */
const ofPlayers = (training, features) => (label) => ({
  type: 'player_performance',
  label,
  training,
  keys: ['game_pk', 'player_id'],
  features,
  options: { model_type: 'LINEAR_REG', l2_reg: 100 },
});
const ofStarters = ofPlayers('starter_training', starter_rows.features);
const ofBatters = ofPlayers('batter_training', batter_rows.features);

/** The models: what each predicts, from which columns of its training set, and how. */
const catalog = {
  game_outcome: {
    label: 'home_won',
    features: [...compact, 'expected_lineup_inexperience'].map(difference),
    options: { model_type: 'LOGISTIC_REG', l2_reg: 1 },
  },
  game_outcome_lineups: {
    label: 'home_won',
    features: [...compact, 'lineup_inexperience'].map(difference),
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
      'runs_factor',
      'venue_runs_per_game',
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
      'runs_factor',
      'venue_runs_per_game',
    ],
    options: { model_type: 'LINEAR_REG', l2_reg: 1 },
  },
  starter_strikeouts: ofStarters('batters_struck_out'),
  starter_outs: ofStarters('outs_recorded'),
  starter_earned_runs: ofStarters('earned_runs'),
  starter_walks: ofStarters('walks_allowed'),
  starter_hits: ofStarters('hits_allowed'),
  batter_hits: ofBatters('hits'),
  batter_total_bases: ofBatters('total_bases'),
  batter_home_runs: ofBatters('home_runs'),
  batter_runs_batted_in: ofBatters('runs_batted_in'),
  batter_walks: ofBatters('walks'),
  batter_strikeouts: ofBatters('strikeouts'),
  batter_runs: ofBatters('runs'),
  batter_stolen_bases: ofBatters('stolen_bases'),
};

/** Type of model that an entry of the catalog belongs to: what is versioned, promoted and rolled back as one. */
const typeOf = (name) => catalog[name].type || 'game_outcome';

/** What an entry of the catalog forecasts; entries of one type with one role are alternatives. */
const roleOf = (name) => catalog[name].role || name;

/** Every type of model. */
const types = () => [...new Set(Object.keys(catalog).map(typeOf))];

/**
 * Whether a type is updated between its weekly full trainings. Models of players are not: of a year's rows a few days are next to
 * nothing, and what is new of a player is in his features.
 */
const isUpdatedBetween = (type) => type === 'game_outcome';

/** Every column that the models of a type look at. */
const featuresOf = (type) => [
  ...new Set(
    Object.keys(catalog)
      .filter((name) => typeOf(name) === type)
      .flatMap((name) => catalog[name].features),
  ),
];

/**
 * Ways to make the models of a type: each takes one entry of the catalog for every role. The first is made of the
 * entries that are called as their roles are, every other one takes one alternative instead.
 * @param {string} type
 * @returns {{ name: string, models: Record<string, string> }[]} entries by role; a recipe is named after what is special in it
 */
function recipes(type) {
  const names = Object.keys(catalog).filter((name) => typeOf(name) === type);
  const plain = Object.fromEntries(
    names.filter((name) => roleOf(name) === name).map((name) => [name, name]),
  );
  const others = names.filter((name) => roleOf(name) !== name);
  return [
    { name: type, models: plain },
    ...others.map((name) => ({ name, models: { ...plain, [roleOf(name)]: name } })),
  ];
}

/** Name of the BigQuery ML model of a role in a version: `game_outcome_v1_2_3`. */
const objectName = (role, version) => `${role}_${version.replaceAll('.', '_')}`;

/** Prefix of the variables about the version of an arm. */
const variables = (type, arm) => (arm === 'challenger' ? `${type}_challenger` : type);

/**
 * Version of a type that is to forecast: the variable game_outcome_version, as `v1.2.3`, of the challenger's arm
 * game_outcome_challenger_version. Without it there is none: v0.0.0.
 */
function versionOf(projectConfig, type, arm = 'champion') {
  const name = `${variables(type, arm)}_version`;
  const given = (projectConfig.vars || {})[name] || 'v0.0.0';
  if (!/^v\d+\.\d+\.\d+$/.test(given)) throw new Error(`${name} must be like v1.2.3, not ${given}`);
  return given;
}

/** Whether there is a challenger of the type, whose forecasts are made beside the champion's. */
const hasChallenger = (projectConfig, type) =>
  versionOf(projectConfig, type, 'challenger') !== 'v0.0.0';

/**
 * Whether the version that is to forecast has a model of the role: the variable game_outcome_roles, as `a+b`, else all of
 * today's; of the challenger's arm game_outcome_challenger_roles.
 */
function hasRole(projectConfig, type, role, arm = 'champion') {
  const given = (projectConfig.vars || {})[`${variables(type, arm)}_roles`];
  const roles = given === undefined ? Object.keys(recipes(type)[0].models) : given.split('+');
  return roles.includes(role);
}

/** Columns that forecasts hand to a model, which takes those it has learned from: a version that is rolled back to may want others than today's. */
const inputColumns = catalogue.columns.map(({ column }) => column);

/** SQL of a column of game_features_daily as a number. */
function inputValue({ column, type }) {
  if (type === 'FLOAT64') return column;
  return type === 'BOOL'
    ? `CAST(CAST(${column} AS INT64) AS FLOAT64)`
    : `CAST(${column} AS FLOAT64)`;
}

/** SQL of the value of the input that `name`, SQL too, is the name of. */
const valueOfInput = (name) =>
  `CASE ${name} ${catalogue.columns
    .map((column) => `WHEN '${column.column}' THEN ${inputValue(column)}`)
    .join('\n          ')}
        END`;

/** Features of the lineups that finished games know better: column of game_features_daily -> column of starting_lineups. */
const startingColumns = {
  lineup_inexperience_diff: 'starting_lineup_inexperience_diff',
  lineup_age_diff: 'starting_lineup_age_diff',
};

/**
 * SQL of a feature of a finished game. Where announced lineups were not collected, the nine who started stand for them.
 * @param {string} column of game_features_daily, joined as `features`; starting_lineups is joined as `starting`
 */
function pastValue(column) {
  const starting = startingColumns[column];
  if (!starting) return `features.${column}`;
  return `IF(
    features.home_is_lineup_announced AND features.away_is_lineup_announced,
    features.${column},
    COALESCE(starting.${starting}, features.${column})
  ) AS ${column}`;
}

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

/**
 * SQL condition on a training row: finished before the date, and not too long before.
 * @param {string} asOf SQL of the date
 * @param {string} [training] name of the training set
 */
function trainingWindow(asOf, training = gameTraining) {
  return `completed_date < ${asOf} AND completed_date >= DATE_SUB(${asOf}, INTERVAL ${trainingYears[training]} YEAR)`;
}

/**
 * CREATE MODEL of one model of the catalog.
 * @param {string} name key of the catalog
 * @param {string} model backquoted full name of the model to create
 * @param {string} training backquoted full name of the training set
 * @param {string} asOf SQL of the date it may not see
 * @param {object} [tuned] options that take the place of the catalog's
 */
function create(name, model, training, asOf, tuned = {}) {
  const { label, features, options, training: rows } = catalog[name];
  const all = { ...options, ...tuned, data_split_method: 'NO_SPLIT' };
  const list = Object.entries(all).map(([key, value]) => `${key} = ${literal(value)}`);
  return `CREATE OR REPLACE MODEL ${model}
OPTIONS (${list.join(', ')}, input_label_cols = ['${label}']) AS
SELECT
  ${[...features, label].join(',\n  ')}
FROM ${training}
WHERE ${trainingWindow(asOf, rows)}`;
}

/** Backquoted full name of the model that forecasts a role. */
function path(projectConfig, role, arm = 'champion') {
  const type = typeOf(Object.keys(catalog).find((name) => roleOf(name) === role));
  const name = objectName(role, versionOf(projectConfig, type, arm));
  return `\`${projectConfig.defaultDatabase || projectConfig.defaultProject}.mlb_models.${name}\``;
}

/** SQL of a whole number that changes when the training rows change: exact sums of rounded features and labels. */
function gameFingerprint(entries) {
  const columns = [...new Set(entries.flatMap(({ features }) => features))];
  const sums = columns.map(
    (name, i) => `${i + 1} * SUM(CAST(ROUND(COALESCE(${name}, 0) * 1000000) AS INT64))`,
  );
  return `COUNT(*) + SUM(game_pk * home_won) + SUM(home_score) + 2 * SUM(away_score) + ${sums.join('\n    + ')}`;
}

/** The same of rows of players, which are too many for all of their features: of what happened, and of what is known. */
function playerFingerprint(entries) {
  const labels = [...new Set(entries.map(({ label }) => label))];
  const columns = [...new Set(entries.flatMap(({ features }) => features))];
  const sums = [
    ...labels.map((name, i) => `SUM(MOD(game_pk, 9973) * ${i + 1} * CAST(${name} AS INT64))`),
    ...columns.map((name, i) => `${i + 1} * COUNT(${name})`),
  ];
  return `COUNT(*) + SUM(MOD(player_id, 9973)) + ${sums.join('\n    + ')}`;
}

/**
 * SELECT of the training rows' window, count and fingerprint: one row.
 * @param {string} training name of the training set, backquoted or not
 * @param {string} asOf SQL of the date it may not see
 */
function trainingState(training, asOf) {
  const table = training.replaceAll('`', '').split('.').at(-1);
  const entries = Object.values(catalog).filter((one) => (one.training || gameTraining) === table);
  const fingerprint = table === gameTraining ? gameFingerprint : playerFingerprint;
  return `SELECT
    MIN(completed_date) AS training_from,
    MAX(completed_date) AS training_through,
    COUNT(*) AS training_rows,
    COUNT(DISTINCT game_pk) AS training_games,
    COALESCE(${fingerprint(entries)}, 0) AS training_fingerprint
  FROM ${training}
  WHERE ${trainingWindow(asOf, table)}`;
}

module.exports = {
  catalog,
  types,
  isUpdatedBetween,
  featuresOf,
  recipes,
  objectName,
  versionOf,
  hasChallenger,
  hasRole,
  inputColumns,
  valueOfInput,
  startingColumns,
  pastValue,
  asOfDate,
  trainingWindow,
  trainingState,
  create,
  path,
};
