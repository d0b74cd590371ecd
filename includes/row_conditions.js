/**
 * `rowConditions` of a model's assertions: that columns are never NULL, and what else must hold of every row, as one
 * condition. Dataform reads the whole model once for each condition, a view with all that is below it.
 * @param {string[]} columns columns that are never NULL
 * @param {string[]} [conditions] SQL conditions on a row
 * @returns {string[]} one condition
 */
function together(columns, conditions = []) {
  return [
    [
      ...columns.map((column) => `${column} IS NOT NULL`),
      ...conditions.map((condition) => `(${condition})`),
    ].join(' AND '),
  ];
}

module.exports = { together };
