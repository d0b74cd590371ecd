/** Weights of the four quality scores; they add up to one. */
const weights = {
  schema_match: 0.3,
  data_completeness: 0.2,
  player_completeness: 0.4,
  value_ranges: 0.1,
};

/** SQL of the weighted quality score, 0 to 1. */
function weightedScore() {
  return Object.entries(weights)
    .map(([score, weight]) => `${weight} * ${score}`)
    .join(' + ');
}

/**
 * SQL of the grade. F: schema mismatch, under 80 % of the data or under 90 % of the players. Else A from 0.99,
 * B from 0.95, C from 0.80 of the weighted score.
 */
function grade() {
  return `CASE
      WHEN schema_match < 1 OR data_completeness < 0.8 OR player_completeness < 0.9 THEN 'F'
      WHEN ROUND(quality_score, 9) >= 0.99 THEN 'A'
      WHEN ROUND(quality_score, 9) >= 0.95 THEN 'B'
      WHEN ROUND(quality_score, 9) >= 0.80 THEN 'C'
      ELSE 'F'
    END`;
}

module.exports = { weights, weightedScore, grade };
