const {
  battingCounts,
  battingRates,
  lineupColumns,
  lineupStrengths,
  pitchingCounts,
  pitchingRates,
  platoonPrior,
  trackingCounts,
  trackingRates,
  useWindows,
  windowNames,
} = require('../player_features');

const described = (names, key, text) =>
  Object.fromEntries(names.map((name) => [key(name), text(name)]));

const batted = {
  plate_appearances: 'Plate appearances',
  at_bats: 'At bats',
  hits: 'Hits',
  total_bases: 'Total bases',
  home_runs: 'Home runs',
  walks: 'Walks, intentional ones included',
  strikeouts: 'Strikeouts as a batter',
  woba_points: 'Numerator of wOBA in thousandths of a run',
  woba_opportunities:
    'Denominator of wOBA: plate appearances but intentional walks and sacrifice bunts',
};

const pitched = {
  games_pitched: 'Games pitched',
  starts: 'Games started as the pitcher',
  batters_faced: 'Batters faced',
  outs_recorded: 'Outs recorded while pitching',
  batters_struck_out: 'Batters struck out',
  free_passes: 'Unintentional walks and hit batters allowed',
  home_runs_allowed: 'Home runs allowed',
  pitches_thrown: 'Pitches thrown',
};

const rates = {
  hit_rate: 'hits per plate appearance',
  home_run_rate: 'home runs per plate appearance',
  total_base_rate: 'total bases per plate appearance',
  woba: 'weighted on-base average (wOBA, weights of 2019)',
  strikeout_rate: 'strikeouts per plate appearance',
  walk_rate: 'walks per plate appearance',
  isolated_power: 'extra bases per at bat',
};

const lineupPlayer = {
  player_id: "MLB's id of the player",
  bats: 'Side from which he bats: L, R, or S for both; the player is the one',
  birth_year: 'Year of birth of the player',
  prior_starts:
    'Games in which he was in the batting order from the start, before the date and since the first season collected; the player is the one',
  woba: `wOBA, half-life 400 days, shrunk to the league's by ${battingRates.woba.prior} opportunities, NULL for pitchers at bat, of the player`,
};

const lineupVariants = {
  expected: "expected in the place from the starts in the team's last 15 games before the date",
  announced: 'announced in the place by the schedule; NULL until it is',
};

const lineupStrength = {
  lineup_woba: 'Mean shrunk wOBA, pitchers at bat left out,',
  lineup_inexperience:
    'Sum of exp(-prior starts / 60), pitchers at bat left out: the number of newcomers',
  lineup_age: 'Season less the mean year of birth',
};

const nines = {
  expected: "the expected nine; NULL when the team's last 15 games name fewer",
  announced: 'the announced nine; NULL until the schedule has all nine',
};

const tracked = {
  pitches: 'Pitches',
  swings: 'Swings, bunts left out',
  whiffs: 'Swings that missed, foul tips included',
  batted_balls: 'Balls put in play with a measured exit velocity',
  hard_hits: 'Balls put in play at 95 mph or more',
  launch_speed_tenths:
    'Exit velocities of balls put in play, added up in tenths of a mile per hour',
};

const trackedRates = {
  exit_velocity_mph: 'mean exit velocity of balls put in play in miles per hour',
  hard_hit_rate: 'share of balls put in play at 95 mph or more',
  whiff_rate: 'share of swings that missed',
};

const pitchedRates = {
  strikeout_rate: 'strikeouts per batter faced',
  free_pass_rate: 'unintentional walks and hit batters per batter faced',
  home_run_rate: 'home runs per batter faced',
};

const period = (window) =>
  window === 'season'
    ? 'this season before the date'
    : `in the ${window.slice(0, -1)} days before the date`;

/** Columns of player_features_daily that begin with batter_. */
const batter = {
  days_since_game: 'days since he last batted; NULL when he never has',
  career_plate_appearances: 'plate appearances before the date, since the first season collected',
  usual_place: 'mean place in the batting order in his starts, half-life ten; NULL without one',
  expected_plate_appearances:
    "plate appearances to expect if he starts, from his last starts and his usual place's mean",
  ...described(
    Object.keys(rates),
    (name) => name,
    (name) =>
      `${rates[name]}, half-life 400 days, shrunk to the league's by ${battingRates[name].prior}`,
  ),
  woba_vs_left: `wOBA in games started by left-handers, half-life 400 days, shrunk to his own in all games by ${platoonPrior}`,
  woba_vs_right: `wOBA in games started by right-handers, half-life 400 days, shrunk to his own in all games by ${platoonPrior}`,
  ...Object.fromEntries(
    windowNames.flatMap((window) => [
      [`plate_appearances_${window}`, `plate appearances ${period(window)}`],
      ...Object.keys(rates).map((name) => [
        `${name}_${window}`,
        `${rates[name]} ${period(window)}, shrunk to the league's by ${battingRates[name].prior}`,
      ]),
    ]),
  ),
};

/** Columns of player_features_daily that begin with pitcher_. */
const pitcher = {
  days_since_game: 'days since he last pitched; NULL when he never has',
  days_since_start: 'days since he last started; NULL when he never has',
  pitches_last_start: 'pitches on the date of his last start',
  career_batters_faced: 'batters faced before the date, since the first season collected',
  start_share:
    'share of his games pitched before the date that he started, since the first season collected; NULL before his first',
  start_share_season:
    'share of his games pitched this season before the date that he started; NULL before his first',
  batters_faced_per_appearance_season:
    'batters faced per game pitched this season before the date; NULL before his first',
  strikeout_skill:
    'strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters',
  free_pass_skill:
    'unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters',
  home_run_skill:
    'home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters',
  fip_above_league:
    'fielding-independent runs per nine innings above the league, of the three skills; lower is better',
  expected_outs:
    'outs to expect of a start, half-life six starts, shrunk by three; NULL for relievers',
  expected_batters_faced:
    'batters to expect in a start, half-life six starts, shrunk by three; NULL for relievers',
  expected_strikeouts:
    'strikeouts to expect in a start: expected batters by decayed rate; NULL for relievers',
  ...Object.fromEntries(
    useWindows.flatMap((days) => [
      [`appearances_${days}d`, `games pitched in the ${days} days before the date`],
      [`pitches_${days}d`, `pitches in the ${days} days before the date`],
    ]),
  ),
  ...Object.fromEntries(
    windowNames.flatMap((window) => [
      [`batters_faced_${window}`, `batters faced ${period(window)}`],
      ...Object.keys(pitchedRates).map((name) => [
        `${name}_${window}`,
        `${pitchedRates[name]} ${period(window)}, shrunk to the league's for his role by ${pitchingRates[name].prior} batters`,
      ]),
      [
        `fip_above_league_${window}`,
        `fielding-independent runs per nine innings above the league, of those shrunk rates ${period(window)}; lower is better`,
      ],
    ]),
  ),
};

/** Of either role: tracking, whose worth is unproven where the measurements are synthetic. */
const tracking = Object.fromEntries(
  ['60d', 'season'].flatMap((window) =>
    Object.keys(trackedRates).map((name) => [
      `${name}_${window}`,
      `${trackedRates[name]} ${period(window)}, shrunk to the league's by ${trackingRates[name].prior}. Worth not measured`,
    ]),
  ),
);

/** Columns of player features: name -> meaning. */
module.exports = {
  games_pitched: 'Games he pitched in on the date.',
  starts: 'Games he started as the pitcher on the date.',
  ...described(
    pitchingCounts,
    (name) => `season_${name}`,
    (name) => `${pitched[name]} this season, through the date.`,
  ),
  last_start_date: 'Newest date he started as the pitcher, through the date; NULL when he has not.',
  career_appearances: 'Games pitched through the date, since the first season collected.',
  career_starts: 'Games started as the pitcher through the date, since the first season collected.',
  start_batters_faced_hl6: 'Batters faced in starts of the regular season, half-life six starts.',
  is_regular_starter:
    'Whether at least half of his last 12 appearances of the regular season were starts; NULL before the first.',

  starter_throws:
    'Hand with which the starting pitcher throws: L or R, S for both; NULL if unknown.',
  day_batting_lines: 'Batting lines of the date, pitchers left out.',
  ...described(
    Object.keys(rates),
    (name) => `league_batting_${name}`,
    (name) => `The league's ${rates[name]}, over the 365 days through the date, pitchers left out.`,
  ),

  games_batted: 'Games with a plate appearance on the date.',
  games_in_order: 'Games on the date in which he was in the batting order from the start.',
  season_games_batted: 'Games with a plate appearance this season, through the date.',
  ...described(
    battingCounts,
    (name) => `season_${name}`,
    (name) => `${batted[name]} this season, through the date.`,
  ),
  career_plate_appearances: 'Plate appearances through the date, since the first season collected.',
  career_games_in_order:
    'Games in which he was in the batting order from the start, through the date, since the first season collected.',
  ...described(
    battingCounts,
    (name) => `${name}_hl400`,
    (name) => `${batted[name]}, half-life 400 days.`,
  ),
  batting_runs_hl400: 'Linear-weights runs of his batting, half-life 400 days.',
  woba_points_vs_left_hl400:
    'Numerator of wOBA in thousandths, half-life 400 days, in games started by a left-hander.',
  woba_opportunities_vs_left_hl400:
    'Denominator of wOBA, half-life 400 days, in games started by a left-hander.',
  woba_points_vs_right_hl400:
    'Numerator of wOBA in thousandths, half-life 400 days, in games started by a right-hander.',
  woba_opportunities_vs_right_hl400:
    'Denominator of wOBA, half-life 400 days, in games started by a right-hander.',
  order_slots_hl10:
    'Sum of his places in the batting order in games he started, half-life ten such games.',
  order_plate_appearances_hl10:
    'Plate appearances in games he started in the order, half-life ten such games.',
  games_in_order_hl10: 'Games he started in the order, half-life ten such games.',

  seen_date: 'Date on which he was seen with the team.',
  has_appeared: 'Whether he played for the team on the date; else he was on its active roster.',

  is_announced: 'Whether the schedule says who bats in the place.',
  is_pitcher_place:
    "Whether the pitcher is expected to bat in the place: pitchers did in the home park's newest game. Then the expected player is the announced starter.",
  ...Object.fromEntries(
    Object.entries(lineupVariants).flatMap(([variant, which]) =>
      lineupColumns.map((name) => [`${variant}_${name}`, `${lineupPlayer[name]} ${which}.`]),
    ),
  ),
  is_lineup_announced: 'Whether the schedule says all nine of the lineup.',
  starting_lineup_inexperience_diff: `Home less away. ${lineupStrength.lineup_inexperience} of the nine who started.`,
  starting_lineup_age_diff: `Home less away. ${lineupStrength.lineup_age} of the nine who started.`,
  expected_places_filled: 'Places of the batting order with an expected player, 0 to 9.',
  ...Object.fromEntries(
    Object.entries(nines).flatMap(([variant, which]) =>
      lineupStrengths.map((name) => [`${variant}_${name}`, `${lineupStrength[name]} of ${which}.`]),
    ),
  ),

  pitch_role: 'batting or pitching: whether the pitches were thrown to him or by him.',
  ...described(
    trackingCounts,
    (name) => name,
    (name) => `${tracked[name]}, on the date.`,
  ),
  ...described(
    trackingCounts,
    (name) => `season_${name}`,
    (name) => `${tracked[name]}, this season through the date.`,
  ),

  player_role: 'starter, reliever or batter: what he is first of all on the date.',
  player_bats: 'Side from which he bats: L, R, or S for both.',
  player_throws: 'Hand with which he throws: L, R, or S for both.',
  player_age: 'Season less his year of birth.',
  is_batter: 'Whether he bats for a living; his batter columns are NULL otherwise.',
  is_pitcher: 'Whether he pitches for a living; his pitcher columns are NULL otherwise.',
  is_probable_starter: 'Whether he is announced to start as the pitcher on the date.',
  is_on_roster:
    "Whether he is on the team's newest active roster before the date, at most 45 days old.",
  is_injured: 'Whether he was on the injured list, as known before the date.',
  ...described(
    Object.keys({ ...batter, ...tracking }),
    (name) => `batter_${name}`,
    (name) => `Batter: ${{ ...batter, ...tracking }[name]}.`,
  ),
  ...described(
    Object.keys({ ...pitcher, ...tracking }),
    (name) => `pitcher_${name}`,
    (name) => `Pitcher: ${{ ...pitcher, ...tracking }[name]}.`,
  ),
};
