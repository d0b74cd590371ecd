/** Columns first described in the historical layer: name -> meaning. */
module.exports = {};
