/**
 * SQL query, for `gone` of `rebuild.since`, of the earliest date on which a table of games has a row that it should not
 * have any more: the game is gone, was called off, or stands on another date.
 * @param {string} self backquoted name of the table, with columns game_pk and game_date
 * @param {string} sides backquoted name of the view of game sides
 */
function goneGames(self, sides) {
  return `SELECT MIN(game_date) AS changed_date
    FROM ${self} AS made
    WHERE NOT EXISTS (
      SELECT 1 FROM ${sides} AS sides
      WHERE sides.game_pk = made.game_pk AND sides.game_date = made.game_date
    )`;
}

/** The same of a table of teams and dates. */
function goneTeamDates(self, teamDates) {
  return `SELECT MIN(game_date) AS changed_date
    FROM ${self} AS made
    WHERE NOT EXISTS (
      SELECT 1 FROM ${teamDates} AS dates
      WHERE dates.team_id = made.team_id AND dates.game_date = made.game_date
    )`;
}

module.exports = { goneGames, goneTeamDates };
