/** Scores of probability forecasts in SQL; `ml/metrics.ts` has the same for code. */

/** SQL of a probability kept away from 0 and 1, so that no logarithm is infinite. */
function clamped(probability) {
  return `LEAST(1 - 1e-12, GREATEST(1e-12, ${probability}))`;
}

/** SQL of the negative log likelihood of one outcome, in nats. */
function logLoss(probability, outcome) {
  return `-LN(IF(${outcome}, ${probability}, 1 - ${probability}))`;
}

/** SQL of the squared difference of forecast and outcome (Brier 1950). */
function brier(probability, outcome) {
  return `POW(${probability} - IF(${outcome}, 1, 0), 2)`;
}

/** SQL of the lower end of the probability's bucket, 0.05 wide; 1 belongs to the last one. */
function bucket(probability) {
  return `LEAST(19, FLOOR(ROUND(${probability} * 20, 9))) / 20`;
}

module.exports = { clamped, logLoss, brier, bucket };
