/** Fields of a side's half inning: our column -> its path in an inning of the line score. */
function fields(side) {
  return {
    [`${side}_runs_scored`]: `${side}.runs`,
    [`${side}_hits`]: `${side}.hits`,
    [`${side}_errors`]: `${side}.errors`,
    [`${side}_left_on_base`]: `${side}.leftOnBase`,
  };
}

module.exports = { fields };
