const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Columns of Savant's export that its layouts of 2020 (87 columns) and of now (118) share: all are demanded. */
export const requiredColumns = names(`
  pitch_type game_date release_speed release_pos_x release_pos_z player_name batter pitcher
  events description zone des game_type stand p_throws home_team away_team type hit_location
  bb_type balls strikes game_year pfx_x pfx_z plate_x plate_z on_3b on_2b on_1b outs_when_up
  inning inning_topbot hc_x hc_y fielder_2 vx0 vy0 vz0 ax ay az sz_top sz_bot hit_distance_sc
  launch_speed launch_angle effective_speed release_spin_rate release_extension game_pk
  fielder_3 fielder_4 fielder_5 fielder_6 fielder_7 fielder_8 fielder_9 release_pos_y
  estimated_ba_using_speedangle estimated_woba_using_speedangle woba_value woba_denom
  babip_value iso_value launch_speed_angle at_bat_number pitch_number pitch_name home_score
  away_score bat_score fld_score post_away_score post_home_score post_bat_score post_fld_score
  if_fielding_alignment of_fielding_alignment
`);

/** Other columns that are known: of newer layouts, or blank for years. */
export const optionalColumns = names(`
  spin_dir spin_rate_deprecated break_angle_deprecated break_length_deprecated tfs_deprecated
  tfs_zulu_deprecated umpire sv_id spin_axis delta_home_win_exp delta_run_exp bat_speed
  swing_length estimated_slg_using_speedangle delta_pitcher_run_exp hyper_speed home_score_diff
  bat_score_diff home_win_exp bat_win_exp age_pit_legacy age_bat_legacy age_pit age_bat
  n_thruorder_pitcher n_priorpa_thisgame_player_at_bat pitcher_days_since_prev_game
  batter_days_since_prev_game pitcher_days_until_next_game batter_days_until_next_game
  api_break_z_with_gravity api_break_x_arm api_break_x_batter_in arm_angle attack_angle
  attack_direction swing_path_tilt intercept_ball_minus_batter_pos_x_inches
  intercept_ball_minus_batter_pos_y_inches
`);

/** Columns that hold text, even where it looks like a number. */
export const textColumns: ReadonlySet<string> = new Set(
  names(`
  pitch_type game_date player_name events description des game_type stand p_throws home_team
  away_team type bb_type inning_topbot umpire sv_id tfs_deprecated tfs_zulu_deprecated pitch_name
  if_fielding_alignment of_fielding_alignment
  `),
);
