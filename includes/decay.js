/** Day that exponential weights count from; any day before the first game works. */
const epoch = "DATE '2010-01-01'";

/** The turn of a season multiplies the memory of team form by this. */
const seasonCarryOver = 0.6;

/**
 * Decimals that decayed sums are kept to. In which order an engine adds up floating-point numbers depends on the rows around
 * them, so a sum made from some players' rows differs in its last bits from the same sum in a full refresh; rounded they agree.
 */
const decimals = 6;

/**
 * SQL of a weight that grows by half-lives: the sum of such weights over the past, divided by the newest one, is an
 * exponentially decayed sum. Working with growing weights makes it one window function.
 * @param {string} position SQL of a position in days, games or starts
 * @param {number} halfLife in the same unit
 */
function weight(position, halfLife) {
  return `POW(2, ${position} / ${halfLife})`;
}

/** SQL of the days from the epoch to a date. */
function days(date) {
  return `DATE_DIFF(${date}, ${epoch}, DAY)`;
}

/** SQL of the factor a decayed sum has shrunk by after `age` more days (or games). */
function shrinkage(age, halfLife) {
  return `POW(0.5, ${age} / ${halfLife})`;
}

/**
 * SQL of a decayed sum of `value` up to and with the current row, rounded to six decimals.
 * @param {string} value SQL of the value of a row
 * @param {string} weightSql SQL of the growing weight of a row
 * @param {string} window a named window that ends at the current row
 * @param {string} [before] SQL of the sum of `value * weight` over rows before the window's, where they were summed apart
 */
function runningSum(value, weightSql, window, before) {
  const sum = `SUM(${value} * ${weightSql}) OVER ${window}`;
  const whole = before === undefined ? sum : `(COALESCE(${before}, 0) + ${sum})`;
  return `ROUND(${whole} / ${weightSql}, ${decimals})`;
}

module.exports = { epoch, seasonCarryOver, decimals, weight, days, shrinkage, runningSum };
