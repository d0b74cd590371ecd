const catalogue = require('./catalogue');
const player_features = require('./player_features');

/** What rows of starters and of batters have in common. */

/** Age of a player whose birth date is not known. */
const usualAge = 28;

/** Inputs of both kinds of player, SQL over the row and what it means. */
const inputs = {
  home_side: ['IF(is_home, 1.0, 0.0)', 'Whether his team is at home: 1 or 0.'],
  age: [
    `COALESCE(CAST(player_age AS FLOAT64), ${usualAge})`,
    `His age in years; ${usualAge} where it is not known.`,
  ],
  winning_chance: [
    'IF(is_home, elo_home_win_probability, 1 - elo_home_win_probability)',
    "His team's chance to win by the Elo ratings.",
  ],
};

const namesOf = (levels) => levels.flatMap((level) => Object.keys(level));

/** Descriptions of inputs, by name. */
const meaningsOf = (levels) =>
  Object.fromEntries(
    levels.flatMap((level) => Object.entries(level).map(([name, [, meaning]]) => [name, meaning])),
  );

/** The first columns of a row: whose it is, and of which game. */
const gameOfPlayer = [
  'game_pk',
  'player_id',
  'team_id',
  'opponent_team_id',
  'game_date',
  'season',
  'is_home',
];

/**
 * SQL conditions on how much of a table a row's SQL reads: all of it, what rows of one date need, or what rows from a date on
 * need.
 * @param {object} rows
 * @param {string} [rows.date] SQL of the only date that is asked for
 * @param {string} [rows.from] SQL of the first date that is asked for; nothing when it is empty
 */
function reach({ date, from }) {
  const back = (first, span) =>
    `DATE_SUB(${first}, INTERVAL ${span + player_features.suspensionDays} DAY)`;
  if (date !== undefined) {
    return {
      on: (column) => `${column} = ${date}`,
      before: (column, span) => `${column} < ${date} AND ${column} >= ${back(date, span)}`,
    };
  }
  if (from) {
    return {
      on: (column) => `${column} >= ${from}`,
      before: (column, span) => `${column} >= ${back(from, span)}`,
    };
  }
  return { on: () => 'TRUE', before: () => 'TRUE' };
}

const gameColumns = catalogue.columns
  .filter(({ way }) => way !== 'diff')
  .map(({ column }) => column);

/** A window over the past of what `key` names, up to the day before. */
const past = (key, span) =>
  `(PARTITION BY ${key} ORDER BY UNIX_DATE(on_date) RANGE BETWEEN ${span} PRECEDING AND 1 PRECEDING)`;

/** CTEs of one level of inputs after the other; the last is `valued`. */
function levelCtes(levels, from, row) {
  return levels
    .map((level, at) => {
      const before = namesOf(levels.slice(0, at));
      const items = Object.entries(level).map(([name, [sql]]) => `${sql} AS ${name}`);
      return `${at === levels.length - 1 ? 'valued' : `level_${at + 1}`} AS (
  SELECT
    ${[...row, ...before, ...items].join(',\n    ')}
  FROM ${at === 0 ? from : `level_${at}`}
)`;
    })
    .join(',\n\n');
}

module.exports = {
  gameOfPlayer,
  inputs,
  namesOf,
  meaningsOf,
  reach,
  gameColumns,
  past,
  levelCtes,
};
