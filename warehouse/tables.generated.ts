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

/** One row per type of models and version: what it learned from, how it was made and judged, what it cost, and what became of it. Worked out of the log of events. */
export interface MlbModelsModelVersions {
  /** Type of model: what is versioned, promoted and rolled back as one, e.g. game_outcome. */
  model_type: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
  /** Number of the event that it was trained by: newer versions have greater ones. */
  version_number: number | null;
  /** How the models of the version are made: the entries of the catalog that were taken. */
  recipe: string | null;
  /** full: trained anew with everything judged; incremental: the same recipe on newer games. */
  update_kind: string | null;
  /** Date it was decided for: only earlier games counted. */
  as_of_date: string | null;
  /** Date of the oldest game learnt from. */
  training_from: string | null;
  /** Date of the newest game learnt from. */
  training_through: string | null;
  /** Games learnt from. */
  training_rows: number | null;
  /** Number that changes when a row learnt from changes. */
  training_fingerprint: number | null;
  /** Columns the models of the version read. */
  feature_names: string[];
  /** SHA-256 of recipe, features and options: equal for versions made alike. */
  feature_hash: string | null;
  /** Options of each model as JSON. */
  training_parameters: string | null;
  /** First date of the later games it was judged on. */
  holdout_from: string | null;
  /** Later games it was judged on; 0 when there were too few games. */
  holdout_games: number | null;
  /** Log loss on the later games it was judged on, by a fit that had not seen them. */
  holdout_log_loss: number | null;
  /** Mean Brier score on them. */
  holdout_brier: number | null;
  /** Share of them that the favourite won. */
  holdout_accuracy: number | null;
  /** Slope of the calibration line on them (Cox 1958); 1 is ideal. */
  holdout_calibration_slope: number | null;
  /** Time the training took, in seconds. */
  duration_seconds: number | null;
  /** Bytes that the statements of the training processed. */
  training_bytes: number | null;
  /** Slot time of the statements of the training, in seconds. */
  training_slot_seconds: number | null;
  /** Commit of the code that trained it; NULL outside of a repository. */
  code_commit: string | null;
  /** champion, former champion, challenger, refused or retired. */
  model_status: string | null;
  /** Whether it is the one that forecasts. */
  is_champion: boolean | null;
  /** When the model was trained, UTC. */
  trained_at: string | null;
  /** When it first became champion, UTC; NULL when it never was. */
  promoted_at: string | null;
  /** When its models were dropped, UTC; NULL while they are there. */
  retired_at: string | null;
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

/** One row per game, player, kind of player and number he is credited with: what the champion of the models of players expects, how likely he is to have more than the usual lines, and an interval meant to hold 80 %. Starting pitchers are those announced; batters the announced nine, before that the expected nine. A forecast is replaced only while a new one says something else, and of live games never at or after first pitch; until then who is not expected to play any more is taken out. */
export interface MlbPredictionsPlayerPredictions {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** What he is forecast as: starter (starting pitcher) or batter. */
  player_kind: string | null;
  /** Place in the batting order, 1 to 9. */
  batting_place: number | null;
  /** Whether the schedule says who bats in the place. */
  is_announced: boolean | null;
  /** What is forecast of a starter: strikeouts, outs, earned_runs, walks or hits; of a batter: hits, total_bases, home_runs, runs_batted_in, walks, strikeouts, runs or stolen_bases. */
  target: string | null;
  /** Expected number. */
  expected_value: number | null;
  /** Lower end of the interval meant to hold 80 %. */
  interval_low: number | null;
  /** Upper end of the interval meant to hold 80 %, itself within. */
  interval_high: number | null;
  /** Line that is usually asked for, e.g. 4.5 strikeouts. */
  usual_line: number | null;
  /** Probability of more than the usual line. */
  over_probability: number | null;
  /** Usual lines in order, each with the probability of more. */
  lines: {
    line: number | null;
    over_probability: number | null;
  }[];
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

/** One row per game date with final games: how many there were of each quality grade, and how many were held back. */
export interface MlbReportingDataQualityDaily {
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Final games. */
  games_final: number | null;
  /** Final games graded A. */
  games_grade_a: number | null;
  /** Final games graded B. */
  games_grade_b: number | null;
  /** Final games graded C: they pass with an alert. */
  games_grade_c: number | null;
  /** Final games graded F. */
  games_grade_f: number | null;
  /** Final games that their grade holds back. */
  games_held_back: number | null;
  /** Mean quality score, 0 to 1. */
  mean_quality_score: number | null;
  /** Lowest quality score of the date, 0 to 1. */
  lowest_quality_score: number | null;
}

/** One row per forecast game and kind of reason (playing at home, starting pitchers, bullpens, ...): how far all of its features together moved the forecast, exactly, and why in a sentence. The log-odds of a game's rows add up to those of its forecast, the points to the home win probability less 50. */
export interface MlbReportingForecastReasonGroups {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** The game in words, e.g. BOS at NYY, game 2. */
  matchup: string | null;
  /** Kind of reason: home, rating, starter, bullpen, offence, defence, lineup, rest, conditions or other. */
  reason_group: string | null;
  /** The kind of reason in words. */
  reason_label: string | null;
  /** How far it moves the forecast, in log-odds, positive for the home team. */
  contribution_log_odds: number | null;
  /** How far it moves the home win probability on the way from 50 %, in percentage points: those of playing at home and of all features add up to the probability less 50. */
  contribution_points: number | null;
  /** 1 for what moves the forecast most. */
  importance_rank: number | null;
  /** Abbreviation of the team it speaks for. */
  favours: string | null;
  /** How far the kind of reason moves the forecast, for whom and why, in words. */
  reason_words: string | null;
  /** Model of the version that forecast the winner: game_outcome in the morning, game_outcome_lineups with both lineups announced. */
  model_role: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
}

/** One row per forecast game and feature of the model that forecast it: what the feature was, how far it moved the forecast, in log-odds and points, and what that means in words. The words speak for the team it favours. */
export interface MlbReportingForecastReasons {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** The game in words, e.g. BOS at NYY, game 2. */
  matchup: string | null;
  /** Name of the feature, without the side it is given for. */
  feature_name: string | null;
  /** What the feature is. */
  feature_meaning: string | null;
  /** Kind of reason: home, rating, starter, bullpen, offence, defence, lineup, rest, conditions or other. */
  reason_group: string | null;
  /** Its value; NULL when unknown. */
  feature_value: number | null;
  /** How far it moves the forecast, in log-odds, positive for the home team. */
  contribution_log_odds: number | null;
  /** How far it moves the home win probability on the way from 50 %, in percentage points: those of playing at home and of all features add up to the probability less 50. */
  contribution_points: number | null;
  /** 1 for what moves the forecast most. */
  importance_rank: number | null;
  /** Abbreviation of the team it speaks for. */
  favours: string | null;
  /** What the feature means, in words that speak for the team it favours; NULL where there are none. */
  feature_words: string | null;
  /** Model of the version that forecast the winner: game_outcome in the morning, game_outcome_lineups with both lineups announced. */
  model_role: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
}

/** One row per source and period (each day, month and season, and everything): how the published forecasts did, beside Elo and the home rate as they were published with them. Computed from the ledger alone; a game counts with the last forecast before its first pitch. Simulated and replayed games are sources of their own. */
export interface MlbReportingTrackRecord {
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** What the period is: day, month, season or all. */
  period_kind: string | null;
  /** First date of the period. */
  period_from: string | null;
  /** Last date of the period with a decided forecast. */
  period_to: string | null;
  /** Games finished. */
  games: number | null;
  /** Share of the games that the favourite won. */
  accuracy: number | null;
  /** Negative log likelihood of the result under the forecast, in nats; a coin has 0.693. */
  log_loss: number | null;
  /** Standard error of the mean log loss; NULL for one game. */
  log_loss_standard_error: number | null;
  /** Squared difference of forecast and result (Brier 1950); a coin has 0.25. */
  brier_score: number | null;
  /** Sum of the forecast home win probabilities. */
  expected_home_wins: number | null;
  /** Games that the home team won. */
  home_wins: number | null;
  /** Log loss of the Elo rating's probability, as published with the forecast. */
  elo_log_loss: number | null;
  /** Log loss of the home teams' share of wins, as published with the forecast. */
  home_rate_log_loss: number | null;
  /** Elo's mean log loss less the forecasts': above 0 is better than Elo. */
  gain_on_elo: number | null;
  /** Standard error of that difference, paired by game; NULL for one game. */
  gain_on_elo_standard_error: number | null;
  /** The home rate's mean log loss less the forecasts'. */
  gain_on_home_rate: number | null;
  /** Standard error of that difference; NULL for one game. */
  gain_on_home_rate_standard_error: number | null;
  /** Root mean squared error of the forecast runs of a side, as published. */
  side_runs_rmse: number | null;
  /** Whether the game is one of the simulated league. */
  is_simulated: boolean | null;
}

/** The tables and views that typed queries read, for Kysely. */
export interface Tables {
  'mlb_historical_data.games_historical': MlbHistoricalDataGamesHistorical;
  'mlb_historical_data.teams_historical': MlbHistoricalDataTeamsHistorical;
  'mlb_models.model_versions': MlbModelsModelVersions;
  'mlb_predictions.game_predictions': MlbPredictionsGamePredictions;
  'mlb_predictions.player_predictions': MlbPredictionsPlayerPredictions;
  'mlb_reporting.data_quality_daily': MlbReportingDataQualityDaily;
  'mlb_reporting.forecast_reason_groups': MlbReportingForecastReasonGroups;
  'mlb_reporting.forecast_reasons': MlbReportingForecastReasons;
  'mlb_reporting.track_record': MlbReportingTrackRecord;
}
