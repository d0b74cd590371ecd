/**
 * SQL aggregates of real numbers that come out the same in whatever order an engine adds: each value is first rounded to
 * a whole number of units, and whole numbers are added. A day's run then equals a full refresh to the last bit.
 */
const unit = 100000;

/** SQL of a value as a whole number of hundred-thousandths; 0 for NULL. */
function whole(value) {
  return `COALESCE(CAST(ROUND(${value} * ${unit}) AS INT64), 0)`;
}

/** SQL of the mean from the sum of `whole` and a count; NULL for none. */
function mean(sum, count) {
  return `SAFE_DIVIDE(${sum}, ${unit} * ${count})`;
}

/** SQL of the standard deviation (of the population) from the sums of `whole` and of its squares, and a count. */
function deviation(sum, squares, count) {
  return `SQRT(GREATEST(0, SAFE_DIVIDE(${squares}, ${count}) - POW(SAFE_DIVIDE(${sum}, ${count}), 2))) / ${unit}`;
}

module.exports = { whole, mean, deviation };
