/**
 * SQL query, for `gone` of `rebuild.since`, of the earliest date on which a table has a row that it should not have any
 * more: its key does not stand on that date in what should be there.
 * @param {string} self backquoted name of the table, with the key and game_date
 * @param {string} expected backquoted name of what should be there, with the same columns
 * @param {string} key column
 */
function gone(self, expected, key) {
  return `SELECT MIN(game_date) AS changed_date
    FROM ${self} AS made
    WHERE NOT EXISTS (
      SELECT 1 FROM ${expected} AS expected
      WHERE expected.${key} = made.${key} AND expected.game_date = made.game_date
    )`;
}

/** `gone` of a table of games: a game is gone, was called off, or stands on another date. */
const goneGames = (self, sides) => gone(self, sides, 'game_pk');

/** `gone` of a table of teams and dates. */
const goneTeamDates = (self, teamDates) => gone(self, teamDates, 'team_id');

module.exports = { goneGames, goneTeamDates };
