/** Days of games behind a target encoding: three years. */
const days = 1095;

/** What is counted of the games of a ballpark, an umpire, a club by day or night, and the league. */
const counts = ['decided', 'home_wins', 'games', 'runs', 'strikeouts', 'plate_appearances'];

/** Kinds of keys: name -> SQL of the key of a row of the relation, NULL where it has none. */
const kinds = {
  league: () => `'all'`,
  venue: (games) => `CAST(${games}.venue_id AS STRING)`,
  umpire: (games) => `CAST(${games}.umpire_id AS STRING)`,
  home_day_night: (games) => `CONCAT(${games}.home_team_id, '/', ${games}.day_night)`,
};

/** SQL query of the sums of one kind by key and date. */
function sums(kind, from) {
  return `SELECT '${kind}' AS kind, ${kinds[kind](from)} AS key, on_date, ${counts
    .map((name) => `SUM(${name}) AS ${name}`)
    .join(', ')}
  FROM ${from}
  WHERE ${kinds[kind](from)} IS NOT NULL
  GROUP BY key, on_date`;
}

/** SQL join of the sums before a game's date, as relation `<kind>_past`. */
function join(kind) {
  return `LEFT JOIN past AS ${kind}_past
    ON ${kind}_past.kind = '${kind}' AND ${kind}_past.key = ${kinds[kind]('games')} AND ${kind}_past.on_date = games.on_date`;
}

/**
 * SQL of a rate of one kind, shrunk to the league's by as many games (or plate appearances).
 * @param {string} kind
 * @param {string} sum column that is summed
 * @param {string} count column that it is divided by
 * @param {number} prior
 */
function rate(kind, sum, count, prior) {
  return `SAFE_DIVIDE(
      COALESCE(${kind}_past.${sum}, 0) + ${prior} * SAFE_DIVIDE(league_past.${sum}, league_past.${count}),
      COALESCE(${kind}_past.${count}, 0) + ${prior})`;
}

module.exports = { days, counts, kinds, sums, join, rate };
