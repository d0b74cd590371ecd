// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_reporting',
    tags: ['reporting'],
    models: {
      alerts: {
        key: ['alert_id'],
        required: ['rule', 'subject', 'alert_severity', 'alert_status', 'says', 'runbook'],
      },
      daily_forecasts: {
        date: 'game_date',
        key: ['game_pk'],
        required: ['game_date', 'matchup', 'home_win_probability'],
      },
      data_quality_daily: {
        date: 'game_date',
        key: ['game_date'],
        required: ['games_final', 'games_held_back'],
      },
      forecast_calibration: {
        key: ['season', 'calibration_bucket'],
        required: ['games', 'mean_forecast', 'home_win_rate'],
      },
      forecast_reason_groups: {
        date: 'game_date',
        key: ['game_pk', 'reason_group'],
        required: ['game_date', 'contribution_log_odds', 'reason_words'],
      },
      forecast_reasons: {
        date: 'game_date',
        key: ['game_pk', 'feature_name'],
        required: ['game_date', 'contribution_log_odds', 'reason_group'],
      },
      forecast_results: {
        date: 'game_date',
        key: ['game_pk'],
        required: ['game_date', 'home_won', 'log_loss'],
      },
      model_performance_daily: {
        key: ['game_date', 'period'],
        required: ['games', 'accuracy', 'log_loss', 'brier_score'],
      },
      pipeline_health: {
        key: ['run_date'],
        required: ['collecting_runs', 'runs_complete', 'runs_failed'],
      },
      pipeline_runs: {
        key: ['run_id', 'position'],
        required: ['workflow', 'logical_date', 'run_status', 'run_started_at'],
      },
      team_dashboard: {
        date: 'game_date',
        key: ['team_id', 'game_date'],
        required: ['team_full_name'],
      },
      track_record: {
        key: ['source', 'period_kind', 'period_from'],
        required: ['games', 'accuracy', 'log_loss'],
      },
    },
  },
);

row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_reporting',
    tags: ['monitoring'],
    models: {
      cost_daily: {
        key: ['job_date', 'statement_type'],
        required: ['jobs', 'cost_usd'],
      },
      feature_health: {
        key: ['feature_name'],
        required: ['feature_meaning', 'is_model_input'],
      },
    },
  },
);
