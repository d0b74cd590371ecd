/** Settings and SQL of monitoring. */

/** Each table that is watched: its layer, its column of the event's date, and how far it may lie behind. */
const watched = [
  {
    table: 'games_historical',
    layer: 'historical',
    date: 'game_date',
    follows: 'calendar',
    days: 5,
    where: 'is_final',
  },
  {
    table: 'team_stats_historical',
    layer: 'historical',
    date: 'game_date',
    follows: 'games',
    days: 0,
  },
  {
    table: 'player_stats_historical',
    layer: 'historical',
    date: 'game_date',
    follows: 'games',
    days: 0,
  },
  { table: 'statcast_pitches', layer: 'historical', date: 'game_date', follows: 'games', days: 1 },
  {
    table: 'transactions_historical',
    layer: 'historical',
    date: 'transaction_date',
    follows: 'games',
    days: 4,
  },
  {
    table: 'rosters_historical',
    layer: 'historical',
    date: 'roster_date',
    follows: 'games',
    days: 31,
  },
  {
    table: 'standings_historical',
    layer: 'historical',
    date: 'standings_date',
    follows: 'games of the regular season',
    days: 4,
  },
  {
    table: 'weather_historical',
    layer: 'historical',
    date: 'game_date',
    follows: 'games',
    days: 7,
  },
  {
    table: 'team_rolling_features',
    layer: 'features',
    date: 'game_date',
    follows: 'games',
    days: 0,
  },
  { table: 'game_features_daily', layer: 'features', date: 'game_date', follows: 'games', days: 0 },
  {
    table: 'game_predictions',
    layer: 'predictions',
    date: 'game_date',
    follows: 'games',
    days: 1,
    loaded: 'predicted_at',
  },
];

/** Tables whose rows per date are compared with the season's own: `per` is what a game is counted by. */
const counted = [
  { entity: 'games', table: 'games_historical', where: 'is_final' },
  { entity: 'team_stats', table: 'team_stats_historical' },
  { entity: 'player_stats', table: 'player_stats_historical' },
  { entity: 'pitches', table: 'statcast_pitches' },
];

/** Games before a window or a training set says anything about drift. */
const fewestGames = 100;

/** Shares below this count as this, so that an empty bin adds a finite amount. */
const smallestShare = 0.0001;

/**
 * SQL of the population stability index of bins, as an aggregate: sum of (a - e) * ln(a / e) over shares a of now and e of the
 * reference. Its thresholds 0.1 (moderate) and 0.25 (significant) are Lewis's, An Introduction to Credit Scoring (1994),
 * and Siddiqi's, Credit Risk Scorecards (2006).
 * @param {string} actual SQL of a bin's share now
 * @param {string} expected SQL of its share in the reference
 */
function psi(actual, expected) {
  const floored = (share) => `GREATEST(${share}, ${smallestShare})`;
  return `SUM((${floored(actual)} - ${floored(expected)}) * LN(${floored(actual)} / ${floored(expected)}))`;
}

/**
 * SQL of what the index comes to by chance alone, once in a thousand: without any drift it is about chi-squared with bins - 1
 * degrees of freedom times (1 / n + 1 / m) (Yurdakul and Naranjo 2020), taken as normal here.
 */
function psiByChance(bins, n, m) {
  const freedom = `GREATEST(${bins} - 1, 0)`;
  return `(1 / ${n} + 1 / ${m}) * (${freedom} + 3.09 * SQRT(2 * ${freedom}))`;
}

/**
 * SQL of the verdict on an index.
 * @param {string} index SQL of the index
 * @param {string[]} innocent SQL of indexes that mean nothing: by chance, usual
 * @param {string[]} counts SQL of the numbers of games compared
 */
function verdict(index, innocent, counts) {
  return `CASE
    WHEN LEAST(${counts.join(', ')}) < ${fewestGames} THEN 'too few games'
    WHEN ${index} <= GREATEST(0.1, ${innocent.join(', ')}) THEN 'stable'
    WHEN ${index} <= 0.25 THEN 'moderate'
    ELSE 'significant'
  END`;
}

/** Number of the setting of a compilation variable, or its default. */
function setting(projectConfig, name, otherwise) {
  const given = (projectConfig.vars || {})[name];
  if (given === undefined || given === '') return otherwise;
  const value = Number(given);
  if (!(value >= 0)) throw new Error(`${name} must be a number, not ${given}`);
  return value;
}

/** US dollars for a TiB billed on demand: BigQuery's list price in the US; variable usd_per_tib. */
function usdPerTib(projectConfig) {
  return setting(projectConfig, 'usd_per_tib', 6.25);
}

/** GB that a day's jobs may bill before a warning; variable daily_gb. */
function dailyGigabytes(projectConfig) {
  return setting(projectConfig, 'daily_gb', 200);
}

/** Backquoted name of the project's log of jobs, in the region of its datasets. */
function jobs(projectConfig) {
  const project = projectConfig.defaultDatabase || projectConfig.defaultProject;
  const region = `region-${(projectConfig.defaultLocation || 'US').toLowerCase()}`;
  return `\`${project}\`.\`${region}\`.INFORMATION_SCHEMA.JOBS_BY_PROJECT`;
}

/**
 * SQL query of today's date: of live data the calendar's, of a recorded or simulated season the newest that a run was for.
 * @param {string} runs full name of the table of runs
 */
function today(runs) {
  return `SELECT
    COALESCE(
      MAX(IF(source = 'live', CURRENT_DATE('America/New_York'), logical_date)),
      CURRENT_DATE('America/New_York')
    ) AS today
  FROM ${runs}`;
}

/** Columns of job_costs, with their types. */
const jobColumns = {
  job_id: 'STRING NOT NULL',
  job_date: 'DATE NOT NULL',
  job_type: 'STRING NOT NULL',
  statement_type: 'STRING NOT NULL',
  user_email: 'STRING',
  created_at: 'TIMESTAMP NOT NULL',
  elapsed_seconds: 'FLOAT64',
  bytes_processed: 'INT64 NOT NULL',
  bytes_billed: 'INT64 NOT NULL',
  slot_seconds: 'FLOAT64',
  cost_usd: 'FLOAT64 NOT NULL',
};

module.exports = {
  jobColumns,
  watched,
  counted,
  fewestGames,
  psi,
  psiByChance,
  verdict,
  usdPerTib,
  dailyGigabytes,
  jobs,
  today,
};
