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
        required: ['row_count'],
      },
      feature_drift: {
        key: ['game_date', 'feature_name'],
        required: ['games_recent', 'games_training', 'psi', 'drift'],
      },
      feature_null_rates: {
        key: ['game_date', 'feature_name'],
        required: ['games', 'null_games', 'null_rate'],
      },
      forecast_drift: {
        key: ['game_date'],
        required: ['forecasts_recent'],
      },
      forecast_monitors: {
        key: ['source', 'game_date'],
        required: ['games_7_days', 'games_60_days'],
      },
      retrain_requests: {
        key: ['model_type', 'requested_on', 'request_kind'],
        required: ['request_reason'],
      },
      table_freshness: {
        key: ['table_name'],
        required: ['layer', 'freshness'],
      },
    },
  },
);
