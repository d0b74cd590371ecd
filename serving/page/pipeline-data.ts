import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import { rowsIfBuilt } from './if-built.ts';

const text = z.string();
const maybe = { text: text.nullable(), number: z.number().nullable() };

const freshnessRow = z.object({
  table_name: text,
  layer: text,
  season_phase: text,
  newest_event_date: maybe.text,
  expected_event_date: maybe.text,
  days_behind: z.int(),
  newest_change_at: maybe.text,
  freshness: z.enum(['fresh', 'stale', 'empty', 'nothing expected']),
});
export type TableFreshness = z.output<typeof freshnessRow>;

const stepRow = z.object({
  run_id: text,
  workflow: text,
  logical_date: text,
  run_status: text,
  run_started_at: text,
  run_ended_at: maybe.text,
  run_says: maybe.text,
  step: maybe.text,
  step_status: maybe.text,
  attempts: z.int().nullable(),
  seconds: maybe.number,
  says: maybe.text,
  fallback: maybe.text,
  error_code: maybe.text,
  error_message: maybe.text,
});
export type RunStep = z.output<typeof stepRow>;

const collectionRow = z.object({
  run_id: text,
  source: text,
  from_date: text,
  to_date: text,
  started_at: text,
  outcome: text,
  error_code: maybe.text,
  error_message: maybe.text,
  requests: z.int(),
  fetched_items: z.int(),
  failed_items: z.int(),
  changed_rows: z.int(),
  seconds: z.number(),
});
export type Collection = z.output<typeof collectionRow>;

const alertRow = z.object({
  alert_id: text,
  rule: text,
  subject: text,
  alert_severity: text,
  alert_status: text,
  says: text,
  first_seen_at: text,
  last_seen_at: text,
  runbook: maybe.text,
});
export type Alert = z.output<typeof alertRow>;

const letterRow = z.object({
  entity: text,
  read_key: text,
  error_code: maybe.text,
  error_message: maybe.text,
  failure_count: z.int(),
  first_failed_at: text,
  last_failed_at: text,
  letters: z.int(),
});
export type DeadLetter = z.output<typeof letterRow>;

const driftRow = z.object({
  feature_name: text,
  feature_meaning: text,
  null_rate_30_dates: maybe.number,
  drift_date: maybe.text,
  psi: maybe.number,
  drift: maybe.text,
});
export type FeatureDrift = z.output<typeof driftRow>;

const forecastDriftRow = z.object({
  game_date: text,
  forecasts_recent: z.int(),
  psi: maybe.number,
  drift: maybe.text,
  mean_forecast_recent: maybe.number,
  mean_forecast_before: maybe.number,
});
export type ForecastDrift = z.output<typeof forecastDriftRow>;

const costRow = z.object({
  job_date: text,
  jobs: z.int(),
  gigabytes_billed: z.number(),
  cost_usd: z.number(),
});
export type CostDay = z.output<typeof costRow>;

/** What is shown of the pipeline; a part whose tables are not made yet is undefined. */
export interface Pipeline {
  freshness: readonly TableFreshness[] | undefined;
  /** The steps of the newest runs, the newest run first, its steps in order. */
  steps: readonly RunStep[] | undefined;
  /** The newest first. */
  collections: readonly Collection[] | undefined;
  /** Firing ones first, then the newest. */
  alerts: readonly Alert[] | undefined;
  /** The newest of them; `letters` counts all. */
  deadLetters: readonly DeadLetter[] | undefined;
  /** The largest index first. */
  features: readonly FeatureDrift[] | undefined;
  /** By date. */
  forecasts: readonly ForecastDrift[] | undefined;
  /** By date. */
  cost: readonly CostDay[] | undefined;
  simulated: boolean;
}

const shownRuns = 8;
const shownLetters = 25;
const shownDays = 60;

/** @throws TankError E_WAREHOUSE */
export async function readPipeline(database: Database): Promise<Pipeline> {
  const read = <Row extends z.ZodType>(
    row: Row,
    query: RawBuilder<unknown>,
  ): Promise<z.output<Row>[] | undefined> => rowsIfBuilt(database, row, query);
  const [freshness, steps, collections, alerts, deadLetters, features, forecasts, cost] =
    await Promise.all([
      read(
        freshnessRow,
        sql`SELECT table_name, layer, season_phase, newest_event_date, expected_event_date,
          days_behind, newest_change_at, freshness
        FROM mlb_ops.table_freshness
        ORDER BY freshness != 'stale', layer, table_name`,
      ),
      read(
        stepRow,
        sql`SELECT run_id, workflow, logical_date, run_status, run_started_at, run_ended_at, run_says,
          step, step_status, attempts, seconds, says, fallback, error_code, error_message
        FROM mlb_reporting.pipeline_runs
        QUALIFY DENSE_RANK() OVER (ORDER BY run_started_at DESC, run_id) <= ${sql.lit(shownRuns)}
        ORDER BY run_started_at DESC, run_id, position`,
      ),
      read(
        collectionRow,
        sql`SELECT run_id, source, from_date, to_date, started_at, outcome, error_code,
          error_message, requests, fetched_items, failed_items, changed_rows, seconds
        FROM mlb_ops.collection_runs
        ORDER BY started_at DESC
        LIMIT ${sql.lit(shownRuns)}`,
      ),
      read(
        alertRow,
        sql`SELECT alert_id, rule, subject, alert_severity, alert_status, says, first_seen_at,
          last_seen_at, runbook
        FROM mlb_reporting.alerts
        ORDER BY alert_order
        LIMIT ${sql.lit(shownLetters)}`,
      ),
      read(
        letterRow,
        sql`SELECT entity, read_key, error_code, error_message, failure_count, first_failed_at,
          last_failed_at,
          COUNT(*) OVER () AS letters
        FROM mlb_ops.dead_letters
        ORDER BY last_failed_at DESC
        LIMIT ${sql.lit(shownLetters)}`,
      ),
      read(
        driftRow,
        sql`SELECT feature_name, feature_meaning, null_rate_30_dates, drift_date, psi, drift
        FROM mlb_reporting.feature_health
        WHERE is_model_input
        ORDER BY psi DESC, feature_name`,
      ),
      read(
        forecastDriftRow,
        sql`SELECT game_date, forecasts_recent, psi, drift, mean_forecast_recent,
          mean_forecast_before
        FROM mlb_ops.forecast_drift
        QUALIFY ROW_NUMBER() OVER (ORDER BY game_date DESC) <= ${sql.lit(shownDays)}
        ORDER BY game_date`,
      ),
      read(
        costRow,
        sql`SELECT job_date, SUM(jobs) AS jobs, SUM(gigabytes_billed) AS gigabytes_billed,
          SUM(cost_usd) AS cost_usd
        FROM mlb_reporting.cost_daily
        GROUP BY job_date
        QUALIFY ROW_NUMBER() OVER (ORDER BY job_date DESC) <= ${sql.lit(shownDays)}
        ORDER BY job_date`,
      ),
    ]);
  const simulated = collections?.some(({ source }) => source === 'sim') ?? false;
  return {
    freshness,
    steps,
    collections,
    alerts,
    deadLetters,
    features,
    forecasts,
    cost,
    simulated,
  };
}
