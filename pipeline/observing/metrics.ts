import { mergeRows } from '../../ingest/index.ts';
import { rowsOf } from '../rows.ts';
import type { RunState } from '../runs/run-store.ts';
import type { Session } from '../session.ts';
import { metricsTable, warehouseOf } from '../tables.ts';
import { tablesThere } from '../tables-there.ts';

interface Measure {
  reads: readonly string[];
  /** Rows of metric, label, value; `@date` is the run's date, `@run` its key. */
  sql: string;
}

/** What is measured at the end of a run, in SQL; a measure waits until its tables are there. */
export const measures: readonly Measure[] = [
  {
    reads: ['mlb_ops.steps'],
    sql: `SELECT 'step_seconds' AS metric, step AS label, SUM(seconds) AS value
FROM mlb_ops.steps WHERE run_id = @run AND seconds IS NOT NULL GROUP BY step`,
  },
  {
    // From the schedule as it was read: what is held back is missing in the historical tables.
    reads: ['mlb_staging.stg_games'],
    sql: `SELECT 'games_expected' AS metric, '' AS label, CAST(COUNT(*) AS FLOAT64) AS value
FROM mlb_staging.stg_games
WHERE game_date = DATE_SUB(CAST(@date AS DATE), INTERVAL 1 DAY) AND status_code NOT IN ('D', 'C')`,
  },
  {
    reads: ['mlb_historical_data.games_historical'],
    sql: `SELECT 'games_collected' AS metric, '' AS label, CAST(COUNTIF(is_final) AS FLOAT64) AS value
FROM mlb_historical_data.games_historical
WHERE game_date = DATE_SUB(CAST(@date AS DATE), INTERVAL 1 DAY)`,
  },
  {
    reads: ['mlb_quality.game_quality_grades'],
    sql: `SELECT 'games_graded' AS metric, grade AS label, CAST(COUNT(*) AS FLOAT64) AS value
FROM mlb_quality.game_quality_grades
WHERE game_date = DATE_SUB(CAST(@date AS DATE), INTERVAL 1 DAY) GROUP BY grade`,
  },
  {
    reads: ['mlb_ops.collection_runs'],
    sql: `SELECT 'read_success_rate' AS metric, '' AS label,
  1 - SAFE_DIVIDE(SUM(failed_items), SUM(failed_items + fetched_items)) AS value
FROM mlb_ops.collection_runs
WHERE to_date BETWEEN DATE_SUB(CAST(@date AS DATE), INTERVAL 1 DAY) AND CAST(@date AS DATE)
HAVING SUM(failed_items + fetched_items) > 0`,
  },
  {
    reads: ['mlb_ops.feature_null_rates'],
    sql: `SELECT 'feature_null_rate' AS metric, '' AS label, AVG(null_rate) AS value
FROM mlb_ops.feature_null_rates WHERE game_date = CAST(@date AS DATE) HAVING COUNT(*) > 0`,
  },
  {
    reads: ['mlb_ops.table_freshness'],
    sql: `SELECT 'days_behind' AS metric, table_name AS label, CAST(days_behind AS FLOAT64) AS value
FROM mlb_ops.table_freshness`,
  },
  {
    reads: ['mlb_ops.forecast_monitors'],
    sql: `SELECT 'accuracy_7_days' AS metric, source AS label, accuracy_7_days AS value
FROM mlb_ops.forecast_monitors
WHERE game_date < CAST(@date AS DATE)
QUALIFY ROW_NUMBER() OVER (PARTITION BY source ORDER BY game_date DESC) = 1`,
  },
  {
    reads: ['mlb_ops.feature_drift'],
    sql: `SELECT 'drift_index_largest' AS metric, '' AS label, MAX(psi) AS value
FROM mlb_ops.feature_drift
WHERE game_date BETWEEN DATE_SUB(CAST(@date AS DATE), INTERVAL 7 DAY) AND CAST(@date AS DATE)
HAVING COUNT(*) > 0`,
  },
  {
    reads: ['mlb_ops.job_costs'],
    sql: `SELECT 'cost_usd' AS metric, CAST(job_date AS STRING) AS label, SUM(cost_usd) AS value
FROM mlb_ops.job_costs
WHERE job_date >= DATE_SUB(CURRENT_DATE('UTC'), INTERVAL 1 DAY) GROUP BY job_date`,
  },
  {
    reads: ['mlb_ops.dead_letters'],
    sql: `SELECT 'dead_letters' AS metric, '' AS label, CAST(COUNT(*) AS FLOAT64) AS value
FROM mlb_ops.dead_letters`,
  },
];

export interface Metric {
  metric: string;
  label: string;
  value: number;
}

/** Measures a run and what it left, and writes it down. @throws TankError E_WAREHOUSE */
export async function measure(session: Session, run: RunState): Promise<Metric[]> {
  const datasets = ['mlb_ops', 'mlb_quality', 'mlb_historical_data', 'mlb_staging'];
  const there = await tablesThere(session, datasets);
  const asked = measures.filter(({ reads }) => reads.every((table) => there.has(table)));
  const text = (value: string): string => `'${value.replaceAll("'", "\\'")}'`;
  const query = asked
    .map(({ sql }) => `SELECT metric, label, value FROM (\n${sql}\n)`)
    .join('\nUNION ALL\n')
    .replaceAll('@date', text(run.inputs.logical_date))
    .replaceAll('@run', text(run.runId));
  const found = asked.length === 0 ? [] : await rowsOf<Metric>(session, query);
  const measured_at = new Date().toISOString();
  const rows = found.map((metric) => ({
    run_id: run.runId,
    ...metric,
    logical_date: run.inputs.logical_date,
    measured_at,
  }));
  if (rows.length > 0) await mergeRows(warehouseOf(session), metricsTable, rows, 'replaced');
  return found;
}
