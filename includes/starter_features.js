const decay = require('./decay');

/**
 * SQL of what is known of a starting pitcher: aliases are `sides` (game_date, starter_id), `pitchers` (a row of pitcher_form,
 * his newest before the date) and `league` (starters of the league, the newest before it).
 */

/** Columns of pitcher_form that these are made of. */
const columns = [
  'batters_faced_hl150',
  'strikeout_excess_hl150',
  'batters_faced_hl365',
  'free_pass_excess_hl365',
  'batters_faced_hl730',
  'home_run_excess_hl730',
  'career_batters_faced',
  'start_outs_hl6',
  'starts_hl6',
  'is_regular_starter',
];

const age = 'DATE_DIFF(sides.game_date, pitchers.appearance_date, DAY)';

const rate = (excess, faced, halfLife, prior) => `IF(sides.starter_id IS NULL, NULL, COALESCE(
      pitchers.${excess} * ${decay.shrinkage(age, halfLife)}
        / (pitchers.${faced} * ${decay.shrinkage(age, halfLife)} + ${prior}), 0))`;

const inexperience = (scale) =>
  `IF(sides.starter_id IS NULL, NULL, EXP(-COALESCE(pitchers.career_batters_faced, 0) / ${scale}))`;

/** Name -> SQL, of the pitcher by himself. */
const skills = {
  starter_strikeout_skill: rate('strikeout_excess_hl150', 'batters_faced_hl150', 150, 90),
  starter_free_pass_skill: rate('free_pass_excess_hl365', 'batters_faced_hl365', 365, 250),
  starter_home_run_skill: rate('home_run_excess_hl730', 'batters_faced_hl730', 730, 500),
  starter_inexperience_100: inexperience(100),
  starter_inexperience_800: inexperience(800),
};

const leagueOuts = 'COALESCE(league.league_outs_per_appearance, 16)';

/** Outs he is expected to get, shrunk to the league's by three starts. */
const expectedOuts = `(
      COALESCE(pitchers.start_outs_hl6, 0)
        + 3
          * IF(COALESCE(pitchers.is_regular_starter, TRUE), 1, 0.55)
          * ${leagueOuts}
    )
      / (COALESCE(pitchers.starts_hl6, 0) + 3)`;

/** Share of a game's outs that he pitches, of `starter_id`, `league_outs` and `expected_outs`. */
const share = `GREATEST(2, LEAST(21, IF(starter_id IS NULL, league_outs, expected_outs)))
      / 26.7`;

/** Runs that he and the bullpen cost for their shares, of the skills, `starter_share` and `bullpen_fip`. */
const shares = {
  starter_fip_share: `starter_share
    * (-2 * starter_strikeout_skill + 3 * starter_free_pass_skill + 13 * starter_home_run_skill)
    / 9`,
  bullpen_fip_share: '(1 - starter_share) * bullpen_fip',
};

module.exports = { columns, skills, leagueOuts, expectedOuts, share, shares };
