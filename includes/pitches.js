/** Whole numbers of a pitch: our column -> its name in Savant's export, and its path in the play-by-play. */
const integers = {
  pitcher_id: ['pitcher', 'play.matchup.pitcher.id'],
  batter_id: ['batter', 'play.matchup.batter.id'],
  inning: ['inning', 'play.about.inning'],
  zone: ['zone', 'event.pitchData.zone'],
  hit_location: ['hit_location', 'event.hitData.location'],
  spin_axis_deg: ['spin_axis', 'event.pitchData.breaks.spinDirection'],
  release_spin_rate: ['release_spin_rate', 'event.pitchData.breaks.spinRate'],
  hit_distance_ft: ['hit_distance_sc', 'event.hitData.totalDistance'],
};

/** Numbers with fractions. What the play-by-play does not have, has no path. */
const numbers = {
  release_speed: ['release_speed', 'event.pitchData.startSpeed'],
  effective_speed: ['effective_speed'],
  release_extension: ['release_extension', 'event.pitchData.extension'],
  release_pos_x: ['release_pos_x', 'event.pitchData.coordinates.x0'],
  release_pos_z: ['release_pos_z', 'event.pitchData.coordinates.z0'],
  pfx_x: ['pfx_x'],
  pfx_z: ['pfx_z'],
  plate_x: ['plate_x', 'event.pitchData.coordinates.pX'],
  plate_z: ['plate_z', 'event.pitchData.coordinates.pZ'],
  zone_top: ['sz_top', 'event.pitchData.strikeZoneTop'],
  zone_bottom: ['sz_bot', 'event.pitchData.strikeZoneBottom'],
  launch_speed: ['launch_speed', 'event.hitData.launchSpeed'],
  launch_angle: ['launch_angle', 'event.hitData.launchAngle'],
  hit_x: ['hc_x', 'event.hitData.coordinates.coordX'],
  hit_y: ['hc_y', 'event.hitData.coordinates.coordY'],
  estimated_average: ['estimated_ba_using_speedangle'],
  estimated_woba: ['estimated_woba_using_speedangle'],
  woba_value: ['woba_value'],
  woba_denominator: ['woba_denom'],
  run_expectancy_change: ['delta_run_exp'],
};

const strings = {
  pitch_type: ['pitch_type', 'event.details.type.code'],
  stand: ['stand', 'play.matchup.batSide.code'],
  p_throws: ['p_throws', 'play.matchup.pitchHand.code'],
  batted_ball_type: ['bb_type', 'event.hitData.trajectory'],
};

/** What stands in both sources, but is said in other ways; computed in stg_pitches. */
const computed = [
  'description',
  'events',
  'balls',
  'strikes',
  'outs_when_up',
  'is_top_inning',
  'home_score_before',
  'away_score_before',
];

const kinds = { integer: integers, number: numbers, string: strings };

/** Fields for `json.fields` in one of the two sources; absent ones are left to `absent`. */
function fields(place) {
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, group]) =>
      Object.entries(group)
        .filter(([, paths]) => paths[place] !== undefined)
        .map(([name, paths]) => [name, [kind, paths[place]]]),
    ),
  );
}

/** SELECT items of the columns that the play-by-play does not have. */
function absent() {
  return Object.entries(numbers)
    .filter(([, paths]) => paths[1] === undefined)
    .map(([name]) => `CAST(NULL AS FLOAT64) AS ${name}`)
    .join(', ');
}

/** Every column of a pitch but its key, in the order of the tables. */
const columns = [
  ...Object.keys(integers),
  ...Object.keys(strings),
  ...computed,
  ...Object.keys(numbers),
];

/** What the play-by-play calls a pitch by its code -> what Savant calls it. */
const calls = {
  B: 'ball',
  '*B': 'blocked_ball',
  I: 'intent_ball',
  P: 'pitchout',
  V: 'ball',
  VP: 'ball',
  VC: 'ball',
  C: 'called_strike',
  A: 'called_strike',
  AC: 'called_strike',
  S: 'swinging_strike',
  W: 'swinging_strike_blocked',
  Q: 'swinging_pitchout',
  F: 'foul',
  T: 'foul_tip',
  O: 'foul_tip',
  R: 'foul_pitchout',
  L: 'foul_bunt',
  M: 'missed_bunt',
  H: 'hit_by_pitch',
  X: 'hit_into_play',
  D: 'hit_into_play',
  E: 'hit_into_play',
};

/** SQL that turns the play-by-play's code of a call into Savant's word; an unknown one stays in its own words. */
function callOf(code, words) {
  const cases = Object.entries(calls).map(([key, word]) => `WHEN '${key}' THEN '${word}'`);
  return `CASE ${code} ${cases.join(' ')} ELSE LOWER(REPLACE(${words}, ' ', '_')) END`;
}

module.exports = { columns, fields, absent, callOf };
