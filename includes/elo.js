/**
 * Elo ratings of teams (Elo 1978; the margin's multiplier after FiveThirtyEight's for other sports), measured on 25,190
 * games: K 3 times a multiplier of the run margin, home advantage 24 points, a third of the way back to the mean each
 * off-season. Regular season only: a postseason game is forecast, but teaches nothing.
 */
const parameters = { start: 1500, k: 3, homeAdvantage: 24, carryOver: 2 / 3 };

/** SQL list of the game types that teach. */
const ratedTypes = "'R'";

/**
 * Plays games in the given order: each moves the ratings of its two teams, whose latest ones it sees. Self-contained,
 * for it is also the body of the SQL function. A rating is brought to a game's season by the reversion of the
 * off-seasons between.
 * @param {typeof parameters} settings
 * @param {{ season: number, home_team_id: number, away_team_id: number, margin: number }[]} games margin: runs of the home
 *   team less runs of the away team; a tie changes nothing
 * @param {{ team_id: number, season: number, rating: number }[]} states ratings to start from, and the season they are of
 * @returns {number[]} rating of the home team, then of the away team, after each game
 */
function play(settings, games, states) {
  const { start, k, homeAdvantage, carryOver } = settings;
  const ratings = new Map(states.map((state) => [state.team_id, state]));
  const at = (team, season) => {
    const known = ratings.get(team);
    return known === undefined
      ? start
      : start + (known.rating - start) * Math.pow(carryOver, season - known.season);
  };
  const after = [];
  for (const game of games) {
    const home = at(game.home_team_id, game.season);
    const away = at(game.away_team_id, game.season);
    const edge = home - away + homeAdvantage;
    const expected = 1 / (1 + Math.pow(10, -edge / 400));
    const margin = Math.abs(game.margin);
    const winnersEdge = game.margin > 0 ? edge : -edge;
    const multiplier = (3.2 * 1.41 * Math.pow(margin + 1, 0.7)) / (7.5 + 0.006 * winnersEdge);
    const gain = margin === 0 ? 0 : k * multiplier * ((game.margin > 0 ? 1 : 0) - expected);
    const changed = [
      { team_id: game.home_team_id, season: game.season, rating: home + gain },
      { team_id: game.away_team_id, season: game.season, rating: away - gain },
    ];
    for (const state of changed) {
      ratings.set(state.team_id, state);
      after.push(state.rating);
    }
  }
  return after;
}

/** SQL that creates `elo_after(games, states)`: `play` as a function of SQL, with numbers as FLOAT64. */
function createFunction() {
  return `CREATE TEMP FUNCTION elo_after(
  games ARRAY<STRUCT<season FLOAT64, home_team_id FLOAT64, away_team_id FLOAT64, margin FLOAT64>>,
  states ARRAY<STRUCT<team_id FLOAT64, season FLOAT64, rating FLOAT64>>
)
RETURNS ARRAY<FLOAT64>
LANGUAGE js AS r"""
${play.toString()}
return play(${JSON.stringify(parameters)}, games, states);
"""`;
}

/** A rating brought forward over some off-seasons. */
function carried(rating, seasons) {
  const { start, carryOver } = parameters;
  return start + (rating - start) * Math.pow(carryOver, seasons);
}

/** SQL of `carried`; a rating that is NULL becomes the starting one. */
function carriedSql(rating, seasons) {
  const { start, carryOver } = parameters;
  return `COALESCE(${start} + (${rating} - ${start}) * POW(${carryOver}, ${seasons}), ${start})`;
}

/** Probability that the home team wins, from the two ratings before the game. */
function homeWinProbability(home, away) {
  return 1 / (1 + Math.pow(10, -(home - away + parameters.homeAdvantage) / 400));
}

/** SQL of `homeWinProbability`. */
function homeWinProbabilitySql(home, away) {
  return `1 / (1 + POW(10, -(${home} - ${away} + ${parameters.homeAdvantage}) / 400))`;
}

module.exports = {
  parameters,
  ratedTypes,
  play,
  createFunction,
  carried,
  carriedSql,
  homeWinProbability,
  homeWinProbabilitySql,
};
