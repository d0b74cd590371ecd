/** Features of one side of a game: name -> description. Rates are relative to the league; see docs/features.md. */
const side = {
  starter_strikeout_skill:
    'Starting pitcher: strikeouts per batter faced above the league, half-life 150 days, shrunk by 90 batters.',
  starter_free_pass_skill:
    'Starting pitcher: unintentional walks and hit batters per batter faced above the league, half-life 365 days, shrunk by 250 batters.',
  starter_home_run_skill:
    'Starting pitcher: home runs per batter faced above the league, half-life 730 days, shrunk by 500 batters.',
  starter_expected_outs:
    'Starting pitcher: outs he is expected to record, his starts decayed by half every six, shrunk by three league starts, of 0.55 the length for one who has mostly relieved lately.',
  starter_inexperience_100:
    'Starting pitcher: exp(-batters faced in his career / 100); 1 for a debut.',
  starter_inexperience_800:
    'Starting pitcher: exp(-batters faced in his career / 800); 1 for a debut.',
  starter_fip_share:
    'Fielding-independent runs above the league of the starting pitcher, times the share of the outs he is expected to record.',
  bullpen_fip_share:
    'Fielding-independent runs above the league of the bullpen, times the share of the outs left to it.',
  batting_value:
    'Linear-weights runs per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games.',
  batting_value_conceded:
    'Linear-weights runs conceded per 38 plate appearances above the league, half-life 80 games, shrunk by 15 games.',
  run_margin: 'Run margin per game, clipped at 8, half-life 200 games, shrunk by 20 games.',
};

/** The compact set the game models are made of. */
const compact = Object.keys(side);

module.exports = { side, compact };
