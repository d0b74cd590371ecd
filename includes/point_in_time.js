/**
 * Body of a CTE that finds, for every key and date asked for, the newest date with a fact strictly before it:
 * columns `key`, `on_date` and `fact_date` (NULL when there is none). Joining by it is an equality, not a range.
 * @param {{ from: string, key: string, date: string }} facts CTE and columns of the facts
 * @param {{ from: string, key: string, date: string }} asked CTE and columns of what is asked for
 */
function newestBefore(facts, asked) {
  return `SELECT
    dated.key,
    dated.on_date,
    MAX(dated.fact_date) OVER (
      PARTITION BY dated.key ORDER BY dated.on_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS fact_date
  FROM (
    SELECT key, on_date, MAX(fact_date) AS fact_date
    FROM (
      SELECT ${facts.key} AS key, ${facts.date} AS on_date, ${facts.date} AS fact_date
      FROM ${facts.from}
      UNION ALL
      SELECT ${asked.key} AS key, ${asked.date} AS on_date, CAST(NULL AS DATE) AS fact_date
      FROM ${asked.from}
    )
    GROUP BY key, on_date
  ) AS dated`;
}

module.exports = { newestBefore };
