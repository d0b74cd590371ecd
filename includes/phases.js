/**
 * What is expected of data by phase of the season. All-Star and exhibition games are judged like spring training.
 * `players`: share of the players a C needs at least. `statcast`: whether a game must have its pitches.
 */
const phases = {
  spring_training: { players: 0.8, statcast: false, retryOnWarning: false, alertOnAnyIssue: false },
  regular_season: { players: 0.9, statcast: true, retryOnWarning: false, alertOnAnyIssue: false },
  postseason: { players: 1.0, statcast: true, retryOnWarning: true, alertOnAnyIssue: true },
};

/** SQL of the phase a game is of, by its type. */
function ofGame(gameType) {
  return `CASE
      WHEN ${gameType} IN ('F', 'D', 'L', 'W') THEN 'postseason'
      WHEN ${gameType} = 'R' THEN 'regular_season'
      ELSE 'spring_training'
    END`;
}

/** SQL of a value by phase: `value(phases.x)` of the row's phase. */
function choose(phase, value) {
  const cases = Object.entries(phases).map(
    ([name, expectations]) => `WHEN '${name}' THEN ${value(expectations)}`,
  );
  return `CASE ${phase} ${cases.join(' ')} END`;
}

/** SQL aggregate of the strictest phase of a group. */
function strictest(phase) {
  return `CASE
      WHEN COUNTIF(${phase} = 'postseason') > 0 THEN 'postseason'
      WHEN COUNTIF(${phase} = 'regular_season') > 0 THEN 'regular_season'
      ELSE 'spring_training'
    END`;
}

module.exports = { phases, ofGame, choose, strictest };
