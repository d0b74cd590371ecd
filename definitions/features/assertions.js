// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_features',
    tags: ['features'],
    models: {
      advanced_features: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'team_id', 'as_of'],
      },
      batter_form: {
        key: ['player_id', 'appearance_date'],
        required: ['team_id'],
      },
      bullpen_fatigue: {
        key: ['team_id', 'game_date'],
        required: ['as_of'],
      },
      bullpen_form: {
        key: ['team_id', 'game_date'],
        required: ['as_of', 'bullpen_fip'],
      },
      feature_catalogue: {
        key: ['column_name'],
        required: ['feature_name', 'family', 'meaning'],
      },
      game_conditions: {
        key: ['game_pk'],
        required: ['game_date', 'as_of'],
      },
      game_features_daily: {
        key: ['game_pk'],
        required: ['game_date', 'as_of', 'home_team_id', 'away_team_id'],
      },
      game_lineups: {
        key: ['game_pk', 'team_side', 'batting_place'],
        required: ['game_date', 'as_of', 'team_id', 'is_announced', 'is_pitcher_place'],
      },
      game_ratings: {
        date: 'game_date',
        key: ['game_pk'],
        required: ['game_date', 'home_elo_rating', 'away_elo_rating'],
      },
      game_side_features: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'team_id', 'as_of'],
      },
      game_sides: {
        date: 'game_date',
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'season', 'team_id', 'opponent_team_id'],
      },
      game_starters: {
        key: ['game_pk', 'team_id'],
        required: ['completed_date', 'starter_id'],
      },
      head_to_head: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'team_id', 'as_of'],
      },
      league_batting_rates: {
        key: ['completed_date'],
        required: ['league_batting_hit_rate'],
      },
      league_pitching_rates: {
        key: ['completed_date', 'is_start'],
        required: [],
      },
      lineup_strength: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'as_of', 'team_id', 'is_lineup_announced'],
      },
      park_factors: {
        key: ['venue_id', 'season'],
        required: ['valid_from_date', 'as_of', 'runs_factor', 'home_runs_factor'],
      },
      pitcher_form: {
        key: ['player_id', 'appearance_date'],
        required: ['team_id'],
      },
      player_features_daily: {
        key: ['player_id', 'game_date'],
        required: ['as_of', 'team_id', 'player_role', 'is_batter', 'is_pitcher'],
      },
      player_sightings: {
        date: 'seen_date',
        key: ['player_id', 'seen_date'],
        required: ['team_id'],
      },
      player_tracking_form: {
        key: ['player_id', 'pitch_role', 'appearance_date'],
        required: ['season', 'pitches'],
      },
      playoff_experience: {
        key: ['team_id', 'game_date'],
        required: ['as_of'],
      },
      schedule_features: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'team_id', 'as_of'],
      },
      starter_workload: {
        key: ['game_pk', 'team_side'],
        required: ['game_date', 'team_id', 'as_of'],
      },
      starting_lineups: {
        date: 'completed_date',
        key: ['game_pk'],
        required: ['completed_date'],
      },
      team_dates: {
        date: 'game_date',
        key: ['team_id', 'game_date'],
        required: [],
      },
      team_form: {
        key: ['team_id', 'completed_date'],
        required: [],
      },
      team_injuries: {
        key: ['team_id', 'game_date'],
        required: ['as_of'],
      },
      team_ratings: {
        key: ['team_id', 'game_date'],
        required: ['season', 'as_of', 'elo_rating', 'elo_rating_after'],
      },
      team_rolling_features: {
        key: ['team_id', 'game_date'],
        required: ['season', 'as_of'],
      },
      team_streaks: {
        key: ['team_id', 'game_date'],
        required: ['as_of', 'streak'],
      },
      team_strength_adjusted: {
        key: ['team_id', 'game_date'],
        required: ['season', 'as_of'],
      },
      travel_features: {
        key: ['team_id', 'game_date'],
        required: ['as_of'],
      },
    },
  },
);
