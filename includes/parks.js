/** Seasons before its own that a park factor is made of, the newest first, and their weights in thirds. */
const seasonWeights = [3, 2, 1];

/** Games of an average park that a factor starts from: regresses one season of 81 games by 40 %, three by about 25 %. */
const priorGames = 54;

/** Plate appearances of both clubs in a game: those of one batting hand count as this many to a game. */
const appearancesPerGame = 76;

/** Parks of the league, for the correction of a club's road games not holding its own park. */
const parks = 30;

/** SQL of a season's weight, 3, 2 or 1, from the season of the factor and that of the games. */
function weight(season, past) {
  return `(${seasonWeights.length + 1} - (${season} - ${past}))`;
}

/**
 * SQL of a park factor: what happened there relative to what the home clubs' road games let expect, relative to the
 * average of all parks, regressed to 1 by the games behind it; 1 when there is none.
 */
function factor(observed, expected, games) {
  const raw = `SAFE_DIVIDE(${observed}, ${expected})`;
  const relative = `${raw} * ${parks} / (${parks - 1} + ${raw})`;
  return `COALESCE(ROUND(1 + (${relative} - 1) * ${games} / (${games} + ${priorGames}), 6), 1)`;
}

module.exports = { seasonWeights, priorGames, appearancesPerGame, parks, weight, factor };
