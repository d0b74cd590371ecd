// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_models',
    tags: ['models'],
    models: {
      batter_training: {
        key: ['game_pk', 'player_id'],
        required: ['game_date', 'completed_date', 'plate_appearances', 'hits', 'total_bases'],
      },
      game_outcome_training: {
        date: 'game_date',
        key: ['game_pk'],
        required: ['game_date', 'completed_date', 'home_won'],
      },
      model_versions: {
        key: ['model_type', 'model_version'],
        required: ['training_through', 'training_rows', 'model_status'],
        conditions: ['training_through < as_of_date', 'holdout_from IS NULL OR holdout_games > 0'],
      },
      starter_training: {
        key: ['game_pk', 'player_id'],
        required: ['game_date', 'completed_date', 'batters_faced', 'batters_struck_out'],
      },
    },
  },
);
