const { pitchingCounts } = require('../player_features');

const pitched = {
  games_pitched: 'Games pitched',
  starts: 'Games started as the pitcher',
  batters_faced: 'Batters faced',
  outs_recorded: 'Outs recorded while pitching',
  strikeouts: 'Batters struck out',
  free_passes: 'Unintentional walks and hit batters allowed',
  home_runs: 'Home runs allowed',
  pitches_thrown: 'Pitches thrown',
};

/** Columns of player features: name -> meaning. */
module.exports = {
  games_pitched: 'Games he pitched in on the date.',
  starts: 'Games he started on the date.',
  ...Object.fromEntries(
    pitchingCounts.map((name) => [
      `season_${name}`,
      `${pitched[name]} this season, through the date.`,
    ]),
  ),
  last_start_date: 'Newest date he started, through the date; NULL when he has not.',
  career_appearances: 'Games pitched through the date, since the first season collected.',
  career_starts: 'Games started through the date, since the first season collected.',
  start_batters_faced_hl6: 'Batters faced in starts, half-life six starts.',
};
