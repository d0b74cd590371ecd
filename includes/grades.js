const { phases, choose } = require('./phases');

/** Weights of the four quality scores; they add up to one. */
const weights = {
  schema_match: 0.3,
  data_completeness: 0.2,
  player_completeness: 0.4,
  value_ranges: 0.1,
};

/** What follows from a grade: whether the data passes, whether someone is told, whether it is collected again. */
const actions = {
  A: { proceed: true, alert: false, retry: false },
  B: { proceed: true, alert: false, retry: false },
  C: { proceed: true, alert: true, retry: false },
  F: { proceed: false, alert: true, retry: true },
};

/** SQL of the weighted quality score, 0 to 1. */
function weightedScore() {
  return Object.entries(weights)
    .map(([score, weight]) => `${weight} * ${score}`)
    .join(' + ');
}

/**
 * SELECT items of the four scores of grouped checks: the worst share that passed among those that count for a score, 1
 * where there is none. The schema matches or does not.
 */
function scores() {
  return Object.keys(weights)
    .map((score) => {
      const rate = score === 'schema_match' ? 'IF(pass_rate = 1, 1.0, 0.0)' : 'pass_rate';
      return `COALESCE(MIN(IF(score_name = '${score}', ${rate}, NULL)), 1.0) AS ${score}`;
    })
    .join(',\n    ');
}

/** Nine decimals: a weighted sum that is 0.99 by arithmetic must not miss it by a bit of floating point. */
const rounded = (score) => `ROUND(${score}, 9)`;

/**
 * SQL of the grade by the plan's code and by its criteria, whichever is worse, of a row with the four scores,
 * `quality_score` (their weighted sum) and `phase`. A: 0.99 of the score and of the fields, every player. B: 0.95 of the
 * score and of the fields, more than 95 % of the players. C: 0.80 of the score and of the fields and the phase's share of
 * the players (90 %, 80 % in spring, all in the postseason). F: anything less, or a schema that does not match.
 * @param {string} [blocked] SQL of a condition that makes it F whatever the scores
 */
function grade(blocked = 'FALSE') {
  const [score, fields, players] = [
    'quality_score',
    'data_completeness',
    'player_completeness',
  ].map(rounded);
  return `CASE
      WHEN ${blocked} OR schema_match < 1 OR ${fields} < 0.80
        OR ${players} < ${choose('phase', (phase) => phase.players)} THEN 'F'
      WHEN ${score} >= 0.99 AND ${fields} >= 0.99 AND ${players} = 1 THEN 'A'
      WHEN ${score} >= 0.95 AND ${fields} >= 0.95 AND ${players} > 0.95 THEN 'B'
      WHEN ${score} >= 0.80 THEN 'C'
      ELSE 'F'
    END`;
}

function asSql(value) {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? value.toFixed(2) : String(value).toUpperCase();
}

/** Grading actions by phase and grade, as rows. In the postseason B and C are collected again, and told of. */
function actionRows() {
  return Object.entries(phases).flatMap(([phase, expectations]) =>
    Object.entries(actions).map(([letter, { proceed, alert, retry }]) => ({
      phase,
      grade: letter,
      should_proceed: proceed,
      should_alert: alert || (expectations.alertOnAnyIssue && letter !== 'A'),
      should_retry: retry || (expectations.retryOnWarning && letter !== 'A'),
      alert_on_any_issue: expectations.alertOnAnyIssue,
      retry_on_warning: expectations.retryOnWarning,
      is_statcast_required: expectations.statcast,
      player_completeness_threshold: expectations.players,
    })),
  );
}

/** SQL of an array with a struct per phase and grade. */
function actionStructs() {
  const rows = actionRows().map(
    (row) =>
      `STRUCT(${Object.entries(row)
        .map(([name, value]) => `${asSql(value)} AS ${name}`)
        .join(', ')})`,
  );
  return `[\n    ${rows.join(',\n    ')}\n  ]`;
}

module.exports = { weights, actions, scores, weightedScore, grade, actionRows, actionStructs };
