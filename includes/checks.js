/** What is made of the parts of a check, wherever it comes from: columns is_passed, severity, expected, actual, detail. */

/** SQL of PASS, WARNING or ERROR, as the severity says. */
function outcome() {
  return "CASE WHEN is_passed THEN 'PASS' WHEN severity = 'fail' THEN 'ERROR' ELSE 'WARNING' END";
}

/** SQL of the share that passed, 0 to 1; what expects nothing passes whole. */
function passRate() {
  return 'GREATEST(0.0, LEAST(1.0, COALESCE(SAFE_DIVIDE(actual, expected), IF(expected = 0, 1.0, 0.0))))';
}

/** SQL of a sentence: how many of how many, and what is the matter if it did not pass. */
function message() {
  return `CONCAT(
    CAST(ROUND(actual, 2) AS STRING), ' of ', CAST(ROUND(expected, 2) AS STRING), IF(is_passed, '', CONCAT(': ', detail))
  )`;
}

/**
 * SQL of an array with a struct per check of a list (fields: see game_checks.js): entity, check_name, score_name, severity, blocks, expected, actual, is_passed,
 * offending_ids, detail, action, applies.
 */
function structs(checks) {
  const rows = checks.map((check) => {
    const { expected, actual, ids, when = 'TRUE', blocks = false } = check;
    const passes = (check.passes ?? 'actual >= expected')
      .replaceAll(/\bactual\b/g, `(${actual})`)
      .replaceAll(/\bexpected\b/g, `(${expected})`);
    const severity = check.severity ?? 'fail';
    return `STRUCT(
      '${check.entity}' AS entity, '${check.name}' AS check_name,
      ${check.score === undefined ? 'CAST(NULL AS STRING)' : `'${check.score}'`} AS score_name,
      ${/^(fail|warn)$/.test(severity) ? `'${severity}'` : severity} AS severity, ${String(blocks).toUpperCase()} AS blocks,
      CAST(${expected} AS FLOAT64) AS expected, CAST(${actual} AS FLOAT64) AS actual,
      COALESCE(${passes}, FALSE) AS is_passed,
      ${ids === undefined ? 'ARRAY<INT64>[]' : `COALESCE(${ids}, ARRAY<INT64>[])`} AS offending_ids,
      ${check.detail} AS detail, '${check.action}' AS action, ${when} AS applies
    )`;
  });
  return `[\n    ${rows.join(',\n    ')}\n  ]`;
}

/** The action of checks that only a human can do something about: collecting again would bring the same. */
const review = 'REVIEW';

module.exports = { review, structs, outcome, passRate, message };
