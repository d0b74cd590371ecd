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
};

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

module.exports = { batting, pitching, under, names, linearWeights };
