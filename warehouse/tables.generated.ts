// Generated from the warehouse by `npm run types`. Do not edit.

/** One row per game and side, played or scheduled: schedule, travel, bullpen, record, head to head, injuries, postseason experience and the starter's workload before the date, with what is derived from them and from the compact features: standings in the league's spread and products with the opponent's. */
export interface MlbFeaturesAdvancedFeatures {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  rest_days: number | null;
  /** Days in a row with a game, up to and with the day before. */
  days_played_in_a_row: number | null;
  /** Games of the team over the seven days that end the day before. */
  games_last_7_days: number | null;
  /** Games of the team on earlier dates of the season. */
  season_games_scheduled: number | null;
  /** Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  stand_games_before: number | null;
  /** Games away from home on end just before this date; 0 when the last one was at home. */
  away_games_before: number | null;
  /** Whether it is a day game on the day after a night game. */
  is_day_after_night: boolean | null;
  /** Whether the game is one of two on the date. */
  is_doubleheader: boolean | null;
  /** Whether it is the second game of a doubleheader. */
  is_second_of_doubleheader: boolean | null;
  /** Whether it is the first game of its series. */
  is_series_opener: boolean | null;
  /** Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  travel_km: number | null;
  /** Kilometres travelled over seven days, the way to this game included. */
  travel_km_7d: number | null;
  /** Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  time_zone_shift_hours: number | null;
  /** Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  days_since_time_zone_shift: number | null;
  /** Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  jet_lag_hours: number | null;
  /** Pitches of relievers over the day before. */
  relief_pitches_1d: number | null;
  /** Pitches of relievers over the 3 days that end the day before. */
  relief_pitches_3d: number | null;
  /** Pitches of relievers over the 5 days that end the day before. */
  relief_pitches_5d: number | null;
  /** Appearances of relievers over the day before. */
  relief_appearances_1d: number | null;
  /** Appearances of relievers over the 3 days that end the day before. */
  relief_appearances_3d: number | null;
  /** Appearances of relievers over the 5 days that end the day before. */
  relief_appearances_5d: number | null;
  /** Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  tired_relievers: number | null;
  /** Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  tired_relief_share: number | null;
  /** Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  streak: number | null;
  /** Share won of the season's last ten games, or of fewer; NULL before the first. */
  last_10_win_rate: number | null;
  /** Share won of the season's games before the date, shrunk to one half by 10 games. */
  season_win_rate: number | null;
  /** Share won of the season's games since September 1 before the date, shrunk to season_win_rate by 10 games. */
  september_win_rate: number | null;
  /** The season's home_win_rate of a home side, road_win_rate of an away side. */
  site_win_rate: number | null;
  /** The season's day_win_rate in a day game, night_win_rate in a night game. */
  day_night_win_rate: number | null;
  /** Games against this opponent decided this season before the date. */
  head_to_head_games_season: number | null;
  /** Share won of this season's games against this opponent before the date, shrunk to one half by 10 games. */
  head_to_head_win_rate_season: number | null;
  /** Games against this opponent decided in this and the two seasons before, before the date. */
  head_to_head_games_3_seasons: number | null;
  /** Share won of the games against this opponent in this and the two seasons before, before the date, shrunk to one half by 20 games. */
  head_to_head_win_rate_3_seasons: number | null;
  /** Run margin per game against this opponent in this and the two seasons before, before the date, shrunk to 0 by 20 games. */
  head_to_head_run_margin_3_seasons: number | null;
  /** Players on the injured list, as announced before the date. */
  injured_players: number | null;
  /** Plate appearances over the 365 days that end the day before of those on the injured list. */
  injured_plate_appearances_365d: number | null;
  /** Batters faced over the 365 days that end the day before by those on the injured list. */
  injured_batters_faced_365d: number | null;
  /** Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  batter_postseason_games: number | null;
  /** Postseason games pitched in before the date by those who pitched for the team over the last 15 days, mean weighted by batters faced; NULL when nobody did. */
  pitcher_postseason_games: number | null;
  /** Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  starter_rest_days: number | null;
  /** Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  starter_last_pitches: number | null;
  /** Pitches of the announced starter over the 30 days that end the day before; NULL when unannounced. */
  starter_pitches_30d: number | null;
  /** Whether the schedule says all nine of the lineup. */
  is_lineup_announced: boolean | null;
  /** Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_woba: number | null;
  /** Sum of exp(-prior starts / 60): the number of newcomers of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_inexperience: number | null;
  /** Season less the mean year of birth of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_age: number | null;
  /** starter_strikeout_skill less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  starter_strikeout_skill_z: number | null;
  /** starter_fip_share less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  starter_fip_share_z: number | null;
  /** bullpen_fip_share less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  bullpen_fip_share_z: number | null;
  /** batting_value less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  batting_value_z: number | null;
  /** batting_value_conceded less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  batting_value_conceded_z: number | null;
  /** run_margin less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  run_margin_z: number | null;
  /** announced_lineup_woba, or expected_lineup_woba until it is known. */
  lineup_woba: number | null;
  /** starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  strikeout_matchup: number | null;
  /** starter_free_pass_skill times the opponent's walk_rate_60d. */
  free_pass_matchup: number | null;
  /** starter_fip_share times the opponent's batting_value. */
  starter_run_matchup: number | null;
  /** batting_value times the opponent's batting_value_conceded. */
  batting_matchup: number | null;
  /** tired_relief_share times the share of 27 outs that the starter is not expected to record; NULL when he is unannounced. */
  tired_bullpen_load: number | null;
  /** travel_km in thousands, divided by one more than rest_days. */
  travel_fatigue: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per batter and date he batted: what he did that day, sums of his season and decayed sums through that date, for use on later dates until his next. */
export interface MlbFeaturesBatterForm {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Date the pitcher pitched (the day the game was finished). */
  appearance_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Games with a plate appearance on the date. */
  games_batted: number | null;
  /** Games on the date in which he was in the batting order from the start. */
  games_in_order: number | null;
  /** Plate appearances this season, through the date. */
  season_plate_appearances: number | null;
  /** At bats this season, through the date. */
  season_at_bats: number | null;
  /** Hits this season, through the date. */
  season_hits: number | null;
  /** Total bases this season, through the date. */
  season_total_bases: number | null;
  /** Home runs this season, through the date. */
  season_home_runs: number | null;
  /** Walks, intentional ones included this season, through the date. */
  season_walks: number | null;
  /** Strikeouts as a batter this season, through the date. */
  season_strikeouts: number | null;
  /** Numerator of wOBA in thousandths of a run this season, through the date. */
  season_woba_points: number | null;
  /** Denominator of wOBA: plate appearances but intentional walks and sacrifice bunts this season, through the date. */
  season_woba_opportunities: number | null;
  /** Games with a plate appearance this season, through the date. */
  season_games_batted: number | null;
  /** Plate appearances through the date, since the first season collected. */
  career_plate_appearances: number | null;
  /** Games in which he was in the batting order from the start, through the date, since the first season collected. */
  career_games_in_order: number | null;
  /** Plate appearances, half-life 400 days. */
  plate_appearances_hl400: number | null;
  /** At bats, half-life 400 days. */
  at_bats_hl400: number | null;
  /** Hits, half-life 400 days. */
  hits_hl400: number | null;
  /** Total bases, half-life 400 days. */
  total_bases_hl400: number | null;
  /** Home runs, half-life 400 days. */
  home_runs_hl400: number | null;
  /** Walks, intentional ones included, half-life 400 days. */
  walks_hl400: number | null;
  /** Strikeouts as a batter, half-life 400 days. */
  strikeouts_hl400: number | null;
  /** Numerator of wOBA in thousandths of a run, half-life 400 days. */
  woba_points_hl400: number | null;
  /** Denominator of wOBA: plate appearances but intentional walks and sacrifice bunts, half-life 400 days. */
  woba_opportunities_hl400: number | null;
  /** Linear-weights runs of his batting, half-life 400 days. */
  batting_runs_hl400: number | null;
  /** Numerator of wOBA in thousandths, half-life 400 days, in games started by a left-hander. */
  woba_points_vs_left_hl400: number | null;
  /** Denominator of wOBA, half-life 400 days, in games started by a left-hander. */
  woba_opportunities_vs_left_hl400: number | null;
  /** Numerator of wOBA in thousandths, half-life 400 days, in games started by a right-hander. */
  woba_points_vs_right_hl400: number | null;
  /** Denominator of wOBA, half-life 400 days, in games started by a right-hander. */
  woba_opportunities_vs_right_hl400: number | null;
  /** Sum of his places in the batting order in games he started, half-life ten such games. */
  order_slots_hl10: number | null;
  /** Plate appearances in games he started in the order, half-life ten such games. */
  order_plate_appearances_hl10: number | null;
  /** Games he started in the order, half-life ten such games. */
  games_in_order_hl10: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: what its relievers have pitched over the one to five days that end the day before, and who of them will hardly pitch again. */
export interface MlbFeaturesBullpenFatigue {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Pitches of relievers over the day before. */
  relief_pitches_1d: number | null;
  /** Appearances of relievers over the day before. */
  relief_appearances_1d: number | null;
  /** Pitches of relievers over the 2 days that end the day before. */
  relief_pitches_2d: number | null;
  /** Appearances of relievers over the 2 days that end the day before. */
  relief_appearances_2d: number | null;
  /** Pitches of relievers over the 3 days that end the day before. */
  relief_pitches_3d: number | null;
  /** Appearances of relievers over the 3 days that end the day before. */
  relief_appearances_3d: number | null;
  /** Pitches of relievers over the 4 days that end the day before. */
  relief_pitches_4d: number | null;
  /** Appearances of relievers over the 4 days that end the day before. */
  relief_appearances_4d: number | null;
  /** Pitches of relievers over the 5 days that end the day before. */
  relief_pitches_5d: number | null;
  /** Appearances of relievers over the 5 days that end the day before. */
  relief_appearances_5d: number | null;
  /** Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  tired_relievers: number | null;
  /** Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  tired_relief_share: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: quality of the relievers the team may use, weighted by their recent use. Fielding-independent runs above the league per nine plate appearances of a reliever: lower is better. */
export interface MlbFeaturesBullpenForm {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Relievers counted, 14 at most. */
  relievers: number | null;
  /** Fielding-independent runs above the league of the relievers, weighted by recent use; lower is better. */
  bullpen_fip: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per feature column of game_features_daily: what it is, where it comes from, what of the past it sees, when it is known, and whether it has been measured to help. */
export interface MlbFeaturesFeatureCatalogue {
  /** Name of the column in game_features_daily. */
  column_name: string | null;
  /** Name of the feature, without the side it is given for. */
  feature_name: string | null;
  /** home, away, diff (home less away) or game. */
  given_for: string | null;
  /** What the feature is about. */
  family: string | null;
  /** Type of the column. */
  value_type: string | null;
  /** Unit of the value. */
  unit: string | null;
  /** What of the past the value sees, always up to the day before; empty when nothing. */
  past_window: string | null;
  /** What the value is shrunk to and by how much; empty when not shrunk, or as its parts are. */
  shrunk_to: string | null;
  /** When the value can be known: morning of the date, lineups (some hours before first pitch) or game time. */
  known_when: string | null;
  /** Whether it has been measured to improve forecasts of the winner: yes, no or unmeasured. */
  proven_gain: string | null;
  /** Table of mlb_features that the value comes from. */
  made_in: string | null;
  /** What the value is. */
  meaning: string | null;
}

/** One row per game, played or scheduled: ballpark, weather and umpire, as far as they are known before first pitch, and how games went there and under him over the three years before the date. */
export interface MlbFeaturesGameConditions {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Whether the ballpark has a fixed roof. */
  is_dome: boolean | null;
  /** Whether the ballpark has a roof that opens. */
  has_retractable_roof: boolean | null;
  /** Whether the ballpark has artificial turf. */
  is_artificial_turf: boolean | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Feet from home plate to the fence in center field. */
  center_field_ft: number | null;
  /** Mean temperature in the first hour of games of the same month at the ballpark over the three years before the date, from the weather archive; NULL without such games. The game's own archive reading is no feature. */
  normal_temperature_c: number | null;
  /** Mean wind speed of the same games as normal_temperature_c. */
  normal_wind_kmh: number | null;
  /** Whether a forecast for the hour of first pitch was collected. */
  is_weather_forecast: boolean | null;
  /** Temperature forecast for the hour of first pitch; NULL without a forecast. */
  forecast_temperature_c: number | null;
  /** Wind speed forecast for the hour of first pitch; NULL without a forecast. */
  forecast_wind_kmh: number | null;
  /** Rain forecast for the hour of first pitch and the four after it; NULL without a forecast. */
  forecast_precipitation_mm: number | null;
  /** Whether the schedule names the home plate umpire. */
  is_umpire_announced: boolean | null;
  /** Share of games won by the home team under the announced home plate umpire over the three years before the date, shrunk to the league's by 300 games; NULL when unannounced. */
  umpire_home_win_rate: number | null;
  /** Runs of both teams per game under the announced home plate umpire over the three years before the date, shrunk to the league's by 200 games; NULL when unannounced. */
  umpire_runs_per_game: number | null;
  /** Strikeouts per plate appearance under the announced home plate umpire over the three years before the date, shrunk to the league's by 7000 plate appearances; NULL when unannounced. */
  umpire_strikeout_rate: number | null;
  /** Share of the league's games won by the home team over the three years before the date. */
  league_home_win_rate: number | null;
  /** Share of games won by the home team in the ballpark over the three years before the date, shrunk to the league's by 200 games. */
  venue_home_win_rate: number | null;
  /** Runs of both teams per game in the ballpark over the three years before the date, shrunk to the league's by 100 games. */
  venue_runs_per_game: number | null;
  /** Share of the home team's home games of the same time of day (day or night) it won over the three years before the date, shrunk to the league's by 200 games. */
  home_day_night_win_rate: number | null;
  /** Whether both teams are of one division. */
  is_division_game: boolean | null;
  /** Whether the teams are of different leagues. */
  is_interleague: boolean | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, played or scheduled: every feature of the catalogue (feature_catalogue), for the home side, the away side, their difference or the game. Nothing that happened on the date itself or later is in it but what was announced before first pitch. */
export interface MlbFeaturesGameFeaturesDaily {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_starter_id: number | null;
  /** Name of the home team's announced starter. */
  home_starter_name: string | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_starter_id: number | null;
  /** Name of the away team's announced starter. */
  away_starter_name: string | null;
  /** Decayed count of the games behind the home team's form. */
  home_form_games: number | null;
  /** Decayed count of the games behind the away team's form. */
  away_form_games: number | null;
  /** Share of the compact features of both sides that are known, 0 to 1. */
  feature_completeness: number | null;
  /** Home side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  home_starter_strikeout_skill: number | null;
  /** Away side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  away_starter_strikeout_skill: number | null;
  /** Home less away. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  starter_strikeout_skill_diff: number | null;
  /** Home side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  home_starter_free_pass_skill: number | null;
  /** Away side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  away_starter_free_pass_skill: number | null;
  /** Home less away. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  starter_free_pass_skill_diff: number | null;
  /** Home side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  home_starter_home_run_skill: number | null;
  /** Away side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  away_starter_home_run_skill: number | null;
  /** Home less away. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  starter_home_run_skill_diff: number | null;
  /** Home side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  home_starter_expected_outs: number | null;
  /** Away side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  away_starter_expected_outs: number | null;
  /** Home less away. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  starter_expected_outs_diff: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  home_starter_inexperience_100: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  away_starter_inexperience_100: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  starter_inexperience_100_diff: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  home_starter_inexperience_800: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  away_starter_inexperience_800: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  starter_inexperience_800_diff: number | null;
  /** Home side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  home_starter_fip_share: number | null;
  /** Away side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  away_starter_fip_share: number | null;
  /** Home less away. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  starter_fip_share_diff: number | null;
  /** Home side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  home_bullpen_fip_share: number | null;
  /** Away side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  away_bullpen_fip_share: number | null;
  /** Home less away. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  bullpen_fip_share_diff: number | null;
  /** Home side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value: number | null;
  /** Away side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value: number | null;
  /** Home less away. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_diff: number | null;
  /** Home side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value_conceded: number | null;
  /** Away side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value_conceded: number | null;
  /** Home less away. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_conceded_diff: number | null;
  /** Home side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  home_run_margin: number | null;
  /** Away side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  away_run_margin: number | null;
  /** Home less away. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  run_margin_diff: number | null;
  /** Home side. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  home_elo_rating: number | null;
  /** Away side. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  away_elo_rating: number | null;
  /** Home less away. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  elo_rating_diff: number | null;
  /** Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points. */
  elo_home_win_probability: number | null;
  /** Home side. Runs per game the team scores above the league's mean, adjusted for its opponents. */
  home_adjusted_runs_scored: number | null;
  /** Away side. Runs per game the team scores above the league's mean, adjusted for its opponents. */
  away_adjusted_runs_scored: number | null;
  /** Home side. Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  home_adjusted_runs_conceded: number | null;
  /** Away side. Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  away_adjusted_runs_conceded: number | null;
  /** Home less away. adjusted_runs_scored less adjusted_runs_conceded. */
  adjusted_run_differential_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 7 days that end the day before. */
  run_differential_per_game_7d_diff: number | null;
  /** Home less away. Share of games won over the 7 days that end the day before. */
  win_rate_7d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 14 days that end the day before. */
  run_differential_per_game_14d_diff: number | null;
  /** Home less away. Share of games won over the 14 days that end the day before. */
  win_rate_14d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 30 days that end the day before. */
  run_differential_per_game_30d_diff: number | null;
  /** Home less away. Share of games won over the 30 days that end the day before. */
  win_rate_30d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 60 days that end the day before. */
  run_differential_per_game_60d_diff: number | null;
  /** Home less away. Share of games won over the 60 days that end the day before. */
  win_rate_60d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the season's games before the date. */
  run_differential_per_game_season_diff: number | null;
  /** Home less away. Share of games won over the season's games before the date. */
  win_rate_season_diff: number | null;
  /** Home side. Runs scored per game over the 30 days that end the day before. */
  home_runs_scored_per_game_30d: number | null;
  /** Away side. Runs scored per game over the 30 days that end the day before. */
  away_runs_scored_per_game_30d: number | null;
  /** Home side. Runs conceded per game over the 30 days that end the day before. */
  home_runs_conceded_per_game_30d: number | null;
  /** Away side. Runs conceded per game over the 30 days that end the day before. */
  away_runs_conceded_per_game_30d: number | null;
  /** Home less away. Expected share of games won from runs, exponent 1.83 over the 30 days that end the day before. */
  pythagorean_win_rate_30d_diff: number | null;
  /** Home less away. wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the 30 days that end the day before. */
  weighted_on_base_average_30d_diff: number | null;
  /** Home less away. FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the 30 days that end the day before. */
  fielding_independent_pitching_30d_diff: number | null;
  /** Home less away. Strikeouts per plate appearance over the 30 days that end the day before. */
  strikeout_rate_30d_diff: number | null;
  /** Home less away. Strikeouts per batter faced over the 30 days that end the day before. */
  pitching_strikeout_rate_30d_diff: number | null;
  /** Home side. Runs scored per game over the season's games before the date. */
  home_runs_scored_per_game_season: number | null;
  /** Away side. Runs scored per game over the season's games before the date. */
  away_runs_scored_per_game_season: number | null;
  /** Home side. Runs conceded per game over the season's games before the date. */
  home_runs_conceded_per_game_season: number | null;
  /** Away side. Runs conceded per game over the season's games before the date. */
  away_runs_conceded_per_game_season: number | null;
  /** Home less away. Expected share of games won from runs, exponent 1.83 over the season's games before the date. */
  pythagorean_win_rate_season_diff: number | null;
  /** Home less away. wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the season's games before the date. */
  weighted_on_base_average_season_diff: number | null;
  /** Home less away. FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the season's games before the date. */
  fielding_independent_pitching_season_diff: number | null;
  /** Home less away. Strikeouts per plate appearance over the season's games before the date. */
  strikeout_rate_season_diff: number | null;
  /** Home less away. Strikeouts per batter faced over the season's games before the date. */
  pitching_strikeout_rate_season_diff: number | null;
  /** Home less away. Walks per plate appearance over the 30 days that end the day before. */
  walk_rate_30d_diff: number | null;
  /** Home less away. Walks per batter faced over the 30 days that end the day before. */
  pitching_walk_rate_30d_diff: number | null;
  /** Home side. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  home_rest_days: number | null;
  /** Away side. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  away_rest_days: number | null;
  /** Home less away. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  rest_days_diff: number | null;
  /** Home side. Days in a row with a game, up to and with the day before. */
  home_days_played_in_a_row: number | null;
  /** Away side. Days in a row with a game, up to and with the day before. */
  away_days_played_in_a_row: number | null;
  /** Home side. Games of the team over the seven days that end the day before. */
  home_games_last_7_days: number | null;
  /** Away side. Games of the team over the seven days that end the day before. */
  away_games_last_7_days: number | null;
  /** Home side. Games of the team on earlier dates of the season. */
  home_season_games_scheduled: number | null;
  /** Home side. Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  home_stand_games_before: number | null;
  /** Away side. Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  away_stand_games_before: number | null;
  /** Home side. Games away from home on end just before this date; 0 when the last one was at home. */
  home_away_games_before: number | null;
  /** Away side. Games away from home on end just before this date; 0 when the last one was at home. */
  away_away_games_before: number | null;
  /** Home side. Whether it is a day game on the day after a night game. */
  home_is_day_after_night: boolean | null;
  /** Away side. Whether it is a day game on the day after a night game. */
  away_is_day_after_night: boolean | null;
  /** Home side. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  home_travel_km: number | null;
  /** Away side. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  away_travel_km: number | null;
  /** Home less away. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  travel_km_diff: number | null;
  /** Home less away. Kilometres travelled over seven days, the way to this game included. */
  travel_km_7d_diff: number | null;
  /** Home side. Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  home_time_zone_shift_hours: number | null;
  /** Away side. Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  away_time_zone_shift_hours: number | null;
  /** Home side. Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  home_days_since_time_zone_shift: number | null;
  /** Away side. Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  away_days_since_time_zone_shift: number | null;
  /** Home side. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  home_jet_lag_hours: number | null;
  /** Away side. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  away_jet_lag_hours: number | null;
  /** Home less away. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  jet_lag_hours_diff: number | null;
  /** Home less away. Pitches of relievers over the day before. */
  relief_pitches_1d_diff: number | null;
  /** Home side. Pitches of relievers over the 3 days that end the day before. */
  home_relief_pitches_3d: number | null;
  /** Away side. Pitches of relievers over the 3 days that end the day before. */
  away_relief_pitches_3d: number | null;
  /** Home less away. Pitches of relievers over the 3 days that end the day before. */
  relief_pitches_3d_diff: number | null;
  /** Home less away. Pitches of relievers over the 5 days that end the day before. */
  relief_pitches_5d_diff: number | null;
  /** Home less away. Appearances of relievers over the 3 days that end the day before. */
  relief_appearances_3d_diff: number | null;
  /** Home side. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  home_tired_relievers: number | null;
  /** Away side. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  away_tired_relievers: number | null;
  /** Home less away. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  tired_relievers_diff: number | null;
  /** Home side. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  home_tired_relief_share: number | null;
  /** Away side. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  away_tired_relief_share: number | null;
  /** Home less away. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  tired_relief_share_diff: number | null;
  /** Home side. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  home_streak: number | null;
  /** Away side. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  away_streak: number | null;
  /** Home less away. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  streak_diff: number | null;
  /** Home side. Share won of the season's last ten games, or of fewer; NULL before the first. */
  home_last_10_win_rate: number | null;
  /** Away side. Share won of the season's last ten games, or of fewer; NULL before the first. */
  away_last_10_win_rate: number | null;
  /** Home less away. Share won of the season's last ten games, or of fewer; NULL before the first. */
  last_10_win_rate_diff: number | null;
  /** Home less away. Share won of the season's games before the date, shrunk to one half by 10 games. */
  season_win_rate_diff: number | null;
  /** Home side. The season's home_win_rate of a home side, road_win_rate of an away side. */
  home_site_win_rate: number | null;
  /** Away side. The season's home_win_rate of a home side, road_win_rate of an away side. */
  away_site_win_rate: number | null;
  /** Home less away. The season's home_win_rate of a home side, road_win_rate of an away side. */
  site_win_rate_diff: number | null;
  /** Home less away. The season's day_win_rate in a day game, night_win_rate in a night game. */
  day_night_win_rate_diff: number | null;
  /** Home less away. Share won of the season's games since September 1 before the date, shrunk to season_win_rate by 10 games. */
  september_win_rate_diff: number | null;
  /** Home side. Games against this opponent decided this season before the date. */
  home_head_to_head_games_season: number | null;
  /** Home side. Share won of this season's games against this opponent before the date, shrunk to one half by 10 games. */
  home_head_to_head_win_rate_season: number | null;
  /** Home side. Games against this opponent decided in this and the two seasons before, before the date. */
  home_head_to_head_games_3_seasons: number | null;
  /** Home side. Share won of the games against this opponent in this and the two seasons before, before the date, shrunk to one half by 20 games. */
  home_head_to_head_win_rate_3_seasons: number | null;
  /** Home side. Run margin per game against this opponent in this and the two seasons before, before the date, shrunk to 0 by 20 games. */
  home_head_to_head_run_margin_3_seasons: number | null;
  /** Home side. Players on the injured list, as announced before the date. */
  home_injured_players: number | null;
  /** Away side. Players on the injured list, as announced before the date. */
  away_injured_players: number | null;
  /** Home less away. Players on the injured list, as announced before the date. */
  injured_players_diff: number | null;
  /** Home less away. Plate appearances over the 365 days that end the day before of those on the injured list. */
  injured_plate_appearances_365d_diff: number | null;
  /** Home less away. Batters faced over the 365 days that end the day before by those on the injured list. */
  injured_batters_faced_365d_diff: number | null;
  /** Home side. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  home_batter_postseason_games: number | null;
  /** Away side. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  away_batter_postseason_games: number | null;
  /** Home less away. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  batter_postseason_games_diff: number | null;
  /** Home less away. Postseason games pitched in before the date by those who pitched for the team over the last 15 days, mean weighted by batters faced; NULL when nobody did. */
  pitcher_postseason_games_diff: number | null;
  /** Home side. Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  home_starter_rest_days: number | null;
  /** Away side. Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  away_starter_rest_days: number | null;
  /** Home side. Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  home_starter_last_pitches: number | null;
  /** Away side. Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  away_starter_last_pitches: number | null;
  /** Home less away. Pitches of the announced starter over the 30 days that end the day before; NULL when unannounced. */
  starter_pitches_30d_diff: number | null;
  /** Home side. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  home_expected_lineup_woba: number | null;
  /** Away side. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  away_expected_lineup_woba: number | null;
  /** Home less away. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_woba_diff: number | null;
  /** Home less away. Sum of exp(-prior starts / 60): the number of newcomers of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_inexperience_diff: number | null;
  /** Home less away. Season less the mean year of birth of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_age_diff: number | null;
  /** Home side. Whether the schedule says all nine of the lineup. */
  home_is_lineup_announced: boolean | null;
  /** Away side. Whether the schedule says all nine of the lineup. */
  away_is_lineup_announced: boolean | null;
  /** Home side. announced_lineup_woba, or expected_lineup_woba until it is known. */
  home_lineup_woba: number | null;
  /** Away side. announced_lineup_woba, or expected_lineup_woba until it is known. */
  away_lineup_woba: number | null;
  /** Home less away. announced_lineup_woba, or expected_lineup_woba until it is known. */
  lineup_woba_diff: number | null;
  /** Home less away. starter_strikeout_skill less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  starter_strikeout_skill_z_diff: number | null;
  /** Home less away. starter_fip_share less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  starter_fip_share_z_diff: number | null;
  /** Home less away. bullpen_fip_share less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  bullpen_fip_share_z_diff: number | null;
  /** Home less away. batting_value less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  batting_value_z_diff: number | null;
  /** Home less away. batting_value_conceded less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  batting_value_conceded_z_diff: number | null;
  /** Home less away. run_margin less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  run_margin_z_diff: number | null;
  /** Home side. starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  home_strikeout_matchup: number | null;
  /** Away side. starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  away_strikeout_matchup: number | null;
  /** Home less away. starter_free_pass_skill times the opponent's walk_rate_60d. */
  free_pass_matchup_diff: number | null;
  /** Home less away. starter_fip_share times the opponent's batting_value. */
  starter_run_matchup_diff: number | null;
  /** Home less away. batting_value times the opponent's batting_value_conceded. */
  batting_matchup_diff: number | null;
  /** Home less away. tired_relief_share times the share of 27 outs that the starter is not expected to record; NULL when he is unannounced. */
  tired_bullpen_load_diff: number | null;
  /** Home less away. travel_km in thousands, divided by one more than rest_days. */
  travel_fatigue_diff: number | null;
  /** Whether the ballpark has a fixed roof. */
  is_dome: boolean | null;
  /** Whether the ballpark has a roof that opens. */
  has_retractable_roof: boolean | null;
  /** Whether the ballpark has artificial turf. */
  is_artificial_turf: boolean | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Runs per game in the park relative to an average park, from the three seasons before, regressed to 1; 1 for a park without history. */
  runs_factor: number | null;
  /** The same of home runs. */
  home_runs_factor: number | null;
  /** Mean temperature in the first hour of games of the same month at the ballpark over the three years before the date, from the weather archive; NULL without such games. The game's own archive reading is no feature. */
  normal_temperature_c: number | null;
  /** Whether a forecast for the hour of first pitch was collected. */
  is_weather_forecast: boolean | null;
  /** Temperature forecast for the hour of first pitch; NULL without a forecast. */
  forecast_temperature_c: number | null;
  /** Wind speed forecast for the hour of first pitch; NULL without a forecast. */
  forecast_wind_kmh: number | null;
  /** Rain forecast for the hour of first pitch and the four after it; NULL without a forecast. */
  forecast_precipitation_mm: number | null;
  /** Whether the schedule names the home plate umpire. */
  is_umpire_announced: boolean | null;
  /** Share of games won by the home team under the announced home plate umpire over the three years before the date, shrunk to the league's by 300 games; NULL when unannounced. */
  umpire_home_win_rate: number | null;
  /** Runs of both teams per game under the announced home plate umpire over the three years before the date, shrunk to the league's by 200 games; NULL when unannounced. */
  umpire_runs_per_game: number | null;
  /** Strikeouts per plate appearance under the announced home plate umpire over the three years before the date, shrunk to the league's by 7000 plate appearances; NULL when unannounced. */
  umpire_strikeout_rate: number | null;
  /** Share of the league's games won by the home team over the three years before the date. */
  league_home_win_rate: number | null;
  /** Share of games won by the home team in the ballpark over the three years before the date, shrunk to the league's by 200 games. */
  venue_home_win_rate: number | null;
  /** Runs of both teams per game in the ballpark over the three years before the date, shrunk to the league's by 100 games. */
  venue_runs_per_game: number | null;
  /** Share of the home team's home games of the same time of day (day or night) it won over the three years before the date, shrunk to the league's by 200 games. */
  home_day_night_win_rate: number | null;
  /** Whether both teams are of one division. */
  is_division_game: boolean | null;
  /** Whether the teams are of different leagues. */
  is_interleague: boolean | null;
  /** Month of the date, 1 to 12. */
  month: number | null;
  /** Day of the week, 1 for Sunday to 7 for Saturday. */
  day_of_week: number | null;
  /** Sine of the day of the year as an angle, a year being a full turn. */
  year_angle_sin: number | null;
  /** Cosine of the day of the year as an angle, a year being a full turn. */
  year_angle_cos: number | null;
  /** Whether the date is a Saturday or Sunday. */
  is_weekend: boolean | null;
  /** Whether it is a day game. */
  is_day_game: boolean | null;
  /** Whether the game is one of the postseason. */
  is_postseason: boolean | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Whether the game is one of two on the date. */
  is_doubleheader: boolean | null;
  /** Whether it is the second game of a doubleheader. */
  is_second_of_doubleheader: boolean | null;
  /** Whether it is the first game of its series. */
  is_series_opener: boolean | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, side and place in the batting order, played or scheduled: who is expected there from the starts in the team's last 15 games before the date, and who is announced. Expected players are known the day before; announced ones are NULL until the schedule says them, some hours before first pitch, and are never taken from a box score. */
export interface MlbFeaturesGameLineups {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Place in the batting order, 1 to 9. */
  batting_place: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Whether the schedule says who bats in the place. */
  is_announced: boolean | null;
  /** Whether the pitcher is expected to bat in the place: pitchers did in the home park's newest game. Then the expected player is the announced starter. */
  is_pitcher_place: boolean | null;
  /** MLB's id of the player expected in the place from the starts in the team's last 15 games before the date. */
  expected_player_id: number | null;
  /** Side from which he bats: L, R, or S for both; the player is the one expected in the place from the starts in the team's last 15 games before the date. */
  expected_bats: string | null;
  /** Year of birth of the player expected in the place from the starts in the team's last 15 games before the date. */
  expected_birth_year: number | null;
  /** Games in which he was in the batting order from the start, before the date and since the first season collected; the player is the one expected in the place from the starts in the team's last 15 games before the date. */
  expected_prior_starts: number | null;
  /** wOBA, half-life 400 days, shrunk to the league's by 300 opportunities, NULL for pitchers at bat, of the player expected in the place from the starts in the team's last 15 games before the date. */
  expected_woba: number | null;
  /** MLB's id of the player announced in the place by the schedule; NULL until it is. */
  announced_player_id: number | null;
  /** Side from which he bats: L, R, or S for both; the player is the one announced in the place by the schedule; NULL until it is. */
  announced_bats: string | null;
  /** Year of birth of the player announced in the place by the schedule; NULL until it is. */
  announced_birth_year: number | null;
  /** Games in which he was in the batting order from the start, before the date and since the first season collected; the player is the one announced in the place by the schedule; NULL until it is. */
  announced_prior_starts: number | null;
  /** wOBA, half-life 400 days, shrunk to the league's by 300 opportunities, NULL for pitchers at bat, of the player announced in the place by the schedule; NULL until it is. */
  announced_woba: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, played or scheduled: the Elo ratings of both teams before the game's date and the home win probability that follows from them. */
export interface MlbFeaturesGameRatings {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Home side. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  home_elo_rating: number | null;
  /** Away side. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  away_elo_rating: number | null;
  /** Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points. */
  elo_home_win_probability: number | null;
}

/** One row per game and side, played or scheduled: the starting pitcher, the bullpen and the team as they stood before the game's date. */
export interface MlbFeaturesGameSideFeatures {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the announced starter; NULL when unannounced. */
  starter_id: number | null;
  /** Name of the announced starter. */
  starter_name: string | null;
  /** Decayed count of the games behind the team's form, half-life 200 games. */
  form_games: number | null;
  /** Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  starter_strikeout_skill: number | null;
  /** Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  starter_free_pass_skill: number | null;
  /** Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  starter_home_run_skill: number | null;
  /** Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  starter_expected_outs: number | null;
  /** Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  starter_inexperience_100: number | null;
  /** Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  starter_inexperience_800: number | null;
  /** Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  starter_fip_share: number | null;
  /** Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  bullpen_fip_share: number | null;
  /** Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value: number | null;
  /** Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_conceded: number | null;
  /** Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  run_margin: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and side, played or scheduled, that features are made for: regular season and postseason, without games called off. */
export interface MlbFeaturesGameSides {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** Whether the team played at home. */
  is_home: boolean | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** day or night. */
  day_night: string | null;
  /** N none, Y traditional or S split doubleheader. */
  double_header: string | null;
  /** 1, or 2 for the second game of a doubleheader. */
  game_number: number | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Games in the series. */
  games_in_series: number | null;
  /** MLB's id of the announced starter; NULL when unannounced. */
  starter_id: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per final game and side: who started as pitcher, and with which hand he throws. Only for looking back on finished games. */
export interface MlbFeaturesGameStarters {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** MLB's id of the announced starter; NULL when unannounced. */
  starter_id: number | null;
  /** Hand with which the starting pitcher throws: L or R, S for both; NULL if unknown. */
  starter_throws: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and side: how the team fared against this opponent before the date, this season and over this and the two seasons before. */
export interface MlbFeaturesHeadToHead {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Games against this opponent decided this season before the date. */
  head_to_head_games_season: number | null;
  /** Share won of this season's games against this opponent before the date, shrunk to one half by 10 games. */
  head_to_head_win_rate_season: number | null;
  /** Games against this opponent decided in this and the two seasons before, before the date. */
  head_to_head_games_3_seasons: number | null;
  /** Share won of the games against this opponent in this and the two seasons before, before the date, shrunk to one half by 20 games. */
  head_to_head_win_rate_3_seasons: number | null;
  /** Run margin per game against this opponent in this and the two seasons before, before the date, shrunk to 0 by 20 games. */
  head_to_head_run_margin_3_seasons: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per date with finished games: the league's batting rates over the 365 days through that date, for use on later dates. Pitchers at bat are left out. */
export interface MlbFeaturesLeagueBattingRates {
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** The league's hits per plate appearance, over the 365 days through the date, pitchers left out. */
  league_batting_hit_rate: number | null;
  /** The league's home runs per plate appearance, over the 365 days through the date, pitchers left out. */
  league_batting_home_run_rate: number | null;
  /** The league's total bases per plate appearance, over the 365 days through the date, pitchers left out. */
  league_batting_total_base_rate: number | null;
  /** The league's weighted on-base average (wOBA, weights of 2019), over the 365 days through the date, pitchers left out. */
  league_batting_woba: number | null;
  /** The league's strikeouts per plate appearance, over the 365 days through the date, pitchers left out. */
  league_batting_strikeout_rate: number | null;
  /** The league's walks per plate appearance, over the 365 days through the date, pitchers left out. */
  league_batting_walk_rate: number | null;
  /** The league's extra bases per at bat, over the 365 days through the date, pitchers left out. */
  league_batting_isolated_power: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per date and pitching role (start or relief): the league's decayed rates per batter faced through that date, half-life 60 game days, and the date's own totals that they are made of. */
export interface MlbFeaturesLeaguePitchingRates {
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** true for starting, false for relief appearances. */
  is_start: boolean | null;
  /** Number of the date among those with games, for weights. */
  league_game_day: number | null;
  /** Appearances of the date. */
  day_appearances: number | null;
  /** Batters faced on the date. */
  day_batters_faced: number | null;
  /** Strikeouts of the date. */
  day_strikeouts: number | null;
  /** Unintentional walks and hit batters of the date. */
  day_free_passes: number | null;
  /** Home runs of the date. */
  day_home_runs: number | null;
  /** Outs recorded on the date. */
  day_outs: number | null;
  /** Strikeouts per batter faced. */
  league_strikeout_rate: number | null;
  /** Unintentional walks and hit batters per batter faced. */
  league_free_pass_rate: number | null;
  /** Home runs per batter faced. */
  league_home_run_rate: number | null;
  /** Outs recorded per appearance. */
  league_outs_per_appearance: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and side, played or scheduled: how strong and how experienced the expected nine are, and the announced nine. The announced ones are NULL until the schedule has all nine. */
export interface MlbFeaturesLineupStrength {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Whether the schedule says all nine of the lineup. */
  is_lineup_announced: boolean | null;
  /** Places of the batting order with an expected player, 0 to 9. */
  expected_places_filled: number | null;
  /** Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_woba: number | null;
  /** Sum of exp(-prior starts / 60): the number of newcomers of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_inexperience: number | null;
  /** Season less the mean year of birth of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_age: number | null;
  /** Mean shrunk wOBA, pitchers at bat left out, of the announced nine; NULL until the schedule has all nine. */
  announced_lineup_woba: number | null;
  /** Sum of exp(-prior starts / 60): the number of newcomers of the announced nine; NULL until the schedule has all nine. */
  announced_lineup_inexperience: number | null;
  /** Season less the mean year of birth of the announced nine; NULL until the schedule has all nine. */
  announced_lineup_age: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per ballpark and season with games there, played or scheduled: how many runs and home runs it gives relative to an average park, as known before the season, from its clubs' home and road games of the three seasons before. */
export interface MlbFeaturesParkFactors {
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Season (year). */
  season: number | null;
  /** First day of the season: nothing of it or later is in the row. */
  valid_from_date: string | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Games in the park behind the factors, by the weights of their seasons. */
  factor_games: number | null;
  /** Runs per game in the park relative to an average park, from the three seasons before, regressed to 1; 1 for a park without history. */
  runs_factor: number | null;
  /** The same of home runs. */
  home_runs_factor: number | null;
  /** The same of home runs of left-handed batters, per plate appearance. */
  home_runs_factor_left: number | null;
  /** The same of home runs of right-handed batters, per plate appearance. */
  home_runs_factor_right: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per pitcher and date he pitched: what he did that day, sums of his season and decayed sums through that date, for use on later dates until his next. Excess is what he allowed beyond the league's rate for the role he pitched in. */
export interface MlbFeaturesPitcherForm {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Date the pitcher pitched (the day the game was finished). */
  appearance_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Games he pitched in on the date. */
  games_pitched: number | null;
  /** Games he started as the pitcher on the date. */
  starts: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Games pitched this season, through the date. */
  season_games_pitched: number | null;
  /** Games started as the pitcher this season, through the date. */
  season_starts: number | null;
  /** Batters faced this season, through the date. */
  season_batters_faced: number | null;
  /** Outs recorded while pitching this season, through the date. */
  season_outs_recorded: number | null;
  /** Batters struck out this season, through the date. */
  season_batters_struck_out: number | null;
  /** Unintentional walks and hit batters allowed this season, through the date. */
  season_free_passes: number | null;
  /** Home runs allowed this season, through the date. */
  season_home_runs_allowed: number | null;
  /** Pitches thrown this season, through the date. */
  season_pitches_thrown: number | null;
  /** Newest date he started as the pitcher, through the date; NULL when he has not. */
  last_start_date: string | null;
  /** Games pitched through the date, since the first season collected. */
  career_appearances: number | null;
  /** Games started as the pitcher through the date, since the first season collected. */
  career_starts: number | null;
  /** Batters faced through the date, since the first season collected. */
  career_batters_faced: number | null;
  /** Batters faced, half-life 150 days. */
  batters_faced_hl150: number | null;
  /** Strikeouts beyond the league's rate, half-life 150 days. */
  strikeout_excess_hl150: number | null;
  /** Batters faced, half-life 365 days. */
  batters_faced_hl365: number | null;
  /** Unintentional walks and hit batters beyond the league's rate, half-life 365 days. */
  free_pass_excess_hl365: number | null;
  /** Batters faced, half-life 730 days. */
  batters_faced_hl730: number | null;
  /** Home runs beyond the league's rate, half-life 730 days. */
  home_run_excess_hl730: number | null;
  /** Strikeouts beyond the league's rate, half-life 730 days. */
  strikeout_excess_hl730: number | null;
  /** Unintentional walks and hit batters beyond the league's rate, half-life 730 days. */
  free_pass_excess_hl730: number | null;
  /** Outs recorded in starts, half-life six starts. */
  start_outs_hl6: number | null;
  /** Starts, half-life six starts. */
  starts_hl6: number | null;
  /** Batters faced in starts, half-life six starts. */
  start_batters_faced_hl6: number | null;
  /** Batters faced in relief for this team, half-life 20 days. */
  relief_batters_faced_hl20: number | null;
  /** Newest date he relieved for this team. */
  last_relief_date: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per player and date on which his team plays, or is to: his form before the date, as a batter and as a pitcher. Whose player he is follows from the newest roster and the games before the date, so that rows for tomorrow are made as those of the past were. Every rate is shrunk to the league's. */
export interface MlbFeaturesPlayerFeaturesDaily {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** starter, reliever or batter: what he is first of all on the date. */
  player_role: string | null;
  /** Side from which he bats: L, R, or S for both. */
  player_bats: string | null;
  /** Hand with which he throws: L, R, or S for both. */
  player_throws: string | null;
  /** Season less his year of birth. */
  player_age: number | null;
  /** Whether he bats for a living; his batter columns are NULL otherwise. */
  is_batter: boolean | null;
  /** Whether he pitches for a living; his pitcher columns are NULL otherwise. */
  is_pitcher: boolean | null;
  /** Whether he is announced to start as the pitcher on the date. */
  is_probable_starter: boolean | null;
  /** Whether he is on the team's newest active roster before the date, at most 45 days old. */
  is_on_roster: boolean | null;
  /** Whether he was on the injured list, as known before the date. */
  is_injured: boolean | null;
  /** Batter: days since he last batted; NULL when he never has. */
  batter_days_since_game: number | null;
  /** Batter: plate appearances before the date, since the first season collected. */
  batter_career_plate_appearances: number | null;
  /** Batter: mean place in the batting order in his starts, half-life ten; NULL without one. */
  batter_usual_place: number | null;
  /** Batter: plate appearances to expect if he starts, from his last starts and his usual place's mean. */
  batter_expected_plate_appearances: number | null;
  /** Batter: hits per plate appearance, half-life 400 days, shrunk to the league's by 280. */
  batter_hit_rate: number | null;
  /** Batter: home runs per plate appearance, half-life 400 days, shrunk to the league's by 250. */
  batter_home_run_rate: number | null;
  /** Batter: total bases per plate appearance, half-life 400 days, shrunk to the league's by 300. */
  batter_total_base_rate: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019), half-life 400 days, shrunk to the league's by 300. */
  batter_woba: number | null;
  /** Batter: strikeouts per plate appearance, half-life 400 days, shrunk to the league's by 60. */
  batter_strikeout_rate: number | null;
  /** Batter: walks per plate appearance, half-life 400 days, shrunk to the league's by 120. */
  batter_walk_rate: number | null;
  /** Batter: extra bases per at bat, half-life 400 days, shrunk to the league's by 250. */
  batter_isolated_power: number | null;
  /** Batter: plate appearances in the 7 days before the date. */
  batter_plate_appearances_7d: number | null;
  /** Batter: hits per plate appearance in the 7 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_7d: number | null;
  /** Batter: home runs per plate appearance in the 7 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_7d: number | null;
  /** Batter: total bases per plate appearance in the 7 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_7d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 7 days before the date, shrunk to the league's by 300. */
  batter_woba_7d: number | null;
  /** Batter: strikeouts per plate appearance in the 7 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_7d: number | null;
  /** Batter: walks per plate appearance in the 7 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_7d: number | null;
  /** Batter: extra bases per at bat in the 7 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_7d: number | null;
  /** Batter: plate appearances in the 14 days before the date. */
  batter_plate_appearances_14d: number | null;
  /** Batter: hits per plate appearance in the 14 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_14d: number | null;
  /** Batter: home runs per plate appearance in the 14 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_14d: number | null;
  /** Batter: total bases per plate appearance in the 14 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_14d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 14 days before the date, shrunk to the league's by 300. */
  batter_woba_14d: number | null;
  /** Batter: strikeouts per plate appearance in the 14 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_14d: number | null;
  /** Batter: walks per plate appearance in the 14 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_14d: number | null;
  /** Batter: extra bases per at bat in the 14 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_14d: number | null;
  /** Batter: plate appearances in the 30 days before the date. */
  batter_plate_appearances_30d: number | null;
  /** Batter: hits per plate appearance in the 30 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_30d: number | null;
  /** Batter: home runs per plate appearance in the 30 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_30d: number | null;
  /** Batter: total bases per plate appearance in the 30 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_30d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 30 days before the date, shrunk to the league's by 300. */
  batter_woba_30d: number | null;
  /** Batter: strikeouts per plate appearance in the 30 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_30d: number | null;
  /** Batter: walks per plate appearance in the 30 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_30d: number | null;
  /** Batter: extra bases per at bat in the 30 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_30d: number | null;
  /** Batter: plate appearances in the 60 days before the date. */
  batter_plate_appearances_60d: number | null;
  /** Batter: hits per plate appearance in the 60 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_60d: number | null;
  /** Batter: home runs per plate appearance in the 60 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_60d: number | null;
  /** Batter: total bases per plate appearance in the 60 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_60d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 60 days before the date, shrunk to the league's by 300. */
  batter_woba_60d: number | null;
  /** Batter: strikeouts per plate appearance in the 60 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_60d: number | null;
  /** Batter: walks per plate appearance in the 60 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_60d: number | null;
  /** Batter: extra bases per at bat in the 60 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_60d: number | null;
  /** Batter: plate appearances this season before the date. */
  batter_plate_appearances_season: number | null;
  /** Batter: hits per plate appearance this season before the date, shrunk to the league's by 280. */
  batter_hit_rate_season: number | null;
  /** Batter: home runs per plate appearance this season before the date, shrunk to the league's by 250. */
  batter_home_run_rate_season: number | null;
  /** Batter: total bases per plate appearance this season before the date, shrunk to the league's by 300. */
  batter_total_base_rate_season: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) this season before the date, shrunk to the league's by 300. */
  batter_woba_season: number | null;
  /** Batter: strikeouts per plate appearance this season before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_season: number | null;
  /** Batter: walks per plate appearance this season before the date, shrunk to the league's by 120. */
  batter_walk_rate_season: number | null;
  /** Batter: extra bases per at bat this season before the date, shrunk to the league's by 250. */
  batter_isolated_power_season: number | null;
  /** Batter: wOBA in games started by left-handers, half-life 400 days, shrunk to his own in all games by 1000. */
  batter_woba_vs_left: number | null;
  /** Batter: wOBA in games started by right-handers, half-life 400 days, shrunk to his own in all games by 1000. */
  batter_woba_vs_right: number | null;
  /** Batter: mean exit velocity of balls put in play in miles per hour in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  batter_exit_velocity_mph_60d: number | null;
  /** Batter: share of balls put in play at 95 mph or more in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  batter_hard_hit_rate_60d: number | null;
  /** Batter: share of swings that missed in the 60 days before the date, shrunk to the league's by 100. Worth not measured. */
  batter_whiff_rate_60d: number | null;
  /** Batter: mean exit velocity of balls put in play in miles per hour this season before the date, shrunk to the league's by 50. Worth not measured. */
  batter_exit_velocity_mph_season: number | null;
  /** Batter: share of balls put in play at 95 mph or more this season before the date, shrunk to the league's by 50. Worth not measured. */
  batter_hard_hit_rate_season: number | null;
  /** Batter: share of swings that missed this season before the date, shrunk to the league's by 100. Worth not measured. */
  batter_whiff_rate_season: number | null;
  /** Pitcher: days since he last pitched; NULL when he never has. */
  pitcher_days_since_game: number | null;
  /** Pitcher: days since he last started; NULL when he never has. */
  pitcher_days_since_start: number | null;
  /** Pitcher: pitches on the date of his last start. */
  pitcher_pitches_last_start: number | null;
  /** Pitcher: batters faced before the date, since the first season collected. */
  pitcher_career_batters_faced: number | null;
  /** Pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  pitcher_strikeout_skill: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  pitcher_free_pass_skill: number | null;
  /** Pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  pitcher_home_run_skill: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of the three skills; lower is better. */
  pitcher_fip_above_league: number | null;
  /** Pitcher: outs to expect of a start, half-life six starts, shrunk by three; NULL for relievers. */
  pitcher_expected_outs: number | null;
  /** Pitcher: batters to expect in a start, half-life six starts, shrunk by three; NULL for relievers. */
  pitcher_expected_batters_faced: number | null;
  /** Pitcher: strikeouts to expect in a start: expected batters by decayed rate; NULL for relievers. */
  pitcher_expected_strikeouts: number | null;
  /** Pitcher: games pitched in the 1 days before the date. */
  pitcher_appearances_1d: number | null;
  /** Pitcher: pitches in the 1 days before the date. */
  pitcher_pitches_1d: number | null;
  /** Pitcher: games pitched in the 2 days before the date. */
  pitcher_appearances_2d: number | null;
  /** Pitcher: pitches in the 2 days before the date. */
  pitcher_pitches_2d: number | null;
  /** Pitcher: games pitched in the 3 days before the date. */
  pitcher_appearances_3d: number | null;
  /** Pitcher: pitches in the 3 days before the date. */
  pitcher_pitches_3d: number | null;
  /** Pitcher: games pitched in the 5 days before the date. */
  pitcher_appearances_5d: number | null;
  /** Pitcher: pitches in the 5 days before the date. */
  pitcher_pitches_5d: number | null;
  /** Pitcher: batters faced in the 7 days before the date. */
  pitcher_batters_faced_7d: number | null;
  /** Pitcher: strikeouts per batter faced in the 7 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_7d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 7 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_7d: number | null;
  /** Pitcher: home runs per batter faced in the 7 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_7d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 7 days before the date; lower is better. */
  pitcher_fip_above_league_7d: number | null;
  /** Pitcher: batters faced in the 14 days before the date. */
  pitcher_batters_faced_14d: number | null;
  /** Pitcher: strikeouts per batter faced in the 14 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_14d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 14 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_14d: number | null;
  /** Pitcher: home runs per batter faced in the 14 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_14d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 14 days before the date; lower is better. */
  pitcher_fip_above_league_14d: number | null;
  /** Pitcher: batters faced in the 30 days before the date. */
  pitcher_batters_faced_30d: number | null;
  /** Pitcher: strikeouts per batter faced in the 30 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_30d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 30 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_30d: number | null;
  /** Pitcher: home runs per batter faced in the 30 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_30d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 30 days before the date; lower is better. */
  pitcher_fip_above_league_30d: number | null;
  /** Pitcher: batters faced in the 60 days before the date. */
  pitcher_batters_faced_60d: number | null;
  /** Pitcher: strikeouts per batter faced in the 60 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_60d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 60 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_60d: number | null;
  /** Pitcher: home runs per batter faced in the 60 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_60d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 60 days before the date; lower is better. */
  pitcher_fip_above_league_60d: number | null;
  /** Pitcher: batters faced this season before the date. */
  pitcher_batters_faced_season: number | null;
  /** Pitcher: strikeouts per batter faced this season before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_season: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced this season before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_season: number | null;
  /** Pitcher: home runs per batter faced this season before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_season: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates this season before the date; lower is better. */
  pitcher_fip_above_league_season: number | null;
  /** Pitcher: mean exit velocity of balls put in play in miles per hour in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_exit_velocity_mph_60d: number | null;
  /** Pitcher: share of balls put in play at 95 mph or more in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_hard_hit_rate_60d: number | null;
  /** Pitcher: share of swings that missed in the 60 days before the date, shrunk to the league's by 100. Worth not measured. */
  pitcher_whiff_rate_60d: number | null;
  /** Pitcher: mean exit velocity of balls put in play in miles per hour this season before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_exit_velocity_mph_season: number | null;
  /** Pitcher: share of balls put in play at 95 mph or more this season before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_hard_hit_rate_season: number | null;
  /** Pitcher: share of swings that missed this season before the date, shrunk to the league's by 100. Worth not measured. */
  pitcher_whiff_rate_season: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per player and date he was seen with a team: on its active roster, or playing for it. He is reckoned to a team from the day after until he is seen with another. */
export interface MlbFeaturesPlayerSightings {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Date on which he was seen with the team. */
  seen_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Whether he played for the team on the date; else he was on its active roster. */
  has_appeared: boolean | null;
}

/** One row per player, role (batting or pitching) and date with pitches to him or by him: what was tracked that day and this season through that date. For use on later dates. In synthetic seasons the measurements are invented, so that what they are worth is unproven there. */
export interface MlbFeaturesPlayerTrackingForm {
  /** MLB's id of the player. */
  player_id: number | null;
  /** batting or pitching: whether the pitches were thrown to him or by him. */
  pitch_role: string | null;
  /** Date the pitcher pitched (the day the game was finished). */
  appearance_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Pitches, on the date. */
  pitches: number | null;
  /** Swings, bunts left out, on the date. */
  swings: number | null;
  /** Swings that missed, foul tips included, on the date. */
  whiffs: number | null;
  /** Balls put in play with a measured exit velocity, on the date. */
  batted_balls: number | null;
  /** Balls put in play at 95 mph or more, on the date. */
  hard_hits: number | null;
  /** Exit velocities of balls put in play, added up in tenths of a mile per hour, on the date. */
  launch_speed_tenths: number | null;
  /** Pitches, this season through the date. */
  season_pitches: number | null;
  /** Swings, bunts left out, this season through the date. */
  season_swings: number | null;
  /** Swings that missed, foul tips included, this season through the date. */
  season_whiffs: number | null;
  /** Balls put in play with a measured exit velocity, this season through the date. */
  season_batted_balls: number | null;
  /** Balls put in play at 95 mph or more, this season through the date. */
  season_hard_hits: number | null;
  /** Exit velocities of balls put in play, added up in tenths of a mile per hour, this season through the date. */
  season_launch_speed_tenths: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: postseason games that those who played for it over the 15 days before the date had played by then, weighted by their part in the play. */
export interface MlbFeaturesPlayoffExperience {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  batter_postseason_games: number | null;
  /** Postseason games pitched in before the date by those who pitched for the team over the last 15 days, mean weighted by batters faced; NULL when nobody did. */
  pitcher_postseason_games: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and side: what the schedule says before the game. Rest, days in a row, doubleheaders, homestand or road trip so far. Only the team's games of earlier dates count, played or still to be played, none that was called off. */
export interface MlbFeaturesScheduleFeatures {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  rest_days: number | null;
  /** Days in a row with a game, up to and with the day before. */
  days_played_in_a_row: number | null;
  /** Games of the team over the seven days that end the day before. */
  games_last_7_days: number | null;
  /** Games of the team on earlier dates of the season. */
  season_games_scheduled: number | null;
  /** Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  stand_games_before: number | null;
  /** Games away from home on end just before this date; 0 when the last one was at home. */
  away_games_before: number | null;
  /** Whether it is a day game on the day after a night game. */
  is_day_after_night: boolean | null;
  /** Whether the game is one of two on the date. */
  is_doubleheader: boolean | null;
  /** Whether it is the second game of a doubleheader. */
  is_second_of_doubleheader: boolean | null;
  /** Whether it is the first game of its series. */
  is_series_opener: boolean | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and side: how much the announced starter has pitched over the 30 days that end the day before, and how long he has rested. NULL while he is unannounced. */
export interface MlbFeaturesStarterWorkload {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the announced starter; NULL when unannounced. */
  starter_id: number | null;
  /** Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  starter_rest_days: number | null;
  /** Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  starter_last_pitches: number | null;
  /** Pitches of the announced starter over the 30 days that end the day before; NULL when unannounced. */
  starter_pitches_30d: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game, played or scheduled: the dates that team features are made for. */
export interface MlbFeaturesTeamDates {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
}

/** One row per team and date it finished a game: long-memory form through that date, for use on later dates until the team's next. Sums decay with the games played and by 0.6 at the turn of a season. */
export interface MlbFeaturesTeamForm {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Linear-weights runs per 38 plate appearances above the league, half-life 80 games. */
  batting_excess_hl80: number | null;
  /** Linear-weights runs conceded per 38 batters above the league, half-life 80 games. */
  batting_excess_conceded_hl80: number | null;
  /** Games, half-life 80 games. */
  games_hl80: number | null;
  /** Run margin clipped at 8, half-life 200 games. */
  run_margin_hl200: number | null;
  /** Games, half-life 200 games. */
  games_hl200: number | null;
  /** Number of the team's games through the date. */
  form_game_number: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: who was on its injured list on the morning of the date, as known before it, and how much they had played over the year before. */
export interface MlbFeaturesTeamInjuries {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Ids of the players on the injured list, as announced before the date, ascending. */
  injured_player_ids: number[];
  /** Players on the injured list, as announced before the date. */
  injured_players: number | null;
  /** Plate appearances over the 365 days that end the day before of those on the injured list. */
  injured_plate_appearances_365d: number | null;
  /** Batters faced over the 365 days that end the day before by those on the injured list. */
  injured_batters_faced_365d: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date on which it has or finished a game: its Elo rating before the date, from regular-season games finished before it, and after the date, for use on later dates only. */
export interface MlbFeaturesTeamRatings {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  elo_rating: number | null;
  /** Elo rating after the games finished on the date: known only afterwards, for later dates. */
  elo_rating_after: number | null;
  /** Games behind the rating: regular season, finished before the date. */
  rated_games: number | null;
  /** Games behind the rating after the date. */
  rated_games_after: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: rolling results over the 7, 14, 30 and 60 days that end the day before, and over the season's games before the date. Only games finished before the date count; none of the date itself does. */
export interface MlbFeaturesTeamRollingFeatures {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Games of the team finished before the date, since the first season collected. */
  collected_games: number | null;
  /** Games finished over the 7 days that end the day before. */
  games_7d: number | null;
  /** Runs scored per game over the 7 days that end the day before. */
  runs_scored_per_game_7d: number | null;
  /** Runs conceded per game over the 7 days that end the day before. */
  runs_conceded_per_game_7d: number | null;
  /** Runs scored less runs conceded, per game over the 7 days that end the day before. */
  run_differential_per_game_7d: number | null;
  /** Share of games won over the 7 days that end the day before. */
  win_rate_7d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 7 days that end the day before. */
  pythagorean_win_rate_7d: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the 7 days that end the day before. */
  weighted_on_base_average_7d: number | null;
  /** On-base percentage plus slugging percentage over the 7 days that end the day before. */
  on_base_plus_slugging_7d: number | null;
  /** Slugging percentage less batting average over the 7 days that end the day before. */
  isolated_power_7d: number | null;
  /** Hits other than home runs per ball put in play over the 7 days that end the day before. */
  batting_average_on_balls_in_play_7d: number | null;
  /** Strikeouts per plate appearance over the 7 days that end the day before. */
  strikeout_rate_7d: number | null;
  /** Walks per plate appearance over the 7 days that end the day before. */
  walk_rate_7d: number | null;
  /** Strikeouts per batter faced over the 7 days that end the day before. */
  pitching_strikeout_rate_7d: number | null;
  /** Walks per batter faced over the 7 days that end the day before. */
  pitching_walk_rate_7d: number | null;
  /** FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the 7 days that end the day before. */
  fielding_independent_pitching_7d: number | null;
  /** Outs recorded by starting pitchers, per game over the 7 days that end the day before. */
  starter_outs_per_game_7d: number | null;
  /** Innings pitched in relief, per game over the 7 days that end the day before. */
  relief_innings_per_game_7d: number | null;
  /** Pitches thrown in relief, per game over the 7 days that end the day before. */
  relief_pitches_per_game_7d: number | null;
  /** Relief appearances per game over the 7 days that end the day before. */
  relief_appearances_per_game_7d: number | null;
  /** Games finished over the 14 days that end the day before. */
  games_14d: number | null;
  /** Runs scored per game over the 14 days that end the day before. */
  runs_scored_per_game_14d: number | null;
  /** Runs conceded per game over the 14 days that end the day before. */
  runs_conceded_per_game_14d: number | null;
  /** Runs scored less runs conceded, per game over the 14 days that end the day before. */
  run_differential_per_game_14d: number | null;
  /** Share of games won over the 14 days that end the day before. */
  win_rate_14d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 14 days that end the day before. */
  pythagorean_win_rate_14d: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the 14 days that end the day before. */
  weighted_on_base_average_14d: number | null;
  /** On-base percentage plus slugging percentage over the 14 days that end the day before. */
  on_base_plus_slugging_14d: number | null;
  /** Slugging percentage less batting average over the 14 days that end the day before. */
  isolated_power_14d: number | null;
  /** Hits other than home runs per ball put in play over the 14 days that end the day before. */
  batting_average_on_balls_in_play_14d: number | null;
  /** Strikeouts per plate appearance over the 14 days that end the day before. */
  strikeout_rate_14d: number | null;
  /** Walks per plate appearance over the 14 days that end the day before. */
  walk_rate_14d: number | null;
  /** Strikeouts per batter faced over the 14 days that end the day before. */
  pitching_strikeout_rate_14d: number | null;
  /** Walks per batter faced over the 14 days that end the day before. */
  pitching_walk_rate_14d: number | null;
  /** FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the 14 days that end the day before. */
  fielding_independent_pitching_14d: number | null;
  /** Outs recorded by starting pitchers, per game over the 14 days that end the day before. */
  starter_outs_per_game_14d: number | null;
  /** Innings pitched in relief, per game over the 14 days that end the day before. */
  relief_innings_per_game_14d: number | null;
  /** Pitches thrown in relief, per game over the 14 days that end the day before. */
  relief_pitches_per_game_14d: number | null;
  /** Relief appearances per game over the 14 days that end the day before. */
  relief_appearances_per_game_14d: number | null;
  /** Games finished over the 30 days that end the day before. */
  games_30d: number | null;
  /** Runs scored per game over the 30 days that end the day before. */
  runs_scored_per_game_30d: number | null;
  /** Runs conceded per game over the 30 days that end the day before. */
  runs_conceded_per_game_30d: number | null;
  /** Runs scored less runs conceded, per game over the 30 days that end the day before. */
  run_differential_per_game_30d: number | null;
  /** Share of games won over the 30 days that end the day before. */
  win_rate_30d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 30 days that end the day before. */
  pythagorean_win_rate_30d: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the 30 days that end the day before. */
  weighted_on_base_average_30d: number | null;
  /** On-base percentage plus slugging percentage over the 30 days that end the day before. */
  on_base_plus_slugging_30d: number | null;
  /** Slugging percentage less batting average over the 30 days that end the day before. */
  isolated_power_30d: number | null;
  /** Hits other than home runs per ball put in play over the 30 days that end the day before. */
  batting_average_on_balls_in_play_30d: number | null;
  /** Strikeouts per plate appearance over the 30 days that end the day before. */
  strikeout_rate_30d: number | null;
  /** Walks per plate appearance over the 30 days that end the day before. */
  walk_rate_30d: number | null;
  /** Strikeouts per batter faced over the 30 days that end the day before. */
  pitching_strikeout_rate_30d: number | null;
  /** Walks per batter faced over the 30 days that end the day before. */
  pitching_walk_rate_30d: number | null;
  /** FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the 30 days that end the day before. */
  fielding_independent_pitching_30d: number | null;
  /** Outs recorded by starting pitchers, per game over the 30 days that end the day before. */
  starter_outs_per_game_30d: number | null;
  /** Innings pitched in relief, per game over the 30 days that end the day before. */
  relief_innings_per_game_30d: number | null;
  /** Pitches thrown in relief, per game over the 30 days that end the day before. */
  relief_pitches_per_game_30d: number | null;
  /** Relief appearances per game over the 30 days that end the day before. */
  relief_appearances_per_game_30d: number | null;
  /** Games finished over the 60 days that end the day before. */
  games_60d: number | null;
  /** Runs scored per game over the 60 days that end the day before. */
  runs_scored_per_game_60d: number | null;
  /** Runs conceded per game over the 60 days that end the day before. */
  runs_conceded_per_game_60d: number | null;
  /** Runs scored less runs conceded, per game over the 60 days that end the day before. */
  run_differential_per_game_60d: number | null;
  /** Share of games won over the 60 days that end the day before. */
  win_rate_60d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 60 days that end the day before. */
  pythagorean_win_rate_60d: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the 60 days that end the day before. */
  weighted_on_base_average_60d: number | null;
  /** On-base percentage plus slugging percentage over the 60 days that end the day before. */
  on_base_plus_slugging_60d: number | null;
  /** Slugging percentage less batting average over the 60 days that end the day before. */
  isolated_power_60d: number | null;
  /** Hits other than home runs per ball put in play over the 60 days that end the day before. */
  batting_average_on_balls_in_play_60d: number | null;
  /** Strikeouts per plate appearance over the 60 days that end the day before. */
  strikeout_rate_60d: number | null;
  /** Walks per plate appearance over the 60 days that end the day before. */
  walk_rate_60d: number | null;
  /** Strikeouts per batter faced over the 60 days that end the day before. */
  pitching_strikeout_rate_60d: number | null;
  /** Walks per batter faced over the 60 days that end the day before. */
  pitching_walk_rate_60d: number | null;
  /** FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the 60 days that end the day before. */
  fielding_independent_pitching_60d: number | null;
  /** Outs recorded by starting pitchers, per game over the 60 days that end the day before. */
  starter_outs_per_game_60d: number | null;
  /** Innings pitched in relief, per game over the 60 days that end the day before. */
  relief_innings_per_game_60d: number | null;
  /** Pitches thrown in relief, per game over the 60 days that end the day before. */
  relief_pitches_per_game_60d: number | null;
  /** Relief appearances per game over the 60 days that end the day before. */
  relief_appearances_per_game_60d: number | null;
  /** Games finished over the season's games before the date. */
  games_season: number | null;
  /** Runs scored per game over the season's games before the date. */
  runs_scored_per_game_season: number | null;
  /** Runs conceded per game over the season's games before the date. */
  runs_conceded_per_game_season: number | null;
  /** Runs scored less runs conceded, per game over the season's games before the date. */
  run_differential_per_game_season: number | null;
  /** Share of games won over the season's games before the date. */
  win_rate_season: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the season's games before the date. */
  pythagorean_win_rate_season: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the season's games before the date. */
  weighted_on_base_average_season: number | null;
  /** On-base percentage plus slugging percentage over the season's games before the date. */
  on_base_plus_slugging_season: number | null;
  /** Slugging percentage less batting average over the season's games before the date. */
  isolated_power_season: number | null;
  /** Hits other than home runs per ball put in play over the season's games before the date. */
  batting_average_on_balls_in_play_season: number | null;
  /** Strikeouts per plate appearance over the season's games before the date. */
  strikeout_rate_season: number | null;
  /** Walks per plate appearance over the season's games before the date. */
  walk_rate_season: number | null;
  /** Strikeouts per batter faced over the season's games before the date. */
  pitching_strikeout_rate_season: number | null;
  /** Walks per batter faced over the season's games before the date. */
  pitching_walk_rate_season: number | null;
  /** FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the season's games before the date. */
  fielding_independent_pitching_season: number | null;
  /** Outs recorded by starting pitchers, per game over the season's games before the date. */
  starter_outs_per_game_season: number | null;
  /** Innings pitched in relief, per game over the season's games before the date. */
  relief_innings_per_game_season: number | null;
  /** Pitches thrown in relief, per game over the season's games before the date. */
  relief_pitches_per_game_season: number | null;
  /** Relief appearances per game over the season's games before the date. */
  relief_appearances_per_game_season: number | null;
  /** Games finished at home over the 30 days that end the day before. */
  games_at_home_30d: number | null;
  /** Share of games won at home over the 30 days that end the day before. */
  win_rate_at_home_30d: number | null;
  /** Runs scored per game at home over the 30 days that end the day before. */
  runs_scored_per_game_at_home_30d: number | null;
  /** Runs conceded per game at home over the 30 days that end the day before. */
  runs_conceded_per_game_at_home_30d: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, at home over the 30 days that end the day before. */
  weighted_on_base_average_at_home_30d: number | null;
  /** Games finished on the road over the 30 days that end the day before. */
  games_on_road_30d: number | null;
  /** Share of games won on the road over the 30 days that end the day before. */
  win_rate_on_road_30d: number | null;
  /** Runs scored per game on the road over the 30 days that end the day before. */
  runs_scored_per_game_on_road_30d: number | null;
  /** Runs conceded per game on the road over the 30 days that end the day before. */
  runs_conceded_per_game_on_road_30d: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, on the road over the 30 days that end the day before. */
  weighted_on_base_average_on_road_30d: number | null;
  /** Games finished at home over the season's games before the date. */
  games_at_home_season: number | null;
  /** Share of games won at home over the season's games before the date. */
  win_rate_at_home_season: number | null;
  /** Runs scored per game at home over the season's games before the date. */
  runs_scored_per_game_at_home_season: number | null;
  /** Runs conceded per game at home over the season's games before the date. */
  runs_conceded_per_game_at_home_season: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, at home over the season's games before the date. */
  weighted_on_base_average_at_home_season: number | null;
  /** Games finished on the road over the season's games before the date. */
  games_on_road_season: number | null;
  /** Share of games won on the road over the season's games before the date. */
  win_rate_on_road_season: number | null;
  /** Runs scored per game on the road over the season's games before the date. */
  runs_scored_per_game_on_road_season: number | null;
  /** Runs conceded per game on the road over the season's games before the date. */
  runs_conceded_per_game_on_road_season: number | null;
  /** wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, on the road over the season's games before the date. */
  weighted_on_base_average_on_road_season: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: the season's record before the date. Streak, last ten games, and the shares won at home, on the road, by day and by night. Only games of the season finished before the date count. */
export interface MlbFeaturesTeamStreaks {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  streak: number | null;
  /** Share won of the season's last ten games, or of fewer; NULL before the first. */
  last_10_win_rate: number | null;
  /** The season's games decided before the date. */
  season_games: number | null;
  /** Share won of the season's games before the date, shrunk to one half by 10 games. */
  season_win_rate: number | null;
  /** Share won of the season's home games before the date, shrunk to season_win_rate by 10 games. */
  home_win_rate: number | null;
  /** Share won of the season's road games before the date, shrunk to season_win_rate by 10 games. */
  road_win_rate: number | null;
  /** Share won of the season's day games before the date, shrunk to season_win_rate by 10 games. */
  day_win_rate: number | null;
  /** Share won of the season's night games before the date, shrunk to season_win_rate by 10 games. */
  night_win_rate: number | null;
  /** Share won of the season's games since September 1 before the date, shrunk to season_win_rate by 10 games. */
  september_win_rate: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: runs it scores and concedes above the league, adjusted for its opponents by ridge regression over the games of the year before the date, half-life 90 days, shrunk by 15 games. */
export interface MlbFeaturesTeamStrengthAdjusted {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Games of the team finished before the date, since the first season collected. */
  collected_games: number | null;
  /** Games behind the adjusted figures: of the year before the date, half-life 90 days. */
  strength_games: number | null;
  /** Runs per game the team scores above the league's mean, adjusted for its opponents. */
  adjusted_runs_scored: number | null;
  /** Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  adjusted_runs_conceded: number | null;
  /** adjusted_runs_scored less adjusted_runs_conceded. */
  adjusted_run_differential: number | null;
  /** Mean adjusted run differential of the opponents met, by the same weights: strength of schedule. */
  opponents_adjusted_run_differential: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per team and date with a game: the way to the ballpark from that of the team's game before, and the time zones crossed. Every season begins at rest. */
export interface MlbFeaturesTravelFeatures {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  travel_km: number | null;
  /** Kilometres travelled over seven days, the way to this game included. */
  travel_km_7d: number | null;
  /** Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  time_zone_shift_hours: number | null;
  /** Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  days_since_time_zone_shift: number | null;
  /** Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  jet_lag_hours: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per admitted final game: umpires, attendance, duration, weather on the field, decisions. */
export interface MlbHistoricalDataGameDetailsHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** MLB's id of the umpire behind the plate. */
  home_plate_umpire_id: number | null;
  /** Name of the umpire behind the plate. */
  home_plate_umpire_name: string | null;
  /** MLB's id of the umpire at first base. */
  first_base_umpire_id: number | null;
  /** MLB's id of the umpire at second base. */
  second_base_umpire_id: number | null;
  /** MLB's id of the umpire at third base. */
  third_base_umpire_id: number | null;
  /** Paid attendance. */
  attendance: number | null;
  /** Minutes from first pitch to the end, without delays. */
  duration_minutes: number | null;
  /** Minutes of delays; NULL when there was none. */
  delay_minutes: number | null;
  /** When the first pitch was thrown, UTC. */
  started_at: string | null;
  /** Sky as the feed says, e.g. Partly Cloudy, Roof Closed. */
  weather_condition: string | null;
  /** Degrees Fahrenheit at first pitch, as the feed says. */
  temperature_f: number | null;
  /** MLB's id of the pitcher credited with the win. */
  winning_pitcher_id: number | null;
  /** MLB's id of the pitcher charged with the loss. */
  losing_pitcher_id: number | null;
  /** MLB's id of the pitcher credited with a save; NULL when there is none. */
  save_pitcher_id: number | null;
  /** Whether a side was held without a hit. */
  is_no_hitter: boolean | null;
  /** Whether a side had nobody on base. */
  is_perfect_game: boolean | null;
  /** Miles an hour of the wind at first pitch, as the feed says. */
  wind_mph: number | null;
  /** Where the wind blows, as seen from home plate, e.g. Out To CF, In From LF, L To R. */
  wind_direction: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, played or scheduled. A final game stands here only when its quality grade admits it: one held back is not here until it is mended. */
export interface MlbHistoricalDataGamesHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** MLB's detailed state of the game, e.g. Final, Scheduled, Postponed. */
  status: string | null;
  /** MLB's coded state: S scheduled, P pre-game, I in progress, F final, D postponed, U suspended, C cancelled. */
  status_code: string | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Runs of the home team; NULL until the game is final. */
  home_score: number | null;
  /** Runs of the away team; NULL until the game is final. */
  away_score: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Name of the ballpark. */
  venue_name: string | null;
  /** N none, Y traditional or S split doubleheader. */
  double_header: string | null;
  /** 1, or 2 for the second game of a doubleheader. */
  game_number: number | null;
  /** day or night. */
  day_night: string | null;
  /** Innings scheduled. */
  scheduled_innings: number | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Games in the series. */
  games_in_series: number | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_probable_pitcher_id: number | null;
  /** Name of the home team's announced starter. */
  home_probable_pitcher_name: string | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_probable_pitcher_id: number | null;
  /** Name of the away team's announced starter. */
  away_probable_pitcher_name: string | null;
  /** MLB's id of the umpire announced for home plate; NULL when unannounced. */
  announced_umpire_id: number | null;
  /** Name of the umpire announced for home plate. */
  announced_umpire_name: string | null;
  /** Date the game was postponed from; NULL when it was not. */
  postponed_from_date: string | null;
  /** Whether the game is over and counts. */
  is_final: boolean | null;
  /** Whether the game ended tied. */
  is_tie: boolean | null;
  /** Whether the home team won; NULL when undecided. */
  home_won: boolean | null;
  /** Quality grade: A, B, C (passes with an alert) or F (held back); NULL before the game is final. */
  grade: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per player and stint on the injured list. A stint was known from announced_date on, its transfer from transferred_date, its end from activated_date: whoever asks as of a date takes only what is earlier. */
export interface MlbHistoricalDataInjuriesHistorical {
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** transaction, or roster: what the stint is known by. */
  known_by: string | null;
  /** What is the matter, as far as the announcement says. */
  injury: string | null;
  /** Days after which the list he was placed on is named: 7, 10, 15 or 60; NULL for others. */
  il_days: number | null;
  /** Days by which that longer list is named; NULL when he was not transferred. */
  transferred_il_days: number | null;
  /** Date from which he counts as injured: retroactive ones are earlier than announced_date. */
  placed_date: string | null;
  /** Date on which the stint became known. */
  announced_date: string | null;
  /** Date on which he was transferred to a longer list; NULL when he was not. */
  transferred_date: string | null;
  /** Date on which he left the list, or was first seen off it: placed anew in a later season, healthy on a roster, playing; NULL while he is on it. */
  activated_date: string | null;
  /** Date after which a stint that nothing ends no longer counts: when the season after its own is over. */
  lapse_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, side and place in the batting order, as the schedule announces the lineups: known some hours before first pitch. A game whose lineups are not announced has none. */
export interface MlbHistoricalDataLineupsHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Place in the batting order, 1 to 9. */
  batting_place: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per person in a box score or on a roster: his biography as last read. */
export interface MlbHistoricalDataPeopleHistorical {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name: of a ballpark as of the season, or full name of a person. */
  name: string | null;
  /** First name. */
  first_name: string | null;
  /** Last name. */
  last_name: string | null;
  /** Date of birth. */
  birth_date: string | null;
  /** City of birth. */
  birth_city: string | null;
  /** Country of birth. */
  birth_country: string | null;
  /** Side he bats from: L, R or S for both. */
  bats: string | null;
  /** Hand he throws with: L, R or S for both. */
  throws: string | null;
  /** Weight in pounds. */
  weight_lb: number | null;
  /** Date of his first major league game. */
  debut_date: string | null;
  /** Date of his last major league game, once he has retired. */
  last_played_date: string | null;
  /** MLB's code of his main position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  primary_position: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, Hitter, ... */
  primary_position_type: string | null;
  /** Feet above the ground at which his strike zone ends. */
  strike_zone_top_ft: number | null;
  /** Feet above the ground at which his strike zone begins. */
  strike_zone_bottom_ft: number | null;
  /** Whether he plays, as of when he was last read. */
  is_active: boolean | null;
  /** Height in inches. */
  height_in: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per stats date, player and team: his batting, pitching and fielding totals of the regular season through the date, as MLB counts them. */
export interface MlbHistoricalDataPlayerSeasonStatsHistorical {
  /** Date through which the totals of the season count, US/Eastern. */
  stats_date: string | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Games with a batting line. */
  batting_games: number | null;
  /** Games with a pitching line. */
  pitching_games: number | null;
  /** Games with a fielding line: of a player, the most at one position. */
  fielding_games: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Games started as the pitcher: of one game 1 or 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Games finished as the pitcher: of one game 1 or 0. */
  games_finished: number | null;
  /** Games won as the pitcher of record. */
  pitcher_wins: number | null;
  /** Games lost as the pitcher of record. */
  pitcher_losses: number | null;
  /** Saves. */
  saves: number | null;
  /** Save opportunities. */
  save_opportunities: number | null;
  /** Holds. */
  holds: number | null;
  /** Blown saves. */
  blown_saves: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per admitted final game, team and player who appeared: his batting, pitching and fielding line from the box score, or from his game log where the box score lacks it. Columns of a line he does not have are NULL. */
export interface MlbHistoricalDataPlayerStatsHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Hundred times the place in the batting order, plus one for each substitution; NULL when not in the order. */
  batting_order: number | null;
  /** Whether the player has a batting line. */
  has_batting: boolean | null;
  /** Whether the player has a pitching line. */
  has_pitching: boolean | null;
  /** Whether the player has a fielding line. */
  has_fielding: boolean | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Games started as the pitcher: of one game 1 or 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Games finished as the pitcher: of one game 1 or 0. */
  games_finished: number | null;
  /** Games won as the pitcher of record. */
  pitcher_wins: number | null;
  /** Games lost as the pitcher of record. */
  pitcher_losses: number | null;
  /** Saves. */
  saves: number | null;
  /** Save opportunities. */
  save_opportunities: number | null;
  /** Holds. */
  holds: number | null;
  /** Blown saves. */
  blown_saves: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Innings pitched as a number: 5.667 is five and two thirds. */
  innings_pitched: number | null;
  /** boxscore, or game_log where the box score lacks his line. */
  line_source: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per roster date, team and player on the active roster. */
export interface MlbHistoricalDataRostersHistorical {
  /** Date the roster stood, US/Eastern. */
  roster_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Number on the jersey. */
  jersey_number: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, ... */
  position_type: string | null;
  /** MLB's code of the player's roster status, A for active. */
  roster_status: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per date of the regular season and team: its place in the standings after the games of the date. */
export interface MlbHistoricalDataStandingsHistorical {
  /** Date after whose games the standings stood, US/Eastern. */
  standings_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the league. */
  league_id: number | null;
  /** MLB's id of the division. */
  division_id: number | null;
  /** Games played in the season through the date. */
  games_played: number | null;
  /** Games won. */
  wins: number | null;
  /** Games lost. */
  losses: number | null;
  /** Share of decided games won, 0 to 1. */
  winning_percentage: number | null;
  /** Place in the division. */
  division_rank: number | null;
  /** Place in the league. */
  league_rank: number | null;
  /** Place among those in the race for a wild card. */
  wild_card_rank: number | null;
  /** Current streak: W3 is three wins in a row, L1 a loss. */
  streak_code: string | null;
  /** Runs scored in the season through the date. */
  season_runs_scored: number | null;
  /** Runs allowed in the season through the date. */
  season_runs_allowed: number | null;
  /** Runs scored less runs allowed in the season through the date. */
  season_run_differential: number | null;
  /** Whether the team leads its division. */
  is_division_leader: boolean | null;
  /** Whether the team has a place in the postseason for certain. */
  has_clinched: boolean | null;
  /** Games behind the first of the division; 0 for the first. */
  division_games_back: number | null;
  /** Games behind the first of the league; 0 for the first. */
  league_games_back: number | null;
  /** Games behind the last wild card place; negative when ahead of it. */
  wild_card_games_back: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per admitted final game, plate appearance and pitch. */
export interface MlbHistoricalDataStatcastPitches {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Number of the plate appearance in the game, from 1. */
  at_bat_number: number | null;
  /** Number of the pitch in the plate appearance, from 1. */
  pitch_number: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Service that had it: savant, stats_api (the play-by-play), or archive, an earlier answer of either. */
  origin: string | null;
  /** MLB's id of the pitcher. */
  pitcher_id: number | null;
  /** MLB's id of the batter. */
  batter_id: number | null;
  /** Inning, from 1. */
  inning: number | null;
  /** Zone of the plate it crossed: 1 to 9 in the strike zone, 11 to 14 outside it. */
  zone: number | null;
  /** Code of the fielder's position that first touched the ball. */
  hit_location: number | null;
  /** Direction of the spin, degrees: 180 is pure backspin, 0 topspin. */
  spin_axis_deg: number | null;
  /** Spin at release, turns a minute. */
  release_spin_rate: number | null;
  /** Projected feet of the batted ball. */
  hit_distance_ft: number | null;
  /** Code of the pitch: FF four-seam fastball, SI sinker, SL slider, CH change-up, ... */
  pitch_type: string | null;
  /** Side the batter stands on: L or R. */
  stand: string | null;
  /** Hand the pitcher throws with: L or R. */
  p_throws: string | null;
  /** ground_ball, line_drive, fly_ball or popup; NULL when the ball is not in play. */
  batted_ball_type: string | null;
  /** Of a transaction or play: what happened, in MLB's words. Of a pitch: what it was, in Savant's (called_strike, ball, foul, hit_into_play, ...). */
  description: string | null;
  /** What ended the plate appearance (single, strikeout, field_out, ...); NULL on every pitch but its last. */
  events: string | null;
  /** Balls: before the pitch, or after the plate appearance. */
  balls: number | null;
  /** Strikes: before the pitch, or after the plate appearance. */
  strikes: number | null;
  /** Outs before the pitch. */
  outs_when_up: number | null;
  /** Whether the away team bats. */
  is_top_inning: boolean | null;
  /** Runs of the home team before the pitch. */
  home_score_before: number | null;
  /** Runs of the away team before the pitch. */
  away_score_before: number | null;
  /** Speed at release, miles an hour. */
  release_speed: number | null;
  /** Speed as the batter perceives it, by how far in front of the rubber it is released. */
  effective_speed: number | null;
  /** Feet in front of the rubber at which the ball is released. */
  release_extension: number | null;
  /** Feet from the middle of the plate at release, seen by the catcher. */
  release_pos_x: number | null;
  /** Feet above the ground at release. */
  release_pos_z: number | null;
  /** Horizontal movement in feet, seen by the catcher. */
  pfx_x: number | null;
  /** Vertical movement in feet against a pitch without spin. */
  pfx_z: number | null;
  /** Feet from the middle of the plate as it crosses it, seen by the catcher. */
  plate_x: number | null;
  /** Feet above the ground as it crosses the plate. */
  plate_z: number | null;
  /** Feet above the ground of the top of the batter's strike zone. */
  zone_top: number | null;
  /** Feet above the ground of the bottom of the batter's strike zone. */
  zone_bottom: number | null;
  /** Speed of the batted ball, miles an hour. */
  launch_speed: number | null;
  /** Angle of the batted ball above the horizontal, degrees. */
  launch_angle: number | null;
  /** Where the ball was fielded, from left to right, in Gameday's units. */
  hit_x: number | null;
  /** Where the ball was fielded, from far to near, in Gameday's units. */
  hit_y: number | null;
  /** Expected batting average by speed and angle: Savant's estimate. */
  estimated_average: number | null;
  /** Expected wOBA by speed and angle: Savant's estimate. */
  estimated_woba: number | null;
  /** wOBA weight of what came of the plate appearance. */
  woba_value: number | null;
  /** 1 where the plate appearance counts in wOBA, else 0. */
  woba_denominator: number | null;
  /** Runs expected after the pitch less those before it. */
  run_expectancy_change: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per date of the regular season and team: its batting, pitching and fielding totals from the start of the season through the date, as MLB counts them. */
export interface MlbHistoricalDataTeamSeasonStatsHistorical {
  /** Date through which the totals of the season count, US/Eastern. */
  stats_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** Games with a batting line. */
  batting_games: number | null;
  /** Games with a pitching line. */
  pitching_games: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per final game and team: result, batting, pitching and fielding totals, and what the opponent batted. */
export interface MlbHistoricalDataTeamStatsHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Whether the team played at home. */
  is_home: boolean | null;
  /** Whether the team won; NULL for a tie. */
  is_win: boolean | null;
  /** Runs the team scored. */
  runs_scored: number | null;
  /** Runs the team conceded. */
  runs_conceded: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Linear-weights runs of the team's batting. */
  batting_runs: number | null;
  /** Linear-weights runs of the opponent's batting. */
  batting_runs_conceded: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per season and team. */
export interface MlbHistoricalDataTeamsHistorical {
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Abbreviation of the team, e.g. NYY. */
  abbreviation: string | null;
  /** Nickname of the team, e.g. Yankees. */
  team_name: string | null;
  /** Full name of the team, e.g. New York Yankees. */
  full_name: string | null;
  /** City or region of the team. */
  location_name: string | null;
  /** Name of the franchise. */
  franchise_name: string | null;
  /** MLB's id of the league. */
  league_id: number | null;
  /** MLB's id of the division. */
  division_id: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per transaction of the major league clubs and entry of it, known from transaction_date on. */
export interface MlbHistoricalDataTransactionsHistorical {
  /** MLB's id of the transaction. */
  transaction_id: number | null;
  /** 1; counts on where one transaction has several entries. */
  entry: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the club he comes from; NULL when there is none. */
  from_team_id: number | null;
  /** MLB's id of the club he goes to, or whose status he changes in. */
  to_team_id: number | null;
  /** MLB's code of the kind of transaction: SC status change, TR trade, CLW claimed off waivers, CU recalled, OPT optioned, REL released, ... */
  type_code: string | null;
  /** Kind of transaction in words. */
  type_name: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** Of a transaction or play: what happened, in MLB's words. Of a pitch: what it was, in Savant's (called_strike, ball, foul, hit_into_play, ...). */
  description: string | null;
  /** placed on or transferred to an injured list; activated, from whatever list; released; NULL for other moves. */
  list_move: string | null;
  /** Days after which the list he was placed on is named: 7, 10, 15 or 60; NULL for others. */
  il_days: number | null;
  /** What is the matter, as far as the announcement says. */
  injury: string | null;
  /** Date of the transaction, US/Eastern: it was known from then on. */
  transaction_date: string | null;
  /** Date from which the transaction has effect; earlier than its own for one that is retroactive. */
  effective_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per season and ballpark on its schedule: where it lies, and its field, roof and turf. */
export interface MlbHistoricalDataVenuesHistorical {
  /** Season (year). */
  season: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Name: of a ballpark as of the season, or full name of a person. */
  name: string | null;
  /** City. */
  city: string | null;
  /** State, two letters; NULL outside the USA and Canada. */
  state_code: string | null;
  /** Country. */
  country: string | null;
  /** Degrees north. */
  latitude: number | null;
  /** Degrees east; west is negative. */
  longitude: number | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Direction from home plate to center field, degrees from north, clockwise. */
  azimuth_deg: number | null;
  /** Time zone as in the IANA database, e.g. America/Chicago. */
  time_zone: string | null;
  /** Hours of standard time from UTC. */
  utc_offset: number | null;
  /** Open, Retractable or Dome. */
  roof_type: string | null;
  /** Grass or Artificial. */
  turf_type: string | null;
  /** Seats. */
  capacity: number | null;
  /** Feet from home plate to the fence along the left line. */
  left_line_ft: number | null;
  /** Feet from home plate to the fence in left field. */
  left_field_ft: number | null;
  /** Feet from home plate to the fence in left center. */
  left_center_ft: number | null;
  /** Feet from home plate to the fence in center field. */
  center_field_ft: number | null;
  /** Feet from home plate to the fence in right center. */
  right_center_ft: number | null;
  /** Feet from home plate to the fence in right field. */
  right_field_ft: number | null;
  /** Feet from home plate to the fence along the right line. */
  right_line_ft: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and kind: the archive's weather of an admitted final game, the newest forecast of any. Under a dome there is none. */
export interface MlbHistoricalDataWeatherHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** archive: what the weather was; forecast: what was expected when last read. */
  kind: string | null;
  /** Season (year). */
  season: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Open, Retractable or Dome. */
  roof_type: string | null;
  /** Whether the roof can be closed, and the weather may not have come in. */
  is_retractable: boolean | null;
  /** Degrees Celsius in the hour of first pitch. */
  temperature_c: number | null;
  /** Dew point in the hour of first pitch, degrees Celsius. */
  dew_point_c: number | null;
  /** Relative humidity in the hour of first pitch. */
  humidity_percent: number | null;
  /** Air pressure at the ballpark's height in the hour of first pitch. */
  pressure_hpa: number | null;
  /** Share of the sky under clouds in the hour of first pitch. */
  cloud_cover_percent: number | null;
  /** Wind in the hour of first pitch, kilometers an hour. */
  wind_kmh: number | null;
  /** Strongest gust in the hour of first pitch, kilometers an hour. */
  wind_gust_kmh: number | null;
  /** Where the wind comes from, degrees from north, clockwise. */
  wind_direction_deg: number | null;
  /** Rain in the hour of first pitch and the four after it. */
  precipitation_mm: number | null;
  /** Highest probability of rain in the hour of first pitch and the four after it; forecasts only. */
  precipitation_probability_percent: number | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished regular-season game and player who started in the batting order: his features as of the game's date, his place in the order, the other team's and the game's features, and what he batted. Everything but the outcomes was known before first pitch. */
export interface MlbModelsBatterTraining {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Whether the team played at home. */
  is_home: boolean | null;
  /** Place in the batting order, 1 to 9. */
  batting_place: number | null;
  /** Side from which he bats: L, R, or S for both. */
  player_bats: string | null;
  /** Season less his year of birth. */
  player_age: number | null;
  /** Batter: days since he last batted; NULL when he never has. */
  batter_days_since_game: number | null;
  /** Batter: plate appearances before the date, since the first season collected. */
  batter_career_plate_appearances: number | null;
  /** Batter: mean place in the batting order in his starts, half-life ten; NULL without one. */
  batter_usual_place: number | null;
  /** Batter: plate appearances to expect if he starts, from his last starts and his usual place's mean. */
  batter_expected_plate_appearances: number | null;
  /** Batter: hits per plate appearance, half-life 400 days, shrunk to the league's by 280. */
  batter_hit_rate: number | null;
  /** Batter: home runs per plate appearance, half-life 400 days, shrunk to the league's by 250. */
  batter_home_run_rate: number | null;
  /** Batter: total bases per plate appearance, half-life 400 days, shrunk to the league's by 300. */
  batter_total_base_rate: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019), half-life 400 days, shrunk to the league's by 300. */
  batter_woba: number | null;
  /** Batter: strikeouts per plate appearance, half-life 400 days, shrunk to the league's by 60. */
  batter_strikeout_rate: number | null;
  /** Batter: walks per plate appearance, half-life 400 days, shrunk to the league's by 120. */
  batter_walk_rate: number | null;
  /** Batter: extra bases per at bat, half-life 400 days, shrunk to the league's by 250. */
  batter_isolated_power: number | null;
  /** Batter: wOBA in games started by left-handers, half-life 400 days, shrunk to his own in all games by 1000. */
  batter_woba_vs_left: number | null;
  /** Batter: wOBA in games started by right-handers, half-life 400 days, shrunk to his own in all games by 1000. */
  batter_woba_vs_right: number | null;
  /** Batter: plate appearances in the 7 days before the date. */
  batter_plate_appearances_7d: number | null;
  /** Batter: hits per plate appearance in the 7 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_7d: number | null;
  /** Batter: home runs per plate appearance in the 7 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_7d: number | null;
  /** Batter: total bases per plate appearance in the 7 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_7d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 7 days before the date, shrunk to the league's by 300. */
  batter_woba_7d: number | null;
  /** Batter: strikeouts per plate appearance in the 7 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_7d: number | null;
  /** Batter: walks per plate appearance in the 7 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_7d: number | null;
  /** Batter: extra bases per at bat in the 7 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_7d: number | null;
  /** Batter: plate appearances in the 14 days before the date. */
  batter_plate_appearances_14d: number | null;
  /** Batter: hits per plate appearance in the 14 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_14d: number | null;
  /** Batter: home runs per plate appearance in the 14 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_14d: number | null;
  /** Batter: total bases per plate appearance in the 14 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_14d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 14 days before the date, shrunk to the league's by 300. */
  batter_woba_14d: number | null;
  /** Batter: strikeouts per plate appearance in the 14 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_14d: number | null;
  /** Batter: walks per plate appearance in the 14 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_14d: number | null;
  /** Batter: extra bases per at bat in the 14 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_14d: number | null;
  /** Batter: plate appearances in the 30 days before the date. */
  batter_plate_appearances_30d: number | null;
  /** Batter: hits per plate appearance in the 30 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_30d: number | null;
  /** Batter: home runs per plate appearance in the 30 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_30d: number | null;
  /** Batter: total bases per plate appearance in the 30 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_30d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 30 days before the date, shrunk to the league's by 300. */
  batter_woba_30d: number | null;
  /** Batter: strikeouts per plate appearance in the 30 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_30d: number | null;
  /** Batter: walks per plate appearance in the 30 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_30d: number | null;
  /** Batter: extra bases per at bat in the 30 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_30d: number | null;
  /** Batter: plate appearances in the 60 days before the date. */
  batter_plate_appearances_60d: number | null;
  /** Batter: hits per plate appearance in the 60 days before the date, shrunk to the league's by 280. */
  batter_hit_rate_60d: number | null;
  /** Batter: home runs per plate appearance in the 60 days before the date, shrunk to the league's by 250. */
  batter_home_run_rate_60d: number | null;
  /** Batter: total bases per plate appearance in the 60 days before the date, shrunk to the league's by 300. */
  batter_total_base_rate_60d: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) in the 60 days before the date, shrunk to the league's by 300. */
  batter_woba_60d: number | null;
  /** Batter: strikeouts per plate appearance in the 60 days before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_60d: number | null;
  /** Batter: walks per plate appearance in the 60 days before the date, shrunk to the league's by 120. */
  batter_walk_rate_60d: number | null;
  /** Batter: extra bases per at bat in the 60 days before the date, shrunk to the league's by 250. */
  batter_isolated_power_60d: number | null;
  /** Batter: plate appearances this season before the date. */
  batter_plate_appearances_season: number | null;
  /** Batter: hits per plate appearance this season before the date, shrunk to the league's by 280. */
  batter_hit_rate_season: number | null;
  /** Batter: home runs per plate appearance this season before the date, shrunk to the league's by 250. */
  batter_home_run_rate_season: number | null;
  /** Batter: total bases per plate appearance this season before the date, shrunk to the league's by 300. */
  batter_total_base_rate_season: number | null;
  /** Batter: weighted on-base average (wOBA, weights of 2019) this season before the date, shrunk to the league's by 300. */
  batter_woba_season: number | null;
  /** Batter: strikeouts per plate appearance this season before the date, shrunk to the league's by 60. */
  batter_strikeout_rate_season: number | null;
  /** Batter: walks per plate appearance this season before the date, shrunk to the league's by 120. */
  batter_walk_rate_season: number | null;
  /** Batter: extra bases per at bat this season before the date, shrunk to the league's by 250. */
  batter_isolated_power_season: number | null;
  /** Batter: mean exit velocity of balls put in play in miles per hour in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  batter_exit_velocity_mph_60d: number | null;
  /** Batter: mean exit velocity of balls put in play in miles per hour this season before the date, shrunk to the league's by 50. Worth not measured. */
  batter_exit_velocity_mph_season: number | null;
  /** Batter: share of balls put in play at 95 mph or more in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  batter_hard_hit_rate_60d: number | null;
  /** Batter: share of balls put in play at 95 mph or more this season before the date, shrunk to the league's by 50. Worth not measured. */
  batter_hard_hit_rate_season: number | null;
  /** Batter: share of swings that missed in the 60 days before the date, shrunk to the league's by 100. Worth not measured. */
  batter_whiff_rate_60d: number | null;
  /** Batter: share of swings that missed this season before the date, shrunk to the league's by 100. Worth not measured. */
  batter_whiff_rate_season: number | null;
  /** Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points. */
  elo_home_win_probability: number | null;
  /** Whether the ballpark has a fixed roof. */
  is_dome: boolean | null;
  /** Whether the ballpark has a roof that opens. */
  has_retractable_roof: boolean | null;
  /** Whether the ballpark has artificial turf. */
  is_artificial_turf: boolean | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Runs per game in the park relative to an average park, from the three seasons before, regressed to 1; 1 for a park without history. */
  runs_factor: number | null;
  /** The same of home runs. */
  home_runs_factor: number | null;
  /** Mean temperature in the first hour of games of the same month at the ballpark over the three years before the date, from the weather archive; NULL without such games. The game's own archive reading is no feature. */
  normal_temperature_c: number | null;
  /** Whether a forecast for the hour of first pitch was collected. */
  is_weather_forecast: boolean | null;
  /** Temperature forecast for the hour of first pitch; NULL without a forecast. */
  forecast_temperature_c: number | null;
  /** Wind speed forecast for the hour of first pitch; NULL without a forecast. */
  forecast_wind_kmh: number | null;
  /** Rain forecast for the hour of first pitch and the four after it; NULL without a forecast. */
  forecast_precipitation_mm: number | null;
  /** Whether the schedule names the home plate umpire. */
  is_umpire_announced: boolean | null;
  /** Share of games won by the home team under the announced home plate umpire over the three years before the date, shrunk to the league's by 300 games; NULL when unannounced. */
  umpire_home_win_rate: number | null;
  /** Runs of both teams per game under the announced home plate umpire over the three years before the date, shrunk to the league's by 200 games; NULL when unannounced. */
  umpire_runs_per_game: number | null;
  /** Strikeouts per plate appearance under the announced home plate umpire over the three years before the date, shrunk to the league's by 7000 plate appearances; NULL when unannounced. */
  umpire_strikeout_rate: number | null;
  /** Share of the league's games won by the home team over the three years before the date. */
  league_home_win_rate: number | null;
  /** Share of games won by the home team in the ballpark over the three years before the date, shrunk to the league's by 200 games. */
  venue_home_win_rate: number | null;
  /** Runs of both teams per game in the ballpark over the three years before the date, shrunk to the league's by 100 games. */
  venue_runs_per_game: number | null;
  /** Share of the home team's home games of the same time of day (day or night) it won over the three years before the date, shrunk to the league's by 200 games. */
  home_day_night_win_rate: number | null;
  /** Whether both teams are of one division. */
  is_division_game: boolean | null;
  /** Whether the teams are of different leagues. */
  is_interleague: boolean | null;
  /** Month of the date, 1 to 12. */
  month: number | null;
  /** Day of the week, 1 for Sunday to 7 for Saturday. */
  day_of_week: number | null;
  /** Sine of the day of the year as an angle, a year being a full turn. */
  year_angle_sin: number | null;
  /** Cosine of the day of the year as an angle, a year being a full turn. */
  year_angle_cos: number | null;
  /** Whether the date is a Saturday or Sunday. */
  is_weekend: boolean | null;
  /** Whether it is a day game. */
  is_day_game: boolean | null;
  /** Whether the game is one of the postseason. */
  is_postseason: boolean | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Whether the game is one of two on the date. */
  is_doubleheader: boolean | null;
  /** Whether it is the second game of a doubleheader. */
  is_second_of_doubleheader: boolean | null;
  /** Whether it is the first game of its series. */
  is_series_opener: boolean | null;
  /** The other team. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  opponent_starter_strikeout_skill: number | null;
  /** The other team. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  opponent_starter_free_pass_skill: number | null;
  /** The other team. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  opponent_starter_home_run_skill: number | null;
  /** The other team. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  opponent_starter_expected_outs: number | null;
  /** The other team. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  opponent_starter_inexperience_100: number | null;
  /** The other team. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  opponent_starter_inexperience_800: number | null;
  /** The other team. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  opponent_starter_fip_share: number | null;
  /** The other team. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  opponent_bullpen_fip_share: number | null;
  /** The other team. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  opponent_batting_value: number | null;
  /** The other team. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  opponent_batting_value_conceded: number | null;
  /** The other team. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  opponent_run_margin: number | null;
  /** The other team. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  opponent_elo_rating: number | null;
  /** The other team. Runs per game the team scores above the league's mean, adjusted for its opponents. */
  opponent_adjusted_runs_scored: number | null;
  /** The other team. Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  opponent_adjusted_runs_conceded: number | null;
  /** The other team. Runs scored per game over the 30 days that end the day before. */
  opponent_runs_scored_per_game_30d: number | null;
  /** The other team. Runs conceded per game over the 30 days that end the day before. */
  opponent_runs_conceded_per_game_30d: number | null;
  /** The other team. Runs scored per game over the season's games before the date. */
  opponent_runs_scored_per_game_season: number | null;
  /** The other team. Runs conceded per game over the season's games before the date. */
  opponent_runs_conceded_per_game_season: number | null;
  /** The other team. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  opponent_rest_days: number | null;
  /** The other team. Days in a row with a game, up to and with the day before. */
  opponent_days_played_in_a_row: number | null;
  /** The other team. Games of the team over the seven days that end the day before. */
  opponent_games_last_7_days: number | null;
  /** The other team. Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  opponent_stand_games_before: number | null;
  /** The other team. Games away from home on end just before this date; 0 when the last one was at home. */
  opponent_away_games_before: number | null;
  /** The other team. Whether it is a day game on the day after a night game. */
  opponent_is_day_after_night: boolean | null;
  /** The other team. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  opponent_travel_km: number | null;
  /** The other team. Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  opponent_time_zone_shift_hours: number | null;
  /** The other team. Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  opponent_days_since_time_zone_shift: number | null;
  /** The other team. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  opponent_jet_lag_hours: number | null;
  /** The other team. Pitches of relievers over the 3 days that end the day before. */
  opponent_relief_pitches_3d: number | null;
  /** The other team. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  opponent_tired_relievers: number | null;
  /** The other team. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  opponent_tired_relief_share: number | null;
  /** The other team. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  opponent_streak: number | null;
  /** The other team. Share won of the season's last ten games, or of fewer; NULL before the first. */
  opponent_last_10_win_rate: number | null;
  /** The other team. The season's home_win_rate of a home side, road_win_rate of an away side. */
  opponent_site_win_rate: number | null;
  /** The other team. Players on the injured list, as announced before the date. */
  opponent_injured_players: number | null;
  /** The other team. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  opponent_batter_postseason_games: number | null;
  /** The other team. Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  opponent_starter_rest_days: number | null;
  /** The other team. Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  opponent_starter_last_pitches: number | null;
  /** The other team. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  opponent_expected_lineup_woba: number | null;
  /** The other team. Whether the schedule says all nine of the lineup. */
  opponent_is_lineup_announced: boolean | null;
  /** The other team. announced_lineup_woba, or expected_lineup_woba until it is known. */
  opponent_lineup_woba: number | null;
  /** The other team. starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  opponent_strikeout_matchup: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** Hits. */
  hits: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Bases of his hits: 1 for a single to 4 for a home run. */
  total_bases: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** 1 for a hit or more, else 0. */
  has_hit: number | null;
  /** 1 for two hits or more, else 0. */
  has_two_hits: number | null;
  /** 1 for a home run or more, else 0. */
  has_home_run: number | null;
  /** 1 for two total bases or more, else 0. */
  has_two_total_bases: number | null;
}

/** One row per decided regular-season game with enough history behind both teams: every feature of the catalogue as of the game's date, and its result: winner, runs of each side and of both. */
export interface MlbModelsGameOutcomeTraining {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Whether the home team won; NULL when undecided. */
  home_won: number | null;
  /** Runs of the home team; NULL until the game is final. */
  home_score: number | null;
  /** Runs of the away team; NULL until the game is final. */
  away_score: number | null;
  /** Runs of both teams. */
  total_score: number | null;
  /** Home side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  home_starter_strikeout_skill: number | null;
  /** Away side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  away_starter_strikeout_skill: number | null;
  /** Home less away. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  starter_strikeout_skill_diff: number | null;
  /** Home side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  home_starter_free_pass_skill: number | null;
  /** Away side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  away_starter_free_pass_skill: number | null;
  /** Home less away. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  starter_free_pass_skill_diff: number | null;
  /** Home side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  home_starter_home_run_skill: number | null;
  /** Away side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  away_starter_home_run_skill: number | null;
  /** Home less away. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  starter_home_run_skill_diff: number | null;
  /** Home side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  home_starter_expected_outs: number | null;
  /** Away side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  away_starter_expected_outs: number | null;
  /** Home less away. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  starter_expected_outs_diff: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  home_starter_inexperience_100: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  away_starter_inexperience_100: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  starter_inexperience_100_diff: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  home_starter_inexperience_800: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  away_starter_inexperience_800: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  starter_inexperience_800_diff: number | null;
  /** Home side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  home_starter_fip_share: number | null;
  /** Away side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  away_starter_fip_share: number | null;
  /** Home less away. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  starter_fip_share_diff: number | null;
  /** Home side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  home_bullpen_fip_share: number | null;
  /** Away side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  away_bullpen_fip_share: number | null;
  /** Home less away. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  bullpen_fip_share_diff: number | null;
  /** Home side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value: number | null;
  /** Away side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value: number | null;
  /** Home less away. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_diff: number | null;
  /** Home side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value_conceded: number | null;
  /** Away side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value_conceded: number | null;
  /** Home less away. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_conceded_diff: number | null;
  /** Home side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  home_run_margin: number | null;
  /** Away side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  away_run_margin: number | null;
  /** Home less away. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  run_margin_diff: number | null;
  /** Home side. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  home_elo_rating: number | null;
  /** Away side. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  away_elo_rating: number | null;
  /** Home less away. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  elo_rating_diff: number | null;
  /** Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points. */
  elo_home_win_probability: number | null;
  /** Home side. Runs per game the team scores above the league's mean, adjusted for its opponents. */
  home_adjusted_runs_scored: number | null;
  /** Away side. Runs per game the team scores above the league's mean, adjusted for its opponents. */
  away_adjusted_runs_scored: number | null;
  /** Home side. Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  home_adjusted_runs_conceded: number | null;
  /** Away side. Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  away_adjusted_runs_conceded: number | null;
  /** Home less away. adjusted_runs_scored less adjusted_runs_conceded. */
  adjusted_run_differential_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 7 days that end the day before. */
  run_differential_per_game_7d_diff: number | null;
  /** Home less away. Share of games won over the 7 days that end the day before. */
  win_rate_7d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 14 days that end the day before. */
  run_differential_per_game_14d_diff: number | null;
  /** Home less away. Share of games won over the 14 days that end the day before. */
  win_rate_14d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 30 days that end the day before. */
  run_differential_per_game_30d_diff: number | null;
  /** Home less away. Share of games won over the 30 days that end the day before. */
  win_rate_30d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the 60 days that end the day before. */
  run_differential_per_game_60d_diff: number | null;
  /** Home less away. Share of games won over the 60 days that end the day before. */
  win_rate_60d_diff: number | null;
  /** Home less away. Runs scored less runs conceded, per game over the season's games before the date. */
  run_differential_per_game_season_diff: number | null;
  /** Home less away. Share of games won over the season's games before the date. */
  win_rate_season_diff: number | null;
  /** Home side. Runs scored per game over the 30 days that end the day before. */
  home_runs_scored_per_game_30d: number | null;
  /** Away side. Runs scored per game over the 30 days that end the day before. */
  away_runs_scored_per_game_30d: number | null;
  /** Home side. Runs conceded per game over the 30 days that end the day before. */
  home_runs_conceded_per_game_30d: number | null;
  /** Away side. Runs conceded per game over the 30 days that end the day before. */
  away_runs_conceded_per_game_30d: number | null;
  /** Home less away. Expected share of games won from runs, exponent 1.83 over the 30 days that end the day before. */
  pythagorean_win_rate_30d_diff: number | null;
  /** Home less away. wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the 30 days that end the day before. */
  weighted_on_base_average_30d_diff: number | null;
  /** Home less away. FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the 30 days that end the day before. */
  fielding_independent_pitching_30d_diff: number | null;
  /** Home less away. Strikeouts per plate appearance over the 30 days that end the day before. */
  strikeout_rate_30d_diff: number | null;
  /** Home less away. Strikeouts per batter faced over the 30 days that end the day before. */
  pitching_strikeout_rate_30d_diff: number | null;
  /** Home side. Runs scored per game over the season's games before the date. */
  home_runs_scored_per_game_season: number | null;
  /** Away side. Runs scored per game over the season's games before the date. */
  away_runs_scored_per_game_season: number | null;
  /** Home side. Runs conceded per game over the season's games before the date. */
  home_runs_conceded_per_game_season: number | null;
  /** Away side. Runs conceded per game over the season's games before the date. */
  away_runs_conceded_per_game_season: number | null;
  /** Home less away. Expected share of games won from runs, exponent 1.83 over the season's games before the date. */
  pythagorean_win_rate_season_diff: number | null;
  /** Home less away. wOBA: runs of each way on base per plate appearance, on the scale of on-base percentage, over the season's games before the date. */
  weighted_on_base_average_season_diff: number | null;
  /** Home less away. FIP: (13 HR + 3 (BB + HBP) - 2 K) per inning, plus the constant that makes the league's of the year before the date its earned run average, over the season's games before the date. */
  fielding_independent_pitching_season_diff: number | null;
  /** Home less away. Strikeouts per plate appearance over the season's games before the date. */
  strikeout_rate_season_diff: number | null;
  /** Home less away. Strikeouts per batter faced over the season's games before the date. */
  pitching_strikeout_rate_season_diff: number | null;
  /** Home less away. Walks per plate appearance over the 30 days that end the day before. */
  walk_rate_30d_diff: number | null;
  /** Home less away. Walks per batter faced over the 30 days that end the day before. */
  pitching_walk_rate_30d_diff: number | null;
  /** Home side. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  home_rest_days: number | null;
  /** Away side. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  away_rest_days: number | null;
  /** Home less away. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  rest_days_diff: number | null;
  /** Home side. Days in a row with a game, up to and with the day before. */
  home_days_played_in_a_row: number | null;
  /** Away side. Days in a row with a game, up to and with the day before. */
  away_days_played_in_a_row: number | null;
  /** Home side. Games of the team over the seven days that end the day before. */
  home_games_last_7_days: number | null;
  /** Away side. Games of the team over the seven days that end the day before. */
  away_games_last_7_days: number | null;
  /** Home side. Games of the team on earlier dates of the season. */
  home_season_games_scheduled: number | null;
  /** Home side. Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  home_stand_games_before: number | null;
  /** Away side. Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  away_stand_games_before: number | null;
  /** Home side. Games away from home on end just before this date; 0 when the last one was at home. */
  home_away_games_before: number | null;
  /** Away side. Games away from home on end just before this date; 0 when the last one was at home. */
  away_away_games_before: number | null;
  /** Home side. Whether it is a day game on the day after a night game. */
  home_is_day_after_night: boolean | null;
  /** Away side. Whether it is a day game on the day after a night game. */
  away_is_day_after_night: boolean | null;
  /** Home side. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  home_travel_km: number | null;
  /** Away side. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  away_travel_km: number | null;
  /** Home less away. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  travel_km_diff: number | null;
  /** Home less away. Kilometres travelled over seven days, the way to this game included. */
  travel_km_7d_diff: number | null;
  /** Home side. Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  home_time_zone_shift_hours: number | null;
  /** Away side. Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  away_time_zone_shift_hours: number | null;
  /** Home side. Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  home_days_since_time_zone_shift: number | null;
  /** Away side. Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  away_days_since_time_zone_shift: number | null;
  /** Home side. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  home_jet_lag_hours: number | null;
  /** Away side. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  away_jet_lag_hours: number | null;
  /** Home less away. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  jet_lag_hours_diff: number | null;
  /** Home less away. Pitches of relievers over the day before. */
  relief_pitches_1d_diff: number | null;
  /** Home side. Pitches of relievers over the 3 days that end the day before. */
  home_relief_pitches_3d: number | null;
  /** Away side. Pitches of relievers over the 3 days that end the day before. */
  away_relief_pitches_3d: number | null;
  /** Home less away. Pitches of relievers over the 3 days that end the day before. */
  relief_pitches_3d_diff: number | null;
  /** Home less away. Pitches of relievers over the 5 days that end the day before. */
  relief_pitches_5d_diff: number | null;
  /** Home less away. Appearances of relievers over the 3 days that end the day before. */
  relief_appearances_3d_diff: number | null;
  /** Home side. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  home_tired_relievers: number | null;
  /** Away side. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  away_tired_relievers: number | null;
  /** Home less away. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  tired_relievers_diff: number | null;
  /** Home side. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  home_tired_relief_share: number | null;
  /** Away side. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  away_tired_relief_share: number | null;
  /** Home less away. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  tired_relief_share_diff: number | null;
  /** Home side. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  home_streak: number | null;
  /** Away side. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  away_streak: number | null;
  /** Home less away. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  streak_diff: number | null;
  /** Home side. Share won of the season's last ten games, or of fewer; NULL before the first. */
  home_last_10_win_rate: number | null;
  /** Away side. Share won of the season's last ten games, or of fewer; NULL before the first. */
  away_last_10_win_rate: number | null;
  /** Home less away. Share won of the season's last ten games, or of fewer; NULL before the first. */
  last_10_win_rate_diff: number | null;
  /** Home less away. Share won of the season's games before the date, shrunk to one half by 10 games. */
  season_win_rate_diff: number | null;
  /** Home side. The season's home_win_rate of a home side, road_win_rate of an away side. */
  home_site_win_rate: number | null;
  /** Away side. The season's home_win_rate of a home side, road_win_rate of an away side. */
  away_site_win_rate: number | null;
  /** Home less away. The season's home_win_rate of a home side, road_win_rate of an away side. */
  site_win_rate_diff: number | null;
  /** Home less away. The season's day_win_rate in a day game, night_win_rate in a night game. */
  day_night_win_rate_diff: number | null;
  /** Home less away. Share won of the season's games since September 1 before the date, shrunk to season_win_rate by 10 games. */
  september_win_rate_diff: number | null;
  /** Home side. Games against this opponent decided this season before the date. */
  home_head_to_head_games_season: number | null;
  /** Home side. Share won of this season's games against this opponent before the date, shrunk to one half by 10 games. */
  home_head_to_head_win_rate_season: number | null;
  /** Home side. Games against this opponent decided in this and the two seasons before, before the date. */
  home_head_to_head_games_3_seasons: number | null;
  /** Home side. Share won of the games against this opponent in this and the two seasons before, before the date, shrunk to one half by 20 games. */
  home_head_to_head_win_rate_3_seasons: number | null;
  /** Home side. Run margin per game against this opponent in this and the two seasons before, before the date, shrunk to 0 by 20 games. */
  home_head_to_head_run_margin_3_seasons: number | null;
  /** Home side. Players on the injured list, as announced before the date. */
  home_injured_players: number | null;
  /** Away side. Players on the injured list, as announced before the date. */
  away_injured_players: number | null;
  /** Home less away. Players on the injured list, as announced before the date. */
  injured_players_diff: number | null;
  /** Home less away. Plate appearances over the 365 days that end the day before of those on the injured list. */
  injured_plate_appearances_365d_diff: number | null;
  /** Home less away. Batters faced over the 365 days that end the day before by those on the injured list. */
  injured_batters_faced_365d_diff: number | null;
  /** Home side. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  home_batter_postseason_games: number | null;
  /** Away side. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  away_batter_postseason_games: number | null;
  /** Home less away. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  batter_postseason_games_diff: number | null;
  /** Home less away. Postseason games pitched in before the date by those who pitched for the team over the last 15 days, mean weighted by batters faced; NULL when nobody did. */
  pitcher_postseason_games_diff: number | null;
  /** Home side. Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  home_starter_rest_days: number | null;
  /** Away side. Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  away_starter_rest_days: number | null;
  /** Home side. Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  home_starter_last_pitches: number | null;
  /** Away side. Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  away_starter_last_pitches: number | null;
  /** Home less away. Pitches of the announced starter over the 30 days that end the day before; NULL when unannounced. */
  starter_pitches_30d_diff: number | null;
  /** Home side. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  home_expected_lineup_woba: number | null;
  /** Away side. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  away_expected_lineup_woba: number | null;
  /** Home less away. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_woba_diff: number | null;
  /** Home less away. Sum of exp(-prior starts / 60): the number of newcomers of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_inexperience_diff: number | null;
  /** Home less away. Season less the mean year of birth of the expected nine; NULL when the team's last 15 games name fewer. */
  expected_lineup_age_diff: number | null;
  /** Home side. Whether the schedule says all nine of the lineup. */
  home_is_lineup_announced: boolean | null;
  /** Away side. Whether the schedule says all nine of the lineup. */
  away_is_lineup_announced: boolean | null;
  /** Home side. announced_lineup_woba, or expected_lineup_woba until it is known. */
  home_lineup_woba: number | null;
  /** Away side. announced_lineup_woba, or expected_lineup_woba until it is known. */
  away_lineup_woba: number | null;
  /** Home less away. announced_lineup_woba, or expected_lineup_woba until it is known. */
  lineup_woba_diff: number | null;
  /** Home less away. starter_strikeout_skill less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  starter_strikeout_skill_z_diff: number | null;
  /** Home less away. starter_fip_share less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  starter_fip_share_z_diff: number | null;
  /** Home less away. bullpen_fip_share less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  bullpen_fip_share_z_diff: number | null;
  /** Home less away. batting_value less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  batting_value_z_diff: number | null;
  /** Home less away. batting_value_conceded less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  batting_value_conceded_z_diff: number | null;
  /** Home less away. run_margin less its mean over the league's games of the 365 days that end the day before, in standard deviations. */
  run_margin_z_diff: number | null;
  /** Home side. starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  home_strikeout_matchup: number | null;
  /** Away side. starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  away_strikeout_matchup: number | null;
  /** Home less away. starter_free_pass_skill times the opponent's walk_rate_60d. */
  free_pass_matchup_diff: number | null;
  /** Home less away. starter_fip_share times the opponent's batting_value. */
  starter_run_matchup_diff: number | null;
  /** Home less away. batting_value times the opponent's batting_value_conceded. */
  batting_matchup_diff: number | null;
  /** Home less away. tired_relief_share times the share of 27 outs that the starter is not expected to record; NULL when he is unannounced. */
  tired_bullpen_load_diff: number | null;
  /** Home less away. travel_km in thousands, divided by one more than rest_days. */
  travel_fatigue_diff: number | null;
  /** Whether the ballpark has a fixed roof. */
  is_dome: boolean | null;
  /** Whether the ballpark has a roof that opens. */
  has_retractable_roof: boolean | null;
  /** Whether the ballpark has artificial turf. */
  is_artificial_turf: boolean | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Runs per game in the park relative to an average park, from the three seasons before, regressed to 1; 1 for a park without history. */
  runs_factor: number | null;
  /** The same of home runs. */
  home_runs_factor: number | null;
  /** Mean temperature in the first hour of games of the same month at the ballpark over the three years before the date, from the weather archive; NULL without such games. The game's own archive reading is no feature. */
  normal_temperature_c: number | null;
  /** Whether a forecast for the hour of first pitch was collected. */
  is_weather_forecast: boolean | null;
  /** Temperature forecast for the hour of first pitch; NULL without a forecast. */
  forecast_temperature_c: number | null;
  /** Wind speed forecast for the hour of first pitch; NULL without a forecast. */
  forecast_wind_kmh: number | null;
  /** Rain forecast for the hour of first pitch and the four after it; NULL without a forecast. */
  forecast_precipitation_mm: number | null;
  /** Whether the schedule names the home plate umpire. */
  is_umpire_announced: boolean | null;
  /** Share of games won by the home team under the announced home plate umpire over the three years before the date, shrunk to the league's by 300 games; NULL when unannounced. */
  umpire_home_win_rate: number | null;
  /** Runs of both teams per game under the announced home plate umpire over the three years before the date, shrunk to the league's by 200 games; NULL when unannounced. */
  umpire_runs_per_game: number | null;
  /** Strikeouts per plate appearance under the announced home plate umpire over the three years before the date, shrunk to the league's by 7000 plate appearances; NULL when unannounced. */
  umpire_strikeout_rate: number | null;
  /** Share of the league's games won by the home team over the three years before the date. */
  league_home_win_rate: number | null;
  /** Share of games won by the home team in the ballpark over the three years before the date, shrunk to the league's by 200 games. */
  venue_home_win_rate: number | null;
  /** Runs of both teams per game in the ballpark over the three years before the date, shrunk to the league's by 100 games. */
  venue_runs_per_game: number | null;
  /** Share of the home team's home games of the same time of day (day or night) it won over the three years before the date, shrunk to the league's by 200 games. */
  home_day_night_win_rate: number | null;
  /** Whether both teams are of one division. */
  is_division_game: boolean | null;
  /** Whether the teams are of different leagues. */
  is_interleague: boolean | null;
  /** Month of the date, 1 to 12. */
  month: number | null;
  /** Day of the week, 1 for Sunday to 7 for Saturday. */
  day_of_week: number | null;
  /** Sine of the day of the year as an angle, a year being a full turn. */
  year_angle_sin: number | null;
  /** Cosine of the day of the year as an angle, a year being a full turn. */
  year_angle_cos: number | null;
  /** Whether the date is a Saturday or Sunday. */
  is_weekend: boolean | null;
  /** Whether it is a day game. */
  is_day_game: boolean | null;
  /** Whether the game is one of the postseason. */
  is_postseason: boolean | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Whether the game is one of two on the date. */
  is_doubleheader: boolean | null;
  /** Whether it is the second game of a doubleheader. */
  is_second_of_doubleheader: boolean | null;
  /** Whether it is the first game of its series. */
  is_series_opener: boolean | null;
}

/** One row per version of the game models: what it learned from, when, and how it fits what it learned from. A version is made only when the training rows have changed. */
export interface MlbModelsModelVersions {
  /** Name of the model. */
  model_name: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
  /** Last part of the version. */
  version_number: number | null;
  /** Date of the oldest game learnt from. */
  training_from: string | null;
  /** Date of the newest game learnt from. */
  training_through: string | null;
  /** Games learnt from. */
  training_rows: number | null;
  /** Number that changes when a row learnt from changes. */
  training_fingerprint: number | null;
  /** Log loss on the games learnt from (optimistic: see backtest for an honest one). */
  training_log_loss: number | null;
  /** Area under the ROC curve on the games learnt from. */
  training_roc_auc: number | null;
  /** When the model was trained, UTC. */
  trained_at: string | null;
}

/** One row per version, model and input: the weight of the input on its own scale, the intercept as __INTERCEPT__, and the training rows' mean, which stands for a missing value. Together they are the model: table functions forecast with them any date after the version's training. */
export interface MlbModelsModelWeights {
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
  /** Name of the model. */
  model_name: string | null;
  /** Column the model reads, or __INTERCEPT__ for the model's constant. */
  input: string | null;
  /** What one unit of the input adds: log-odds of a home win, or runs. Of __INTERCEPT__ the constant itself. */
  weight: number | null;
  /** Mean of the input over the training rows; it stands for a missing value. */
  training_mean: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished regular-season game and starting pitcher: his features as of the game's date, the other team's and the game's features, and how he pitched. Everything but the outcomes was known before first pitch. Of two-way players the pitching counts. */
export interface MlbModelsStarterTraining {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Whether the team played at home. */
  is_home: boolean | null;
  /** Hand with which he throws: L, R, or S for both. */
  player_throws: string | null;
  /** Season less his year of birth. */
  player_age: number | null;
  /** Pitcher: days since he last pitched; NULL when he never has. */
  pitcher_days_since_game: number | null;
  /** Pitcher: days since he last started; NULL when he never has. */
  pitcher_days_since_start: number | null;
  /** Pitcher: pitches on the date of his last start. */
  pitcher_pitches_last_start: number | null;
  /** Pitcher: batters faced before the date, since the first season collected. */
  pitcher_career_batters_faced: number | null;
  /** Pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  pitcher_strikeout_skill: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  pitcher_free_pass_skill: number | null;
  /** Pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  pitcher_home_run_skill: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of the three skills; lower is better. */
  pitcher_fip_above_league: number | null;
  /** Pitcher: outs to expect of a start, half-life six starts, shrunk by three; NULL for relievers. */
  pitcher_expected_outs: number | null;
  /** Pitcher: batters to expect in a start, half-life six starts, shrunk by three; NULL for relievers. */
  pitcher_expected_batters_faced: number | null;
  /** Pitcher: strikeouts to expect in a start: expected batters by decayed rate; NULL for relievers. */
  pitcher_expected_strikeouts: number | null;
  /** Pitcher: games pitched in the 1 days before the date. */
  pitcher_appearances_1d: number | null;
  /** Pitcher: pitches in the 1 days before the date. */
  pitcher_pitches_1d: number | null;
  /** Pitcher: games pitched in the 2 days before the date. */
  pitcher_appearances_2d: number | null;
  /** Pitcher: pitches in the 2 days before the date. */
  pitcher_pitches_2d: number | null;
  /** Pitcher: games pitched in the 3 days before the date. */
  pitcher_appearances_3d: number | null;
  /** Pitcher: pitches in the 3 days before the date. */
  pitcher_pitches_3d: number | null;
  /** Pitcher: games pitched in the 5 days before the date. */
  pitcher_appearances_5d: number | null;
  /** Pitcher: pitches in the 5 days before the date. */
  pitcher_pitches_5d: number | null;
  /** Pitcher: batters faced in the 7 days before the date. */
  pitcher_batters_faced_7d: number | null;
  /** Pitcher: strikeouts per batter faced in the 7 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_7d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 7 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_7d: number | null;
  /** Pitcher: home runs per batter faced in the 7 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_7d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 7 days before the date; lower is better. */
  pitcher_fip_above_league_7d: number | null;
  /** Pitcher: batters faced in the 14 days before the date. */
  pitcher_batters_faced_14d: number | null;
  /** Pitcher: strikeouts per batter faced in the 14 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_14d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 14 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_14d: number | null;
  /** Pitcher: home runs per batter faced in the 14 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_14d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 14 days before the date; lower is better. */
  pitcher_fip_above_league_14d: number | null;
  /** Pitcher: batters faced in the 30 days before the date. */
  pitcher_batters_faced_30d: number | null;
  /** Pitcher: strikeouts per batter faced in the 30 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_30d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 30 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_30d: number | null;
  /** Pitcher: home runs per batter faced in the 30 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_30d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 30 days before the date; lower is better. */
  pitcher_fip_above_league_30d: number | null;
  /** Pitcher: batters faced in the 60 days before the date. */
  pitcher_batters_faced_60d: number | null;
  /** Pitcher: strikeouts per batter faced in the 60 days before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_60d: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced in the 60 days before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_60d: number | null;
  /** Pitcher: home runs per batter faced in the 60 days before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_60d: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates in the 60 days before the date; lower is better. */
  pitcher_fip_above_league_60d: number | null;
  /** Pitcher: batters faced this season before the date. */
  pitcher_batters_faced_season: number | null;
  /** Pitcher: strikeouts per batter faced this season before the date, shrunk to the league's for his role by 90 batters. */
  pitcher_strikeout_rate_season: number | null;
  /** Pitcher: unintentional walks and hit batters per batter faced this season before the date, shrunk to the league's for his role by 250 batters. */
  pitcher_free_pass_rate_season: number | null;
  /** Pitcher: home runs per batter faced this season before the date, shrunk to the league's for his role by 500 batters. */
  pitcher_home_run_rate_season: number | null;
  /** Pitcher: fielding-independent runs per nine innings above the league, of those shrunk rates this season before the date; lower is better. */
  pitcher_fip_above_league_season: number | null;
  /** Pitcher: mean exit velocity of balls put in play in miles per hour in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_exit_velocity_mph_60d: number | null;
  /** Pitcher: mean exit velocity of balls put in play in miles per hour this season before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_exit_velocity_mph_season: number | null;
  /** Pitcher: share of balls put in play at 95 mph or more in the 60 days before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_hard_hit_rate_60d: number | null;
  /** Pitcher: share of balls put in play at 95 mph or more this season before the date, shrunk to the league's by 50. Worth not measured. */
  pitcher_hard_hit_rate_season: number | null;
  /** Pitcher: share of swings that missed in the 60 days before the date, shrunk to the league's by 100. Worth not measured. */
  pitcher_whiff_rate_60d: number | null;
  /** Pitcher: share of swings that missed this season before the date, shrunk to the league's by 100. Worth not measured. */
  pitcher_whiff_rate_season: number | null;
  /** Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points. */
  elo_home_win_probability: number | null;
  /** Whether the ballpark has a fixed roof. */
  is_dome: boolean | null;
  /** Whether the ballpark has a roof that opens. */
  has_retractable_roof: boolean | null;
  /** Whether the ballpark has artificial turf. */
  is_artificial_turf: boolean | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Runs per game in the park relative to an average park, from the three seasons before, regressed to 1; 1 for a park without history. */
  runs_factor: number | null;
  /** The same of home runs. */
  home_runs_factor: number | null;
  /** Mean temperature in the first hour of games of the same month at the ballpark over the three years before the date, from the weather archive; NULL without such games. The game's own archive reading is no feature. */
  normal_temperature_c: number | null;
  /** Whether a forecast for the hour of first pitch was collected. */
  is_weather_forecast: boolean | null;
  /** Temperature forecast for the hour of first pitch; NULL without a forecast. */
  forecast_temperature_c: number | null;
  /** Wind speed forecast for the hour of first pitch; NULL without a forecast. */
  forecast_wind_kmh: number | null;
  /** Rain forecast for the hour of first pitch and the four after it; NULL without a forecast. */
  forecast_precipitation_mm: number | null;
  /** Whether the schedule names the home plate umpire. */
  is_umpire_announced: boolean | null;
  /** Share of games won by the home team under the announced home plate umpire over the three years before the date, shrunk to the league's by 300 games; NULL when unannounced. */
  umpire_home_win_rate: number | null;
  /** Runs of both teams per game under the announced home plate umpire over the three years before the date, shrunk to the league's by 200 games; NULL when unannounced. */
  umpire_runs_per_game: number | null;
  /** Strikeouts per plate appearance under the announced home plate umpire over the three years before the date, shrunk to the league's by 7000 plate appearances; NULL when unannounced. */
  umpire_strikeout_rate: number | null;
  /** Share of the league's games won by the home team over the three years before the date. */
  league_home_win_rate: number | null;
  /** Share of games won by the home team in the ballpark over the three years before the date, shrunk to the league's by 200 games. */
  venue_home_win_rate: number | null;
  /** Runs of both teams per game in the ballpark over the three years before the date, shrunk to the league's by 100 games. */
  venue_runs_per_game: number | null;
  /** Share of the home team's home games of the same time of day (day or night) it won over the three years before the date, shrunk to the league's by 200 games. */
  home_day_night_win_rate: number | null;
  /** Whether both teams are of one division. */
  is_division_game: boolean | null;
  /** Whether the teams are of different leagues. */
  is_interleague: boolean | null;
  /** Month of the date, 1 to 12. */
  month: number | null;
  /** Day of the week, 1 for Sunday to 7 for Saturday. */
  day_of_week: number | null;
  /** Sine of the day of the year as an angle, a year being a full turn. */
  year_angle_sin: number | null;
  /** Cosine of the day of the year as an angle, a year being a full turn. */
  year_angle_cos: number | null;
  /** Whether the date is a Saturday or Sunday. */
  is_weekend: boolean | null;
  /** Whether it is a day game. */
  is_day_game: boolean | null;
  /** Whether the game is one of the postseason. */
  is_postseason: boolean | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Whether the game is one of two on the date. */
  is_doubleheader: boolean | null;
  /** Whether it is the second game of a doubleheader. */
  is_second_of_doubleheader: boolean | null;
  /** Whether it is the first game of its series. */
  is_series_opener: boolean | null;
  /** The other team. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  opponent_starter_strikeout_skill: number | null;
  /** The other team. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  opponent_starter_free_pass_skill: number | null;
  /** The other team. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  opponent_starter_home_run_skill: number | null;
  /** The other team. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  opponent_starter_expected_outs: number | null;
  /** The other team. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  opponent_starter_inexperience_100: number | null;
  /** The other team. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  opponent_starter_inexperience_800: number | null;
  /** The other team. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  opponent_starter_fip_share: number | null;
  /** The other team. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  opponent_bullpen_fip_share: number | null;
  /** The other team. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  opponent_batting_value: number | null;
  /** The other team. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  opponent_batting_value_conceded: number | null;
  /** The other team. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  opponent_run_margin: number | null;
  /** The other team. Elo rating before the date, from regular-season games finished before it; 1500 is average. */
  opponent_elo_rating: number | null;
  /** The other team. Runs per game the team scores above the league's mean, adjusted for its opponents. */
  opponent_adjusted_runs_scored: number | null;
  /** The other team. Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better. */
  opponent_adjusted_runs_conceded: number | null;
  /** The other team. Runs scored per game over the 30 days that end the day before. */
  opponent_runs_scored_per_game_30d: number | null;
  /** The other team. Runs conceded per game over the 30 days that end the day before. */
  opponent_runs_conceded_per_game_30d: number | null;
  /** The other team. Runs scored per game over the season's games before the date. */
  opponent_runs_scored_per_game_season: number | null;
  /** The other team. Runs conceded per game over the season's games before the date. */
  opponent_runs_conceded_per_game_season: number | null;
  /** The other team. Days without a game since the team's last one, 7 at most; 7 before the first of a season. */
  opponent_rest_days: number | null;
  /** The other team. Days in a row with a game, up to and with the day before. */
  opponent_days_played_in_a_row: number | null;
  /** The other team. Games of the team over the seven days that end the day before. */
  opponent_games_last_7_days: number | null;
  /** The other team. Games of the present homestand or road trip on earlier dates; 0 when it begins. */
  opponent_stand_games_before: number | null;
  /** The other team. Games away from home on end just before this date; 0 when the last one was at home. */
  opponent_away_games_before: number | null;
  /** The other team. Whether it is a day game on the day after a night game. */
  opponent_is_day_after_night: boolean | null;
  /** The other team. Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown. */
  opponent_travel_km: number | null;
  /** The other team. Hours the clock is put forward on the way from the game before: positive going east, negative going west. */
  opponent_time_zone_shift_hours: number | null;
  /** The other team. Days since the team last crossed a time zone, 14 at most; 0 when it did for this game. */
  opponent_days_since_time_zone_shift: number | null;
  /** The other team. Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west. */
  opponent_jet_lag_hours: number | null;
  /** The other team. Pitches of relievers over the 3 days that end the day before. */
  opponent_relief_pitches_3d: number | null;
  /** The other team. Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before. */
  opponent_tired_relievers: number | null;
  /** The other team. Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced. */
  opponent_tired_relief_share: number | null;
  /** The other team. Games won on end before the date, or lost when negative; 0 after a tie or before the first game. */
  opponent_streak: number | null;
  /** The other team. Share won of the season's last ten games, or of fewer; NULL before the first. */
  opponent_last_10_win_rate: number | null;
  /** The other team. The season's home_win_rate of a home side, road_win_rate of an away side. */
  opponent_site_win_rate: number | null;
  /** The other team. Players on the injured list, as announced before the date. */
  opponent_injured_players: number | null;
  /** The other team. Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did. */
  opponent_batter_postseason_games: number | null;
  /** The other team. Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced. */
  opponent_starter_rest_days: number | null;
  /** The other team. Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced. */
  opponent_starter_last_pitches: number | null;
  /** The other team. Mean shrunk wOBA, pitchers at bat left out, of the expected nine; NULL when the team's last 15 games name fewer. */
  opponent_expected_lineup_woba: number | null;
  /** The other team. Whether the schedule says all nine of the lineup. */
  opponent_is_lineup_announced: boolean | null;
  /** The other team. announced_lineup_woba, or expected_lineup_woba until it is known. */
  opponent_lineup_woba: number | null;
  /** The other team. starter_strikeout_skill times the opponent's strikeout_rate_60d. */
  opponent_strikeout_matchup: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
}

/** One row per ingest run: what it was asked for, what it did, and how it ended. */
export interface MlbOpsCollectionRuns {
  /** Key of the run; sorts by time. */
  run_id: string;
  /** When it began. */
  started_at: string;
  /** When it ended. */
  ended_at: string;
  /** Which world was asked: live, replay or sim. */
  source: string;
  /** First date asked for. */
  from_date: string;
  /** Last date asked for. */
  to_date: string;
  /** complete, partial (something failed or was skipped), stopped, off_season, or failed (by an error that ended it). */
  outcome: string;
  /** Code of the error that ended it. */
  error_code: string | null;
  /** Message of the error that ended it. */
  error_message: string | null;
  /** Requests sent, repetitions included. */
  requests: number;
  /** Items read: games, dates, clubs on a date. */
  fetched_items: number;
  /** Items that could not be read. */
  failed_items: number;
  /** Raw rows inserted, changed or removed. */
  changed_rows: number;
  /** Duration. */
  seconds: number;
  /** By entity: items expected, present, fetched, failed and skipped, where they came from, rows by what happened to them, seconds. */
  entities: string;
}

/** One row per entity and read that failed and has not succeeded since: what was asked for, the last error, and how often it failed. */
export interface MlbOpsDeadLetters {
  /** What was to be collected. */
  entity: string;
  /** Names the read in its entity, as progress and plans do. */
  read_key: string;
  /** What was asked for; the entity takes it up again from this. */
  request: string;
  /** Code of the last failure. */
  error_code: string;
  /** Message of the last failure, with method and URL. */
  error_message: string;
  /** HTTP status of the last failure, if there was an answer. */
  http_status: number | null;
  /** Runs in which it failed. */
  failure_count: number;
  /** When it failed first. */
  first_failed_at: string;
  /** When it failed last. */
  last_failed_at: string;
  /** Ingest run in which it failed last. */
  run_id: string;
  /** Which world was asked: live, replay or sim. */
  source: string;
}

/** One row per endpoint and path of a field that its answers did not have when the program was written. The field is kept in the payloads; here it is reported once. */
export interface MlbOpsSchemaDrift {
  /** Endpoint whose answers have the field. */
  endpoint: string;
  /** Path of the field: names joined by dots, [] for entries of an array, {} for values by id; the column of a CSV. */
  path: string;
  /** When an answer first had it. */
  first_seen_at: string;
  /** Ingest run that saw it first. */
  run_id: string;
  /** Which world it was seen in: live, replay or sim. */
  source: string;
  /** URL of an answer that has it, without secrets. */
  url: string;
}

/** One row per game: the newest forecast made before the game's date, with the model version, what was known, and the features that moved it most. A forecast is replaced only while a new one says something else and its model has not seen the game. */
export interface MlbPredictionsGamePredictions {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** 1, or 2 for the second game of a doubleheader. */
  game_number: number | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Abbreviation of the home team. */
  home_team_abbreviation: string | null;
  /** Abbreviation of the away team. */
  away_team_abbreviation: string | null;
  /** Full name of the home team. */
  home_team_name: string | null;
  /** Full name of the away team. */
  away_team_name: string | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_starter_id: number | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_starter_id: number | null;
  /** Name of the home team's announced starter. */
  home_starter_name: string | null;
  /** Name of the away team's announced starter. */
  away_starter_name: string | null;
  /** Probability that the home team wins. */
  home_win_probability: number | null;
  /** Probability that the away team wins. */
  away_win_probability: number | null;
  /** Expected runs of the home team. */
  predicted_home_runs: number | null;
  /** Expected runs of the away team. */
  predicted_away_runs: number | null;
  /** Share of the compact features of both sides that are known, 0 to 1. */
  feature_completeness: number | null;
  /** Every feature of the model, the one that moves the forecast most first: name, value, and contribution in log-odds, positive for the home team. Contributions add up to the log-odds of the forecast less a constant. */
  top_features: {
    feature: string | null;
    value: number | null;
    contribution: number | null;
  }[];
  /** Name of the model. */
  model_name: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
  /** Date of the newest game learnt from. */
  training_through: string | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** When the forecast was made, UTC. */
  predicted_at: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
}

/** One row per date, entity and check of what was collected for the date as a whole: schedule, rosters, standings, statistics of teams and players, transactions. */
export interface MlbQualityDateQualityChecks {
  /** Date the check is about, US/Eastern. */
  check_date: string | null;
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Name of the check. */
  check_name: string | null;
  /** fail counts against the grade, which may hold the data back; warn only tells. */
  severity: string | null;
  /** PASS, WARNING or ERROR. */
  outcome: string | null;
  /** Whether the check passed. */
  is_passed: boolean | null;
  /** Quality score the check counts for; NULL for one that only tells. */
  score_name: string | null;
  /** Whether the check, failing, makes the grade an F whatever the scores. */
  blocks: boolean | null;
  /** What the check expects, mostly as a count. */
  expected: number | null;
  /** What was found, mostly as a count. */
  actual: number | null;
  /** Share that passed, 0 to 1: actual / expected, at most 1. */
  pass_rate: number | null;
  /** Ids of the rows that fail the check. */
  offending_ids: number[];
  /** How many of how many, and what is the matter if the check did not pass. */
  message: string | null;
  /** What to do about a check that did not pass, e.g. RETRY_STATCAST; NULL when it did. */
  action: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per entity and date: its four quality scores, the weighted score, the grade and what follows from it. What is judged game by game is graded by the games that pass, one held back counting as missing: one bad game never makes a good day an F. */
export interface MlbQualityDateQualityGrades {
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Date the check is about, US/Eastern. */
  check_date: string | null;
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** Games judged one by one; 0 where the date is judged as a whole. */
  game_count: number | null;
  /** Games that by this entity alone would be an F. */
  failed_game_count: number | null;
  /** 1 when every declared field is there in its declared type, else 0. */
  schema_match: number | null;
  /** Share of the required fields (or lineup places, or teams) that are filled, the worst of them. */
  data_completeness: number | null;
  /** Share of the players the box score lists who have a line. */
  player_completeness: number | null;
  /** Share of the values that lie in their plausible range, the worst of them. */
  value_ranges: number | null;
  /** Weighted sum of the four scores, 0 to 1. */
  quality_score: number | null;
  /** Quality grade: A, B, C (passes with an alert) or F (held back); NULL before the game is final. */
  grade: string | null;
  /** Whether the data goes on to the historical tables. */
  should_proceed: boolean | null;
  /** Whether someone is told. */
  should_alert: boolean | null;
  /** Whether the data is to be collected again. */
  should_retry: boolean | null;
  /** Checks that did not pass, as entity.check_name. */
  failed_checks: string[];
  /** What to do again; empty when nothing is. */
  retry_actions: string[];
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

export interface MlbQualityEveryFinalGameIsGraded {
  game_pk: number | null;
  graded_game_pk: number | null;
}

/** One row per final game, entity and check of it that applies to what was collected: what was expected, what was found, the share that passed, the offending ids, and what to do about it. */
export interface MlbQualityGameQualityChecks {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Date the check is about, US/Eastern. */
  check_date: string | null;
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Name of the check. */
  check_name: string | null;
  /** fail counts against the grade, which may hold the data back; warn only tells. */
  severity: string | null;
  /** PASS, WARNING or ERROR. */
  outcome: string | null;
  /** Whether the check passed. */
  is_passed: boolean | null;
  /** Quality score the check counts for; NULL for one that only tells. */
  score_name: string | null;
  /** Whether the check, failing, makes the grade an F whatever the scores. */
  blocks: boolean | null;
  /** What the check expects, mostly as a count. */
  expected: number | null;
  /** What was found, mostly as a count. */
  actual: number | null;
  /** Share that passed, 0 to 1: actual / expected, at most 1. */
  pass_rate: number | null;
  /** Ids of the rows that fail the check. */
  offending_ids: number[];
  /** How many of how many, and what is the matter if the check did not pass. */
  message: string | null;
  /** What to do about a check that did not pass, e.g. RETRY_STATCAST; NULL when it did. */
  action: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per final game: its four quality scores, the weighted score, the grade and what follows from it. The grade is of the game's result and box score; its pitches, where they were collected, have a grade of their own. A game of grade F is held back and collected again. */
export interface MlbQualityGameQualityGrades {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** 1 when every declared field is there in its declared type, else 0. */
  schema_match: number | null;
  /** Share of the required fields (or lineup places, or teams) that are filled, the worst of them. */
  data_completeness: number | null;
  /** Share of the players the box score lists who have a line. */
  player_completeness: number | null;
  /** Share of the values that lie in their plausible range, the worst of them. */
  value_ranges: number | null;
  /** Weighted sum of the four scores, 0 to 1. */
  quality_score: number | null;
  /** Quality grade: A, B, C (passes with an alert) or F (held back); NULL before the game is final. */
  grade: string | null;
  /** Whether the grade lets the game pass. */
  is_admitted: boolean | null;
  /** Grade of the game's pitches; NULL when none were asked for. */
  statcast_grade: string | null;
  /** Whether the grade of the game's pitches lets them pass; NULL when none were asked for. */
  is_statcast_admitted: boolean | null;
  /** Whether the data goes on to the historical tables. */
  should_proceed: boolean | null;
  /** Whether someone is told. */
  should_alert: boolean | null;
  /** Whether the data is to be collected again. */
  should_retry: boolean | null;
  /** Checks that did not pass, as entity.check_name. */
  failed_checks: string[];
  /** What to do again; empty when nothing is. */
  retry_actions: string[];
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per phase of the season and grade: whether data of the grade passes, whether someone is told, whether it is collected again, and what the phase asks for. */
export interface MlbQualityGradingActions {
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** Quality grade: A, B, C (passes with an alert) or F (held back); NULL before the game is final. */
  grade: string | null;
  /** Whether the data goes on to the historical tables. */
  should_proceed: boolean | null;
  /** Whether someone is told. */
  should_alert: boolean | null;
  /** Whether the data is to be collected again. */
  should_retry: boolean | null;
  /** Whether any check that did not pass is told of, whatever the grade. */
  alert_on_any_issue: boolean | null;
  /** Whether any check that did not pass is a reason to collect again. */
  retry_on_warning: boolean | null;
  /** Whether a game must have its pitches in this phase. */
  is_statcast_required: boolean | null;
  /** Share of the players that a grade better than F needs at least. */
  player_completeness_threshold: number | null;
}

export interface MlbQualityNewestDatesAreUsable {
  check_date: string | null;
  game_count: number | null;
  failed_game_count: number | null;
  quality_score: number | null;
  failed_checks: string[];
}

/** One row per check, entity, date and (for checks of one game) game: every quality check there is. game_pk is NULL for checks of a date as a whole. */
export interface MlbQualityQualityChecks {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Date the check is about, US/Eastern. */
  check_date: string | null;
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Name of the check. */
  check_name: string | null;
  /** fail counts against the grade, which may hold the data back; warn only tells. */
  severity: string | null;
  /** PASS, WARNING or ERROR. */
  outcome: string | null;
  /** Whether the check passed. */
  is_passed: boolean | null;
  /** Quality score the check counts for; NULL for one that only tells. */
  score_name: string | null;
  /** What the check expects, mostly as a count. */
  expected: number | null;
  /** What was found, mostly as a count. */
  actual: number | null;
  /** Share that passed, 0 to 1: actual / expected, at most 1. */
  pass_rate: number | null;
  /** Ids of the rows that fail the check. */
  offending_ids: number[];
  /** How many of how many, and what is the matter if the check did not pass. */
  message: string | null;
  /** What to do about a check that did not pass, e.g. RETRY_STATCAST; NULL when it did. */
  action: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per final game and measure of it: how far it lies from the games of earlier dates of the same season, as a robust z-score (distance from the median by the interquartile range). Only tells; no grade depends on it. Games with fewer than a hundred earlier ones are not judged. */
export interface MlbQualitySeasonAnomalyChecks {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Date the check is about, US/Eastern. */
  check_date: string | null;
  /** spring_training, regular_season or postseason: how strict the grades are. */
  phase: string | null;
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Name of the check. */
  check_name: string | null;
  /** fail counts against the grade, which may hold the data back; warn only tells. */
  severity: string | null;
  /** PASS, WARNING or ERROR. */
  outcome: string | null;
  /** Whether the check passed. */
  is_passed: boolean | null;
  /** Quality score the check counts for; NULL for one that only tells. */
  score_name: string | null;
  /** What the check expects, mostly as a count. */
  expected: number | null;
  /** What was found, mostly as a count. */
  actual: number | null;
  /** Share that passed, 0 to 1: actual / expected, at most 1. */
  pass_rate: number | null;
  /** Ids of the rows that fail the check. */
  offending_ids: number[];
  /** How many of how many, and what is the matter if the check did not pass. */
  message: string | null;
  /** What to do about a check that did not pass, e.g. RETRY_STATCAST; NULL when it did. */
  action: string | null;
  /** Robust z-score: distance from the median of the season so far, in interquartile ranges of 1.349. */
  z_score: number | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished game, side and player listed in the box score, with his batting, pitching and fielding lines; bench and bullpen too. */
export interface MlbRawRawBoxscorePlayers {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** home or away. */
  side: string;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game: its box score without the players. */
export interface MlbRawRawBoxscores {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per entity and item that was read whole: a game, a date, a club on a date. The payload counts its rows by table, and says in doubts what made its source look damaged each time it was asked; known_at is when it was last read. */
export interface MlbRawRawCollectedItems {
  /** What was collected: schedule, boxscores, rosters and so on. */
  entity: string;
  /** Key of the item, unique in the entity. */
  item_key: string;
  /** Date (US/Eastern) the item is about; none for a season. */
  item_date: string | null;
  /** What the item depended on when it was read, as the state of its game in the schedule; another state means read it again. */
  state: string | null;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game: what its live feed says of the game as such (teams, park, officials, weather, attendance, duration, decisions, flags), without box score, plays and the biographies of players. */
export interface MlbRawRawGameFeeds {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game: its runs, hits, errors and men left on base by inning and in all. */
export interface MlbRawRawLinescores {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per person in a box score or on a roster: his biography as of the last season he was seen in, without his age. */
export interface MlbRawRawPeople {
  /** Key of the person in the MLB Stats API. */
  person_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game, plate appearance and pitch. From Savant, the payload holds the columns of its export that are not blank; from the MLB Stats API, `event` is the play's event and `play` its context. */
export interface MlbRawRawPitches {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Plate appearance in the game, from 1. */
  at_bat_number: number;
  /** Pitch in the plate appearance, from 1. */
  pitch_number: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per game, player, group and, of fielders, position: lines from his game log where the box score should have one, but has not. */
export interface MlbRawRawPlayerGameLines {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** hitting, pitching or fielding. */
  stat_group: string;
  /** Position of a fielding line, as the MLB Stats API codes it; empty of other lines. */
  position_code: string;
  /** Why the line was looked for: boxscore names him without a line, roster has him and the box score does not, or totals of the season count more games than there are lines. */
  strategy: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per stats date, group, player, team and, of fielders, position: everyone with statistics in the regular season up to that date, qualified or not. */
export interface MlbRawRawPlayerStats {
  /** Last date (US/Eastern) whose games are counted. */
  stats_date: string;
  /** Season, a year. */
  season: number;
  /** hitting, pitching or fielding. */
  stat_group: string;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Position of a fielding line, as the MLB Stats API codes it; empty of other lines. */
  position_code: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game and plate appearance, with its pitches, actions, runners and the score after it. */
export interface MlbRawRawPlays {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Plate appearance of the game, counted from 0. */
  at_bat_index: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per roster type, date, team and player on that roster. */
export interface MlbRawRawRosters {
  /** active or 40Man, as the MLB Stats API names them. */
  roster_type: string;
  /** Date (US/Eastern) the roster was asked for. */
  roster_date: string;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date and game of the schedule, with probable pitchers, lineups, officials, line score and venue. A suspended or postponed game stands on each of its dates. */
export interface MlbRawRawSchedule {
  /** Date under which the schedule lists the game. */
  schedule_date: string;
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per season that ingest/seasons.yaml does not have: its dates. */
export interface MlbRawRawSeasons {
  /** Season, a year. */
  season: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date of the regular season and team: its place in the standings after the games of the date. */
export interface MlbRawRawStandings {
  /** Date (US/Eastern) through which games count. */
  standings_date: string;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date of the regular season, group of statistics and team: its totals from the start of the season through the date. */
export interface MlbRawRawTeamStats {
  /** Date (US/Eastern) through which games count. */
  stats_date: string;
  /** hitting, pitching or fielding. */
  stat_group: string;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per season and major league team. */
export interface MlbRawRawTeams {
  /** Season, a year. */
  season: number;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date of a season and transaction of the major league clubs. */
export interface MlbRawRawTransactions {
  /** Date (US/Eastern) of the transaction. */
  transaction_date: string;
  /** Key of the transaction in the MLB Stats API. */
  transaction_id: number;
  /** 1; counts on where one key stands for several entries. */
  entry: number;
  /** Key of the person in the MLB Stats API; none for cash. */
  player_id: number | null;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per season and ballpark on its schedule, with location, coordinates, field and time zone. */
export interface MlbRawRawVenues {
  /** Season, a year. */
  season: number;
  /** Key of the ballpark in the MLB Stats API. */
  venue_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per game and kind: the weather at its ballpark in the hour of first pitch (UTC) and the four after it, with units. Under a dome there is none, and the payload says only the roof; a retractable roof may have been closed. */
export interface MlbRawRawWeather {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** archive: as it was; forecast: as it was last expected before first pitch. */
  kind: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per entity and item that was read whole, with the rows it had by raw table; NULL for a table the item has nothing to do with. */
export interface MlbStagingStgCollectedItems {
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Key of the item within its entity. */
  item_key: string | null;
  /** Date (US/Eastern) the item is about; NULL for a season or a person. */
  item_date: string | null;
  /** MLB's id of the game, where the item is a game. */
  item_game_pk: number | null;
  /** Whether the source looked damaged each time it was asked, and was believed in the end. */
  has_doubts: boolean | null;
  /** Rows of raw_schedule that came with the item; NULL when it has nothing to do with that table. */
  schedule_rows: number | null;
  /** Rows of raw_boxscores that came with the item; NULL when it has nothing to do with that table. */
  boxscores_rows: number | null;
  /** Rows of raw_boxscore_players that came with the item; NULL when it has nothing to do with that table. */
  boxscore_players_rows: number | null;
  /** Rows of raw_game_feeds that came with the item; NULL when it has nothing to do with that table. */
  game_feeds_rows: number | null;
  /** Rows of raw_linescores that came with the item; NULL when it has nothing to do with that table. */
  linescores_rows: number | null;
  /** Rows of raw_plays that came with the item; NULL when it has nothing to do with that table. */
  plays_rows: number | null;
  /** Rows of raw_pitches that came with the item; NULL when it has nothing to do with that table. */
  pitches_rows: number | null;
  /** Rows of raw_weather that came with the item; NULL when it has nothing to do with that table. */
  weather_rows: number | null;
  /** Rows of raw_rosters that came with the item; NULL when it has nothing to do with that table. */
  rosters_rows: number | null;
  /** Rows of raw_standings that came with the item; NULL when it has nothing to do with that table. */
  standings_rows: number | null;
  /** Rows of raw_team_stats that came with the item; NULL when it has nothing to do with that table. */
  team_stats_rows: number | null;
  /** Rows of raw_player_stats that came with the item; NULL when it has nothing to do with that table. */
  player_stats_rows: number | null;
  /** Rows of raw_transactions that came with the item; NULL when it has nothing to do with that table. */
  transactions_rows: number | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
}

/** One row per finished game: what its live feed says of the game as such, and the umpires of its box score, typed. */
export interface MlbStagingStgGameDetails {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the umpire behind the plate. */
  home_plate_umpire_id: number | null;
  /** Name of the umpire behind the plate. */
  home_plate_umpire_name: string | null;
  /** MLB's id of the umpire at first base. */
  first_base_umpire_id: number | null;
  /** MLB's id of the umpire at second base. */
  second_base_umpire_id: number | null;
  /** MLB's id of the umpire at third base. */
  third_base_umpire_id: number | null;
  /** Paid attendance. */
  attendance: number | null;
  /** Minutes from first pitch to the end, without delays. */
  duration_minutes: number | null;
  /** Minutes of delays; NULL when there was none. */
  delay_minutes: number | null;
  /** When the first pitch was thrown, UTC. */
  started_at: string | null;
  /** Sky as the feed says, e.g. Partly Cloudy, Roof Closed. */
  weather_condition: string | null;
  /** Degrees Fahrenheit at first pitch, as the feed says. */
  temperature_f: number | null;
  /** MLB's id of the pitcher credited with the win. */
  winning_pitcher_id: number | null;
  /** MLB's id of the pitcher charged with the loss. */
  losing_pitcher_id: number | null;
  /** MLB's id of the pitcher credited with a save; NULL when there is none. */
  save_pitcher_id: number | null;
  /** Whether a side was held without a hit. */
  is_no_hitter: boolean | null;
  /** Whether a side had nobody on base. */
  is_perfect_game: boolean | null;
  /** Miles an hour of the wind at first pitch, as the feed says. */
  wind_mph: number | null;
  /** Where the wind blows, as seen from home plate, e.g. Out To CF, In From LF, L To R. */
  wind_direction: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game: its newest schedule entry, typed. A postponed game stands on the date it was played; a suspended one on its official date, completed_date being the day it was finished. */
export interface MlbStagingStgGames {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** MLB's detailed state of the game, e.g. Final, Scheduled, Postponed. */
  status: string | null;
  /** MLB's coded state: S scheduled, P pre-game, I in progress, F final, D postponed, U suspended, C cancelled. */
  status_code: string | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Runs of the home team; NULL until the game is final. */
  home_score: number | null;
  /** Runs of the away team; NULL until the game is final. */
  away_score: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Name of the ballpark. */
  venue_name: string | null;
  /** N none, Y traditional or S split doubleheader. */
  double_header: string | null;
  /** 1, or 2 for the second game of a doubleheader. */
  game_number: number | null;
  /** day or night. */
  day_night: string | null;
  /** Innings scheduled. */
  scheduled_innings: number | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Games in the series. */
  games_in_series: number | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_probable_pitcher_id: number | null;
  /** Name of the home team's announced starter. */
  home_probable_pitcher_name: string | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_probable_pitcher_id: number | null;
  /** Name of the away team's announced starter. */
  away_probable_pitcher_name: string | null;
  /** MLB's id of the umpire announced for home plate; NULL when unannounced. */
  announced_umpire_id: number | null;
  /** Name of the umpire announced for home plate. */
  announced_umpire_name: string | null;
  /** Date the game was postponed from; NULL when it was not. */
  postponed_from_date: string | null;
  /** The lineups as the schedule lists them, JSON; NULL until announced. */
  announced_lineups: string | null;
  /** Whether the game is over and counts. */
  is_final: boolean | null;
  /** Whether the game ended tied. */
  is_tie: boolean | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per player and stint on the injured list, from his club's transactions, or from the 40-man rosters where those are silent. A stint that nobody ends reaches into the next season: until he is placed anew, is healthy on a roster, plays, or (lapse_date) that season is over. A stint was known from announced_date on, its transfer from transferred_date, its end from activated_date: whoever asks as of a date takes only what is earlier. */
export interface MlbStagingStgInjuries {
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** transaction, or roster: what the stint is known by. */
  known_by: string | null;
  /** What is the matter, as far as the announcement says. */
  injury: string | null;
  /** Days after which the list he was placed on is named: 7, 10, 15 or 60; NULL for others. */
  il_days: number | null;
  /** Days by which that longer list is named; NULL when he was not transferred. */
  transferred_il_days: number | null;
  /** Date from which he counts as injured: retroactive ones are earlier than announced_date. */
  placed_date: string | null;
  /** Date on which the stint became known. */
  announced_date: string | null;
  /** Date on which he was transferred to a longer list; NULL when he was not. */
  transferred_date: string | null;
  /** Date on which he left the list, or was first seen off it: placed anew in a later season, healthy on a roster, playing; NULL while he is on it. */
  activated_date: string | null;
  /** Date after which a stint that nothing ends no longer counts: when the season after its own is over. */
  lapse_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished game and inning, typed: runs, hits, errors and men left on base of both sides. A half inning that was not played has no runs (NULL). */
export interface MlbStagingStgLinescores {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Inning, from 1. */
  inning: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Runs of the home team in the inning; NULL when it did not bat. */
  home_runs_scored: number | null;
  /** Hits of the home team in the inning. */
  home_hits: number | null;
  /** Errors of the home team in the inning. */
  home_errors: number | null;
  /** Runners the home team left on base in the inning. */
  home_left_on_base: number | null;
  /** Runs of the away team in the inning; NULL when it did not bat. */
  away_runs_scored: number | null;
  /** Hits of the away team in the inning. */
  away_hits: number | null;
  /** Errors of the away team in the inning. */
  away_errors: number | null;
  /** Runners the away team left on base in the inning. */
  away_left_on_base: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per entity, date and (for what is read by game) game: how many of its raw rows have every declared field in its declared JSON type, and which rows and fields have not. */
export interface MlbStagingStgPayloadFields {
  /** What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ... */
  entity: string | null;
  /** Date (US/Eastern) the item is about; NULL for a season or a person. */
  item_date: string | null;
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Raw rows. */
  row_count: number | null;
  /** Raw rows that have every declared field in its declared type. */
  matching_row_count: number | null;
  /** Declared fields that are absent or of another type in some of the rows. */
  mismatched_fields: string | null;
  /** Ids of up to fifty rows (player, team, transaction or game) with such fields. */
  mismatched_ids: number[];
  /** Raw rows whose own date or season is not that of the item. */
  misdated_row_count: number | null;
  /** Ids of up to fifty rows whose own date or season is not that of the item. */
  misdated_ids: number[];
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per person in a box score or on a roster, typed: his biography as last read. */
export interface MlbStagingStgPeople {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name: of a ballpark as of the season, or full name of a person. */
  name: string | null;
  /** First name. */
  first_name: string | null;
  /** Last name. */
  last_name: string | null;
  /** Date of birth. */
  birth_date: string | null;
  /** City of birth. */
  birth_city: string | null;
  /** Country of birth. */
  birth_country: string | null;
  /** Side he bats from: L, R or S for both. */
  bats: string | null;
  /** Hand he throws with: L, R or S for both. */
  throws: string | null;
  /** Weight in pounds. */
  weight_lb: number | null;
  /** Date of his first major league game. */
  debut_date: string | null;
  /** Date of his last major league game, once he has retired. */
  last_played_date: string | null;
  /** MLB's code of his main position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  primary_position: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, Hitter, ... */
  primary_position_type: string | null;
  /** Feet above the ground at which his strike zone ends. */
  strike_zone_top_ft: number | null;
  /** Feet above the ground at which his strike zone begins. */
  strike_zone_bottom_ft: number | null;
  /** Whether he plays, as of when he was last read. */
  is_active: boolean | null;
  /** Height in inches. */
  height_in: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished game, plate appearance and pitch, typed: from Savant's export, or from the play-by-play of the MLB Stats API where Savant lacks the game. Estimated values and movement are Savant's alone. */
export interface MlbStagingStgPitches {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Number of the plate appearance in the game, from 1. */
  at_bat_number: number | null;
  /** Number of the pitch in the plate appearance, from 1. */
  pitch_number: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Service that had it: savant, stats_api (the play-by-play), or archive, an earlier answer of either. */
  origin: string | null;
  /** MLB's id of the pitcher. */
  pitcher_id: number | null;
  /** MLB's id of the batter. */
  batter_id: number | null;
  /** Inning, from 1. */
  inning: number | null;
  /** Zone of the plate it crossed: 1 to 9 in the strike zone, 11 to 14 outside it. */
  zone: number | null;
  /** Code of the fielder's position that first touched the ball. */
  hit_location: number | null;
  /** Direction of the spin, degrees: 180 is pure backspin, 0 topspin. */
  spin_axis_deg: number | null;
  /** Spin at release, turns a minute. */
  release_spin_rate: number | null;
  /** Projected feet of the batted ball. */
  hit_distance_ft: number | null;
  /** Code of the pitch: FF four-seam fastball, SI sinker, SL slider, CH change-up, ... */
  pitch_type: string | null;
  /** Side the batter stands on: L or R. */
  stand: string | null;
  /** Hand the pitcher throws with: L or R. */
  p_throws: string | null;
  /** ground_ball, line_drive, fly_ball or popup; NULL when the ball is not in play. */
  batted_ball_type: string | null;
  /** Of a transaction or play: what happened, in MLB's words. Of a pitch: what it was, in Savant's (called_strike, ball, foul, hit_into_play, ...). */
  description: string | null;
  /** What ended the plate appearance (single, strikeout, field_out, ...); NULL on every pitch but its last. */
  events: string | null;
  /** Balls: before the pitch, or after the plate appearance. */
  balls: number | null;
  /** Strikes: before the pitch, or after the plate appearance. */
  strikes: number | null;
  /** Outs before the pitch. */
  outs_when_up: number | null;
  /** Whether the away team bats. */
  is_top_inning: boolean | null;
  /** Runs of the home team before the pitch. */
  home_score_before: number | null;
  /** Runs of the away team before the pitch. */
  away_score_before: number | null;
  /** Speed at release, miles an hour. */
  release_speed: number | null;
  /** Speed as the batter perceives it, by how far in front of the rubber it is released. */
  effective_speed: number | null;
  /** Feet in front of the rubber at which the ball is released. */
  release_extension: number | null;
  /** Feet from the middle of the plate at release, seen by the catcher. */
  release_pos_x: number | null;
  /** Feet above the ground at release. */
  release_pos_z: number | null;
  /** Horizontal movement in feet, seen by the catcher. */
  pfx_x: number | null;
  /** Vertical movement in feet against a pitch without spin. */
  pfx_z: number | null;
  /** Feet from the middle of the plate as it crosses it, seen by the catcher. */
  plate_x: number | null;
  /** Feet above the ground as it crosses the plate. */
  plate_z: number | null;
  /** Feet above the ground of the top of the batter's strike zone. */
  zone_top: number | null;
  /** Feet above the ground of the bottom of the batter's strike zone. */
  zone_bottom: number | null;
  /** Speed of the batted ball, miles an hour. */
  launch_speed: number | null;
  /** Angle of the batted ball above the horizontal, degrees. */
  launch_angle: number | null;
  /** Where the ball was fielded, from left to right, in Gameday's units. */
  hit_x: number | null;
  /** Where the ball was fielded, from far to near, in Gameday's units. */
  hit_y: number | null;
  /** Expected batting average by speed and angle: Savant's estimate. */
  estimated_average: number | null;
  /** Expected wOBA by speed and angle: Savant's estimate. */
  estimated_woba: number | null;
  /** wOBA weight of what came of the plate appearance. */
  woba_value: number | null;
  /** 1 where the plate appearance counts in wOBA, else 0. */
  woba_denominator: number | null;
  /** Runs expected after the pitch less those before it. */
  run_expectancy_change: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and player whose line the box score should have, but has not: batting, pitching and fielding from his game log, typed; fielding over all positions. */
export interface MlbStagingStgPlayerGameLines {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Whether the team played at home. */
  is_home: boolean | null;
  /** Whether the player has a batting line. */
  has_batting: boolean | null;
  /** Whether the player has a pitching line. */
  has_pitching: boolean | null;
  /** Whether the player has a fielding line. */
  has_fielding: boolean | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Games started as the pitcher: of one game 1 or 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Games finished as the pitcher: of one game 1 or 0. */
  games_finished: number | null;
  /** Games won as the pitcher of record. */
  pitcher_wins: number | null;
  /** Games lost as the pitcher of record. */
  pitcher_losses: number | null;
  /** Saves. */
  saves: number | null;
  /** Save opportunities. */
  save_opportunities: number | null;
  /** Holds. */
  holds: number | null;
  /** Blown saves. */
  blown_saves: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, side and player listed in the box score, bench and bullpen too: his batting, pitching and fielding line, typed. Columns of a line he does not have are NULL. */
export interface MlbStagingStgPlayerGames {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Codes of every position he played, in order. */
  position_codes: string[];
  /** Hundred times the place in the batting order, plus one for each substitution; NULL when not in the order. */
  batting_order: number | null;
  /** Whether the player has a batting line. */
  has_batting: boolean | null;
  /** Whether the player has a pitching line. */
  has_pitching: boolean | null;
  /** Whether the player has a fielding line. */
  has_fielding: boolean | null;
  /** Whether he batted, pitched or fielded; else he sat on the bench or in the bullpen. */
  has_played: boolean | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Games started as the pitcher: of one game 1 or 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Games finished as the pitcher: of one game 1 or 0. */
  games_finished: number | null;
  /** Games won as the pitcher of record. */
  pitcher_wins: number | null;
  /** Games lost as the pitcher of record. */
  pitcher_losses: number | null;
  /** Saves. */
  saves: number | null;
  /** Save opportunities. */
  save_opportunities: number | null;
  /** Holds. */
  holds: number | null;
  /** Blown saves. */
  blown_saves: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Innings pitched as a number: 5.667 is five and two thirds. */
  innings_pitched: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per stats date, player and team: his batting, pitching and fielding totals of the regular season through the date, typed; fielding over all positions. */
export interface MlbStagingStgPlayerSeasonStats {
  /** Date through which the totals of the season count, US/Eastern. */
  stats_date: string | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Games with a batting line. */
  batting_games: number | null;
  /** Games with a pitching line. */
  pitching_games: number | null;
  /** Games with a fielding line: of a player, the most at one position. */
  fielding_games: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Games started as the pitcher: of one game 1 or 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Games finished as the pitcher: of one game 1 or 0. */
  games_finished: number | null;
  /** Games won as the pitcher of record. */
  pitcher_wins: number | null;
  /** Games lost as the pitcher of record. */
  pitcher_losses: number | null;
  /** Saves. */
  saves: number | null;
  /** Save opportunities. */
  save_opportunities: number | null;
  /** Holds. */
  holds: number | null;
  /** Blown saves. */
  blown_saves: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished game and plate appearance, typed: who met whom when, what came of it, and the score after it. */
export interface MlbStagingStgPlays {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Number of the plate appearance in the game, from 0. */
  at_bat_index: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Inning, from 1. */
  inning: number | null;
  /** Whether the away team bats. */
  is_top_inning: boolean | null;
  /** MLB's id of the batter. */
  batter_id: number | null;
  /** MLB's id of the pitcher. */
  pitcher_id: number | null;
  /** Side the batter stands on: L or R. */
  stand: string | null;
  /** Hand the pitcher throws with: L or R. */
  p_throws: string | null;
  /** Empty, Men_On, RISP (in scoring position) or Loaded. */
  men_on_base: string | null;
  /** What came of the plate appearance: single, strikeout, field_out, ... */
  event_type: string | null;
  /** Of a transaction or play: what happened, in MLB's words. Of a pitch: what it was, in Savant's (called_strike, ball, foul, hit_into_play, ...). */
  description: string | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Runs of the home team after it. */
  home_score_after: number | null;
  /** Runs of the away team after it. */
  away_score_after: number | null;
  /** Balls: before the pitch, or after the plate appearance. */
  balls: number | null;
  /** Strikes: before the pitch, or after the plate appearance. */
  strikes: number | null;
  /** Outs after it. */
  outs_after: number | null;
  /** Whether anyone was put out. */
  has_out: boolean | null;
  /** Whether anyone scored. */
  is_scoring_play: boolean | null;
  /** When it began, UTC. */
  begun_at: string | null;
  /** When it ended, UTC. */
  ended_at: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game, side and place in the batting order, as the schedule announces the lineups. A game whose lineups are not announced has none. */
export interface MlbStagingStgProbableLineups {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Place in the batting order, 1 to 9. */
  batting_place: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per roster date, team and player on the active roster, typed. */
export interface MlbStagingStgRosters {
  /** Date the roster stood, US/Eastern. */
  roster_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Number on the jersey. */
  jersey_number: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, ... */
  position_type: string | null;
  /** MLB's code of the player's roster status, A for active. */
  roster_status: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per roster date, team and player on the 40-man roster, the injured among them, typed. */
export interface MlbStagingStgRosters40Man {
  /** Date the roster stood, US/Eastern. */
  roster_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Number on the jersey. */
  jersey_number: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, ... */
  position_type: string | null;
  /** MLB's code of the player's roster status, A for active. */
  roster_status: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per season whose dates were asked of the MLB Stats API (those that the calendar of the collection does not have), typed. */
export interface MlbStagingStgSeasons {
  /** Season (year). */
  season: number | null;
  /** First date of spring training games. */
  spring_start_date: string | null;
  /** Last date of spring training games. */
  spring_end_date: string | null;
  /** First date of the regular season. */
  regular_start_date: string | null;
  /** Last date of the regular season. */
  regular_end_date: string | null;
  /** Date of the All-Star game. */
  all_star_date: string | null;
  /** First date of the postseason. */
  postseason_start_date: string | null;
  /** Last date of the postseason. */
  postseason_end_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per date of the regular season and team: its place in the standings after the games of the date, typed. */
export interface MlbStagingStgStandings {
  /** Date after whose games the standings stood, US/Eastern. */
  standings_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the league. */
  league_id: number | null;
  /** MLB's id of the division. */
  division_id: number | null;
  /** Games played in the season through the date. */
  games_played: number | null;
  /** Games won. */
  wins: number | null;
  /** Games lost. */
  losses: number | null;
  /** Share of decided games won, 0 to 1. */
  winning_percentage: number | null;
  /** Place in the division. */
  division_rank: number | null;
  /** Place in the league. */
  league_rank: number | null;
  /** Place among those in the race for a wild card. */
  wild_card_rank: number | null;
  /** Current streak: W3 is three wins in a row, L1 a loss. */
  streak_code: string | null;
  /** Runs scored in the season through the date. */
  season_runs_scored: number | null;
  /** Runs allowed in the season through the date. */
  season_runs_allowed: number | null;
  /** Runs scored less runs allowed in the season through the date. */
  season_run_differential: number | null;
  /** Whether the team leads its division. */
  is_division_leader: boolean | null;
  /** Whether the team has a place in the postseason for certain. */
  has_clinched: boolean | null;
  /** Games behind the first of the division; 0 for the first. */
  division_games_back: number | null;
  /** Games behind the first of the league; 0 for the first. */
  league_games_back: number | null;
  /** Games behind the last wild card place; negative when ahead of it. */
  wild_card_games_back: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and side: the club's batting, pitching and fielding totals from the box score, typed, and who the box score says batted and pitched. */
export interface MlbStagingStgTeamGames {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Ids of those the box score lists as batters. */
  batter_ids: number[];
  /** Ids of those the box score lists as pitchers. */
  pitcher_ids: number[];
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** Newest load of the raw rows behind the row, UTC. */
  raw_loaded_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per date of the regular season and team: its batting, pitching and fielding totals from the start of the season through the date, typed. */
export interface MlbStagingStgTeamSeasonStats {
  /** Date through which the totals of the season count, US/Eastern. */
  stats_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** Games with a batting line. */
  batting_games: number | null;
  /** Games with a pitching line. */
  pitching_games: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Ground outs hit into. */
  ground_outs: number | null;
  /** Outs in the air hit into: flies, liners and pops. */
  air_outs: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Doubles allowed. */
  doubles_allowed: number | null;
  /** Triples allowed. */
  triples_allowed: number | null;
  /** Ground outs while pitching. */
  ground_outs_induced: number | null;
  /** Outs in the air while pitching. */
  air_outs_induced: number | null;
  /** Wild pitches. */
  wild_pitches: number | null;
  /** Balks. */
  balks: number | null;
  /** Runners on base when he came in. */
  inherited_runners: number | null;
  /** Of those, how many scored. */
  inherited_runners_scored: number | null;
  /** Put-outs. */
  put_outs: number | null;
  /** Assists. */
  assists: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Put-outs, assists and errors. */
  fielding_chances: number | null;
  /** Passed balls. */
  passed_balls: number | null;
  /** Bases stolen while he caught or pitched. */
  stolen_bases_allowed: number | null;
  /** Runners caught stealing while he caught or pitched. */
  runners_caught_stealing: number | null;
  /** Runners picked off. */
  pickoffs: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per season and team, typed. */
export interface MlbStagingStgTeams {
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Abbreviation of the team, e.g. NYY. */
  abbreviation: string | null;
  /** Nickname of the team, e.g. Yankees. */
  team_name: string | null;
  /** Full name of the team, e.g. New York Yankees. */
  full_name: string | null;
  /** City or region of the team. */
  location_name: string | null;
  /** Name of the franchise. */
  franchise_name: string | null;
  /** MLB's id of the league. */
  league_id: number | null;
  /** MLB's id of the division. */
  division_id: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per transaction and entry of it, typed, with what its text says of the injured list (called disabled list until 2018). */
export interface MlbStagingStgTransactions {
  /** MLB's id of the transaction. */
  transaction_id: number | null;
  /** 1; counts on where one transaction has several entries. */
  entry: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the club he comes from; NULL when there is none. */
  from_team_id: number | null;
  /** MLB's id of the club he goes to, or whose status he changes in. */
  to_team_id: number | null;
  /** MLB's code of the kind of transaction: SC status change, TR trade, CLW claimed off waivers, CU recalled, OPT optioned, REL released, ... */
  type_code: string | null;
  /** Kind of transaction in words. */
  type_name: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** Of a transaction or play: what happened, in MLB's words. Of a pitch: what it was, in Savant's (called_strike, ball, foul, hit_into_play, ...). */
  description: string | null;
  /** placed on or transferred to an injured list; activated, from whatever list; released; NULL for other moves. */
  list_move: string | null;
  /** Days after which the list he was placed on is named: 7, 10, 15 or 60; NULL for others. */
  il_days: number | null;
  /** What is the matter, as far as the announcement says. */
  injury: string | null;
  /** Date of the transaction, US/Eastern: it was known from then on. */
  transaction_date: string | null;
  /** Date from which the transaction has effect; earlier than its own for one that is retroactive. */
  effective_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per season and ballpark on its schedule, typed. */
export interface MlbStagingStgVenues {
  /** Season (year). */
  season: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Name: of a ballpark as of the season, or full name of a person. */
  name: string | null;
  /** City. */
  city: string | null;
  /** State, two letters; NULL outside the USA and Canada. */
  state_code: string | null;
  /** Country. */
  country: string | null;
  /** Degrees north. */
  latitude: number | null;
  /** Degrees east; west is negative. */
  longitude: number | null;
  /** Feet above sea level. */
  elevation_ft: number | null;
  /** Direction from home plate to center field, degrees from north, clockwise. */
  azimuth_deg: number | null;
  /** Time zone as in the IANA database, e.g. America/Chicago. */
  time_zone: string | null;
  /** Hours of standard time from UTC. */
  utc_offset: number | null;
  /** Open, Retractable or Dome. */
  roof_type: string | null;
  /** Grass or Artificial. */
  turf_type: string | null;
  /** Seats. */
  capacity: number | null;
  /** Feet from home plate to the fence along the left line. */
  left_line_ft: number | null;
  /** Feet from home plate to the fence in left field. */
  left_field_ft: number | null;
  /** Feet from home plate to the fence in left center. */
  left_center_ft: number | null;
  /** Feet from home plate to the fence in center field. */
  center_field_ft: number | null;
  /** Feet from home plate to the fence in right center. */
  right_center_ft: number | null;
  /** Feet from home plate to the fence in right field. */
  right_field_ft: number | null;
  /** Feet from home plate to the fence along the right line. */
  right_line_ft: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game and kind (archive, forecast): the weather at its ballpark in the hour of first pitch, and the rain of that hour and the four after it, typed. Under a dome there is none. */
export interface MlbStagingStgWeather {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** archive: what the weather was; forecast: what was expected when last read. */
  kind: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Open, Retractable or Dome. */
  roof_type: string | null;
  /** Whether the roof can be closed, and the weather may not have come in. */
  is_retractable: boolean | null;
  /** Degrees Celsius in the hour of first pitch. */
  temperature_c: number | null;
  /** Dew point in the hour of first pitch, degrees Celsius. */
  dew_point_c: number | null;
  /** Relative humidity in the hour of first pitch. */
  humidity_percent: number | null;
  /** Air pressure at the ballpark's height in the hour of first pitch. */
  pressure_hpa: number | null;
  /** Share of the sky under clouds in the hour of first pitch. */
  cloud_cover_percent: number | null;
  /** Wind in the hour of first pitch, kilometers an hour. */
  wind_kmh: number | null;
  /** Strongest gust in the hour of first pitch, kilometers an hour. */
  wind_gust_kmh: number | null;
  /** Where the wind comes from, degrees from north, clockwise. */
  wind_direction_deg: number | null;
  /** Rain in the hour of first pitch and the four after it. */
  precipitation_mm: number | null;
  /** Highest probability of rain in the hour of first pitch and the four after it; forecasts only. */
  precipitation_probability_percent: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** Every table and view of the warehouse, for Kysely. */
export interface Tables {
  'mlb_features.advanced_features': MlbFeaturesAdvancedFeatures;
  'mlb_features.batter_form': MlbFeaturesBatterForm;
  'mlb_features.bullpen_fatigue': MlbFeaturesBullpenFatigue;
  'mlb_features.bullpen_form': MlbFeaturesBullpenForm;
  'mlb_features.feature_catalogue': MlbFeaturesFeatureCatalogue;
  'mlb_features.game_conditions': MlbFeaturesGameConditions;
  'mlb_features.game_features_daily': MlbFeaturesGameFeaturesDaily;
  'mlb_features.game_lineups': MlbFeaturesGameLineups;
  'mlb_features.game_ratings': MlbFeaturesGameRatings;
  'mlb_features.game_side_features': MlbFeaturesGameSideFeatures;
  'mlb_features.game_sides': MlbFeaturesGameSides;
  'mlb_features.game_starters': MlbFeaturesGameStarters;
  'mlb_features.head_to_head': MlbFeaturesHeadToHead;
  'mlb_features.league_batting_rates': MlbFeaturesLeagueBattingRates;
  'mlb_features.league_pitching_rates': MlbFeaturesLeaguePitchingRates;
  'mlb_features.lineup_strength': MlbFeaturesLineupStrength;
  'mlb_features.park_factors': MlbFeaturesParkFactors;
  'mlb_features.pitcher_form': MlbFeaturesPitcherForm;
  'mlb_features.player_features_daily': MlbFeaturesPlayerFeaturesDaily;
  'mlb_features.player_sightings': MlbFeaturesPlayerSightings;
  'mlb_features.player_tracking_form': MlbFeaturesPlayerTrackingForm;
  'mlb_features.playoff_experience': MlbFeaturesPlayoffExperience;
  'mlb_features.schedule_features': MlbFeaturesScheduleFeatures;
  'mlb_features.starter_workload': MlbFeaturesStarterWorkload;
  'mlb_features.team_dates': MlbFeaturesTeamDates;
  'mlb_features.team_form': MlbFeaturesTeamForm;
  'mlb_features.team_injuries': MlbFeaturesTeamInjuries;
  'mlb_features.team_ratings': MlbFeaturesTeamRatings;
  'mlb_features.team_rolling_features': MlbFeaturesTeamRollingFeatures;
  'mlb_features.team_streaks': MlbFeaturesTeamStreaks;
  'mlb_features.team_strength_adjusted': MlbFeaturesTeamStrengthAdjusted;
  'mlb_features.travel_features': MlbFeaturesTravelFeatures;
  'mlb_historical_data.game_details_historical': MlbHistoricalDataGameDetailsHistorical;
  'mlb_historical_data.games_historical': MlbHistoricalDataGamesHistorical;
  'mlb_historical_data.injuries_historical': MlbHistoricalDataInjuriesHistorical;
  'mlb_historical_data.lineups_historical': MlbHistoricalDataLineupsHistorical;
  'mlb_historical_data.people_historical': MlbHistoricalDataPeopleHistorical;
  'mlb_historical_data.player_season_stats_historical': MlbHistoricalDataPlayerSeasonStatsHistorical;
  'mlb_historical_data.player_stats_historical': MlbHistoricalDataPlayerStatsHistorical;
  'mlb_historical_data.rosters_historical': MlbHistoricalDataRostersHistorical;
  'mlb_historical_data.standings_historical': MlbHistoricalDataStandingsHistorical;
  'mlb_historical_data.statcast_pitches': MlbHistoricalDataStatcastPitches;
  'mlb_historical_data.team_season_stats_historical': MlbHistoricalDataTeamSeasonStatsHistorical;
  'mlb_historical_data.team_stats_historical': MlbHistoricalDataTeamStatsHistorical;
  'mlb_historical_data.teams_historical': MlbHistoricalDataTeamsHistorical;
  'mlb_historical_data.transactions_historical': MlbHistoricalDataTransactionsHistorical;
  'mlb_historical_data.venues_historical': MlbHistoricalDataVenuesHistorical;
  'mlb_historical_data.weather_historical': MlbHistoricalDataWeatherHistorical;
  'mlb_models.batter_training': MlbModelsBatterTraining;
  'mlb_models.game_outcome_training': MlbModelsGameOutcomeTraining;
  'mlb_models.model_versions': MlbModelsModelVersions;
  'mlb_models.model_weights': MlbModelsModelWeights;
  'mlb_models.starter_training': MlbModelsStarterTraining;
  'mlb_ops.collection_runs': MlbOpsCollectionRuns;
  'mlb_ops.dead_letters': MlbOpsDeadLetters;
  'mlb_ops.schema_drift': MlbOpsSchemaDrift;
  'mlb_predictions.game_predictions': MlbPredictionsGamePredictions;
  'mlb_quality.date_quality_checks': MlbQualityDateQualityChecks;
  'mlb_quality.date_quality_grades': MlbQualityDateQualityGrades;
  'mlb_quality.every_final_game_is_graded': MlbQualityEveryFinalGameIsGraded;
  'mlb_quality.game_quality_checks': MlbQualityGameQualityChecks;
  'mlb_quality.game_quality_grades': MlbQualityGameQualityGrades;
  'mlb_quality.grading_actions': MlbQualityGradingActions;
  'mlb_quality.newest_dates_are_usable': MlbQualityNewestDatesAreUsable;
  'mlb_quality.quality_checks': MlbQualityQualityChecks;
  'mlb_quality.season_anomaly_checks': MlbQualitySeasonAnomalyChecks;
  'mlb_raw.raw_boxscore_players': MlbRawRawBoxscorePlayers;
  'mlb_raw.raw_boxscores': MlbRawRawBoxscores;
  'mlb_raw.raw_collected_items': MlbRawRawCollectedItems;
  'mlb_raw.raw_game_feeds': MlbRawRawGameFeeds;
  'mlb_raw.raw_linescores': MlbRawRawLinescores;
  'mlb_raw.raw_people': MlbRawRawPeople;
  'mlb_raw.raw_pitches': MlbRawRawPitches;
  'mlb_raw.raw_player_game_lines': MlbRawRawPlayerGameLines;
  'mlb_raw.raw_player_stats': MlbRawRawPlayerStats;
  'mlb_raw.raw_plays': MlbRawRawPlays;
  'mlb_raw.raw_rosters': MlbRawRawRosters;
  'mlb_raw.raw_schedule': MlbRawRawSchedule;
  'mlb_raw.raw_seasons': MlbRawRawSeasons;
  'mlb_raw.raw_standings': MlbRawRawStandings;
  'mlb_raw.raw_team_stats': MlbRawRawTeamStats;
  'mlb_raw.raw_teams': MlbRawRawTeams;
  'mlb_raw.raw_transactions': MlbRawRawTransactions;
  'mlb_raw.raw_venues': MlbRawRawVenues;
  'mlb_raw.raw_weather': MlbRawRawWeather;
  'mlb_staging.stg_collected_items': MlbStagingStgCollectedItems;
  'mlb_staging.stg_game_details': MlbStagingStgGameDetails;
  'mlb_staging.stg_games': MlbStagingStgGames;
  'mlb_staging.stg_injuries': MlbStagingStgInjuries;
  'mlb_staging.stg_linescores': MlbStagingStgLinescores;
  'mlb_staging.stg_payload_fields': MlbStagingStgPayloadFields;
  'mlb_staging.stg_people': MlbStagingStgPeople;
  'mlb_staging.stg_pitches': MlbStagingStgPitches;
  'mlb_staging.stg_player_game_lines': MlbStagingStgPlayerGameLines;
  'mlb_staging.stg_player_games': MlbStagingStgPlayerGames;
  'mlb_staging.stg_player_season_stats': MlbStagingStgPlayerSeasonStats;
  'mlb_staging.stg_plays': MlbStagingStgPlays;
  'mlb_staging.stg_probable_lineups': MlbStagingStgProbableLineups;
  'mlb_staging.stg_rosters': MlbStagingStgRosters;
  'mlb_staging.stg_rosters_40_man': MlbStagingStgRosters40Man;
  'mlb_staging.stg_seasons': MlbStagingStgSeasons;
  'mlb_staging.stg_standings': MlbStagingStgStandings;
  'mlb_staging.stg_team_games': MlbStagingStgTeamGames;
  'mlb_staging.stg_team_season_stats': MlbStagingStgTeamSeasonStats;
  'mlb_staging.stg_teams': MlbStagingStgTeams;
  'mlb_staging.stg_transactions': MlbStagingStgTransactions;
  'mlb_staging.stg_venues': MlbStagingStgVenues;
  'mlb_staging.stg_weather': MlbStagingStgWeather;
}
