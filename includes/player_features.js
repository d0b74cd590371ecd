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
  'batters_struck_out',
  'free_passes',
  'home_runs_allowed',
  'pitches_thrown',
];

/**
 * A batter's rates: of which sums, and by how many of the denominator they are shrunk to the league's. The figures of hits, home runs
 * and total bases are measured (a season is only worth that much); the others are the usual ones, not measured here.
 */
const battingRates = {
  hit_rate: { numerator: 'hits', denominator: 'plate_appearances', prior: 280 },
  home_run_rate: { numerator: 'home_runs', denominator: 'plate_appearances', prior: 250 },
  total_base_rate: { numerator: 'total_bases', denominator: 'plate_appearances', prior: 300 },
  woba: { numerator: 'woba_points', denominator: 'woba_opportunities', prior: 300, scale: 1000 },
  strikeout_rate: { numerator: 'strikeouts', denominator: 'plate_appearances', prior: 60 },
  walk_rate: { numerator: 'walks', denominator: 'plate_appearances', prior: 120 },
  isolated_power: { numerator: '(total_bases - hits)', denominator: 'at_bats', prior: 250 },
};

/** Days after which a batter's sums count half. */
const battingHalfLife = 400;

/**
 * SQL of a batter's decayed rate on a later date, shrunk to the league's; the league's own for one without history.
 * @param {string} name a key of battingRates
 * @param {string} form alias of a row of batter_form, or of none
 * @param {string} league alias of a row of league_batting_rates
 * @param {string} date SQL of the date
 */
function decayedRate(name, form, league, date) {
  const { numerator, denominator, prior, scale = 1 } = battingRates[name];
  const memory = `POW(0.5, DATE_DIFF(${date}, ${form}.appearance_date, DAY) / ${battingHalfLife})`;
  const sum = (counts) =>
    counts.replace(/[a-z_]+/g, (count) => `${form}.${count}_hl${battingHalfLife}`);
  const top = scale === 1 ? sum(numerator) : `${sum(numerator)} / ${scale}`;
  return `(COALESCE(${top} * ${memory}, 0) + ${prior} * ${league}.league_batting_${name})
      / (COALESCE(${sum(denominator)} * ${memory}, 0) + ${prior})`;
}

/** Opportunities by which a batter's wOBA against starters of one hand is shrunk to his wOBA against all. */
const platoonPrior = 1000;

/**
 * The usual nine: from a team's last 15 games, no older than 300 days, the weight of a start halving every `halfLife` games.
 */
const lineup = { games: 15, days: 300, halfLife: 5 };

/** Columns of a player in game_lineups, behind expected_ or announced_. */
const lineupColumns = ['player_id', 'bats', 'birth_year', 'prior_starts', 'woba'];

/** Columns of lineup_strength, behind expected_ or announced_. */
const lineupStrengths = ['lineup_woba', 'lineup_inexperience', 'lineup_age'];

module.exports = {
  lineupStrengths,
  lineup,
  lineupColumns,
  affiliationDays,
  windows,
  wobaWeights,
  wobaPoints,
  wobaOpportunities,
  totalBases,
  battingCounts,
  battingRates,
  battingHalfLife,
  platoonPrior,
  decayedRate,
  pitchingCounts,
};
