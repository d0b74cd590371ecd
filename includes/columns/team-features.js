/** Columns of team features: name -> meaning. */
module.exports = {
  collected_games: 'Games of the team finished before the date, since the first season collected.',
  elo_rating:
    'Elo rating before the date, from regular-season games finished before it; 1500 is average.',
  elo_rating_after:
    'Elo rating after the games finished on the date: known only afterwards, for later dates.',
  rated_games: 'Games behind the rating: regular season, finished before the date.',
  rated_games_after: 'Games behind the rating after the date.',
  home_elo_rating:
    'Home side. Elo rating before the date, from regular-season games finished before it; 1500 is average.',
  away_elo_rating:
    'Away side. Elo rating before the date, from regular-season games finished before it; 1500 is average.',
  elo_home_win_probability:
    'Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points.',
  strength_games:
    'Games behind the adjusted figures: of the year before the date, half-life 90 days.',
  adjusted_runs_scored:
    "Runs per game the team scores above the league's mean, adjusted for its opponents.",
  adjusted_runs_conceded:
    "Runs per game the team concedes above the league's mean, adjusted for its opponents; lower is better.",
  adjusted_run_differential: 'adjusted_runs_scored less adjusted_runs_conceded.',
  opponents_adjusted_run_differential:
    'Mean adjusted run differential of the opponents met, by the same weights: strength of schedule.',
  league_game_day: 'Number of the date among those with games, for weights.',
  day_appearances: 'Appearances of the date.',
  day_batters_faced: 'Batters faced on the date.',
  day_strikeouts: 'Strikeouts of the date.',
  day_free_passes: 'Unintentional walks and hit batters of the date.',
  day_home_runs: 'Home runs of the date.',
  day_outs: 'Outs recorded on the date.',
  form_game_number: "Number of the team's games through the date.",
  runs_factor:
    'Runs per game in the park relative to an average park, from the three seasons before, regressed to 1; 1 for a park without history.',
  home_runs_factor: 'The same of home runs.',
  collected_park_games:
    'Regular-season games in all parks in the three seasons before: when their number changes, the row is made anew.',
  factor_games: 'Games in the park behind the factors, by the weights of their seasons.',
  home_runs_factor_left: 'The same of home runs of left-handed batters, per plate appearance.',
  home_runs_factor_right: 'The same of home runs of right-handed batters, per plate appearance.',
  valid_from_date: 'First day of the season: nothing of it or later is in the row.',
};
