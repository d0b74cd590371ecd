/** Fields of a team's place in the standings: our column -> its kind and path. */
const fields = {
  season: ['integer', 'season'],
  league_id: ['integer', 'league.id'],
  division_id: ['integer', 'division.id'],
  games_played: ['integer', 'gamesPlayed'],
  wins: ['integer', 'wins'],
  losses: ['integer', 'losses'],
  winning_percentage: ['number', 'winningPercentage'],
  division_rank: ['integer', 'divisionRank'],
  league_rank: ['integer', 'leagueRank'],
  wild_card_rank: ['integer', 'wildCardRank'],
  streak_code: ['string', 'streak.streakCode'],
  season_runs_scored: ['integer', 'runsScored'],
  season_runs_allowed: ['integer', 'runsAllowed'],
  season_run_differential: ['integer', 'runDifferential'],
  is_division_leader: ['boolean', 'divisionLeader'],
  has_clinched: ['boolean', 'clinched'],
};

/** Games back by the Stats API's field: `-` is the leader; a wild card place in hand has a plus sign. */
const gamesBack = {
  division_games_back: 'divisionGamesBack',
  league_games_back: 'leagueGamesBack',
  wild_card_games_back: 'wildCardGamesBack',
};

/** Every column of a place in the standings, its key first. */
const columns = ['standings_date', 'team_id', ...Object.keys(fields), ...Object.keys(gamesBack)];

module.exports = { fields, gamesBack, columns };
