// Generated from the warehouse by `npm run types`. Do not edit.

/** One row per game, played or scheduled. A final game stands here only when its quality grade admits it: one held back is not here until it is mended. */
export interface MlbHistoricalDataGamesHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** MLB's detailed state of the game, e.g. Final, Scheduled, Postponed. */
  status: string | null;
  /** MLB's coded state: S scheduled, P pre-game, I in progress, F final, D postponed, U suspended, C cancelled. */
  status_code: string | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Runs of the home team; NULL until the game is final. */
  home_score: number | null;
  /** Runs of the away team; NULL until the game is final. */
  away_score: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Name of the ballpark. */
  venue_name: string | null;
  /** N none, Y traditional or S split doubleheader. */
  double_header: string | null;
  /** 1, or 2 for the second game of a doubleheader. */
  game_number: number | null;
  /** day or night. */
  day_night: string | null;
  /** Innings scheduled. */
  scheduled_innings: number | null;
  /** Number of the game within its series. */
  series_game_number: number | null;
  /** Games in the series. */
  games_in_series: number | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_probable_pitcher_id: number | null;
  /** Name of the home team's announced starter. */
  home_probable_pitcher_name: string | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_probable_pitcher_id: number | null;
  /** Name of the away team's announced starter. */
  away_probable_pitcher_name: string | null;
  /** MLB's id of the umpire announced for home plate; NULL when unannounced. */
  announced_umpire_id: number | null;
  /** Name of the umpire announced for home plate. */
  announced_umpire_name: string | null;
  /** Date the game was postponed from; NULL when it was not. */
  postponed_from_date: string | null;
  /** Whether the game is over and counts. */
  is_final: boolean | null;
  /** Whether the game ended tied. */
  is_tie: boolean | null;
  /** Whether the home team won; NULL when undecided. */
  home_won: boolean | null;
  /** Quality grade: A, B, C (passes with an alert) or F (held back); NULL before the game is final. */
  grade: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per season and team. */
export interface MlbHistoricalDataTeamsHistorical {
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Abbreviation of the team, e.g. NYY. */
  abbreviation: string | null;
  /** Nickname of the team, e.g. Yankees. */
  team_name: string | null;
  /** Full name of the team, e.g. New York Yankees. */
  full_name: string | null;
  /** City or region of the team. */
  location_name: string | null;
  /** Name of the franchise. */
  franchise_name: string | null;
  /** MLB's id of the league. */
  league_id: number | null;
  /** MLB's id of the division. */
  division_id: number | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the row was last written here because something behind it changed, UTC. */
  loaded_at: string | null;
}

/** One row per game: the newest forecast made before the game's date by the champion of the time, with its version, the distribution of the score that goes with it, what was known, and how far each feature moved it. A forecast is replaced only while a new one says something else and its model has not seen the game. */
export interface MlbPredictionsGamePredictions {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** 1, or 2 for the second game of a doubleheader. */
  game_number: number | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** MLB's id of the ballpark. */
  venue_id: number | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** Abbreviation of the home team. */
  home_team_abbreviation: string | null;
  /** Abbreviation of the away team. */
  away_team_abbreviation: string | null;
  /** Full name of the home team. */
  home_team_name: string | null;
  /** Full name of the away team. */
  away_team_name: string | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_starter_id: number | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_starter_id: number | null;
  /** Name of the home team's announced starter. */
  home_starter_name: string | null;
  /** Name of the away team's announced starter. */
  away_starter_name: string | null;
  /** Probability that the home team wins. */
  home_win_probability: number | null;
  /** Probability that the away team wins. */
  away_win_probability: number | null;
  /** Expected runs of the home team, moved so that the distribution of the score agrees with the win probability. */
  predicted_home_runs: number | null;
  /** Lower end of the 80 % interval of the runs of the home team. */
  predicted_home_runs_low: number | null;
  /** Upper end of the 80 % interval of the runs of the home team. */
  predicted_home_runs_high: number | null;
  /** Expected runs of the away team, moved so that the distribution of the score agrees with the win probability. */
  predicted_away_runs: number | null;
  /** Lower end of the 80 % interval of the away team's runs. */
  predicted_away_runs_low: number | null;
  /** Upper end of the 80 % interval of the away team's runs. */
  predicted_away_runs_high: number | null;
  /** Expected runs of both teams. */
  predicted_total_runs: number | null;
  /** Lower end of the 80 % interval of the runs of both teams. */
  predicted_total_runs_low: number | null;
  /** Upper end of the 80 % interval of the runs of both teams. */
  predicted_total_runs_high: number | null;
  /** Lines of the runs of both teams, 6.5 to 11.5, each with the probability that more are scored. */
  total_runs_lines: {
    line: number | null;
    over_probability: number | null;
  }[];
  /** Probability that the home team wins by two runs or more: that it covers a run line of -1.5. */
  home_run_line_probability: number | null;
  /** Probability that the away team wins by two runs or more: that it covers a run line of -1.5. */
  away_run_line_probability: number | null;
  /** Share of the compact features of both sides that are known, 0 to 1. */
  feature_completeness: number | null;
  /** Log-odds of a home win for a game of average features: what playing at home is worth. With the contributions of the features it adds up to the log-odds of the forecast. */
  baseline_log_odds: number | null;
  /** Every feature of the model, the one that moves the forecast most first: name, value, and contribution in log-odds, positive for the home team. With baseline_log_odds the contributions add up to the log-odds of the forecast. */
  top_features: {
    feature: string | null;
    value: number | null;
    contribution: number | null;
  }[];
  /** Name of the model. */
  model_name: string | null;
  /** Model of the version that forecast the winner: game_outcome in the morning, game_outcome_lineups with both lineups announced. */
  model_role: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
  /** Date of the newest game learnt from. */
  training_through: string | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** When the forecast was made, UTC. */
  predicted_at: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
}

/** The tables and views that typed queries read, for Kysely. */
export interface Tables {
  'mlb_historical_data.games_historical': MlbHistoricalDataGamesHistorical;
  'mlb_historical_data.teams_historical': MlbHistoricalDataTeamsHistorical;
  'mlb_predictions.game_predictions': MlbPredictionsGamePredictions;
}
