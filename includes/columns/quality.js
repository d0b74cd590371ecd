const payloads = require('../payloads');

/** Columns first described in the quality layer, and of the staging views made for it: name -> meaning. */
module.exports = {
  entity:
    'What was collected or is judged: games, player_stats, team_stats, statcast, rosters, ...',
  item_key: 'Key of the item within its entity.',
  item_date: 'Date (US/Eastern) the item is about; NULL for a season or a person.',
  item_game_pk: "MLB's id of the game, where the item is a game.",
  has_doubts:
    'Whether the source looked damaged each time it was asked, and was believed in the end.',
  raw_loaded_at: 'Newest load of the raw rows behind the row, UTC.',
  ...payloads.countDescriptions(),
  row_count: 'Raw rows.',
  matching_row_count: 'Raw rows that have every declared field in its declared type.',
  mismatched_fields: 'Declared fields that are absent or of another type in some of the rows.',
  mismatched_ids: 'Ids of up to fifty rows (player, team, transaction or game) with such fields.',
  misdated_row_count: 'Raw rows whose own date or season is not that of the item.',
  misdated_ids: 'Ids of up to fifty rows whose own date or season is not that of the item.',
  check_date: 'Date the check is about, US/Eastern.',
  phase: 'spring_training, regular_season or postseason: how strict the grades are.',
  outcome: 'PASS, WARNING or ERROR.',
  is_passed: 'Whether the check passed.',
  score_name: 'Quality score the check counts for; NULL for one that only tells.',
  blocks: 'Whether the check, failing, makes the grade an F whatever the scores.',
  message: 'How many of how many, and what is the matter if the check did not pass.',
  action: 'What to do about a check that did not pass, e.g. RETRY_STATCAST; NULL when it did.',
  game_count: 'Games judged one by one; 0 where the date is judged as a whole.',
  failed_game_count: 'Games that by this entity alone would be an F.',
  z_score:
    'Robust z-score: distance from the median of the season so far, in interquartile ranges of 1.349.',
  source_count: 'How many of the seven staging tables that checks read had rows of the game.',
  earlier_games:
    'Final games of earlier dates of the season (or of its spring training) with a box score.',
  statcast_grade: "Grade of the game's pitches; NULL when none were asked for.",
  is_statcast_admitted:
    "Whether the grade of the game's pitches lets them pass; NULL when none were asked for.",
  should_proceed: 'Whether the data goes on to the historical tables.',
  should_alert: 'Whether someone is told.',
  should_retry: 'Whether the data is to be collected again.',
  failed_checks: 'Checks that did not pass, as entity.check_name.',
  retry_actions: 'What to do again; empty when nothing is.',
  alert_on_any_issue: 'Whether any check that did not pass is told of, whatever the grade.',
  retry_on_warning: 'Whether any check that did not pass is a reason to collect again.',
  is_statcast_required: 'Whether a game must have its pitches in this phase.',
  player_completeness_threshold: 'Share of the players that a grade better than F needs at least.',
};
