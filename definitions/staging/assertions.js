// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_staging',
    tags: ['staging'],
    models: {
      stg_collected_items: {
        key: ['entity', 'item_key'],
        required: [],
      },
      stg_game_details: {
        key: ['game_pk'],
        required: ['game_date'],
      },
      stg_games: {
        key: ['game_pk'],
        required: [
          'game_date',
          'completed_date',
          'season',
          'game_type',
          'home_team_id',
          'away_team_id',
          'first_pitch_at',
        ],
      },
      stg_injuries: {
        key: ['player_id', 'announced_date'],
        required: ['team_id', 'season', 'known_by', 'placed_date'],
        conditions: [
          'placed_date <= announced_date',
          'transferred_date >= announced_date OR transferred_date IS NULL',
          'activated_date >= announced_date OR activated_date IS NULL',
        ],
      },
      stg_linescores: {
        key: ['game_pk', 'inning'],
        required: ['game_date'],
      },
      stg_payload_fields: {
        key: ['entity', 'item_date', 'game_pk'],
        required: ['row_count'],
        nullable: ['game_pk'],
      },
      stg_people: {
        key: ['player_id'],
        required: ['name'],
      },
      stg_pitches: {
        key: ['game_pk', 'at_bat_number', 'pitch_number'],
        required: ['game_date', 'pitcher_id', 'batter_id', 'description'],
      },
      stg_player_game_lines: {
        key: ['game_pk', 'player_id'],
        required: ['game_date'],
      },
      stg_player_games: {
        key: ['game_pk', 'team_side', 'player_id'],
        required: ['game_date', 'has_played'],
      },
      stg_player_season_stats: {
        key: ['stats_date', 'player_id', 'team_id'],
        required: ['season'],
      },
      stg_plays: {
        key: ['game_pk', 'at_bat_index'],
        required: ['game_date', 'batter_id', 'pitcher_id'],
      },
      stg_probable_lineups: {
        key: ['game_pk', 'team_side', 'batting_place'],
        required: ['player_id', 'game_date'],
      },
      stg_rosters: {
        key: ['roster_date', 'team_id', 'player_id'],
        required: [],
      },
      stg_rosters_40_man: {
        key: ['roster_date', 'team_id', 'player_id'],
        required: [],
      },
      stg_seasons: {
        key: ['season'],
        required: [],
      },
      stg_standings: {
        key: ['standings_date', 'team_id'],
        required: ['season', 'wins', 'losses'],
      },
      stg_team_games: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'team_id'],
      },
      stg_team_season_stats: {
        key: ['stats_date', 'team_id'],
        required: ['season'],
      },
      stg_teams: {
        key: ['season', 'team_id'],
        required: ['abbreviation'],
      },
      stg_transactions: {
        key: ['transaction_date', 'transaction_id', 'entry'],
        required: ['effective_date'],
      },
      stg_venues: {
        key: ['season', 'venue_id'],
        required: ['name'],
      },
      stg_weather: {
        key: ['game_pk', 'kind'],
        required: ['game_date'],
      },
    },
  },
);
