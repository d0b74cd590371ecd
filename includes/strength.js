/**
 * Ratings of teams adjusted for their opponents: ridge regression of the runs of every team-game on who batted, who pitched
 * and who was at home, newer games weighing more (Massey's least squares, shrunk like random effects).
 */
const parameters = {
  /** Days after which a game weighs half. */
  halfLifeDays: 90,
  /** Days that games are looked back for: four half-lives. */
  lookBackDays: 365,
  /** Games of league average that each rating starts from. */
  priorGames: 15,
};

/** Whole numbers that weights are kept as, so that sums of them do not depend on the order of the rows. */
const weightUnit = 1000000;

/** SQL of a game's weight, a whole number of millionths. */
function weight(age) {
  return `CAST(ROUND(${weightUnit} * POW(0.5, ${age} / ${parameters.halfLifeDays})) AS INT64)`;
}

/**
 * Solves the regression: runs = league mean + offence of the team + what its opponent concedes, where each offence and
 * concession costs `prior` times its square. Offences are eliminated first, for they meet each other nowhere; the
 * rest is positive definite. Self-contained, for it is also the body of the SQL function.
 * @param {number} prior weight of the prior, in the unit of the weights
 * @param {number[]} pairs sums over the games of a team against an opponent, four numbers each: team, opponent, weight of
 *   the games, weighted runs of the team
 * @returns {number[]} three numbers for each team, by ascending id: its id, runs it scores above the mean, runs it concedes
 *   above the mean; none when there are no games
 */
function solve(prior, pairs) {
  const ids = new Set();
  for (let at = 0; at < pairs.length; at += 4) ids.add(pairs[at]).add(pairs[at + 1]);
  const teams = [...ids].sort((a, b) => a - b);
  const n = teams.length;
  if (n === 0) return [];
  const place = new Map(teams.map((team, at) => [team, at]));
  const weights = new Float64Array(n * n);
  const [games, runs, met, conceded] = [0, 1, 2, 3].map(() => new Float64Array(n));
  for (let at = 0; at < pairs.length; at += 4) {
    const [own, theirs] = [place.get(pairs[at]), place.get(pairs[at + 1])];
    weights[own * n + theirs] += pairs[at + 2];
    games[own] += pairs[at + 2];
    met[theirs] += pairs[at + 2];
    runs[own] += pairs[at + 3];
    conceded[theirs] += pairs[at + 3];
  }
  // Unknown 0 is the mean, unknown 1 + i what team i concedes.
  const size = n + 1;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    matrix[(i + 1) * size + i + 1] += met[i] + prior;
    right[i + 1] += conceded[i];
  }
  for (let t = 0; t < n; t++) {
    const own = games[t] + prior;
    matrix[0] += (games[t] * prior) / own;
    right[0] += (runs[t] * prior) / own;
    for (let i = 0; i < n; i++) {
      const w = weights[t * n + i];
      if (w === 0) continue;
      const share = w / own;
      matrix[i + 1] += share * prior;
      right[i + 1] -= share * runs[t];
      const row = (i + 1) * size + 1;
      for (let j = 0; j < n; j++) matrix[row + j] -= share * weights[t * n + j];
    }
  }
  for (let i = 1; i < size; i++) matrix[i * size] = matrix[i];
  for (let column = 0; column < size; column++) {
    for (let row = column + 1; row < size; row++) {
      const factor = matrix[row * size + column] / matrix[column * size + column];
      if (factor === 0) continue;
      for (let at = column; at < size; at++) {
        matrix[row * size + at] -= factor * matrix[column * size + at];
      }
      right[row] -= factor * right[column];
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) right[row] -= matrix[row * size + at] * right[at];
    right[row] /= matrix[row * size + row];
  }
  return teams.flatMap((team, t) => {
    let left = runs[t] - games[t] * right[0];
    for (let i = 0; i < n; i++) left -= weights[t * n + i] * right[i + 1];
    return [team, left / (games[t] + prior), right[t + 1]];
  });
}

/** SQL that creates `team_strengths(pairs)`: `solve` as a function of SQL. */
function createFunction() {
  return `CREATE TEMP FUNCTION team_strengths(pairs ARRAY<FLOAT64>)
RETURNS ARRAY<FLOAT64>
LANGUAGE js AS r"""
${solve.toString()}
return solve(${parameters.priorGames * weightUnit}, pairs);
"""`;
}

module.exports = { parameters, weightUnit, weight, solve, createFunction };
