// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_ops',
    tags: ['monitoring'],
    models: {
      entity_volumes: {
        date: 'game_date',
        key: ['entity', 'game_date'],
        required: ['entity', 'game_date', 'row_count'],
      },
      feature_drift: {
        key: ['game_date', 'feature_name'],
        required: ['game_date', 'feature_name', 'games_recent', 'games_training', 'psi', 'drift'],
      },
      feature_null_rates: {
        key: ['game_date', 'feature_name'],
        required: ['game_date', 'feature_name', 'games', 'null_games', 'null_rate'],
      },
      forecast_drift: {
        key: ['game_date'],
        required: ['game_date', 'forecasts_recent'],
      },
      forecast_monitors: {
        key: ['source', 'game_date'],
        required: ['source', 'game_date', 'games_7_days', 'games_60_days'],
      },
      retrain_requests: {
        key: ['model_type', 'requested_on', 'request_kind'],
        required: ['model_type', 'requested_on', 'request_kind', 'request_reason'],
      },
      table_freshness: {
        key: ['table_name'],
        required: ['table_name', 'layer', 'freshness'],
      },
    },
  },
);
