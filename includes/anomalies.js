/** When a game is told of as unusual for its season, by a robust z-score: its distance from the median by the spread. */

/** Games of earlier dates of the season that a distribution needs. */
const leastGames = 100;

/** Interquartile range of a normal distribution in standard deviations. */
const quartileRange = 1.349;

/** Robust standard deviations from the median from which on a game is told of. */
const limit = 6;

/**
 * SQL of a percentile of an ordered array that is not empty, by linear interpolation as PERCENTILE_CONT does.
 * @param {string} ordered SQL of the array of FLOAT64, in ascending order, without NULL
 * @param {number} fraction from 0 to 1
 */
function percentile(ordered, fraction) {
  const place = `${fraction} * (ARRAY_LENGTH(${ordered}) - 1)`;
  const at = (round) => `${ordered}[OFFSET(CAST(${round}(${place}) AS INT64))]`;
  return `${at('FLOOR')} + (${at('CEIL')} - ${at('FLOOR')}) * (${place} - FLOOR(${place}))`;
}

module.exports = { percentile, leastGames, quartileRange, limit };
