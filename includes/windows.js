const player_features = require('./player_features');

/** Lengths of the rolling windows in days; each ends the day before the row's date. */
const lengths = [7, 14, 30, 60];

/** Every window: the rolling ones, and the season's games before the row's date; `from` is SQL of its first day. */
const windows = [
  ...lengths.map((length) => ({
    suffix: `${length}d`,
    from: `DATE_SUB(game_date, INTERVAL ${length} DAY)`,
    words: `over the ${length} days that end the day before`,
  })),
  {
    suffix: 'season',
    from: 'DATE_TRUNC(game_date, YEAR)',
    words: "over the season's games before the date",
  },
];

/** Windows that games at home and on the road are told apart in. */
const splitWindows = windows.filter(({ suffix }) => ['30d', 'season'].includes(suffix));

/** Exponent of the Pythagorean expectation; 1.83 fits baseball better than James's 2 (baseball-reference.com uses it). */
const pythagoreanExponent = 1.83;

/** Alias of the rows of a team's game that the windows sum. */
const sides = 'sides';

/** SQL of runs a pitching line is worth by what no fielder touches, before the constant: (13 HR + 3 (BB + HBP) - 2 K). */
function fipRuns(of) {
  return `(13 * ${of('home_runs_allowed')} + 3 * (${of('walks_allowed')} + ${of('batters_hit')})
    - 2 * ${of('batters_struck_out')})`;
}

/** Whole numbers of one game of a team that the windows sum: name -> SQL from its counts by name. */
const summed = {
  games: () => '1',
  runs_scored: (of) => of('runs_scored'),
  runs_conceded: (of) => of('runs_conceded'),
  wins: (of) => `IF(${of('is_win')}, 1, 0)`,
  plate_appearances: (of) => of('plate_appearances'),
  at_bats: (of) => of('at_bats'),
  hits: (of) => of('hits'),
  times_on_base: (of) => `${of('hits')} + ${of('walks')} + ${of('hit_by_pitch')}`,
  on_base_opportunities: (of) =>
    `${of('at_bats')} + ${of('walks')} + ${of('hit_by_pitch')} + ${of('sacrifice_flies')}`,
  total_bases: (of) =>
    `${of('hits')} + ${of('doubles')} + 2 * ${of('triples')} + 3 * ${of('home_runs')}`,
  hits_in_play: (of) => `${of('hits')} - ${of('home_runs')}`,
  balls_in_play: (of) =>
    `${of('at_bats')} - ${of('strikeouts')} - ${of('home_runs')} + ${of('sacrifice_flies')}`,
  woba_points: () => player_features.wobaPoints(sides),
  woba_opportunities: () => player_features.wobaOpportunities(sides),
  strikeouts: (of) => of('strikeouts'),
  walks: (of) => of('walks'),
  outs_recorded: (of) => of('outs_recorded'),
  batters_faced: (of) => of('batters_faced'),
  batters_struck_out: (of) => of('batters_struck_out'),
  walks_allowed: (of) => of('walks_allowed'),
  fip_runs: fipRuns,
};

/** Whole numbers that the windows sum of a team's pitchers' lines of one game; NULL where there are none. */
const summedOfPitchers = {
  pitched_games: '1',
  starter_outs: 'SUM(IF(games_started > 0, outs_recorded, 0))',
  relief_outs: 'SUM(IF(games_started > 0, 0, outs_recorded))',
  relief_pitches: 'SUM(IF(games_started > 0, 0, pitches_thrown))',
  relief_appearances: 'COUNTIF(games_started = 0)',
};

const ratio = (numerator, denominator) => (sum) =>
  `SAFE_DIVIDE(${sum(numerator)}, ${sum(denominator)})`;

/** Metrics of a window: name -> what it is, and its SQL from the SQL of sums by name. */
const metrics = {
  games: ['Games finished', (sum) => sum('games')],
  runs_scored_per_game: ['Runs scored per game', ratio('runs_scored', 'games')],
  runs_conceded_per_game: ['Runs conceded per game', ratio('runs_conceded', 'games')],
  run_differential_per_game: [
    'Runs scored less runs conceded, per game',
    (sum) => `SAFE_DIVIDE(${sum('runs_scored')} - ${sum('runs_conceded')}, ${sum('games')})`,
  ],
  win_rate: ['Share of games won', ratio('wins', 'games')],
  pythagorean_win_rate: [
    `Expected share of games won from runs, exponent ${pythagoreanExponent}`,
    (sum) => {
      const [scored, conceded] = ['runs_scored', 'runs_conceded'].map(
        (runs) => `POW(${sum(runs)}, ${pythagoreanExponent})`,
      );
      return `SAFE_DIVIDE(${scored}, ${scored} + ${conceded})`;
    },
  ],
  weighted_on_base_average: [
    'wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage,',
    (sum) => `SAFE_DIVIDE(${sum('woba_points')}, 1000 * ${sum('woba_opportunities')})`,
  ],
  on_base_plus_slugging: [
    'On-base percentage plus slugging percentage',
    (sum) =>
      `${ratio('times_on_base', 'on_base_opportunities')(sum)} + ${ratio('total_bases', 'at_bats')(sum)}`,
  ],
  isolated_power: [
    'Slugging percentage less batting average',
    (sum) => `SAFE_DIVIDE(${sum('total_bases')} - ${sum('hits')}, ${sum('at_bats')})`,
  ],
  batting_average_on_balls_in_play: [
    'Hits other than home runs per ball put in play',
    ratio('hits_in_play', 'balls_in_play'),
  ],
  strikeout_rate: ['Strikeouts per plate appearance', ratio('strikeouts', 'plate_appearances')],
  walk_rate: ['Walks per plate appearance', ratio('walks', 'plate_appearances')],
  pitching_strikeout_rate: [
    'Strikeouts per batter faced',
    ratio('batters_struck_out', 'batters_faced'),
  ],
  pitching_walk_rate: ['Walks per batter faced', ratio('walks_allowed', 'batters_faced')],
  fielding_independent_pitching: [
    "FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average,",
    (sum) => `SAFE_DIVIDE(3 * ${sum('fip_runs')}, ${sum('outs_recorded')}) + league.fip_constant`,
  ],
  starter_outs_per_game: [
    'Outs recorded by starting pitchers, per game',
    ratio('starter_outs', 'pitched_games'),
  ],
  relief_innings_per_game: [
    'Innings pitched in relief, per game',
    (sum) => `SAFE_DIVIDE(${sum('relief_outs')}, 3 * ${sum('pitched_games')})`,
  ],
  relief_pitches_per_game: [
    'Pitches thrown in relief, per game',
    ratio('relief_pitches', 'pitched_games'),
  ],
  relief_appearances_per_game: [
    'Relief appearances per game',
    ratio('relief_appearances', 'pitched_games'),
  ],
};

/** Metrics, and what they sum, that are also told apart by home and road. */
const splitMetrics = [
  'games',
  'win_rate',
  'runs_scored_per_game',
  'runs_conceded_per_game',
  'weighted_on_base_average',
];
const splitSums = [
  'games',
  'wins',
  'runs_scored',
  'runs_conceded',
  'woba_points',
  'woba_opportunities',
];
const places = [
  { infix: 'at_home', condition: 'is_home', words: 'at home' },
  { infix: 'on_road', condition: 'NOT is_home', words: 'on the road' },
];

/** Column name of a metric in a window: `win_rate_30d`. */
function column(metric, length) {
  return `${metric}_${typeof length === 'number' ? `${length}d` : length}`;
}

const summedNames = [...Object.keys(summed), ...Object.keys(summedOfPitchers)];

/** Every running sum: its name, and SQL of what it sums. */
const running = [
  ...summedNames.map((name) => [name, name]),
  ...places.flatMap(({ infix, condition }) =>
    splitSums.map((name) => [`${name}_${infix}`, `IF(${condition}, ${name}, 0)`]),
  ),
];

/** SQL of a sum over a window: up to the row's date less up to the window's first day. */
const difference = (name, suffix) => `(until.${name} - from_${suffix}.${name})`;

const items = [
  ...windows.flatMap(({ suffix, words }) =>
    Object.entries(metrics).map(([name, [meaning, sql]]) => ({
      name: column(name, suffix),
      sql: sql((what) => difference(what, suffix)),
      words: `${meaning} ${words}.`,
    })),
  ),
  ...splitWindows.flatMap(({ suffix, words }) =>
    places.flatMap((place) =>
      splitMetrics.map((name) => {
        const [meaning, sql] = metrics[name];
        return {
          name: column(`${name}_${place.infix}`, suffix),
          sql: sql((what) => difference(`${what}_${place.infix}`, suffix)),
          words: `${meaning} ${place.words} ${words}.`,
        };
      }),
    ),
  ),
];

/** Every column of the rolling table, the count of games first in each window. */
function columns() {
  return items.map(({ name }) => name);
}

/** SELECT items of what the windows sum of one game, from the counts of `sides`. */
function sumInputs() {
  return Object.entries(summed)
    .map(([name, sql]) => `${sql((count) => `${sides}.${count}`)} AS ${name}`)
    .join(',\n    ');
}

/** SELECT items of what the windows sum of a team's pitchers' lines of one game. */
function pitcherSumInputs() {
  return Object.entries(summedOfPitchers)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n    ');
}

/** SELECT items that add up the games of one team and day. */
function daySums() {
  return running.map(([name, sql]) => `SUM(${sql}) AS ${name}`).join(',\n    ');
}

/**
 * SELECT items of the running sums before each day of a calendar without gaps: whole numbers, so that they do not depend
 * on the order of games; a sum over a window is a difference of two.
 */
function runningSums() {
  return running
    .map(([name]) => `COALESCE(SUM(days.${name}) OVER before_day, 0) AS ${name}`)
    .join(',\n    ');
}

/** JOINs of the running sums at the first day of each window: `from_30d` beside `until`, the row's own. */
function joins() {
  return windows
    .map(
      ({ suffix, from }) => `JOIN running AS from_${suffix}
  ON from_${suffix}.team_id = until.team_id AND from_${suffix}.day = ${from}`,
    )
    .join('\n');
}

/** SELECT items of every metric over every window, from the running sums `until` and `from_*`. */
function selectItems() {
  return items.map(({ name, sql }) => `${sql} AS ${name}`).join(',\n  ');
}

/** Column name -> description of every column of the rolling table. */
function descriptions() {
  return Object.fromEntries(items.map(({ name, words }) => [name, words]));
}

module.exports = {
  lengths,
  pythagoreanExponent,
  sides,
  fipRuns,
  summed: summedNames,
  ofPitchers: Object.keys(summedOfPitchers),
  column,
  columns,
  sumInputs,
  pitcherSumInputs,
  daySums,
  runningSums,
  joins,
  selectItems,
  descriptions,
};
