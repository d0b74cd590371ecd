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

module.exports = { outcome, passRate, message };
