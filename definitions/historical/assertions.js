// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_historical_data',
    tags: ['historical'],
    models: {
      game_details_historical: {
        key: ['game_pk'],
        required: ['season', 'game_date', 'completed_date'],
      },
      games_historical: {
        key: ['game_pk'],
        required: ['game_date', 'completed_date', 'season', 'home_team_id', 'away_team_id'],
      },
      injuries_historical: {
        key: ['player_id', 'announced_date'],
        required: ['team_id', 'season', 'known_by', 'placed_date'],
      },
      lineups_historical: {
        key: ['game_pk', 'team_side', 'batting_place'],
        required: ['team_id', 'player_id', 'game_date'],
      },
      people_historical: {
        key: ['player_id'],
        required: ['name'],
      },
      player_season_stats_historical: {
        key: ['stats_date', 'player_id', 'team_id'],
        required: ['season'],
      },
      player_stats_historical: {
        key: ['game_pk', 'team_id', 'player_id'],
        required: ['game_date', 'completed_date', 'line_source'],
      },
      rosters_historical: {
        key: ['roster_date', 'team_id', 'player_id'],
        required: [],
      },
      standings_historical: {
        key: ['standings_date', 'team_id'],
        required: ['season'],
      },
      statcast_pitches: {
        key: ['game_pk', 'at_bat_number', 'pitch_number'],
        required: ['game_date', 'completed_date', 'pitcher_id', 'batter_id'],
      },
      team_season_stats_historical: {
        key: ['stats_date', 'team_id'],
        required: ['season'],
      },
      team_stats_historical: {
        key: ['game_pk', 'team_id'],
        required: ['game_date', 'completed_date', 'runs_scored', 'runs_conceded'],
      },
      teams_historical: {
        key: ['season', 'team_id'],
        required: [],
      },
      transactions_historical: {
        key: ['transaction_date', 'transaction_id', 'entry'],
        required: ['effective_date'],
      },
      venues_historical: {
        key: ['season', 'venue_id'],
        required: [],
      },
      weather_historical: {
        key: ['game_pk', 'kind'],
        required: ['game_date'],
      },
    },
  },
);
