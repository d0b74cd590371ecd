/** When a game is told of as unusual for its season, by a robust z-score: its distance from the median by the spread. */

/** Games of earlier dates of the season that a distribution needs. */
const leastGames = 100;

/** Interquartile range of a normal distribution in standard deviations. */
const quartileRange = 1.349;

/** Robust standard deviations from the median from which on a game is told of. */
const limit = 6;

module.exports = { leastGames, quartileRange, limit };
