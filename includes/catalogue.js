const advanced = require('./advanced');
const elo = require('./elo');
const features = require('./features');
const windows = require('./windows');
const gameFeatures = require('./columns/game-features');
const playerFeatures = require('./columns/player-features');
const shared = require('./columns/shared');
const teamFeatures = require('./columns/team-features');
const staging = require('./columns/staging');

/**
 * The catalogue of game_features_daily: every feature column is made and described from here.
 *
 * An entry is a feature of a side, given for the home side, the away side or as the difference home less away, or a feature of
 * the game. `known` says when its value can be known: in the morning of the date, with the lineups some hours before first
 * pitch, or at game time. `gain` says whether it has been measured to improve forecasts of the winner on top of Elo and
 * pitching: yes, no, or unmeasured (docs/features.md).
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {('home'|'away'|'diff'|'game')[]} given
 * @property {string} family
 * @property {string} table table of mlb_features that holds it
 * @property {string} [sql] SQL of a feature of the game that is computed from its schedule entry
 * @property {'FLOAT64'|'INT64'|'BOOL'} type
 * @property {string} unit
 * @property {string} window what of the past it sees
 * @property {string} shrinkage towards what and by how much; empty when not shrunk
 * @property {'morning'|'lineups'|'game time'} known
 * @property {'yes'|'no'|'unmeasured'} gain
 * @property {string} meaning
 */

const all = ['home', 'away', 'diff'];
const sides = ['home', 'away'];
const diff = ['diff'];
const game = ['game'];

const entries = [];

/** Adds entries of one family: `[name, given, unit, more]`, more overriding the family's defaults. */
function add(defaults, ...list) {
  for (const [name, given, unit, more = {}] of list) {
    const entry = {
      window: '',
      shrinkage: '',
      known: 'morning',
      gain: 'no',
      type: 'FLOAT64',
      ...defaults,
      ...more,
      name,
      given,
      unit,
    };
    entry.meaning ??=
      features.side[name] ??
      gameFeatures[name] ??
      advanced.derived[name] ??
      windows.descriptions()[name] ??
      teamFeatures[name] ??
      playerFeatures[name] ??
      staging[name] ??
      shared[name];
    entries.push(entry);
  }
}

const compact = {
  family: 'compact',
  table: 'game_side_features',
  gain: 'yes',
  window: 'all dates before, decayed',
};
add(
  compact,
  ['starter_strikeout_skill', all, 'per batter', { shrinkage: 'league, 90 batters' }],
  ['starter_free_pass_skill', all, 'per batter', { shrinkage: 'league, 250 batters' }],
  ['starter_home_run_skill', all, 'per batter', { shrinkage: 'league, 500 batters' }],
  ['starter_expected_outs', all, 'outs', { shrinkage: 'league, 3 starts' }],
  ['starter_inexperience_100', all, '0 to 1'],
  ['starter_inexperience_800', all, '0 to 1'],
  ['starter_fip_share', all, 'runs per 9 batters', { shrinkage: 'by its parts' }],
  ['bullpen_fip_share', all, 'runs per 9 batters', { shrinkage: 'by its parts' }],
  ['batting_value', all, 'runs per 38 plate appearances', { shrinkage: 'league, 15 games' }],
  [
    'batting_value_conceded',
    all,
    'runs per 38 plate appearances',
    { shrinkage: 'league, 15 games' },
  ],
  ['run_margin', all, 'runs per game', { shrinkage: '0, 20 games' }],
);

const ratings = { family: 'ratings', table: 'team_ratings', gain: 'yes' };
const rated = { window: 'all dates before', shrinkage: '1500, a third at the turn of a season' };
add(
  ratings,
  ['elo_rating', all, 'Elo points', rated],
  [
    'elo_home_win_probability',
    game,
    '0 to 1',
    {
      ...rated,
      sql: elo.homeWinProbabilitySql(
        'team_ratings_home.elo_rating',
        'team_ratings_away.elo_rating',
      ),
    },
  ],
);

const strength = {
  family: 'ratings',
  table: 'team_strength_adjusted',
  gain: 'unmeasured',
  window: '365 days, half-life 90',
  shrinkage: '0, 15 games',
};
add(
  strength,
  ['adjusted_runs_scored', sides, 'runs per game'],
  ['adjusted_runs_conceded', sides, 'runs per game'],
  ['adjusted_run_differential', diff, 'runs per game'],
);

const rolling = { family: 'rolling', table: 'team_rolling_features' };
const rollingWindows = {
  '7d': '7 days',
  '14d': '14 days',
  '30d': '30 days',
  '60d': '60 days',
  season: 'season',
};
const metric = (name, suffix, given, unit) => [
  `${name}_${suffix}`,
  given,
  unit,
  { window: rollingWindows[suffix] },
];
for (const suffix of Object.keys(rollingWindows)) {
  add(
    rolling,
    metric('run_differential_per_game', suffix, diff, 'runs per game'),
    metric('win_rate', suffix, diff, '0 to 1'),
  );
}
for (const suffix of ['30d', 'season']) {
  add(
    rolling,
    metric('runs_scored_per_game', suffix, sides, 'runs per game'),
    metric('runs_conceded_per_game', suffix, sides, 'runs per game'),
    metric('pythagorean_win_rate', suffix, diff, '0 to 1'),
    metric('weighted_on_base_average', suffix, diff, 'wOBA'),
    metric('fielding_independent_pitching', suffix, diff, 'runs per 9 innings'),
    metric('strikeout_rate', suffix, diff, 'per plate appearance'),
    metric('pitching_strikeout_rate', suffix, diff, 'per batter'),
  );
}
add(
  rolling,
  metric('walk_rate', '30d', diff, 'per plate appearance'),
  metric('pitching_walk_rate', '30d', diff, 'per batter'),
);

const fromAdvanced = { table: 'advanced_features' };
const schedule = { ...fromAdvanced, family: 'schedule', type: 'INT64', window: 'season' };
add(
  schedule,
  ['rest_days', all, 'days'],
  ['days_played_in_a_row', sides, 'days'],
  ['games_last_7_days', sides, 'games', { window: '7 days' }],
  ['season_games_scheduled', ['home'], 'games'],
  ['stand_games_before', sides, 'games'],
  ['away_games_before', sides, 'games'],
  ['is_day_after_night', sides, 'yes or no', { type: 'BOOL', window: '1 day' }],
);
const travel = { ...fromAdvanced, family: 'travel', type: 'INT64', window: 'season' };
add(
  travel,
  ['travel_km', all, 'km'],
  ['travel_km_7d', diff, 'km', { window: '7 days' }],
  ['time_zone_shift_hours', sides, 'hours'],
  ['days_since_time_zone_shift', sides, 'days'],
  ['jet_lag_hours', all, 'hours'],
);
const bullpen = { ...fromAdvanced, family: 'bullpen fatigue', type: 'INT64' };
add(
  bullpen,
  ['relief_pitches_1d', diff, 'pitches', { window: '1 day' }],
  ['relief_pitches_3d', all, 'pitches', { window: '3 days' }],
  ['relief_pitches_5d', diff, 'pitches', { window: '5 days' }],
  ['relief_appearances_3d', diff, 'appearances', { window: '3 days' }],
  ['tired_relievers', all, 'pitchers', { window: '4 days' }],
  ['tired_relief_share', all, '0 to 1', { window: '4 of 30 days', type: 'FLOAT64' }],
);
const record = { ...fromAdvanced, family: 'record', window: 'season' };
add(
  record,
  ['streak', all, 'games', { type: 'INT64' }],
  ['last_10_win_rate', all, '0 to 1', { window: '10 games of the season' }],
  ['season_win_rate', diff, '0 to 1', { shrinkage: '0.5, 10 games' }],
  ['site_win_rate', all, '0 to 1', { shrinkage: 'season_win_rate, 10 games' }],
  ['day_night_win_rate', diff, '0 to 1', { shrinkage: 'season_win_rate, 10 games' }],
  [
    'september_win_rate',
    diff,
    '0 to 1',
    {
      window: 'season from September 1',
      shrinkage: 'season_win_rate, 10 games',
      family: 'postseason',
    },
  ],
);
const meetings = { ...fromAdvanced, family: 'head to head', gain: 'unmeasured' };
add(
  meetings,
  ['head_to_head_games_season', ['home'], 'games', { type: 'INT64', window: 'season' }],
  [
    'head_to_head_win_rate_season',
    ['home'],
    '0 to 1',
    { window: 'season', shrinkage: '0.5, 10 games' },
  ],
  ['head_to_head_games_3_seasons', ['home'], 'games', { type: 'INT64', window: '3 seasons' }],
  [
    'head_to_head_win_rate_3_seasons',
    ['home'],
    '0 to 1',
    { window: '3 seasons', shrinkage: '0.5, 20 games' },
  ],
  [
    'head_to_head_run_margin_3_seasons',
    ['home'],
    'runs per game',
    { window: '3 seasons', shrinkage: '0, 20 games' },
  ],
);
const injuries = { ...fromAdvanced, family: 'injuries', type: 'INT64', gain: 'unmeasured' };
add(
  injuries,
  ['injured_players', all, 'players', { window: 'stints of the season' }],
  ['injured_plate_appearances_365d', diff, 'plate appearances', { window: '365 days' }],
  ['injured_batters_faced_365d', diff, 'batters', { window: '365 days' }],
);
const experience = {
  ...fromAdvanced,
  family: 'postseason',
  gain: 'unmeasured',
  window: 'all postseasons before',
};
add(
  experience,
  ['batter_postseason_games', all, 'games'],
  ['pitcher_postseason_games', diff, 'games'],
);
const starter = { ...fromAdvanced, family: 'starter workload', type: 'INT64', gain: 'unmeasured' };
add(
  starter,
  ['starter_rest_days', sides, 'days', { window: '30 days' }],
  ['starter_last_pitches', sides, 'pitches', { window: '30 days' }],
  ['starter_pitches_30d', diff, 'pitches', { window: '30 days' }],
);
const lineup = { ...fromAdvanced, family: 'lineup' };
const nine = { window: 'all dates before, decayed', shrinkage: 'league, by batter' };
add(
  lineup,
  ['expected_lineup_woba', all, 'wOBA', { ...nine, gain: 'unmeasured' }],
  ['expected_lineup_inexperience', diff, 'newcomers', { window: 'all dates before', gain: 'yes' }],
  ['expected_lineup_age', diff, 'years', { gain: 'unmeasured' }],
  ['is_lineup_announced', sides, 'yes or no', { type: 'BOOL', known: 'lineups' }],
  ['lineup_woba', all, 'wOBA', { ...nine, known: 'lineups', gain: 'unmeasured' }],
  [
    'lineup_inexperience',
    diff,
    'newcomers',
    { window: 'all dates before', known: 'lineups', gain: 'yes' },
  ],
  ['lineup_age', diff, 'years', { known: 'lineups', gain: 'unmeasured' }],
);
const derived = { ...fromAdvanced, gain: 'unmeasured' };
for (const name of advanced.scored) {
  add({ ...derived, family: 'z-scores', window: '365 days' }, [
    `${name}_z`,
    diff,
    'standard deviations',
  ]);
}
add(
  { ...derived, family: 'interactions' },
  ['strikeout_matchup', sides, 'product of rates'],
  ['free_pass_matchup', diff, 'product of rates'],
  ['starter_run_matchup', diff, 'product of runs'],
  ['batting_matchup', diff, 'product of runs'],
  ['tired_bullpen_load', diff, '0 to 1'],
  ['travel_fatigue', diff, '1000 km per day'],
);

const conditions = { table: 'game_conditions' };
const ballpark = { ...conditions, family: 'ballpark', type: 'BOOL' };
const yes = 'yes or no';
add(
  ballpark,
  ['is_dome', game, yes],
  ['has_retractable_roof', game, yes],
  ['is_artificial_turf', game, yes],
  ['elevation_ft', game, 'feet', { type: 'INT64' }],
);
add(
  {
    family: 'ballpark',
    table: 'park_factors',
    window: '3 seasons before',
    shrinkage: '1, 54 games',
  },
  ['runs_factor', game, 'ratio'],
  ['home_runs_factor', game, 'ratio'],
);
add(
  { ...conditions, family: 'weather' },
  ['normal_temperature_c', game, 'degrees Celsius', { window: '3 years' }],
  ['is_weather_forecast', game, yes, { type: 'BOOL', known: 'game time' }],
  ['forecast_temperature_c', game, 'degrees Celsius', { known: 'game time' }],
  ['forecast_wind_kmh', game, 'km/h', { known: 'game time' }],
  ['forecast_precipitation_mm', game, 'mm', { known: 'game time' }],
);
const umpire = { ...conditions, family: 'umpire', known: 'game time', gain: 'unmeasured' };
add(
  umpire,
  ['is_umpire_announced', game, yes, { type: 'BOOL' }],
  ['umpire_home_win_rate', game, '0 to 1', { window: '3 years', shrinkage: 'league, 300 games' }],
  ['umpire_runs_per_game', game, 'runs', { window: '3 years', shrinkage: 'league, 200 games' }],
  [
    'umpire_strikeout_rate',
    game,
    'per plate appearance',
    { window: '3 years', shrinkage: 'league, 7000 plate appearances' },
  ],
);
const encoding = {
  ...conditions,
  family: 'target encodings',
  gain: 'unmeasured',
  window: '3 years',
};
add(
  encoding,
  ['league_home_win_rate', game, '0 to 1'],
  ['venue_home_win_rate', game, '0 to 1', { shrinkage: 'league, 200 games' }],
  ['venue_runs_per_game', game, 'runs', { shrinkage: 'league, 100 games' }],
  ['home_day_night_win_rate', game, '0 to 1', { shrinkage: 'league, 200 games' }],
);
add(
  { ...conditions, family: 'calendar', type: 'BOOL', gain: 'unmeasured' },
  ['is_division_game', game, yes],
  ['is_interleague', game, yes],
);

const fromGame = { table: 'game_sides', family: 'calendar', type: 'INT64', gain: 'unmeasured' };
const seasonAngle = '2 * ACOS(-1) * EXTRACT(DAYOFYEAR FROM games.game_date) / 365.25';
add(
  fromGame,
  [
    'month',
    game,
    'number',
    { sql: 'EXTRACT(MONTH FROM games.game_date)', meaning: 'Month of the date, 1 to 12.' },
  ],
  [
    'day_of_week',
    game,
    'number',
    {
      sql: 'EXTRACT(DAYOFWEEK FROM games.game_date)',
      meaning: 'Day of the week, 1 for Sunday to 7 for Saturday.',
    },
  ],
  [
    'year_angle_sin',
    game,
    '-1 to 1',
    {
      type: 'FLOAT64',
      sql: `SIN(${seasonAngle})`,
      meaning: 'Sine of the day of the year as an angle, a year being a full turn.',
    },
  ],
  [
    'year_angle_cos',
    game,
    '-1 to 1',
    {
      type: 'FLOAT64',
      sql: `COS(${seasonAngle})`,
      meaning: 'Cosine of the day of the year as an angle, a year being a full turn.',
    },
  ],
  [
    'is_weekend',
    game,
    yes,
    {
      type: 'BOOL',
      sql: 'EXTRACT(DAYOFWEEK FROM games.game_date) IN (1, 7)',
      meaning: 'Whether the date is a Saturday or Sunday.',
    },
  ],
  [
    'is_day_game',
    game,
    yes,
    {
      type: 'BOOL',
      sql: "COALESCE(games.day_night = 'day', FALSE)",
      meaning: 'Whether it is a day game.',
      gain: 'no',
    },
  ],
  [
    'is_postseason',
    game,
    yes,
    {
      type: 'BOOL',
      sql: "games.game_type != 'R'",
      meaning: 'Whether the game is one of the postseason.',
    },
  ],
  ['series_game_number', game, 'number', { sql: 'games.series_game_number' }],
);
add(
  { ...fromAdvanced, family: 'calendar', type: 'BOOL', gain: 'unmeasured' },
  ['is_doubleheader', game, yes],
  ['is_second_of_doubleheader', game, yes],
  ['is_series_opener', game, yes],
);

/** Name of the column that gives an entry in one of its ways. */
function columnName({ name }, way) {
  if (way === 'game') return name;
  return way === 'diff' ? `${name}_diff` : `${way}_${name}`;
}

const leads = { home: 'Home side. ', away: 'Away side. ', diff: 'Home less away. ', game: '' };

/** Every feature column of game_features_daily, in the table's order: the entry's fields, its column and description. */
const columns = entries.flatMap((entry) =>
  entry.given.map((way) => ({
    ...entry,
    way,
    column: columnName(entry, way),
    description: `${leads[way]}${entry.meaning}`,
  })),
);

/** SELECT items of the feature columns; every table is joined as `<table>` for a game, `<table>_home` and `_away` for a side. */
function selectItems() {
  const of = ({ table, name }, side) => `${table}_${side}.${name}`;
  return columns
    .map((column) => {
      const { way, table, name, sql } = column;
      if (way === 'diff')
        return `${of(column, 'home')} - ${of(column, 'away')} AS ${column.column}`;
      if (way !== 'game') return `${of(column, way)} AS ${column.column}`;
      const from = table === 'advanced_features' ? of(column, 'home') : `${table}.${name}`;
      return `${sql ?? from} AS ${column.column}`;
    })
    .join(',\n  ');
}

/** Names of the entries that a table holds. */
function namesOf(table) {
  return [...new Set(entries.filter((entry) => entry.table === table).map(({ name }) => name))];
}

/** Column name -> description. */
function descriptions() {
  return Object.fromEntries(columns.map(({ column, description }) => [column, description]));
}

const string = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** SQL query of the catalogue itself, one row per column. */
function rows() {
  const fields = [
    'column',
    'name',
    'way',
    'family',
    'type',
    'unit',
    'window',
    'shrinkage',
    'known',
    'gain',
    'table',
    'description',
  ];
  return columns
    .map((column) => `(${fields.map((field) => string(column[field])).join(', ')})`)
    .join(',\n  ');
}

module.exports = { entries, columns, selectItems, namesOf, descriptions, rows };
