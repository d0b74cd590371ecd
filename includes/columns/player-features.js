const {
  battingCounts,
  battingRates,
  pitchingCounts,
  lineupColumns,
  lineupStrengths,
} = require('../player_features');

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
  lineup_inexperience: 'Sum of exp(-prior starts / 60): the number of newcomers',
  lineup_age: 'Season less the mean year of birth',
};

const nines = {
  expected: "the expected nine; NULL when the team's last 15 games name fewer",
  announced: 'the announced nine; NULL until the schedule has all nine',
};

const described = (names, key, text) =>
  Object.fromEntries(names.map((name) => [key(name), text(name)]));

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
  start_batters_faced_hl6: 'Batters faced in starts, half-life six starts.',

  starter_throws:
    'Hand with which the starting pitcher throws: L or R, S for both; NULL if unknown.',
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
  expected_places_filled: 'Places of the batting order with an expected player, 0 to 9.',
  ...Object.fromEntries(
    Object.entries(nines).flatMap(([variant, which]) =>
      lineupStrengths.map((name) => [`${variant}_${name}`, `${lineupStrength[name]} of ${which}.`]),
    ),
  ),
};
