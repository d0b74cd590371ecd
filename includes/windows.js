/** Lengths of the rolling windows in days; each ends the day before the row's date. */
const lengths = [7, 14, 30, 60];

/** Metrics of a rolling window: name -> SQL given the aggregate that sums a column within the window. */
const metrics = {
  runs_scored_per_game: (sum, games) => `SAFE_DIVIDE(${sum('runs_scored')}, ${games})`,
  runs_conceded_per_game: (sum, games) => `SAFE_DIVIDE(${sum('runs_conceded')}, ${games})`,
  run_differential_per_game: (sum, games) =>
    `SAFE_DIVIDE(${sum('runs_scored')} - ${sum('runs_conceded')}, ${games})`,
  win_rate: (sum, games) => `SAFE_DIVIDE(${sum('wins')}, ${games})`,
  pythagorean_win_rate: (sum) =>
    `SAFE_DIVIDE(POW(${sum('runs_scored')}, 1.83), POW(${sum('runs_scored')}, 1.83) + POW(${sum('runs_conceded')}, 1.83))`,
  on_base_plus_slugging: (sum) =>
    `SAFE_DIVIDE(${sum('times_on_base')}, ${sum('on_base_opportunities')}) + SAFE_DIVIDE(${sum('total_bases')}, ${sum('at_bats')})`,
  strikeout_rate: (sum) => `SAFE_DIVIDE(${sum('strikeouts')}, ${sum('plate_appearances')})`,
  walk_rate: (sum) => `SAFE_DIVIDE(${sum('walks')}, ${sum('plate_appearances')})`,
  pitching_strikeout_rate: (sum) =>
    `SAFE_DIVIDE(${sum('batters_struck_out')}, ${sum('batters_faced')})`,
  pitching_walk_rate: (sum) => `SAFE_DIVIDE(${sum('walks_allowed')}, ${sum('batters_faced')})`,
};

/** Column name of a metric in a window: `win_rate_30d`. */
function column(metric, length) {
  return `${metric}_${length}d`;
}

/** Every column of the rolling table, the count of games first. */
function columns() {
  return lengths.flatMap((length) => [
    column('games', length),
    ...Object.keys(metrics).map((metric) => column(metric, length)),
  ]);
}

/** SELECT items of every metric over every window; `age` is the column with a fact's age in days. */
function selectItems(age) {
  return lengths
    .flatMap((length) => {
      const games = `COUNTIF(${age} <= ${length})`;
      const sum = (name) => `SUM(IF(${age} <= ${length}, ${name}, 0))`;
      return [
        `${games} AS ${column('games', length)}`,
        ...Object.entries(metrics).map(
          ([name, sql]) => `${sql(sum, games)} AS ${column(name, length)}`,
        ),
      ];
    })
    .join(',\n  ');
}

/** What each metric is, for column descriptions. */
const meanings = {
  games: 'Games finished',
  runs_scored_per_game: 'Runs scored per game',
  runs_conceded_per_game: 'Runs conceded per game',
  run_differential_per_game: 'Runs scored less runs conceded, per game',
  win_rate: 'Share of games won',
  pythagorean_win_rate: 'Expected share of games won from runs, exponent 1.83',
  on_base_plus_slugging: 'On-base percentage plus slugging percentage',
  strikeout_rate: 'Strikeouts per plate appearance',
  walk_rate: 'Walks per plate appearance',
  pitching_strikeout_rate: 'Strikeouts per batter faced',
  pitching_walk_rate: 'Walks per batter faced',
};

/** Column name -> description of every column of the rolling table. */
function descriptions() {
  return Object.fromEntries(
    lengths.flatMap((length) =>
      Object.entries(meanings).map(([metric, meaning]) => [
        column(metric, length),
        `${meaning} over the ${length} days that end the day before.`,
      ]),
    ),
  );
}

module.exports = { lengths, metrics, column, columns, selectItems, descriptions };
