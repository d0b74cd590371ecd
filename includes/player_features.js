/** Days a player is reckoned to his team after he was last seen with it. */
const affiliationDays = 45;

/** Rolling windows in days; each ends the day before the row's date. The season to date is one more, `season`. */
const windows = [7, 14, 30, 60];

/**
 * Weights of wOBA in thousandths of a run, by event: those of 2019 in The Book's method (Tango, Lichtman, Dolphin, 2007), kept for
 * all seasons so that figures of different seasons compare. Whole numbers add up exactly, in whatever order.
 */
const wobaWeights = {
  walk: 690,
  hitByPitch: 719,
  single: 870,
  double: 1217,
  triple: 1529,
  homeRun: 1940,
};

/** SQL of the numerator of wOBA in thousandths, of a batting line. */
function wobaPoints(alias) {
  const c = (name) => `${alias}.${name}`;
  return `(${wobaWeights.walk} * (${c('walks')} - ${c('intentional_walks')})
      + ${wobaWeights.hitByPitch} * ${c('hit_by_pitch')}
      + ${wobaWeights.single} * (${c('hits')} - ${c('doubles')} - ${c('triples')} - ${c('home_runs')})
      + ${wobaWeights.double} * ${c('doubles')} + ${wobaWeights.triple} * ${c('triples')}
      + ${wobaWeights.homeRun} * ${c('home_runs')})`;
}

/** SQL of the denominator of wOBA of a batting line: plate appearances but intentional walks and sacrifice bunts. */
function wobaOpportunities(alias) {
  return `(${alias}.plate_appearances - ${alias}.intentional_walks - ${alias}.sacrifice_bunts)`;
}

/** SQL of the total bases of a batting line. */
function totalBases(alias) {
  return `(${alias}.hits + ${alias}.doubles + 2 * ${alias}.triples + 3 * ${alias}.home_runs)`;
}

/** Counts of a batter's day that are added up, over his season and decayed. */
const battingCounts = [
  'plate_appearances',
  'at_bats',
  'hits',
  'total_bases',
  'home_runs',
  'walks',
  'strikeouts',
  'woba_points',
  'woba_opportunities',
];

/** Counts of a pitcher's day that are added up over his season. */
const pitchingCounts = [
  'games_pitched',
  'starts',
  'batters_faced',
  'outs_recorded',
  'strikeouts',
  'free_passes',
  'home_runs',
  'pitches_thrown',
];

module.exports = {
  affiliationDays,
  windows,
  wobaWeights,
  wobaPoints,
  wobaOpportunities,
  totalBases,
  battingCounts,
  pitchingCounts,
};
