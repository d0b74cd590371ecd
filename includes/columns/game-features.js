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
};
