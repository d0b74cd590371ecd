const advanced = require('./advanced');
const catalogue = require('./catalogue');
const features = require('./features');
const batter_rows = require('./batter_rows');
const starter_rows = require('./starter_rows');
const windows = require('./windows');

/**
 * What each column means, once: wherever a column flows, it is described from here. Reports come last, after windows and
 * features: a name that a layer below describes keeps that meaning.
 */
const groups = {
  shared: require('./columns/shared'),
  staging: require('./columns/staging'),
  historical: require('./columns/historical'),
  quality: require('./columns/quality'),
  'team-features': require('./columns/team-features'),
  'player-features': require('./columns/player-features'),
  'game-features': require('./columns/game-features'),
  windows: windows.descriptions(),
  features: features.side,
  advanced: advanced.derived,
  catalogue: catalogue.descriptions(),
  'player-rows': { ...starter_rows.described, ...batter_rows.described },
  models: require('./columns/models'),
  operations: require('./columns/operations'),
  reporting: require('./columns/reporting'),
};

const all = {};
for (const [group, descriptions] of Object.entries(groups)) {
  for (const [name, text] of Object.entries(descriptions)) {
    if (group === 'reporting' && name in all) continue;
    if (all[name] !== undefined && all[name] !== text) {
      throw new Error(`column ${name} is described twice, the second time in ${group}`);
    }
    all[name] = text;
  }
}

/**
 * Descriptions of the named columns, for a config block's `columns`.
 * @throws {Error} naming every column that is described nowhere
 */
function columns(...names) {
  const unknown = names.filter((name) => !(name in all));
  if (unknown.length > 0) {
    throw new Error(`columns without a description in includes/columns: ${unknown.join(', ')}`);
  }
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

module.exports = { columns };
