/**
 * SQL query of who is on the injured list on the morning of each team's date: team_id, game_date, season and
 * injured_player_ids, ascending. A stint counts from the day after it was announced to the day he left the list, and
 * ends with its season.
 * @param {string} teamDates query or table of team_id, game_date and season
 * @param {string} stints backquoted name of the table of stints
 */
function listed(teamDates, stints) {
  return `SELECT
      dates.team_id, dates.game_date, dates.season,
      ARRAY_AGG(DISTINCT stints.player_id IGNORE NULLS ORDER BY stints.player_id) AS injured_player_ids
    FROM ${teamDates} AS dates
    LEFT JOIN ${stints} AS stints
      ON stints.team_id = dates.team_id
      AND stints.season = dates.season
      AND stints.announced_date < dates.game_date
      AND (stints.activated_date IS NULL OR stints.activated_date >= dates.game_date)
    GROUP BY dates.team_id, dates.game_date, dates.season`;
}

module.exports = { listed };
