/** Fields of a plate appearance: our column -> its kind and path. */
const fields = {
  inning: ['integer', 'about.inning'],
  is_top_inning: ['boolean', 'about.isTopInning'],
  batter_id: ['integer', 'matchup.batter.id'],
  pitcher_id: ['integer', 'matchup.pitcher.id'],
  stand: ['string', 'matchup.batSide.code'],
  p_throws: ['string', 'matchup.pitchHand.code'],
  men_on_base: ['string', 'matchup.splits.menOnBase'],
  event_type: ['string', 'result.eventType'],
  description: ['string', 'result.description'],
  runs_batted_in: ['integer', 'result.rbi'],
  home_score_after: ['integer', 'result.homeScore'],
  away_score_after: ['integer', 'result.awayScore'],
  balls: ['integer', 'count.balls'],
  strikes: ['integer', 'count.strikes'],
  outs_after: ['integer', 'count.outs'],
  has_out: ['boolean', 'about.hasOut'],
  is_scoring_play: ['boolean', 'about.isScoringPlay'],
  begun_at: ['timestamp', 'about.startTime'],
  ended_at: ['timestamp', 'about.endTime'],
};

module.exports = { fields };
