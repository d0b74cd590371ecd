// Generated from the warehouse by `npm run types`. Do not edit.

/** One row per team and date with a game: quality of the relievers the team may use, weighted by their recent use. Fielding-independent runs above the league per nine plate appearances of a reliever: lower is better. */
export interface MlbFeaturesBullpenForm {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Relievers counted, 14 at most. */
  relievers: number | null;
  /** Fielding-independent runs above the league of the relievers, weighted by recent use; lower is better. */
  bullpen_fip: number | null;
}

/** One row per game, played or scheduled: every feature known before the game's date, for the home side, the away side and their difference. Nothing that happened on the date itself or later is in it. */
export interface MlbFeaturesGameFeaturesDaily {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Scheduled first pitch, UTC. */
  first_pitch_at: string | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** MLB's id of the home team. */
  home_team_id: number | null;
  /** MLB's id of the away team. */
  away_team_id: number | null;
  /** MLB's id of the home team's announced starter; NULL when unannounced. */
  home_starter_id: number | null;
  /** Name of the home team's announced starter. */
  home_starter_name: string | null;
  /** MLB's id of the away team's announced starter; NULL when unannounced. */
  away_starter_id: number | null;
  /** Name of the away team's announced starter. */
  away_starter_name: string | null;
  /** Decayed count of the games behind the home team's form. */
  home_form_games: number | null;
  /** Decayed count of the games behind the away team's form. */
  away_form_games: number | null;
  /** Share of the compact features of both sides that are known, 0 to 1. */
  feature_completeness: number | null;
  /** Home side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  home_starter_strikeout_skill: number | null;
  /** Home side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  home_starter_free_pass_skill: number | null;
  /** Home side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  home_starter_home_run_skill: number | null;
  /** Home side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  home_starter_expected_outs: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  home_starter_inexperience_100: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  home_starter_inexperience_800: number | null;
  /** Home side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  home_starter_fip_share: number | null;
  /** Home side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  home_bullpen_fip_share: number | null;
  /** Home side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value: number | null;
  /** Home side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value_conceded: number | null;
  /** Home side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  home_run_margin: number | null;
  /** Away side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  away_starter_strikeout_skill: number | null;
  /** Away side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  away_starter_free_pass_skill: number | null;
  /** Away side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  away_starter_home_run_skill: number | null;
  /** Away side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  away_starter_expected_outs: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  away_starter_inexperience_100: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  away_starter_inexperience_800: number | null;
  /** Away side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  away_starter_fip_share: number | null;
  /** Away side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  away_bullpen_fip_share: number | null;
  /** Away side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value: number | null;
  /** Away side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value_conceded: number | null;
  /** Away side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  away_run_margin: number | null;
  /** Home less away. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  starter_strikeout_skill_diff: number | null;
  /** Home less away. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  starter_free_pass_skill_diff: number | null;
  /** Home less away. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  starter_home_run_skill_diff: number | null;
  /** Home less away. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  starter_expected_outs_diff: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  starter_inexperience_100_diff: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  starter_inexperience_800_diff: number | null;
  /** Home less away. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  starter_fip_share_diff: number | null;
  /** Home less away. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  bullpen_fip_share_diff: number | null;
  /** Home less away. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_diff: number | null;
  /** Home less away. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_conceded_diff: number | null;
  /** Home less away. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  run_margin_diff: number | null;
  /** Home side. Games finished over the 7 days that end the day before. */
  home_games_7d: number | null;
  /** Home side. Runs scored per game over the 7 days that end the day before. */
  home_runs_scored_per_game_7d: number | null;
  /** Home side. Runs conceded per game over the 7 days that end the day before. */
  home_runs_conceded_per_game_7d: number | null;
  /** Home side. Runs scored less runs conceded, per game over the 7 days that end the day before. */
  home_run_differential_per_game_7d: number | null;
  /** Home side. Share of games won over the 7 days that end the day before. */
  home_win_rate_7d: number | null;
  /** Home side. Expected share of games won from runs, exponent 1.83 over the 7 days that end the day before. */
  home_pythagorean_win_rate_7d: number | null;
  /** Home side. On-base percentage plus slugging percentage over the 7 days that end the day before. */
  home_on_base_plus_slugging_7d: number | null;
  /** Home side. Strikeouts per plate appearance over the 7 days that end the day before. */
  home_strikeout_rate_7d: number | null;
  /** Home side. Walks per plate appearance over the 7 days that end the day before. */
  home_walk_rate_7d: number | null;
  /** Home side. Strikeouts per batter faced over the 7 days that end the day before. */
  home_pitching_strikeout_rate_7d: number | null;
  /** Home side. Walks per batter faced over the 7 days that end the day before. */
  home_pitching_walk_rate_7d: number | null;
  /** Home side. Games finished over the 14 days that end the day before. */
  home_games_14d: number | null;
  /** Home side. Runs scored per game over the 14 days that end the day before. */
  home_runs_scored_per_game_14d: number | null;
  /** Home side. Runs conceded per game over the 14 days that end the day before. */
  home_runs_conceded_per_game_14d: number | null;
  /** Home side. Runs scored less runs conceded, per game over the 14 days that end the day before. */
  home_run_differential_per_game_14d: number | null;
  /** Home side. Share of games won over the 14 days that end the day before. */
  home_win_rate_14d: number | null;
  /** Home side. Expected share of games won from runs, exponent 1.83 over the 14 days that end the day before. */
  home_pythagorean_win_rate_14d: number | null;
  /** Home side. On-base percentage plus slugging percentage over the 14 days that end the day before. */
  home_on_base_plus_slugging_14d: number | null;
  /** Home side. Strikeouts per plate appearance over the 14 days that end the day before. */
  home_strikeout_rate_14d: number | null;
  /** Home side. Walks per plate appearance over the 14 days that end the day before. */
  home_walk_rate_14d: number | null;
  /** Home side. Strikeouts per batter faced over the 14 days that end the day before. */
  home_pitching_strikeout_rate_14d: number | null;
  /** Home side. Walks per batter faced over the 14 days that end the day before. */
  home_pitching_walk_rate_14d: number | null;
  /** Home side. Games finished over the 30 days that end the day before. */
  home_games_30d: number | null;
  /** Home side. Runs scored per game over the 30 days that end the day before. */
  home_runs_scored_per_game_30d: number | null;
  /** Home side. Runs conceded per game over the 30 days that end the day before. */
  home_runs_conceded_per_game_30d: number | null;
  /** Home side. Runs scored less runs conceded, per game over the 30 days that end the day before. */
  home_run_differential_per_game_30d: number | null;
  /** Home side. Share of games won over the 30 days that end the day before. */
  home_win_rate_30d: number | null;
  /** Home side. Expected share of games won from runs, exponent 1.83 over the 30 days that end the day before. */
  home_pythagorean_win_rate_30d: number | null;
  /** Home side. On-base percentage plus slugging percentage over the 30 days that end the day before. */
  home_on_base_plus_slugging_30d: number | null;
  /** Home side. Strikeouts per plate appearance over the 30 days that end the day before. */
  home_strikeout_rate_30d: number | null;
  /** Home side. Walks per plate appearance over the 30 days that end the day before. */
  home_walk_rate_30d: number | null;
  /** Home side. Strikeouts per batter faced over the 30 days that end the day before. */
  home_pitching_strikeout_rate_30d: number | null;
  /** Home side. Walks per batter faced over the 30 days that end the day before. */
  home_pitching_walk_rate_30d: number | null;
  /** Home side. Games finished over the 60 days that end the day before. */
  home_games_60d: number | null;
  /** Home side. Runs scored per game over the 60 days that end the day before. */
  home_runs_scored_per_game_60d: number | null;
  /** Home side. Runs conceded per game over the 60 days that end the day before. */
  home_runs_conceded_per_game_60d: number | null;
  /** Home side. Runs scored less runs conceded, per game over the 60 days that end the day before. */
  home_run_differential_per_game_60d: number | null;
  /** Home side. Share of games won over the 60 days that end the day before. */
  home_win_rate_60d: number | null;
  /** Home side. Expected share of games won from runs, exponent 1.83 over the 60 days that end the day before. */
  home_pythagorean_win_rate_60d: number | null;
  /** Home side. On-base percentage plus slugging percentage over the 60 days that end the day before. */
  home_on_base_plus_slugging_60d: number | null;
  /** Home side. Strikeouts per plate appearance over the 60 days that end the day before. */
  home_strikeout_rate_60d: number | null;
  /** Home side. Walks per plate appearance over the 60 days that end the day before. */
  home_walk_rate_60d: number | null;
  /** Home side. Strikeouts per batter faced over the 60 days that end the day before. */
  home_pitching_strikeout_rate_60d: number | null;
  /** Home side. Walks per batter faced over the 60 days that end the day before. */
  home_pitching_walk_rate_60d: number | null;
  /** Away side. Games finished over the 7 days that end the day before. */
  away_games_7d: number | null;
  /** Away side. Runs scored per game over the 7 days that end the day before. */
  away_runs_scored_per_game_7d: number | null;
  /** Away side. Runs conceded per game over the 7 days that end the day before. */
  away_runs_conceded_per_game_7d: number | null;
  /** Away side. Runs scored less runs conceded, per game over the 7 days that end the day before. */
  away_run_differential_per_game_7d: number | null;
  /** Away side. Share of games won over the 7 days that end the day before. */
  away_win_rate_7d: number | null;
  /** Away side. Expected share of games won from runs, exponent 1.83 over the 7 days that end the day before. */
  away_pythagorean_win_rate_7d: number | null;
  /** Away side. On-base percentage plus slugging percentage over the 7 days that end the day before. */
  away_on_base_plus_slugging_7d: number | null;
  /** Away side. Strikeouts per plate appearance over the 7 days that end the day before. */
  away_strikeout_rate_7d: number | null;
  /** Away side. Walks per plate appearance over the 7 days that end the day before. */
  away_walk_rate_7d: number | null;
  /** Away side. Strikeouts per batter faced over the 7 days that end the day before. */
  away_pitching_strikeout_rate_7d: number | null;
  /** Away side. Walks per batter faced over the 7 days that end the day before. */
  away_pitching_walk_rate_7d: number | null;
  /** Away side. Games finished over the 14 days that end the day before. */
  away_games_14d: number | null;
  /** Away side. Runs scored per game over the 14 days that end the day before. */
  away_runs_scored_per_game_14d: number | null;
  /** Away side. Runs conceded per game over the 14 days that end the day before. */
  away_runs_conceded_per_game_14d: number | null;
  /** Away side. Runs scored less runs conceded, per game over the 14 days that end the day before. */
  away_run_differential_per_game_14d: number | null;
  /** Away side. Share of games won over the 14 days that end the day before. */
  away_win_rate_14d: number | null;
  /** Away side. Expected share of games won from runs, exponent 1.83 over the 14 days that end the day before. */
  away_pythagorean_win_rate_14d: number | null;
  /** Away side. On-base percentage plus slugging percentage over the 14 days that end the day before. */
  away_on_base_plus_slugging_14d: number | null;
  /** Away side. Strikeouts per plate appearance over the 14 days that end the day before. */
  away_strikeout_rate_14d: number | null;
  /** Away side. Walks per plate appearance over the 14 days that end the day before. */
  away_walk_rate_14d: number | null;
  /** Away side. Strikeouts per batter faced over the 14 days that end the day before. */
  away_pitching_strikeout_rate_14d: number | null;
  /** Away side. Walks per batter faced over the 14 days that end the day before. */
  away_pitching_walk_rate_14d: number | null;
  /** Away side. Games finished over the 30 days that end the day before. */
  away_games_30d: number | null;
  /** Away side. Runs scored per game over the 30 days that end the day before. */
  away_runs_scored_per_game_30d: number | null;
  /** Away side. Runs conceded per game over the 30 days that end the day before. */
  away_runs_conceded_per_game_30d: number | null;
  /** Away side. Runs scored less runs conceded, per game over the 30 days that end the day before. */
  away_run_differential_per_game_30d: number | null;
  /** Away side. Share of games won over the 30 days that end the day before. */
  away_win_rate_30d: number | null;
  /** Away side. Expected share of games won from runs, exponent 1.83 over the 30 days that end the day before. */
  away_pythagorean_win_rate_30d: number | null;
  /** Away side. On-base percentage plus slugging percentage over the 30 days that end the day before. */
  away_on_base_plus_slugging_30d: number | null;
  /** Away side. Strikeouts per plate appearance over the 30 days that end the day before. */
  away_strikeout_rate_30d: number | null;
  /** Away side. Walks per plate appearance over the 30 days that end the day before. */
  away_walk_rate_30d: number | null;
  /** Away side. Strikeouts per batter faced over the 30 days that end the day before. */
  away_pitching_strikeout_rate_30d: number | null;
  /** Away side. Walks per batter faced over the 30 days that end the day before. */
  away_pitching_walk_rate_30d: number | null;
  /** Away side. Games finished over the 60 days that end the day before. */
  away_games_60d: number | null;
  /** Away side. Runs scored per game over the 60 days that end the day before. */
  away_runs_scored_per_game_60d: number | null;
  /** Away side. Runs conceded per game over the 60 days that end the day before. */
  away_runs_conceded_per_game_60d: number | null;
  /** Away side. Runs scored less runs conceded, per game over the 60 days that end the day before. */
  away_run_differential_per_game_60d: number | null;
  /** Away side. Share of games won over the 60 days that end the day before. */
  away_win_rate_60d: number | null;
  /** Away side. Expected share of games won from runs, exponent 1.83 over the 60 days that end the day before. */
  away_pythagorean_win_rate_60d: number | null;
  /** Away side. On-base percentage plus slugging percentage over the 60 days that end the day before. */
  away_on_base_plus_slugging_60d: number | null;
  /** Away side. Strikeouts per plate appearance over the 60 days that end the day before. */
  away_strikeout_rate_60d: number | null;
  /** Away side. Walks per plate appearance over the 60 days that end the day before. */
  away_walk_rate_60d: number | null;
  /** Away side. Strikeouts per batter faced over the 60 days that end the day before. */
  away_pitching_strikeout_rate_60d: number | null;
  /** Away side. Walks per batter faced over the 60 days that end the day before. */
  away_pitching_walk_rate_60d: number | null;
}

/** One row per game and side, played or scheduled: the starting pitcher, the bullpen and the team as they stood before the game's date. */
export interface MlbFeaturesGameSideFeatures {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the announced starter; NULL when unannounced. */
  starter_id: number | null;
  /** Name of the announced starter. */
  starter_name: string | null;
  /** Decayed count of the games behind the team's form, half-life 200 games. */
  form_games: number | null;
  /** Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  starter_strikeout_skill: number | null;
  /** Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  starter_free_pass_skill: number | null;
  /** Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  starter_home_run_skill: number | null;
  /** Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  starter_expected_outs: number | null;
  /** Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  starter_inexperience_100: number | null;
  /** Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  starter_inexperience_800: number | null;
  /** Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  starter_fip_share: number | null;
  /** Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  bullpen_fip_share: number | null;
  /** Linear-weights runs of the team's batting. */
  batting_value: number | null;
  /** Linear-weights runs of the opponent's batting. */
  batting_value_conceded: number | null;
  /** Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  run_margin: number | null;
}

/** One row per date and pitching role (start or relief): the league's decayed rates per batter faced through that date, half-life 60 game days. */
export interface MlbFeaturesLeaguePitchingRates {
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** true for starting, false for relief appearances. */
  is_start: boolean | null;
  /** Strikeouts per batter faced. */
  league_strikeout_rate: number | null;
  /** Unintentional walks and hit batters per batter faced. */
  league_free_pass_rate: number | null;
  /** Home runs per batter faced. */
  league_home_run_rate: number | null;
  /** Outs recorded per appearance. */
  league_outs_per_appearance: number | null;
}

/** One row per pitcher and date he pitched: decayed sums through that date, for use on later dates up to and with next_appearance_date. Excess is what he allowed beyond the league's rate for the role he pitched in. */
export interface MlbFeaturesPitcherForm {
  /** MLB's id of the player. */
  player_id: number | null;
  /** Date the pitcher pitched (the day the game was finished). */
  appearance_date: string | null;
  /** The next date he pitched; NULL for his newest. */
  next_appearance_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Batters faced, half-life 150 days. */
  batters_faced_hl150: number | null;
  /** Strikeouts beyond the league's rate, half-life 150 days. */
  strikeout_excess_hl150: number | null;
  /** Batters faced, half-life 365 days. */
  batters_faced_hl365: number | null;
  /** Unintentional walks and hit batters beyond the league's rate, half-life 365 days. */
  free_pass_excess_hl365: number | null;
  /** Batters faced, half-life 730 days. */
  batters_faced_hl730: number | null;
  /** Home runs beyond the league's rate, half-life 730 days. */
  home_run_excess_hl730: number | null;
  /** Strikeouts beyond the league's rate, half-life 730 days. */
  strikeout_excess_hl730: number | null;
  /** Unintentional walks and hit batters beyond the league's rate, half-life 730 days. */
  free_pass_excess_hl730: number | null;
  /** Batters faced through the date, since the first season collected. */
  career_batters_faced: number | null;
  /** Outs recorded in starts, half-life six starts. */
  start_outs_hl6: number | null;
  /** Starts, half-life six starts. */
  starts_hl6: number | null;
  /** Batters faced in relief for this team, half-life 20 days. */
  relief_batters_faced_hl20: number | null;
  /** Newest date he relieved for this team. */
  last_relief_date: string | null;
}

/** One row per team and date with a game, played or scheduled: the dates that team features are made for. */
export interface MlbFeaturesTeamDates {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
}

/** One row per team and date it finished a game: long-memory form through that date, for use on later dates until the team's next. Sums decay with the games played and by 0.6 at the turn of a season. */
export interface MlbFeaturesTeamForm {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Linear-weights runs per 38 plate appearances above the league, half-life 80 games. */
  batting_excess_hl80: number | null;
  /** Linear-weights runs conceded per 38 batters above the league, half-life 80 games. */
  batting_excess_conceded_hl80: number | null;
  /** Games, half-life 80 games. */
  games_hl80: number | null;
  /** Run margin clipped at 8, half-life 200 games. */
  run_margin_hl200: number | null;
  /** Games, half-life 200 games. */
  games_hl200: number | null;
}

/** One row per team and date with a game: rolling results over the 7, 14, 30 and 60 days that end the day before. Only games finished before the date count; none of the date itself does. */
export interface MlbFeaturesTeamRollingFeatures {
  /** MLB's id of the team. */
  team_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Start of the game's date in US/Eastern: nothing that happened at or after it is in the row. */
  as_of: string | null;
  /** Games finished over the 7 days that end the day before. */
  games_7d: number | null;
  /** Runs scored per game over the 7 days that end the day before. */
  runs_scored_per_game_7d: number | null;
  /** Runs conceded per game over the 7 days that end the day before. */
  runs_conceded_per_game_7d: number | null;
  /** Runs scored less runs conceded, per game over the 7 days that end the day before. */
  run_differential_per_game_7d: number | null;
  /** Share of games won over the 7 days that end the day before. */
  win_rate_7d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 7 days that end the day before. */
  pythagorean_win_rate_7d: number | null;
  /** On-base percentage plus slugging percentage over the 7 days that end the day before. */
  on_base_plus_slugging_7d: number | null;
  /** Strikeouts per plate appearance over the 7 days that end the day before. */
  strikeout_rate_7d: number | null;
  /** Walks per plate appearance over the 7 days that end the day before. */
  walk_rate_7d: number | null;
  /** Strikeouts per batter faced over the 7 days that end the day before. */
  pitching_strikeout_rate_7d: number | null;
  /** Walks per batter faced over the 7 days that end the day before. */
  pitching_walk_rate_7d: number | null;
  /** Games finished over the 14 days that end the day before. */
  games_14d: number | null;
  /** Runs scored per game over the 14 days that end the day before. */
  runs_scored_per_game_14d: number | null;
  /** Runs conceded per game over the 14 days that end the day before. */
  runs_conceded_per_game_14d: number | null;
  /** Runs scored less runs conceded, per game over the 14 days that end the day before. */
  run_differential_per_game_14d: number | null;
  /** Share of games won over the 14 days that end the day before. */
  win_rate_14d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 14 days that end the day before. */
  pythagorean_win_rate_14d: number | null;
  /** On-base percentage plus slugging percentage over the 14 days that end the day before. */
  on_base_plus_slugging_14d: number | null;
  /** Strikeouts per plate appearance over the 14 days that end the day before. */
  strikeout_rate_14d: number | null;
  /** Walks per plate appearance over the 14 days that end the day before. */
  walk_rate_14d: number | null;
  /** Strikeouts per batter faced over the 14 days that end the day before. */
  pitching_strikeout_rate_14d: number | null;
  /** Walks per batter faced over the 14 days that end the day before. */
  pitching_walk_rate_14d: number | null;
  /** Games finished over the 30 days that end the day before. */
  games_30d: number | null;
  /** Runs scored per game over the 30 days that end the day before. */
  runs_scored_per_game_30d: number | null;
  /** Runs conceded per game over the 30 days that end the day before. */
  runs_conceded_per_game_30d: number | null;
  /** Runs scored less runs conceded, per game over the 30 days that end the day before. */
  run_differential_per_game_30d: number | null;
  /** Share of games won over the 30 days that end the day before. */
  win_rate_30d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 30 days that end the day before. */
  pythagorean_win_rate_30d: number | null;
  /** On-base percentage plus slugging percentage over the 30 days that end the day before. */
  on_base_plus_slugging_30d: number | null;
  /** Strikeouts per plate appearance over the 30 days that end the day before. */
  strikeout_rate_30d: number | null;
  /** Walks per plate appearance over the 30 days that end the day before. */
  walk_rate_30d: number | null;
  /** Strikeouts per batter faced over the 30 days that end the day before. */
  pitching_strikeout_rate_30d: number | null;
  /** Walks per batter faced over the 30 days that end the day before. */
  pitching_walk_rate_30d: number | null;
  /** Games finished over the 60 days that end the day before. */
  games_60d: number | null;
  /** Runs scored per game over the 60 days that end the day before. */
  runs_scored_per_game_60d: number | null;
  /** Runs conceded per game over the 60 days that end the day before. */
  runs_conceded_per_game_60d: number | null;
  /** Runs scored less runs conceded, per game over the 60 days that end the day before. */
  run_differential_per_game_60d: number | null;
  /** Share of games won over the 60 days that end the day before. */
  win_rate_60d: number | null;
  /** Expected share of games won from runs, exponent 1.83 over the 60 days that end the day before. */
  pythagorean_win_rate_60d: number | null;
  /** On-base percentage plus slugging percentage over the 60 days that end the day before. */
  on_base_plus_slugging_60d: number | null;
  /** Strikeouts per plate appearance over the 60 days that end the day before. */
  strikeout_rate_60d: number | null;
  /** Walks per plate appearance over the 60 days that end the day before. */
  walk_rate_60d: number | null;
  /** Strikeouts per batter faced over the 60 days that end the day before. */
  pitching_strikeout_rate_60d: number | null;
  /** Walks per batter faced over the 60 days that end the day before. */
  pitching_walk_rate_60d: number | null;
}

/** One row per game, played or scheduled. A final game stands here as final only when its quality grade admits it. */
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
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per final game, team and player who appeared: his batting and pitching line. Batting columns are NULL for a player who did not bat, pitching columns for one who did not pitch. */
export interface MlbHistoricalDataPlayerStatsHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Hundred times the place in the batting order, plus one for each substitution; NULL when not in the order. */
  batting_order: number | null;
  /** Whether the player has a batting line. */
  has_batting: boolean | null;
  /** Whether the player has a pitching line. */
  has_pitching: boolean | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** 1 for the starting pitcher, else 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Innings pitched as a number: 5.667 is five and two thirds. */
  innings_pitched: number | null;
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per roster date, team and player on the active roster. */
export interface MlbHistoricalDataRostersHistorical {
  /** Date the roster stood, US/Eastern. */
  roster_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Number on the jersey. */
  jersey_number: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, ... */
  position_type: string | null;
  /** MLB's code of the player's roster status, A for active. */
  roster_status: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
}

/** One row per final game and team: result, batting, pitching and fielding totals, and what the opponent batted. */
export interface MlbHistoricalDataTeamStatsHistorical {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the other team. */
  opponent_team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** MLB's game type: S spring, R regular season, F wild card, D division series, L league championship, W World Series, E exhibition, A All-Star. */
  game_type: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Whether the team played at home. */
  is_home: boolean | null;
  /** Whether the team won; NULL for a tie. */
  is_win: boolean | null;
  /** Runs the team scored. */
  runs_scored: number | null;
  /** Runs the team conceded. */
  runs_conceded: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Linear-weights runs of the team's batting. */
  batting_value: number | null;
  /** Linear-weights runs of the opponent's batting. */
  batting_value_conceded: number | null;
  /** When the newest raw row behind this one was last changed, UTC. */
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
}

/** One row per decided regular-season game with enough history behind both teams: its features and its result. */
export interface MlbModelsGameOutcomeTraining {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Date on which the game was finished; differs from game_date only for suspended games. */
  completed_date: string | null;
  /** Season (year). */
  season: number | null;
  /** Whether the home team won; NULL when undecided. */
  home_won: number | null;
  /** Runs of the home team; NULL until the game is final. */
  home_score: number | null;
  /** Runs of the away team; NULL until the game is final. */
  away_score: number | null;
  /** Home side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  home_starter_strikeout_skill: number | null;
  /** Home side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  home_starter_free_pass_skill: number | null;
  /** Home side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  home_starter_home_run_skill: number | null;
  /** Home side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  home_starter_expected_outs: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  home_starter_inexperience_100: number | null;
  /** Home side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  home_starter_inexperience_800: number | null;
  /** Home side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  home_starter_fip_share: number | null;
  /** Home side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  home_bullpen_fip_share: number | null;
  /** Home side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value: number | null;
  /** Home side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  home_batting_value_conceded: number | null;
  /** Home side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  home_run_margin: number | null;
  /** Away side. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  away_starter_strikeout_skill: number | null;
  /** Away side. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  away_starter_free_pass_skill: number | null;
  /** Away side. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  away_starter_home_run_skill: number | null;
  /** Away side. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  away_starter_expected_outs: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  away_starter_inexperience_100: number | null;
  /** Away side. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  away_starter_inexperience_800: number | null;
  /** Away side. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  away_starter_fip_share: number | null;
  /** Away side. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  away_bullpen_fip_share: number | null;
  /** Away side. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value: number | null;
  /** Away side. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  away_batting_value_conceded: number | null;
  /** Away side. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  away_run_margin: number | null;
  /** Home less away. Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters. */
  starter_strikeout_skill_diff: number | null;
  /** Home less away. Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters. */
  starter_free_pass_skill_diff: number | null;
  /** Home less away. Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters. */
  starter_home_run_skill_diff: number | null;
  /** Home less away. Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts. */
  starter_expected_outs_diff: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut. */
  starter_inexperience_100_diff: number | null;
  /** Home less away. Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut. */
  starter_inexperience_800_diff: number | null;
  /** Home less away. Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record. */
  starter_fip_share_diff: number | null;
  /** Home less away. Fielding-independent runs above the league of the bullpen, times the share of the outs left to it. */
  bullpen_fip_share_diff: number | null;
  /** Home less away. Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_diff: number | null;
  /** Home less away. Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games. */
  batting_value_conceded_diff: number | null;
  /** Home less away. Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games. */
  run_margin_diff: number | null;
}

/** One row per version of the game models: what it learned from, when, and how it fits what it learned from. A version is made only when the training rows have changed. */
export interface MlbModelsModelVersions {
  /** Name of the model. */
  model_name: string | null;
  /** Version of the model, e.g. v1.0.3. */
  model_version: string | null;
  /** Last part of the version. */
  version_number: number | null;
  /** Date of the oldest game learnt from. */
  training_from: string | null;
  /** Date of the newest game learnt from. */
  training_through: string | null;
  /** Games learnt from. */
  training_rows: number | null;
  /** Number that changes when a row learnt from changes. */
  training_fingerprint: number | null;
  /** Log loss on the games learnt from (optimistic: see backtest for an honest one). */
  training_log_loss: number | null;
  /** Area under the ROC curve on the games learnt from. */
  training_roc_auc: number | null;
  /** When the model was trained, UTC. */
  trained_at: string | null;
}

/** One row per ingest run: what it was asked for, what it did, and how it ended. */
export interface MlbOpsCollectionRuns {
  /** Key of the run; sorts by time. */
  run_id: string;
  /** When it began. */
  started_at: string;
  /** When it ended. */
  ended_at: string;
  /** Which world was asked: live, replay or sim. */
  source: string;
  /** First date asked for. */
  from_date: string;
  /** Last date asked for. */
  to_date: string;
  /** complete, partial (something failed or was skipped), stopped, off_season, or failed (by an error that ended it). */
  outcome: string;
  /** Code of the error that ended it. */
  error_code: string | null;
  /** Message of the error that ended it. */
  error_message: string | null;
  /** Requests sent, repetitions included. */
  requests: number;
  /** Items read: games, dates, clubs on a date. */
  fetched_items: number;
  /** Items that could not be read. */
  failed_items: number;
  /** Raw rows inserted, changed or removed. */
  changed_rows: number;
  /** Duration. */
  seconds: number;
  /** By entity: items expected, present, fetched, failed and skipped, where they came from, rows by what happened to them, seconds. */
  entities: string;
}

/** One row per entity and read that failed and has not succeeded since: what was asked for, the last error, and how often it failed. */
export interface MlbOpsDeadLetters {
  /** What was to be collected. */
  entity: string;
  /** Names the read in its entity, as progress and plans do. */
  read_key: string;
  /** What was asked for; the entity takes it up again from this. */
  request: string;
  /** Code of the last failure. */
  error_code: string;
  /** Message of the last failure, with method and URL. */
  error_message: string;
  /** HTTP status of the last failure, if there was an answer. */
  http_status: number | null;
  /** Runs in which it failed. */
  failure_count: number;
  /** When it failed first. */
  first_failed_at: string;
  /** When it failed last. */
  last_failed_at: string;
  /** Ingest run in which it failed last. */
  run_id: string;
  /** Which world was asked: live, replay or sim. */
  source: string;
}

/** One row per endpoint and path of a field that its answers did not have when the program was written. The field is kept in the payloads; here it is reported once. */
export interface MlbOpsSchemaDrift {
  /** Endpoint whose answers have the field. */
  endpoint: string;
  /** Path of the field: names joined by dots, [] for entries of an array, {} for values by id; the column of a CSV. */
  path: string;
  /** When an answer first had it. */
  first_seen_at: string;
  /** Ingest run that saw it first. */
  run_id: string;
  /** Which world it was seen in: live, replay or sim. */
  source: string;
  /** URL of an answer that has it, without secrets. */
  url: string;
}

/** One row per game: the newest forecast made before the game's date, with the model version, what was known, and the features that moved it most. A forecast is replaced only while a new one says something else and its model has not seen the game. */
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
  /** Expected runs of the home team. */
  predicted_home_runs: number | null;
  /** Expected runs of the away team. */
  predicted_away_runs: number | null;
  /** Share of the compact features of both sides that are known, 0 to 1. */
  feature_completeness: number | null;
  /** Every feature of the model, the one that moves the forecast most first: name, value, and contribution in log-odds, positive for the home team. Contributions add up to the log-odds of the forecast less a constant. */
  top_features: {
    feature: string | null;
    value: number | null;
    contribution: number | null;
  }[];
  /** Name of the model. */
  model_name: string | null;
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

/** One row per final game and check: what was expected, what was found, the share that passed, and the offending ids. */
export interface MlbQualityGameQualityChecks {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Name of the check. */
  check_name: string | null;
  /** fail holds the game back through its grade, warn only tells. */
  severity: string | null;
  /** What the check expects, as a count. */
  expected: number | null;
  /** What was found, as a count. */
  actual: number | null;
  /** actual / expected. */
  pass_rate: number | null;
  /** Ids of the rows that fail the check. */
  offending_ids: number[];
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per final game: its four quality scores, the weighted score and the grade. A and B pass, C passes with an alert, F is held back and collected again. */
export interface MlbQualityGameQualityGrades {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** 1 when both sides of the box score have the fields we read, else 0. */
  schema_match: number | null;
  /** Share of the required fields that are filled. */
  data_completeness: number | null;
  /** Share of the players the box score lists who have a line. */
  player_completeness: number | null;
  /** Share of the values that lie in their plausible range. */
  value_ranges: number | null;
  /** Weighted sum of the four scores, 0 to 1. */
  quality_score: number | null;
  /** Quality grade: A, B, C (passes with an alert) or F (held back); NULL before the game is final. */
  grade: string | null;
  /** Whether the grade lets the game pass. */
  is_admitted: boolean | null;
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per finished game, side and player listed in the box score, with his batting, pitching and fielding lines; bench and bullpen too. */
export interface MlbRawRawBoxscorePlayers {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** home or away. */
  side: string;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game: its box score without the players. */
export interface MlbRawRawBoxscores {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per entity and item that was read whole: a game, a date, a club on a date. The payload counts its rows by table, and says in doubts what made its source look damaged each time it was asked; known_at is when it was last read. */
export interface MlbRawRawCollectedItems {
  /** What was collected: schedule, boxscores, rosters and so on. */
  entity: string;
  /** Key of the item, unique in the entity. */
  item_key: string;
  /** Date (US/Eastern) the item is about; none for a season. */
  item_date: string | null;
  /** What the item depended on when it was read, as the state of its game in the schedule; another state means read it again. */
  state: string | null;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game: what its live feed says of the game as such (teams, park, officials, weather, attendance, duration, decisions, flags), without box score, plays and the biographies of players. */
export interface MlbRawRawGameFeeds {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game: its runs, hits, errors and men left on base by inning and in all. */
export interface MlbRawRawLinescores {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per person in a box score or on a roster: his biography as of the last season he was seen in, without his age. */
export interface MlbRawRawPeople {
  /** Key of the person in the MLB Stats API. */
  person_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game, plate appearance and pitch. From Savant, the payload holds the columns of its export that are not blank; from the MLB Stats API, `event` is the play's event and `play` its context. */
export interface MlbRawRawPitches {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Plate appearance in the game, from 1. */
  at_bat_number: number;
  /** Pitch in the plate appearance, from 1. */
  pitch_number: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per game, player, group and, of fielders, position: lines from his game log where the box score should have one, but has not. */
export interface MlbRawRawPlayerGameLines {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** hitting, pitching or fielding. */
  stat_group: string;
  /** Position of a fielding line, as the MLB Stats API codes it; empty of other lines. */
  position_code: string;
  /** Why the line was looked for: boxscore names him without a line, roster has him and the box score does not, or totals of the season count more games than there are lines. */
  strategy: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per stats date, group, player, team and, of fielders, position: everyone with statistics in the regular season up to that date, qualified or not. */
export interface MlbRawRawPlayerStats {
  /** Last date (US/Eastern) whose games are counted. */
  stats_date: string;
  /** Season, a year. */
  season: number;
  /** hitting, pitching or fielding. */
  stat_group: string;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Position of a fielding line, as the MLB Stats API codes it; empty of other lines. */
  position_code: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per finished game and plate appearance, with its pitches, actions, runners and the score after it. */
export interface MlbRawRawPlays {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** Plate appearance of the game, counted from 0. */
  at_bat_index: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per roster type, date, team and player on that roster. */
export interface MlbRawRawRosters {
  /** active or 40Man, as the MLB Stats API names them. */
  roster_type: string;
  /** Date (US/Eastern) the roster was asked for. */
  roster_date: string;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Key of the person in the MLB Stats API. */
  player_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date and game of the schedule, with probable pitchers, lineups, officials, line score and venue. A suspended or postponed game stands on each of its dates. */
export interface MlbRawRawSchedule {
  /** Date under which the schedule lists the game. */
  schedule_date: string;
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per season that ingest/seasons.yaml does not have: its dates. */
export interface MlbRawRawSeasons {
  /** Season, a year. */
  season: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date of the regular season and team: its place in the standings after the games of the date. */
export interface MlbRawRawStandings {
  /** Date (US/Eastern) through which games count. */
  standings_date: string;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date of the regular season, group of statistics and team: its totals from the start of the season through the date. */
export interface MlbRawRawTeamStats {
  /** Date (US/Eastern) through which games count. */
  stats_date: string;
  /** hitting, pitching or fielding. */
  stat_group: string;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per season and major league team. */
export interface MlbRawRawTeams {
  /** Season, a year. */
  season: number;
  /** Key of the team in the MLB Stats API. */
  team_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per date of a season and transaction of the major league clubs. */
export interface MlbRawRawTransactions {
  /** Date (US/Eastern) of the transaction. */
  transaction_date: string;
  /** Key of the transaction in the MLB Stats API. */
  transaction_id: number;
  /** 1; counts on where one key stands for several entries. */
  entry: number;
  /** Key of the person in the MLB Stats API; none for cash. */
  player_id: number | null;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per season and ballpark on its schedule, with location, coordinates, field and time zone. */
export interface MlbRawRawVenues {
  /** Season, a year. */
  season: number;
  /** Key of the ballpark in the MLB Stats API. */
  venue_id: number;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per game and kind: the weather at its ballpark in the hour of first pitch (UTC) and the four after it, with units. Under a dome there is none, and the payload says only the roof; a retractable roof may have been closed. */
export interface MlbRawRawWeather {
  /** Key of the game in the MLB Stats API. */
  game_pk: number;
  /** Official date of the game (US/Eastern), from the schedule. */
  official_date: string;
  /** archive: as it was; forecast: as it was last expected before first pitch. */
  kind: string;
  /** Which world the row is from: live, replay or sim. */
  source: string;
  /** Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one. */
  origin: string;
  /** URL the payload was read from, without secrets. */
  url: string;
  /** HTTP status of the answer. */
  http_status: number;
  /** When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date. */
  event_at: string | null;
  /** When the payload was read. */
  known_at: string;
  /** Ingest run and batch that last changed the row. */
  batch_id: string;
  /** SHA-256 of the payload with its keys in order, in hex. */
  content_sha256: string;
  /** What the source sent. */
  payload: string;
  /** When the row was last changed here. */
  loaded_at: string;
}

/** One row per game: its newest schedule entry, typed. A postponed game stands on the date it was played; a suspended one on its official date, completed_date being the day it was finished. */
export interface MlbStagingStgGames {
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
  /** Whether the game is over and counts. */
  is_final: boolean | null;
  /** Whether the game ended tied. */
  is_tie: boolean | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per player and stint on the injured list of a season, from his club's transactions, or from the 40-man rosters where those are silent. A stint was known from announced_date on, its transfer from transferred_date, its end from activated_date: whoever asks as of a date takes only what is earlier. */
export interface MlbStagingStgInjuries {
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Season (year). */
  season: number | null;
  /** transaction, or roster: what the stint is known by. */
  known_by: string | null;
  /** What is the matter, as far as the announcement says. */
  injury: string | null;
  /** Days after which the list he was placed on is named: 7, 10, 15 or 60; NULL for others. */
  il_days: number | null;
  /** Days by which that longer list is named; NULL when he was not transferred. */
  transferred_il_days: number | null;
  /** Date from which he counts as injured: retroactive ones are earlier than announced_date. */
  placed_date: string | null;
  /** Date on which the stint became known. */
  announced_date: string | null;
  /** Date on which he was transferred to a longer list; NULL when he was not. */
  transferred_date: string | null;
  /** Date on which he left the list; NULL while he is on it. */
  activated_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
}

/** One row per game, side and player who appeared: his batting and pitching line from the box score, typed. Batting columns are NULL for a player without a batting line, pitching columns for one without a pitching line. */
export interface MlbStagingStgPlayerGames {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Hundred times the place in the batting order, plus one for each substitution; NULL when not in the order. */
  batting_order: number | null;
  /** Whether the player has a batting line. */
  has_batting: boolean | null;
  /** Whether the player has a pitching line. */
  has_pitching: boolean | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** 1 for the starting pitcher, else 0. */
  games_started: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Innings pitched as a number: 5.667 is five and two thirds. */
  innings_pitched: number | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per roster date, team and player on the active roster, typed. */
export interface MlbStagingStgRosters {
  /** Date the roster stood, US/Eastern. */
  roster_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** Name of the player. */
  player_name: string | null;
  /** Number on the jersey. */
  jersey_number: string | null;
  /** MLB's code of the position: 1 pitcher, 2 catcher, ..., 10 designated hitter. */
  position_code: string | null;
  /** Pitcher, Catcher, Infielder, Outfielder, ... */
  position_type: string | null;
  /** MLB's code of the player's roster status, A for active. */
  roster_status: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
}

/** One row per game and side: the club's batting, pitching and fielding totals from the box score, typed, and who the box score says batted and pitched. */
export interface MlbStagingStgTeamGames {
  /** MLB's id of the game. */
  game_pk: number | null;
  /** home or away. */
  team_side: string | null;
  /** Official date of the game, US/Eastern. */
  game_date: string | null;
  /** MLB's id of the team. */
  team_id: number | null;
  /** Plate appearances. */
  plate_appearances: number | null;
  /** At bats. */
  at_bats: number | null;
  /** Runs scored. */
  runs: number | null;
  /** Hits. */
  hits: number | null;
  /** Doubles. */
  doubles: number | null;
  /** Triples. */
  triples: number | null;
  /** Home runs. */
  home_runs: number | null;
  /** Runs batted in. */
  runs_batted_in: number | null;
  /** Walks (bases on balls), intentional ones included. */
  walks: number | null;
  /** Intentional walks. */
  intentional_walks: number | null;
  /** Times hit by a pitch. */
  hit_by_pitch: number | null;
  /** Strikeouts as a batter. */
  strikeouts: number | null;
  /** Stolen bases. */
  stolen_bases: number | null;
  /** Times caught stealing. */
  caught_stealing: number | null;
  /** Sacrifice bunts. */
  sacrifice_bunts: number | null;
  /** Sacrifice flies. */
  sacrifice_flies: number | null;
  /** Double plays grounded into. */
  grounded_into_double_plays: number | null;
  /** Runners left on base. */
  left_on_base: number | null;
  /** Outs recorded while pitching. */
  outs_recorded: number | null;
  /** Batters faced. */
  batters_faced: number | null;
  /** Hits allowed. */
  hits_allowed: number | null;
  /** Runs allowed. */
  runs_allowed: number | null;
  /** Earned runs allowed. */
  earned_runs: number | null;
  /** Home runs allowed. */
  home_runs_allowed: number | null;
  /** Walks allowed, intentional ones included. */
  walks_allowed: number | null;
  /** Intentional walks allowed. */
  intentional_walks_allowed: number | null;
  /** Batters hit by pitches. */
  batters_hit: number | null;
  /** Batters struck out. */
  batters_struck_out: number | null;
  /** Pitches thrown. */
  pitches_thrown: number | null;
  /** Strikes thrown. */
  strikes_thrown: number | null;
  /** Fielding errors. */
  errors: number | null;
  /** Ids of those the box score lists as batters. */
  batter_ids: number[];
  /** Ids of those the box score lists as pitchers. */
  pitcher_ids: number[];
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
  /** When the newest raw row behind this one was last changed, UTC. */
  loaded_at: string | null;
}

/** One row per season and team, typed. */
export interface MlbStagingStgTeams {
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
}

/** One row per transaction and entry of it, typed, with what its text says of the injured list (called disabled list until 2018). */
export interface MlbStagingStgTransactions {
  /** MLB's id of the transaction. */
  transaction_id: number | null;
  /** 1; counts on where one transaction has several entries. */
  entry: number | null;
  /** MLB's id of the player. */
  player_id: number | null;
  /** MLB's id of the club he comes from; NULL when there is none. */
  from_team_id: number | null;
  /** MLB's id of the club he goes to, or whose status he changes in. */
  to_team_id: number | null;
  /** MLB's code of the kind of transaction: SC status change, TR trade, CLW claimed off waivers, CU recalled, OPT optioned, REL released, ... */
  type_code: string | null;
  /** Kind of transaction in words. */
  type_name: string | null;
  /** Name of the player. */
  player_name: string | null;
  /** The transaction in MLB's words. */
  description: string | null;
  /** placed on or transferred to an injured list; activated, from whatever list; released; NULL for other moves. */
  list_move: string | null;
  /** Days after which the list he was placed on is named: 7, 10, 15 or 60; NULL for others. */
  il_days: number | null;
  /** What is the matter, as far as the announcement says. */
  injury: string | null;
  /** Date of the transaction, US/Eastern: it was known from then on. */
  transaction_date: string | null;
  /** Date from which the transaction has effect; earlier than its own for one that is retroactive. */
  effective_date: string | null;
  /** Where the raw row came from: live, replay or sim (simulated). */
  source: string | null;
  /** When the raw row was fetched, UTC. */
  known_at: string | null;
}

/** Every table and view of the warehouse, for Kysely. */
export interface Tables {
  'mlb_features.bullpen_form': MlbFeaturesBullpenForm;
  'mlb_features.game_features_daily': MlbFeaturesGameFeaturesDaily;
  'mlb_features.game_side_features': MlbFeaturesGameSideFeatures;
  'mlb_features.league_pitching_rates': MlbFeaturesLeaguePitchingRates;
  'mlb_features.pitcher_form': MlbFeaturesPitcherForm;
  'mlb_features.team_dates': MlbFeaturesTeamDates;
  'mlb_features.team_form': MlbFeaturesTeamForm;
  'mlb_features.team_rolling_features': MlbFeaturesTeamRollingFeatures;
  'mlb_historical_data.games_historical': MlbHistoricalDataGamesHistorical;
  'mlb_historical_data.player_stats_historical': MlbHistoricalDataPlayerStatsHistorical;
  'mlb_historical_data.rosters_historical': MlbHistoricalDataRostersHistorical;
  'mlb_historical_data.team_stats_historical': MlbHistoricalDataTeamStatsHistorical;
  'mlb_historical_data.teams_historical': MlbHistoricalDataTeamsHistorical;
  'mlb_models.game_outcome_training': MlbModelsGameOutcomeTraining;
  'mlb_models.model_versions': MlbModelsModelVersions;
  'mlb_ops.collection_runs': MlbOpsCollectionRuns;
  'mlb_ops.dead_letters': MlbOpsDeadLetters;
  'mlb_ops.schema_drift': MlbOpsSchemaDrift;
  'mlb_predictions.game_predictions': MlbPredictionsGamePredictions;
  'mlb_quality.game_quality_checks': MlbQualityGameQualityChecks;
  'mlb_quality.game_quality_grades': MlbQualityGameQualityGrades;
  'mlb_raw.raw_boxscore_players': MlbRawRawBoxscorePlayers;
  'mlb_raw.raw_boxscores': MlbRawRawBoxscores;
  'mlb_raw.raw_collected_items': MlbRawRawCollectedItems;
  'mlb_raw.raw_game_feeds': MlbRawRawGameFeeds;
  'mlb_raw.raw_linescores': MlbRawRawLinescores;
  'mlb_raw.raw_people': MlbRawRawPeople;
  'mlb_raw.raw_pitches': MlbRawRawPitches;
  'mlb_raw.raw_player_game_lines': MlbRawRawPlayerGameLines;
  'mlb_raw.raw_player_stats': MlbRawRawPlayerStats;
  'mlb_raw.raw_plays': MlbRawRawPlays;
  'mlb_raw.raw_rosters': MlbRawRawRosters;
  'mlb_raw.raw_schedule': MlbRawRawSchedule;
  'mlb_raw.raw_seasons': MlbRawRawSeasons;
  'mlb_raw.raw_standings': MlbRawRawStandings;
  'mlb_raw.raw_team_stats': MlbRawRawTeamStats;
  'mlb_raw.raw_teams': MlbRawRawTeams;
  'mlb_raw.raw_transactions': MlbRawRawTransactions;
  'mlb_raw.raw_venues': MlbRawRawVenues;
  'mlb_raw.raw_weather': MlbRawRawWeather;
  'mlb_staging.stg_games': MlbStagingStgGames;
  'mlb_staging.stg_injuries': MlbStagingStgInjuries;
  'mlb_staging.stg_player_games': MlbStagingStgPlayerGames;
  'mlb_staging.stg_rosters': MlbStagingStgRosters;
  'mlb_staging.stg_team_games': MlbStagingStgTeamGames;
  'mlb_staging.stg_teams': MlbStagingStgTeams;
  'mlb_staging.stg_transactions': MlbStagingStgTransactions;
}
