const fatigue = require('../fatigue');

/** Columns of game features: name -> meaning. */
module.exports = {
  rest_days:
    "Days without a game since the team's last one, 7 at most; 7 before the first of a season.",
  days_played_in_a_row: 'Days in a row with a game, up to and with the day before.',
  games_last_7_days: 'Games of the team over the seven days that end the day before.',
  season_games_scheduled: 'Games of the team on earlier dates of the season.',
  stand_games_before:
    'Games of the present homestand or road trip on earlier dates; 0 when it begins.',
  away_games_before:
    'Games away from home on end just before this date; 0 when the last one was at home.',
  is_day_after_night: 'Whether it is a day game on the day after a night game.',
  is_doubleheader: 'Whether the game is one of two on the date.',
  is_second_of_doubleheader: 'Whether it is the second game of a doubleheader.',
  is_series_opener: 'Whether it is the first game of its series.',
  streak:
    'Games won on end before the date, or lost when negative; 0 after a tie or before the first game.',
  last_10_win_rate: "Share won of the season's last ten games, or of fewer; NULL before the first.",
  season_games: "The season's games decided before the date.",
  season_win_rate:
    "Share won of the season's games before the date, shrunk to one half by 10 games.",
  home_win_rate:
    "Share won of the season's home games before the date, shrunk to season_win_rate by 10 games.",
  road_win_rate:
    "Share won of the season's road games before the date, shrunk to season_win_rate by 10 games.",
  day_win_rate:
    "Share won of the season's day games before the date, shrunk to season_win_rate by 10 games.",
  night_win_rate:
    "Share won of the season's night games before the date, shrunk to season_win_rate by 10 games.",
  september_win_rate:
    "Share won of the season's games since September 1 before the date, shrunk to season_win_rate by 10 games.",
  head_to_head_games_season: 'Games against this opponent decided this season before the date.',
  head_to_head_win_rate_season:
    "Share won of this season's games against this opponent before the date, shrunk to one half by 10 games.",
  head_to_head_games_3_seasons:
    'Games against this opponent decided in this and the two seasons before, before the date.',
  head_to_head_win_rate_3_seasons:
    'Share won of the games against this opponent in this and the two seasons before, before the date, shrunk to one half by 20 games.',
  head_to_head_run_margin_3_seasons:
    'Run margin per game against this opponent in this and the two seasons before, before the date, shrunk to 0 by 20 games.',
  ...fatigue.descriptions(),
  tired_relievers:
    'Relievers of the last 30 days who pitched on both of the last two days, on three of the last four, or 30 pitches the day before.',
  tired_relief_share:
    "Share of the batters faced by the team's relievers over the last 30 days that the tired ones faced.",
  batter_postseason_games:
    'Postseason games batted in before the date by those who batted for the team over the last 15 days, mean weighted by plate appearances; NULL when nobody did.',
  pitcher_postseason_games:
    'Postseason games pitched in before the date by those who pitched for the team over the last 15 days, mean weighted by batters faced; NULL when nobody did.',
  travel_km:
    "Great-circle kilometres from the ballpark of the team's game before to this one; 0 for the first of a season, NULL when a ballpark's coordinates are unknown.",
  travel_km_7d: 'Kilometres travelled over seven days, the way to this game included.',
  time_zone_shift_hours:
    'Hours the clock is put forward on the way from the game before: positive going east, negative going west.',
  days_since_time_zone_shift:
    'Days since the team last crossed a time zone, 14 at most; 0 when it did for this game.',
  jet_lag_hours:
    'Hours of the last time zone shift that are left when one is shed a day: positive going east, negative going west.',
  injured_player_ids:
    'Ids of the players on the injured list, as announced before the date, ascending.',
  injured_players: 'Players on the injured list, as announced before the date.',
  injured_plate_appearances_365d:
    'Plate appearances over the 365 days that end the day before of those on the injured list.',
  injured_batters_faced_365d:
    'Batters faced over the 365 days that end the day before by those on the injured list.',
  starter_rest_days:
    "Days without an appearance since the announced starter's last one, 15 at most and where he has none in 30 days; NULL when unannounced.",
  starter_last_pitches:
    "Pitches of the announced starter's last appearance in the 30 days before, else 0; NULL when unannounced.",
  starter_pitches_30d:
    'Pitches of the announced starter over the 30 days that end the day before; NULL when unannounced.',
  is_dome: 'Whether the ballpark has a fixed roof.',
  has_retractable_roof: 'Whether the ballpark has a roof that opens.',
  is_artificial_turf: 'Whether the ballpark has artificial turf.',
  normal_temperature_c:
    "Mean temperature in the first hour of games of the same month at the ballpark over the three years before the date, from the weather archive; NULL without such games. The game's own archive reading is no feature.",
  normal_wind_kmh: 'Mean wind speed of the same games as normal_temperature_c.',
  is_weather_forecast: 'Whether a forecast for the hour of first pitch was collected.',
  forecast_temperature_c:
    'Temperature forecast for the hour of first pitch; NULL without a forecast.',
  forecast_wind_kmh: 'Wind speed forecast for the hour of first pitch; NULL without a forecast.',
  forecast_precipitation_mm:
    'Rain forecast for the hour of first pitch and the four after it; NULL without a forecast.',
  is_umpire_announced: 'Whether the schedule names the home plate umpire.',
  umpire_home_win_rate:
    "Share of games won by the home team under the announced home plate umpire over the three years before the date, shrunk to the league's by 300 games; NULL when unannounced.",
  umpire_runs_per_game:
    "Runs of both teams per game under the announced home plate umpire over the three years before the date, shrunk to the league's by 200 games; NULL when unannounced.",
  umpire_strikeout_rate:
    "Strikeouts per plate appearance under the announced home plate umpire over the three years before the date, shrunk to the league's by 7000 plate appearances; NULL when unannounced.",
  league_home_win_rate:
    "Share of the league's games won by the home team over the three years before the date.",
  venue_home_win_rate:
    "Share of games won by the home team in the ballpark over the three years before the date, shrunk to the league's by 200 games.",
  venue_runs_per_game:
    "Runs of both teams per game in the ballpark over the three years before the date, shrunk to the league's by 100 games.",
  home_day_night_win_rate:
    "Share of the home team's home games of the same time of day (day or night) it won over the three years before the date, shrunk to the league's by 200 games.",
  is_division_game: 'Whether both teams are of one division.',
  is_interleague: 'Whether the teams are of different leagues.',
  column_name: 'Name of the column in game_features_daily.',
  feature_name: 'Name of the feature, without the side it is given for.',
  given_for: 'home, away, diff (home less away) or game.',
  family: 'What the feature is about.',
  value_type: 'Type of the column.',
  unit: 'Unit of the value.',
  past_window: 'What of the past the value sees, always up to the day before; empty when nothing.',
  shrunk_to:
    'What the value is shrunk to and by how much; empty when not shrunk, or as its parts are.',
  known_when:
    'When the value can be known: morning of the date, lineups (some hours before first pitch) or game time.',
  proven_gain:
    'Whether it has been measured to improve forecasts of the winner: yes, no or unmeasured.',
  made_in: 'Table of mlb_features that the value comes from.',
  meaning: 'What the value is.',
};
