/** Columns first described in the quality layer: name -> meaning. */
module.exports = {};
