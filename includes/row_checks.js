/**
 * @typedef {object} Rows what must hold of a model's rows
 * @property {string[]} key columns that no two rows share, never NULL
 * @property {string[]} required other columns that are never NULL
 * @property {string[]} [nullable] columns of the key that may be NULL
 * @property {string[]} [conditions] SQL conditions that no row fails
 * @property {string} [date] of a view: its DATE column by which a night looks at less than all; a table's is its partition
 */

/** Name of the assertion about the rows of a model. */
function nameOf(dataset, model) {
  return `${dataset}_${model}_rows`;
}

/** Columns that are never NULL. */
function present({ key, required, nullable = [] }) {
  return [...key.filter((column) => !nullable.includes(column)), ...required];
}

/** What is asserted, in words for people. */
function describe(rows) {
  const { key, conditions = [] } = rows;
  const list = (texts) => texts.map((text) => `\`${text}\``).join(', ');
  return [
    `Unique: ${list(key)}.`,
    `Never NULL: ${list(present(rows))}.`,
    ...(conditions.length > 0 ? [`Every row: ${list(conditions)}.`] : []),
  ].join(' ');
}

/**
 * SQL condition on the rows that are checked, if not all are: those from a date on.
 * @param {object} projectConfig Dataform's; its variable `rows_checked_from` is the date
 * @param {string} [date] column of the model's dates
 */
function checkedFrom({ vars }, date) {
  const from = (vars || {}).rows_checked_from;
  if (!from || !date) return '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from))
    throw new Error(`rows_checked_from must be YYYY-MM-DD, not ${from}`);
  return `WHERE ${date} >= DATE '${from}'\n`;
}

/**
 * SQL of the keys with more than one row, or with rows that do not meet the conditions.
 * @param {string} from the model
 * @param {Rows} rows
 * @param {string} [where] what is checked
 */
function failing(from, rows, where = '') {
  const { key, conditions = [] } = rows;
  const met = [
    ...present(rows).map((column) => `${column} IS NOT NULL`),
    ...conditions.map((condition) => `(${condition})`),
  ].join(' AND ');
  return `SELECT
  ${key.join(', ')},
  COUNT(*) AS rows_of_key,
  COUNTIF(NOT (${met})) AS wrong_rows
FROM ${from}
${where}GROUP BY ${key.join(', ')}
HAVING rows_of_key > 1 OR wrong_rows > 0
`;
}

/**
 * Declares one assertion for each model of a layer. Dataform's own `uniqueKey` and `rowConditions` are two, each of which
 * reads the whole model, a view with all that is below it.
 * @param {{ assert: Function, dataform: object }} dataform Dataform's globals
 * @param {{ dataset: string, tags: string[], models: Record<string, Rows> }} layer
 */
function declare({ assert, dataform }, { dataset, tags, models }) {
  const partitionOf = (model) =>
    dataform.actions.find(
      ({ proto }) => proto?.target?.schema === dataset && proto.target.name === model,
    )?.proto.bigquery?.partitionBy;
  for (const [model, rows] of Object.entries(models)) {
    assert(nameOf(dataset, model))
      .tags(tags)
      .description(describe(rows))
      .query((context) =>
        failing(
          context.ref(dataset, model),
          rows,
          checkedFrom(dataform.projectConfig, rows.date ?? partitionOf(model)),
        ),
      );
  }
}

module.exports = { declare, failing };
