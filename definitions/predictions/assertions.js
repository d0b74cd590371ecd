// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_predictions',
    tags: ['predict'],
    models: {
      challenger_predictions: {
        key: ['game_pk'],
        required: ['game_date', 'home_win_probability', 'model_version', 'as_of'],
        conditions: game_forecasts.rowConditions,
      },
      coming_batters: {
        key: ['game_pk', 'player_id'],
        required: ['team_id', 'opponent_team_id', 'game_date', 'is_announced', 'batting_place'],
      },
      coming_starters: {
        key: ['game_pk', 'player_id'],
        required: ['team_id', 'opponent_team_id', 'game_date'],
      },
      forecast_outcomes: {
        date: 'game_date',
        key: ['game_pk'],
        required: ['game_date', 'home_won', 'log_loss', 'source'],
      },
      game_predictions: {
        key: ['game_pk'],
        required: ['game_date', 'home_win_probability', 'model_version', 'as_of'],
        conditions: game_forecasts.rowConditions,
      },
      player_predictions: {
        key: ['game_pk', 'player_id', 'player_kind', 'target'],
        required: ['game_date', 'expected_value', 'over_probability', 'model_version', 'as_of'],
        conditions: [
          'expected_value > 0',
          'over_probability BETWEEN 0 AND 1',
          'interval_low <= interval_high',
          'as_of < first_pitch_at',
          'training_through < game_date',
          "source != 'live' OR predicted_at < first_pitch_at",
        ],
      },
      sealed_forecasts: {
        date: 'game_date',
        key: ['game_pk'],
        required: ['game_date', 'home_win_probability', 'published_at', 'source'],
        conditions: ['published_at < first_pitch_at'],
      },
    },
  },
);
