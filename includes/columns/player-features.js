/** Columns of player features: name -> meaning. */
module.exports = {};
