const catalogue = require('./catalogue');

/** Features of a game from its two sides: how predict_game makes them for a pairing that is on no schedule. */

const kinds = { home: 'home', away: 'away', diff: 'difference', game: 'game' };
const known = new Map(catalogue.columns.map((column) => [column.column, column]));

/**
 * Where a feature of game_features_daily comes from: a side's own value, the difference of both, or the game.
 * @throws {Error} for a name the catalogue does not have
 */
function origin(name) {
  const column = known.get(name);
  if (column === undefined) throw new Error(`${name} is not a feature of the catalogue`);
  return { kind: kinds[column.way], base: column.name };
}

/** Whether a side's feature depends on who starts or bats, which nobody knows of a game that is on no schedule. */
function needsLineup(base) {
  return /(^|_)(starter|lineup)/.test(base);
}

/** The side features that some features are made of, each once. */
function bases(names) {
  return [
    ...new Set(
      names
        .map(origin)
        .filter(({ kind, base }) => kind !== 'game' && !needsLineup(base))
        .map(({ base }) => base),
    ),
  ];
}

/** SQL of a side's own value of a base in game_features_daily; NULL where the table has only the difference. */
function sideValue(side, base) {
  const name = `${side}_${base}`;
  return known.has(name) ? `CAST(${name} AS FLOAT64)` : 'CAST(NULL AS FLOAT64)';
}

/**
 * SQL of a feature of a pairing, given aliases `home_side` and `away_side` with the bases: NULL when it needs a starter, a
 * lineup, or a scheduled game.
 */
function expression(name) {
  const { kind, base } = origin(name);
  if (kind === 'game' || needsLineup(base)) return 'CAST(NULL AS FLOAT64)';
  if (kind === 'difference') return `home_side.${base} - away_side.${base}`;
  return `${kind}_side.${base}`;
}

module.exports = { origin, bases, sideValue, expression, needsLineup };
