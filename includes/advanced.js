/** Columns of advanced_features by the table that they come from. */
const schedule = [
  'rest_days',
  'days_played_in_a_row',
  'games_last_7_days',
  'season_games_scheduled',
  'stand_games_before',
  'away_games_before',
  'is_day_after_night',
  'is_doubleheader',
  'is_second_of_doubleheader',
  'is_series_opener',
];
const travel = [
  'travel_km',
  'travel_km_7d',
  'time_zone_shift_hours',
  'days_since_time_zone_shift',
  'jet_lag_hours',
];
const bullpen = [
  'relief_pitches_1d',
  'relief_pitches_3d',
  'relief_pitches_5d',
  'relief_appearances_1d',
  'relief_appearances_3d',
  'relief_appearances_5d',
  'tired_relievers',
  'tired_relief_share',
];
const record = ['streak', 'last_10_win_rate', 'season_win_rate', 'september_win_rate'];
const headToHead = [
  'head_to_head_games_season',
  'head_to_head_win_rate_season',
  'head_to_head_games_3_seasons',
  'head_to_head_win_rate_3_seasons',
  'head_to_head_run_margin_3_seasons',
];
const injuries = [
  'injured_players',
  'injured_plate_appearances_365d',
  'injured_batters_faced_365d',
];
const experience = ['batter_postseason_games', 'pitcher_postseason_games'];
const lineup = [
  'is_lineup_announced',
  'expected_lineup_woba',
  'expected_lineup_inexperience',
  'expected_lineup_age',
];
const starter = ['starter_rest_days', 'starter_last_pitches', 'starter_pitches_30d'];

/** Compact features that are also given as standings in the league's spread (z-scores). */
const scored = [
  'starter_strikeout_skill',
  'starter_fip_share',
  'bullpen_fip_share',
  'batting_value',
  'batting_value_conceded',
  'run_margin',
];

/** What is computed from the columns above and the compact features: name -> meaning. */
const derived = {
  site_win_rate: "The season's home_win_rate of a home side, road_win_rate of an away side.",
  day_night_win_rate: "The season's day_win_rate in a day game, night_win_rate in a night game.",
  ...Object.fromEntries(
    scored.map((name) => [
      `${name}_z`,
      `${name} less its mean over the league's games of the 365 days that end the day before, in standard deviations.`,
    ]),
  ),
  lineup_woba: 'announced_lineup_woba, or expected_lineup_woba until it is known.',
  lineup_inexperience:
    'announced_lineup_inexperience, or expected_lineup_inexperience until it is known.',
  lineup_age: 'announced_lineup_age, or expected_lineup_age until it is known.',
  strikeout_matchup: "starter_strikeout_skill times the opponent's strikeout_rate_60d.",
  free_pass_matchup: "starter_free_pass_skill times the opponent's walk_rate_60d.",
  starter_run_matchup: "starter_fip_share times the opponent's batting_value.",
  batting_matchup: "batting_value times the opponent's batting_value_conceded.",
  tired_bullpen_load:
    'tired_relief_share times the share of 27 outs that the starter is not expected to record; NULL when he is unannounced.',
  travel_fatigue: 'travel_km in thousands, divided by one more than rest_days.',
};

/** Every column but the keys, in the table's order. */
function columns() {
  return [
    ...schedule,
    ...travel,
    ...bullpen,
    ...record,
    ...headToHead,
    ...injuries,
    ...experience,
    ...starter,
    ...lineup,
    ...Object.keys(derived),
  ];
}

module.exports = {
  schedule,
  travel,
  bullpen,
  record,
  headToHead,
  injuries,
  experience,
  starter,
  lineup,
  scored,
  derived,
  columns,
};
