/** Columns of team features: name -> meaning. */
module.exports = {};
