/** Columns of team features: name -> meaning. */
module.exports = {
  collected_games: 'Games of the team finished before the date, since the first season collected.',
  elo_rating:
    'Elo rating before the date, from regular-season games finished before it; 1500 is average.',
  elo_rating_after:
    'Elo rating after the games finished on the date: known only afterwards, for later dates.',
  rated_games: 'Games behind the rating: regular season, finished before the date.',
  rated_games_after: 'Games behind the rating after the date.',
  home_elo_rating: 'Elo rating of the home team before the date.',
  away_elo_rating: 'Elo rating of the away team before the date.',
  elo_home_win_probability:
    'Probability that the home team wins, from the two Elo ratings and a home advantage of 24 points.',
};
