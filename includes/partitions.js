/** Before the first game of the National League, on 22 April 1876. */
const beginning = "DATE '1876-01-01'";

/**
 * SQL condition that every date passes, for reading a table whole that demands a filter on its partition: raw tables do, so that
 * nobody reads years of payloads by mistake.
 * @param {string} column the DATE column of the table's partition
 */
function all(column) {
  return `${column} >= ${beginning}`;
}

module.exports = { all };
