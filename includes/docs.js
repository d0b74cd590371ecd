const { descriptions } = require('./descriptions');
const features = require('./features');
const windows = require('./windows');

const all = { ...windows.descriptions(), ...features.descriptions(windows), ...descriptions };

/**
 * Descriptions of the named columns, for a config block's `columns`.
 * @throws {Error} naming every column that is described nowhere
 */
function columns(...names) {
  const unknown = names.filter((name) => !(name in all));
  if (unknown.length > 0) {
    throw new Error(
      `columns without a description in includes/descriptions.js: ${unknown.join(', ')}`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

module.exports = { columns };
