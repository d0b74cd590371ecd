import { createRequire } from 'node:module';
import { models } from '../../ml/catalog.ts';
import type { Columns } from './small-warehouse.ts';

/** Columns that game models read. */
export const modelInputs = models.featuresOf('game_outcome');

const sideInputs = modelInputs
  .filter((name) => name.endsWith('_diff'))
  .map((name) => name.slice(0, -'_diff'.length))
  .concat(modelInputs.map((name) => name.replace(/^(home|away)_/, '')))
  .filter((name) => !name.endsWith('_diff'))
  .flatMap((name) => [`home_${name}`, `away_${name}`]);

const floats = (names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, 'FLOAT64']));
const integers = (...names: string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, 'INT64']));

const load = createRequire(import.meta.url);
const windows = load('../../includes/windows.js') as { columns: () => string[] };
const catalogue = load('../../includes/catalogue.js') as {
  columns: { column: string; type: string }[];
};

/** Columns of every feature of the catalogue. */
export const featureColumns: Columns = Object.fromEntries(
  catalogue.columns.map(({ column, type }) => [column, type]),
);

/** The columns of tables that reports and table functions read, as far as they read them. */
export const leagueTables = {
  'mlb_historical_data.teams_historical': {
    ...integers('season', 'team_id', 'league_id', 'division_id'),
    abbreviation: 'STRING',
    team_name: 'STRING',
    full_name: 'STRING',
    location_name: 'STRING',
    franchise_name: 'STRING',
  },
  'mlb_historical_data.team_stats_historical': {
    ...integers('game_pk', 'team_id', 'opponent_team_id', 'season'),
    game_type: 'STRING',
    game_date: 'DATE',
    completed_date: 'DATE',
    is_home: 'BOOL',
    is_win: 'BOOL',
    ...integers('runs_scored', 'runs_conceded', 'at_bats', 'plate_appearances', 'strikeouts'),
    ...integers('walks', 'batters_struck_out', 'walks_allowed', 'batters_faced', 'hits'),
    ...integers('hit_by_pitch', 'sacrifice_flies', 'doubles', 'triples', 'home_runs'),
    loaded_at: 'TIMESTAMP',
  },
  'mlb_historical_data.player_stats_historical': {
    ...integers('game_pk', 'team_id', 'player_id', 'season'),
    game_type: 'STRING',
    game_date: 'DATE',
    completed_date: 'DATE',
    player_name: 'STRING',
    has_batting: 'BOOL',
    has_pitching: 'BOOL',
    ...integers('plate_appearances', 'at_bats', 'hits', 'doubles', 'triples', 'home_runs', 'walks'),
    ...integers('hit_by_pitch', 'sacrifice_flies', 'strikeouts', 'games_started', 'outs_recorded'),
    ...integers('batters_faced', 'batters_struck_out', 'walks_allowed', 'hits_allowed'),
    ...integers('home_runs_allowed', 'earned_runs', 'batting_order', 'runs', 'runs_batted_in'),
    ...integers('pitches_thrown', 'stolen_bases'),
    loaded_at: 'TIMESTAMP',
  },
  'mlb_features.game_features_daily': {
    ...integers('game_pk', 'season', 'home_team_id', 'away_team_id'),
    ...integers('home_starter_id', 'away_starter_id'),
    game_date: 'DATE',
    game_type: 'STRING',
    first_pitch_at: 'TIMESTAMP',
    home_starter_name: 'STRING',
    away_starter_name: 'STRING',
    feature_completeness: 'FLOAT64',
    loaded_at: 'TIMESTAMP',
    ...floats([...modelInputs, ...sideInputs]),
    ...featureColumns,
  },
  'mlb_models.model_versions': {
    model_type: 'STRING',
    model_version: 'STRING',
    version_number: 'INT64',
    is_champion: 'BOOL',
    promoted_at: 'TIMESTAMP',
    training_from: 'DATE',
    training_through: 'DATE',
    feature_names: 'ARRAY<STRING>',
  },
  'mlb_models.model_weights': {
    model_type: 'STRING',
    model_version: 'STRING',
    model_name: 'STRING',
    input: 'STRING',
    weight: 'FLOAT64',
    training_mean: 'FLOAT64',
  },
  'mlb_features.team_rolling_features': {
    ...integers('team_id', 'season'),
    game_date: 'DATE',
    loaded_at: 'TIMESTAMP',
    ...floats(windows.columns()),
  },
  'mlb_historical_data.games_historical': {
    ...integers('game_pk', 'season', 'home_team_id', 'away_team_id', 'home_score', 'away_score'),
    venue_id: 'INT64',
    game_type: 'STRING',
    game_date: 'DATE',
    completed_date: 'DATE',
    status: 'STRING',
    status_code: 'STRING',
    is_final: 'BOOL',
    home_won: 'BOOL',
    loaded_at: 'TIMESTAMP',
  },
  'mlb_predictions.game_predictions': {
    ...integers('game_pk', 'season', 'game_number', 'home_team_id', 'away_team_id'),
    game_date: 'DATE',
    game_type: 'STRING',
    first_pitch_at: 'TIMESTAMP',
    home_team_abbreviation: 'STRING',
    away_team_abbreviation: 'STRING',
    home_team_name: 'STRING',
    away_team_name: 'STRING',
    home_starter_name: 'STRING',
    away_starter_name: 'STRING',
    home_win_probability: 'FLOAT64',
    away_win_probability: 'FLOAT64',
    ...floats(['predicted_home_runs', 'predicted_away_runs', 'predicted_total_runs']),
    ...integers('predicted_home_runs_low', 'predicted_home_runs_high'),
    ...integers('predicted_away_runs_low', 'predicted_away_runs_high'),
    ...integers('predicted_total_runs_low', 'predicted_total_runs_high'),
    total_runs_lines: 'ARRAY<STRUCT<line FLOAT64, over_probability FLOAT64>>',
    ...floats(['home_run_line_probability', 'away_run_line_probability']),
    feature_completeness: 'FLOAT64',
    baseline_log_odds: 'FLOAT64',
    top_features: 'ARRAY<STRUCT<feature STRING, value FLOAT64, contribution FLOAT64>>',
    model_role: 'STRING',
    model_version: 'STRING',
    training_through: 'DATE',
    predicted_at: 'TIMESTAMP',
    source: 'STRING',
  },
  'mlb_predictions.forecast_outcomes': {
    ...integers('game_pk', 'season', 'entry_number'),
    game_date: 'DATE',
    game_type: 'STRING',
    model_version: 'STRING',
    ...floats([
      'home_win_probability',
      'log_loss',
      'brier_score',
      'elo_log_loss',
      'home_rate_log_loss',
      'home_runs_error',
      'away_runs_error',
    ]),
    home_won: 'BOOL',
    favourite_won: 'BOOL',
    published_at: 'TIMESTAMP',
    source: 'STRING',
  },
  'mlb_quality.game_quality_grades': {
    game_pk: 'INT64',
    game_date: 'DATE',
    quality_score: 'FLOAT64',
    grade: 'STRING',
    is_admitted: 'BOOL',
  },
  'mlb_ops.collection_runs': {
    run_id: 'STRING',
    started_at: 'TIMESTAMP',
    ended_at: 'TIMESTAMP',
    source: 'STRING',
    from_date: 'DATE',
    to_date: 'DATE',
    outcome: 'STRING',
    error_code: 'STRING',
    ...integers('requests', 'fetched_items', 'failed_items', 'changed_rows'),
    seconds: 'FLOAT64',
  },
  'mlb_models.game_outcome_training': {
    ...integers('game_pk', 'season'),
    game_date: 'DATE',
    ...floats(modelInputs),
  },
  'mlb_features.feature_catalogue': {
    column_name: 'STRING',
    meaning: 'STRING',
    family: 'STRING',
    unit: 'STRING',
    known_when: 'STRING',
  },
  'mlb_historical_data.statcast_pitches': {
    game_pk: 'INT64',
    game_type: 'STRING',
    game_date: 'DATE',
    loaded_at: 'TIMESTAMP',
  },
  'mlb_historical_data.transactions_historical': {
    transaction_date: 'DATE',
    loaded_at: 'TIMESTAMP',
  },
  'mlb_historical_data.rosters_historical': { roster_date: 'DATE', loaded_at: 'TIMESTAMP' },
  'mlb_historical_data.standings_historical': { standings_date: 'DATE', loaded_at: 'TIMESTAMP' },
  'mlb_historical_data.weather_historical': { game_date: 'DATE', loaded_at: 'TIMESTAMP' },
  'mlb_staging.stg_seasons': {
    season: 'INT64',
    regular_start_date: 'DATE',
    regular_end_date: 'DATE',
    postseason_end_date: 'DATE',
  },
  'mlb_ops.dead_letters': { entity: 'STRING', read_key: 'STRING', last_failed_at: 'TIMESTAMP' },
  'mlb_ops.runs': {
    run_id: 'STRING',
    source: 'STRING',
    workflow: 'STRING',
    logical_date: 'DATE',
    run_status: 'STRING',
    run_started_at: 'TIMESTAMP',
    run_ended_at: 'TIMESTAMP',
    attempts: 'INT64',
    says: 'STRING',
    error_code: 'STRING',
    error_message: 'STRING',
  },
  'mlb_ops.steps': {
    run_id: 'STRING',
    position: 'INT64',
    step: 'STRING',
    topic: 'STRING',
    step_status: 'STRING',
    attempts: 'INT64',
    step_started_at: 'TIMESTAMP',
    step_ended_at: 'TIMESTAMP',
    seconds: 'FLOAT64',
    says: 'STRING',
    fallback: 'STRING',
    error_code: 'STRING',
    error_message: 'STRING',
  },
  'mlb_ops.alert_log': {
    alert_id: 'STRING',
    rule: 'STRING',
    subject: 'STRING',
    alert_severity: 'STRING',
    alert_status: 'STRING',
    says: 'STRING',
    value: 'FLOAT64',
    threshold: 'FLOAT64',
    first_seen_at: 'TIMESTAMP',
    last_seen_at: 'TIMESTAMP',
    resolved_at: 'TIMESTAMP',
    runbook: 'STRING',
  },
  'mlb_ops.schema_drift': { endpoint: 'STRING', path: 'STRING', first_seen_at: 'TIMESTAMP' },
} as const satisfies Record<string, Columns>;
