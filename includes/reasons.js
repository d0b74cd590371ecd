const catalogue = require('./catalogue');

/** Groups of reasons, as people name them. `home` is what the model says of a game of average features. */
const groups = {
  home: 'Playing at home',
  rating: 'Team strength',
  starter: 'Starting pitchers',
  bullpen: 'Bullpens',
  offence: 'Batting',
  defence: 'Runs allowed',
  lineup: 'Lineups',
  rest: 'Rest and travel',
  conditions: 'Ballpark and calendar',
  other: 'Everything else',
};

/**
 * What features say in words: of whom (`starter`, `bullpen`, `lineup` or `team`), and what is true of the one with the
 * greater value and of the one with the smaller, as in "A strikes out more batters than B".
 */
const words = {
  elo_rating: { of: 'team', more: 'is rated higher', less: 'is rated lower' },
  run_margin: { of: 'team', more: 'outscores others by more', less: 'outscores others by less' },
  starter_strikeout_skill: {
    of: 'starter',
    more: 'strikes out more batters',
    less: 'strikes out fewer batters',
  },
  starter_free_pass_skill: {
    of: 'starter',
    more: 'walks and hits more batters',
    less: 'walks and hits fewer batters',
  },
  starter_home_run_skill: {
    of: 'starter',
    more: 'gives up more home runs',
    less: 'gives up fewer home runs',
  },
  starter_expected_outs: {
    of: 'starter',
    more: 'is expected to pitch longer',
    less: 'is expected to pitch shorter',
  },
  starter_inexperience_100: {
    of: 'starter',
    more: 'is newer to the majors',
    less: 'is less new to the majors',
  },
  starter_inexperience_800: {
    of: 'starter',
    more: 'is less experienced',
    less: 'is more experienced',
  },
  starter_fip_share: {
    of: 'starter',
    more: 'is expected to cost more runs',
    less: 'is expected to cost fewer runs',
  },
  bullpen_fip_share: {
    of: 'bullpen',
    more: 'is expected to cost more runs',
    less: 'is expected to cost fewer runs',
  },
  batting_value: { of: 'team', more: 'bats better', less: 'bats worse' },
  batting_value_conceded: {
    of: 'team',
    more: 'lets others bat better',
    less: 'holds other batters down better',
  },
  expected_lineup_inexperience: {
    of: 'lineup',
    more: 'has more newcomers',
    less: 'has fewer newcomers',
  },
  lineup_inexperience: { of: 'lineup', more: 'has more newcomers', less: 'has fewer newcomers' },
};

const ofFamily = {
  ratings: 'rating',
  record: 'rating',
  'head to head': 'rating',
  postseason: 'rating',
  'bullpen fatigue': 'bullpen',
  'starter workload': 'starter',
  lineup: 'lineup',
  injuries: 'lineup',
  schedule: 'rest',
  travel: 'rest',
  ballpark: 'conditions',
  weather: 'conditions',
  umpire: 'conditions',
  'target encodings': 'conditions',
  calendar: 'conditions',
};

/** Group by what a name is about, of features whose family is about how they are made. */
const ofName = [
  [/^starter_/, 'starter'],
  [/bullpen/, 'bullpen'],
  [/conceded|pitching/, 'defence'],
  [/win_rate|run_differential|run_margin/, 'rating'],
  [/travel/, 'rest'],
  [/matchup|scored|batting|on_base|strikeout_rate|walk_rate/, 'offence'],
];

/**
 * Group of a column of game_features_daily.
 * @param {{ name: string, family: string }} column of the catalogue
 */
function groupOf({ name, family }) {
  return ofFamily[family] ?? ofName.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

const text = (value) =>
  value === undefined || value === null ? 'CAST(NULL AS STRING)' : JSON.stringify(value);

/** SQL query of every column of the catalogue: its group, its meaning and, of differences with words, its words. */
function features() {
  const rows = catalogue.columns.map((column) => {
    const said = column.way === 'diff' ? words[column.name] : undefined;
    const fields = [
      column.column,
      groupOf(column),
      column.description,
      said?.of,
      said?.more,
      said?.less,
    ];
    return `(${fields.map(text).join(', ')})`;
  });
  return `SELECT feature_name, reason_group, feature_meaning, speaks_of, more_words, less_words
  FROM UNNEST(
    ARRAY<STRUCT<
      feature_name STRING, reason_group STRING, feature_meaning STRING, speaks_of STRING,
      more_words STRING, less_words STRING
    >>[${rows.join(',\n      ')}]
  )`;
}

/** SQL of the name of a group, of SQL of the group. */
const label = (group) =>
  `CASE ${group} ${Object.entries(groups)
    .map(([key, name]) => `WHEN '${key}' THEN '${name}'`)
    .join(' ')} END`;

/**
 * SQL of the percentage points that log-odds are worth on the way from an even game to the forecast: the mean slope of the
 * probability on the straight way, so that the points of all reasons add up to the probability less 50.
 * @param {string} logOdds SQL of the contribution
 * @param {string} probability SQL of the forecast home win probability
 */
function points(logOdds, probability) {
  const odds = `LN(${probability} / (1 - ${probability}))`;
  return `100 * ${logOdds} * IF(ABS(${odds}) < 1e-6, 0.25, SAFE_DIVIDE(${probability} - 0.5, ${odds}))`;
}

module.exports = { groups, words, groupOf, features, label, points };
