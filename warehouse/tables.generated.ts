// Generated from the warehouse by `npm run types`. Do not edit.

/** One row per game. */
export interface MlbHistoricalDataGamesHistorical {
  game_pk: number | null;
  game_date: string | null;
  home_score: number | null;
  away_score: number | null;
  status: string | null;
  is_final: boolean | null;
}

/** One row per team and season. */
export interface MlbHistoricalDataTeamsHistorical {
  season: number | null;
  team_id: number | null;
  abbreviation: string | null;
  team_name: string | null;
  full_name: string | null;
  location_name: string | null;
  franchise_name: string | null;
  league_id: number | null;
  division_id: number | null;
  venue_id: number | null;
}

/** One row per game: the latest forecast made before its first pitch. */
export interface MlbPredictionsGamePredictions {
  game_pk: number | null;
  game_date: string | null;
  season: number | null;
  game_type: string | null;
  game_number: number | null;
  first_pitch_at: string | null;
  venue_id: number | null;
  home_team_id: number | null;
  away_team_id: number | null;
  home_team_abbreviation: string | null;
  away_team_abbreviation: string | null;
  home_team_name: string | null;
  away_team_name: string | null;
  home_starter_id: number | null;
  away_starter_id: number | null;
  home_starter_name: string | null;
  away_starter_name: string | null;
  home_win_probability: number | null;
  away_win_probability: number | null;
  predicted_home_runs: number | null;
  predicted_away_runs: number | null;
  feature_completeness: number | null;
  top_features: {
    feature: string | null;
    value: number | null;
    contribution: number | null;
  }[];
  model_name: string | null;
  model_version: string | null;
  as_of: string | null;
  predicted_at: string | null;
  source: string | null;
}

/** Every table and view of the warehouse, for Kysely. */
export interface Tables {
  'mlb_historical_data.games_historical': MlbHistoricalDataGamesHistorical;
  'mlb_historical_data.teams_historical': MlbHistoricalDataTeamsHistorical;
  'mlb_predictions.game_predictions': MlbPredictionsGamePredictions;
}
