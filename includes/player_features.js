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

/** What is counted of the pitches to a batter or by a pitcher. */
const trackingCounts = [
  'pitches',
  'swings',
  'whiffs',
  'batted_balls',
  'hard_hits',
  'launch_speed_tenths',
];

/** SQL lists of pitch descriptions: bunts are no swings, a foul tip is a miss. */
const whiffs = "'swinging_strike', 'swinging_strike_blocked', 'foul_tip'";
const swings = `${whiffs}, 'foul', 'hit_into_play'`;

/** Days within which a suspended game must be finished for its pitches to count: bounds what is read of them. */
const suspensionDays = 70;

/** What tracking says of a player: of which sums, and by how many of the denominator it is shrunk to the league's. Priors not measured. */
const trackingRates = {
  exit_velocity_mph: {
    numerator: 'launch_speed_tenths',
    denominator: 'batted_balls',
    prior: 50,
    scale: 10,
  },
  hard_hit_rate: { numerator: 'hard_hits', denominator: 'batted_balls', prior: 50 },
  whiff_rate: { numerator: 'whiffs', denominator: 'swings', prior: 100 },
};

/** A pitcher's rates per batter faced: count, column of the league's rate, batters by which windows are shrunk to it. */
const pitchingRates = {
  strikeout_rate: { count: 'batters_struck_out', league: 'league_strikeout_rate', prior: 90 },
  free_pass_rate: { count: 'free_passes', league: 'league_free_pass_rate', prior: 250 },
  home_run_rate: { count: 'home_runs_allowed', league: 'league_home_run_rate', prior: 500 },
};

/** Batters a pitcher faces per inning and per out: turn runs per batter into runs per nine innings, and outs into batters. */
const battersPerInning = 4.25;
const battersPerOut = 1.417;

/** Plate appearances of a batter who starts in a place of the order, by regression on 2019: first place 4.58, ninth 3.61. */
const placePlateAppearances = { first: 4.7, perPlace: -0.121, prior: 5, unknownPlace: 8 };

/** Short windows of a pitcher's use in days. */
const useWindows = [1, 2, 3, 5];

/** Names of windows in columns: `_7d`, `_season`. */
const windowNames = [...windows.map((days) => `${days}d`), 'season'];

/** Columns of player_features_daily, by role. */
const batterColumns = [
  'days_since_game',
  'career_plate_appearances',
  'usual_place',
  'expected_plate_appearances',
  ...Object.keys(battingRates),
  'woba_vs_left',
  'woba_vs_right',
  ...windowNames.flatMap((window) => [
    `plate_appearances_${window}`,
    ...Object.keys(battingRates).map((name) => `${name}_${window}`),
  ]),
  ...Object.keys(trackingRates).flatMap((name) => [`${name}_60d`, `${name}_season`]),
].map((name) => `batter_${name}`);
const pitcherColumns = [
  'days_since_game',
  'days_since_start',
  'pitches_last_start',
  'career_batters_faced',
  'start_share',
  'start_share_season',
  'batters_faced_per_appearance_season',
  'strikeout_skill',
  'free_pass_skill',
  'home_run_skill',
  'fip_above_league',
  'expected_outs',
  'expected_batters_faced',
  'expected_strikeouts',
  ...useWindows.flatMap((days) => [`appearances_${days}d`, `pitches_${days}d`]),
  ...windowNames.flatMap((window) => [
    `batters_faced_${window}`,
    ...Object.keys(pitchingRates).map((name) => `${name}_${window}`),
    `fip_above_league_${window}`,
  ]),
  ...Object.keys(trackingRates).flatMap((name) => [`${name}_60d`, `${name}_season`]),
].map((name) => `pitcher_${name}`);

module.exports = {
  trackingCounts,
  whiffs,
  swings,
  suspensionDays,
  trackingRates,
  pitchingRates,
  battersPerInning,
  battersPerOut,
  placePlateAppearances,
  useWindows,
  windowNames,
  batterColumns,
  pitcherColumns,
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
