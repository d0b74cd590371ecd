/** Columns first described in the reporting layer: name -> meaning. */
module.exports = {};
