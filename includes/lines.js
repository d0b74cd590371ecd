/** Fields of a batting line: our column name -> the Stats API's field. All are counts. */
const batting = {
  plate_appearances: 'plateAppearances',
  at_bats: 'atBats',
  runs: 'runs',
  hits: 'hits',
  doubles: 'doubles',
  triples: 'triples',
  home_runs: 'homeRuns',
  runs_batted_in: 'rbi',
  walks: 'baseOnBalls',
  intentional_walks: 'intentionalWalks',
  hit_by_pitch: 'hitByPitch',
  strikeouts: 'strikeOuts',
  stolen_bases: 'stolenBases',
  caught_stealing: 'caughtStealing',
  sacrifice_bunts: 'sacBunts',
  sacrifice_flies: 'sacFlies',
  grounded_into_double_plays: 'groundIntoDoublePlay',
  left_on_base: 'leftOnBase',
  ground_outs: 'groundOuts',
  air_outs: 'airOuts',
};

/** Fields of a pitching line: our column name -> the Stats API's field. All are counts. */
const pitching = {
  games_started: 'gamesStarted',
  outs_recorded: 'outs',
  batters_faced: 'battersFaced',
  hits_allowed: 'hits',
  runs_allowed: 'runs',
  earned_runs: 'earnedRuns',
  home_runs_allowed: 'homeRuns',
  walks_allowed: 'baseOnBalls',
  intentional_walks_allowed: 'intentionalWalks',
  batters_hit: 'hitBatsmen',
  batters_struck_out: 'strikeOuts',
  pitches_thrown: 'numberOfPitches',
  strikes_thrown: 'strikes',
  doubles_allowed: 'doubles',
  triples_allowed: 'triples',
  ground_outs_induced: 'groundOuts',
  air_outs_induced: 'airOuts',
  wild_pitches: 'wildPitches',
  balks: 'balks',
  inherited_runners: 'inheritedRunners',
  inherited_runners_scored: 'inheritedRunnersScored',
  games_finished: 'gamesFinished',
  pitcher_wins: 'wins',
  pitcher_losses: 'losses',
  saves: 'saves',
  save_opportunities: 'saveOpportunities',
  holds: 'holds',
  blown_saves: 'blownSaves',
};

/** Pitching counts that only a pitcher has, not his team. */
const pitchersOwn = [
  'games_started',
  'games_finished',
  'pitcher_wins',
  'pitcher_losses',
  'saves',
  'save_opportunities',
  'holds',
  'blown_saves',
];

/** Fields of a team's pitching line. */
const teamPitching = Object.fromEntries(
  Object.entries(pitching).filter(([name]) => !pitchersOwn.includes(name)),
);

/** Fields of a fielding line: our column name -> the Stats API's field. All are counts. */
const fielding = {
  put_outs: 'putOuts',
  assists: 'assists',
  errors: 'errors',
  fielding_chances: 'chances',
  passed_balls: 'passedBall',
  stolen_bases_allowed: 'stolenBases',
  runners_caught_stealing: 'caughtStealing',
  pickoffs: 'pickoffs',
};

/** Every column of a player's line. */
const playerColumns = [batting, pitching, fielding].flatMap(Object.keys);

/** Every column of a team's line. */
const teamColumns = [batting, teamPitching, fielding].flatMap(Object.keys);

/** The columns of a team's line that do not repeat the score. */
const resultColumns = teamColumns.filter((name) => !['runs', 'runs_allowed'].includes(name));

/** Columns of a team's totals of a season through a date, its key first. */
const teamSeasonColumns = [
  'stats_date',
  'team_id',
  'season',
  'batting_games',
  'pitching_games',
  ...teamColumns,
  'source_rows',
];

/** Columns of a player's totals of a season through a date, his key first. */
const playerSeasonColumns = [
  'stats_date',
  'player_id',
  'team_id',
  'season',
  'player_name',
  'batting_games',
  'pitching_games',
  'fielding_games',
  ...playerColumns,
  'source_rows',
];

/** The fields with a path in front: `under('stats.batting', batting)`. */
function under(prefix, fields) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, path]) => [name, `${prefix}.${path}`]),
  );
}

/** The column names of a line, comma separated, each behind `alias.` when one is given. */
function names(fields, alias) {
  return Object.keys(fields)
    .map((name) => (alias ? `${alias}.${name}` : name))
    .join(', ');
}

/**
 * SQL of the linear-weights run value of a batting line, relative to an average plate appearance's outs.
 * Weights (runs): .47 1B, .77 2B, 1.05 3B, 1.40 HR, .31 BB, .33 HBP, .20 SB, -.42 CS, -.27 any other out;
 * the method is Thorn and Palmer's, The Hidden Game of Baseball (1984).
 */
function linearWeights(alias) {
  const c = (name) => `${alias}.${name}`;
  return `(0.47 * (${c('hits')} - ${c('doubles')} - ${c('triples')} - ${c('home_runs')})
      + 0.77 * ${c('doubles')} + 1.05 * ${c('triples')} + 1.40 * ${c('home_runs')}
      + 0.31 * ${c('walks')} + 0.33 * ${c('hit_by_pitch')}
      + 0.20 * ${c('stolen_bases')} - 0.42 * ${c('caught_stealing')}
      - 0.27 * (${c('plate_appearances')} - ${c('hits')} - ${c('walks')} - ${c('hit_by_pitch')}))`;
}

/**
 * SELECT items that add up the fields of one group of statistics over rows of several groups:
 * `SUM(IF(stat_group = 'hitting', hits, NULL)) AS hits`.
 */
function totals(group, fields) {
  return Object.keys(fields)
    .map((name) => `SUM(IF(stat_group = '${group}', ${name}, NULL)) AS ${name}`)
    .join(',\n  ');
}

module.exports = {
  batting,
  pitching,
  teamPitching,
  fielding,
  playerColumns,
  teamColumns,
  resultColumns,
  teamSeasonColumns,
  playerSeasonColumns,
  under,
  names,
  totals,
  linearWeights,
};
