/** Features of a game from its two sides: how predict_game makes them for a pairing that is on no schedule. */

/** Where a feature of game_features_daily comes from: a side's own value, the difference of both, or the game. */
function origin(name) {
  if (name.endsWith('_diff')) return { kind: 'difference', base: name.slice(0, -'_diff'.length) };
  for (const side of ['home', 'away']) {
    if (name.startsWith(`${side}_`)) return { kind: side, base: name.slice(side.length + 1) };
  }
  return { kind: 'game', base: name };
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

module.exports = { origin, bases, expression, needsLineup };
