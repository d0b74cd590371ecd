import type { BigQuery } from '@google-cloud/bigquery';
import { featureReasons, forecasts, games, reasonGroups, teams } from '../serving/small-league.ts';
import type { ServedWarehouse } from '../serving/served-warehouse.ts';

/** What the pages read beside what the API does. */
const datasets = ['mlb_ops', 'mlb_raw', 'mlb_features', 'mlb_quality'];

const dates = 60;
const gamesADay = 10;

/** Decided forecasts of two months, replayed, and some of the simulated league; the favourite wins as often as forecast. */
const outcomes = `
  CREATE OR REPLACE TABLE mlb_predictions.forecast_outcomes AS
  WITH games AS (
    SELECT
      1000 + number AS game_pk,
      DATE_ADD(DATE '2026-02-10', INTERVAL DIV(number, ${gamesADay}) DAY) AS game_date,
      IF(MOD(number, 50) = 7, 'sim', 'replay') AS source,
      0.3 + 0.04 * MOD(number * 7, 11) AS probability,
      MOD(number * 37, 100) / 100 AS drawn
    FROM UNNEST(GENERATE_ARRAY(0, ${dates * gamesADay - 1})) AS number
  ),
  decided AS (
    SELECT game_pk, game_date, source, probability, drawn < probability AS home_won
    FROM games
  )
  SELECT
    game_pk, game_date, source,
    'v1.1.0' AS model_version,
    probability AS home_win_probability,
    home_won,
    (probability > 0.5) = home_won AS favourite_won,
    -LN(IF(home_won, probability, 1 - probability)) AS log_loss,
    POW(probability - IF(home_won, 1, 0), 2) AS brier_score,
    -LN(IF(home_won, 0.5 + 0.5 * (probability - 0.5), 0.5 - 0.5 * (probability - 0.5))) AS elo_log_loss,
    -LN(IF(home_won, 0.53, 0.47)) AS home_rate_log_loss
  FROM decided`;

const challengers = `
  CREATE TABLE mlb_predictions.challenger_predictions AS
  SELECT
    forecast.* REPLACE (
      outcomes.game_pk AS game_pk,
      outcomes.game_date AS game_date,
      'v1.2.0' AS model_version,
      IF(outcomes.home_won, 0.9, 0.1) AS home_win_probability,
      TIMESTAMP(outcomes.game_date) AS as_of,
      TIMESTAMP_ADD(TIMESTAMP(outcomes.game_date), INTERVAL 18 HOUR) AS first_pitch_at
    )
  FROM mlb_predictions.forecast_outcomes AS outcomes
  JOIN mlb_predictions.game_predictions AS forecast ON forecast.game_pk = 1
  WHERE outcomes.game_date >= '2026-04-01'`;

const tables = [
  outcomes,
  `CREATE OR REPLACE TABLE mlb_predictions.forecast_ledger AS
  SELECT
    17 AS entry_number, 1 AS game_pk, 'v12' AS model_version, 0.625 AS home_win_probability,
    0.56 AS elo_home_win_probability, TIMESTAMP '2026-04-15 12:30:00' AS published_at,
    'f7dc2c815f892e26f153' AS entry_hash`,
  `CREATE TABLE mlb_features.feature_catalogue AS
  SELECT
    'run_margin_diff' AS column_name, 'team_form' AS made_in,
    'all dates before, decayed' AS past_window, 'morning' AS known_when`,
  `CREATE OR REPLACE TABLE mlb_quality.game_quality_grades AS
  SELECT 101 AS game_pk, 'A' AS grade, TRUE AS is_admitted UNION ALL
  SELECT 102, 'C', TRUE UNION ALL
  SELECT 103, 'F', FALSE`,
  `CREATE TABLE mlb_raw.raw_collected_items AS
  SELECT
    'schedule' AS entity, '2026-04-15' AS item_key, DATE '2026-04-15' AS item_date,
    'https://statsapi.example/api/v1/schedule?date=2026-04-15' AS url, 200 AS http_status,
    TIMESTAMP '2026-04-15 10:00:01' AS known_at, 'abcdef0123456789' AS content_sha256
  UNION ALL
  SELECT
    'boxscores', '101', DATE '2026-04-14', 'https://statsapi.example/api/v1/game/101/boxscore', 200,
    TIMESTAMP '2026-04-15 09:59:58', '0123456789abcdef'`,
  `CREATE TABLE mlb_ops.table_freshness AS
  SELECT
    'games_historical' AS table_name, 'historical' AS layer, 'regular season' AS season_phase,
    DATE '2026-04-15' AS newest_event_date, DATE '2026-04-13' AS expected_event_date,
    0 AS days_behind, TIMESTAMP '2026-04-16 09:00:00' AS newest_change_at, 'fresh' AS freshness
  UNION ALL
  SELECT
    'statcast_pitches', 'historical', 'regular season', DATE '2026-04-09', DATE '2026-04-14', 5,
    TIMESTAMP '2026-04-10 09:00:00', 'stale'`,
  `CREATE TABLE mlb_ops.collection_runs AS
  SELECT
    '20260416t090000_1' AS run_id, 'replay' AS source, DATE '2026-04-09' AS from_date,
    DATE '2026-04-16' AS to_date, TIMESTAMP '2026-04-16 09:00:00' AS started_at,
    'partial' AS outcome, 'E_SOURCE_HTTP' AS error_code, 'a game was refused' AS error_message,
    120 AS requests, 118 AS fetched_items, 2 AS failed_items, 40312 AS changed_rows, 84.5 AS seconds`,
  `CREATE TABLE mlb_ops.dead_letters AS
  SELECT
    'boxscores' AS entity, '103' AS read_key, 'E_SOURCE_HTTP' AS error_code,
    'GET /game/103/boxscore: 404' AS error_message, 3 AS failure_count,
    TIMESTAMP '2026-04-15 09:00:00' AS first_failed_at,
    TIMESTAMP '2026-04-16 09:00:00' AS last_failed_at`,
  `CREATE TABLE mlb_ops.forecast_drift AS
  SELECT
    DATE '2026-04-15' AS game_date, 300 AS forecasts_recent, 0.04 AS psi, 'stable' AS drift,
    0.53 AS mean_forecast_recent, 0.54 AS mean_forecast_before`,
  `CREATE TABLE mlb_reporting.feature_health AS
  SELECT
    'run_margin_diff' AS feature_name, 'Run margin' AS feature_meaning, TRUE AS is_model_input,
    0.02 AS null_rate_30_dates, DATE '2026-04-15' AS drift_date, 0.31 AS psi,
    'significant' AS drift`,
  `CREATE TABLE mlb_reporting.cost_daily AS
  SELECT DATE '2026-04-15' AS job_date, 'SELECT' AS statement_type, 700 AS jobs,
    12.5 AS gigabytes_billed, 0.078 AS cost_usd
  UNION ALL
  SELECT DATE '2026-04-16', 'MERGE', 40, 3.5, 0.022`,
  `CREATE TABLE mlb_reporting.pipeline_runs AS
  SELECT
    'daily-2026-04-16' AS run_id, 'daily' AS workflow, DATE '2026-04-16' AS logical_date,
    'failed' AS run_status, TIMESTAMP '2026-04-16 09:00:00' AS run_started_at,
    TIMESTAMP '2026-04-16 09:12:00' AS run_ended_at, 'the build failed' AS run_says,
    1 AS position, 'collect' AS step, 'done' AS step_status, 1 AS attempts, 84.5 AS seconds,
    'read 118 items' AS says, CAST(NULL AS STRING) AS fallback, CAST(NULL AS STRING) AS error_code,
    CAST(NULL AS STRING) AS error_message
  UNION ALL
  SELECT
    'daily-2026-04-16', 'daily', DATE '2026-04-16', 'failed', TIMESTAMP '2026-04-16 09:00:00',
    TIMESTAMP '2026-04-16 09:12:00', 'the build failed', 2, 'build', 'failed', 3, 600.0, NULL,
    'the tables of the day before', 'E_DATAFORM', 'an assertion failed'`,
  `CREATE TABLE mlb_reporting.alerts AS
  SELECT
    'stale-pitches' AS alert_id, 'stale_table' AS rule, 'statcast_pitches' AS subject,
    'high' AS alert_severity, 'firing' AS alert_status, 'statcast_pitches is 5 days behind' AS says,
    TIMESTAMP '2026-04-14 09:00:00' AS first_seen_at,
    TIMESTAMP '2026-04-16 09:00:00' AS last_seen_at, 'docs/alerts.md#stale' AS runbook,
    1 AS alert_order`,
  challengers,
];

const pastGames = [
  { game_pk: 101, game_date: '2026-04-14', home_team_id: 147, away_team_id: 121, is_final: true },
  { game_pk: 102, game_date: '2026-04-13', home_team_id: 121, away_team_id: 112, is_final: true },
  { game_pk: 103, game_date: '2026-04-12', home_team_id: 138, away_team_id: 111, is_final: false },
];

const quality = Array.from({ length: 14 }, (_, day) => ({
  game_date: `2026-04-${String(day + 1).padStart(2, '0')}`,
  games_final: 12,
  games_grade_a: day === 3 ? 10 : 12,
  games_grade_b: 0,
  games_grade_c: day === 3 ? 1 : 0,
  games_grade_f: day === 3 ? 1 : 0,
  games_held_back: day === 3 ? 1 : 0,
  mean_quality_score: 0.99,
  lowest_quality_score: day === 3 ? 0.4 : 0.97,
}));

const versions = [
  { model_version: 'v1.2.0', version_number: 3, model_status: 'challenger', is_champion: false },
  { model_version: 'v1.1.0', version_number: 2, model_status: 'champion', is_champion: true },
].map((version) => ({
  model_type: 'game_outcome',
  recipe: 'game_outcome',
  update_kind: 'full',
  as_of_date: '2026-04-01',
  training_from: '2021-04-01',
  training_through: '2026-03-31',
  training_rows: 12_000,
  feature_names: ['run_margin_diff'],
  holdout_from: '2026-01-01',
  holdout_games: 600,
  holdout_log_loss: 0.6712,
  holdout_brier: 0.2391,
  holdout_accuracy: 0.581,
  holdout_calibration_slope: 1.02,
  trained_at: '2026-04-01T10:00:00Z',
  ...(version.is_champion && { promoted_at: '2026-04-01T11:00:00Z' }),
  ...version,
}));

/** Fills a warehouse with a little of everything that the pages show, on the morning of April 16, 2026. */
export async function fillPageWarehouse({ client, insert }: ServedWarehouse): Promise<void> {
  await makeDatasets(client);
  await insert('mlb_historical_data.teams_historical', teams);
  await insert('mlb_historical_data.games_historical', [...games, ...pastGames]);
  await insert('mlb_predictions.game_predictions', forecasts);
  await insert('mlb_reporting.forecast_reason_groups', reasonGroups);
  await insert('mlb_reporting.forecast_reasons', featureReasons);
  await insert('mlb_reporting.data_quality_daily', quality);
  await insert('mlb_models.model_versions', versions);
  for (const table of tables) await client.query(table);
}

export const morning = (): Date => new Date('2026-04-16T13:00:00Z');

async function makeDatasets(client: BigQuery): Promise<void> {
  const [there] = await client.getDatasets();
  const names = new Set(there.map(({ id }) => id));
  for (const dataset of datasets) if (!names.has(dataset)) await client.createDataset(dataset);
}
