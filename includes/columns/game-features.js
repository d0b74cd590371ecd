/** Columns of game features: name -> meaning. */
module.exports = {};
