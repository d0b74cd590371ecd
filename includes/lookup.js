/**
 * Names in table functions: SQL that finds the one team or player a text means, and fails with what, where and what to
 * do when there is none or more than one. A NULL or misspelt name never becomes an empty result.
 */

/** SQL of a text without case and spaces around it. */
function plain(text) {
  return `LOWER(TRIM(${text}))`;
}

/**
 * SQL of the one id among candidates, else ERROR().
 * @param {object} options
 * @param {string} options.from SQL after FROM: the candidates
 * @param {string} options.where SQL condition that a candidate is meant
 * @param {string} options.id SQL of a candidate's id
 * @param {string} options.shown SQL of how a candidate is named in messages
 * @param {string} options.asked SQL of the text asked for
 * @param {string} options.caller name of the table function, for messages
 * @param {string} options.kind team or player
 * @param {string} options.unknown SQL of what to do about an unknown one
 * @param {string} options.many SQL of what to do about a name of several
 */
function theOne({ from, where, id, shown, asked, caller, kind, unknown, many }) {
  const quoted = `"'", COALESCE(${asked}, 'NULL'), "'"`;
  return `(
    SELECT
      CASE COUNT(DISTINCT ${id})
        WHEN 1 THEN MAX(${id})
        WHEN 0 THEN ERROR(CONCAT('${caller}: no ${kind} is called ', ${quoted}, '. ', ${unknown}))
        ELSE ERROR(CONCAT(
          '${caller}: ', ${quoted}, ' is the name of several: ',
          STRING_AGG(DISTINCT ${shown}, ', ' ORDER BY ${shown}), '. ', ${many}
        ))
      END
    FROM ${from}
    WHERE ${where}
  )`;
}

/**
 * SQL of the id of the team a text means: its id, abbreviation, nickname, full name, or a city only one team plays for.
 * @param {string} caller name of the table function
 * @param {string} asked the function's parameter with the name
 * @param {string} teams CTE of the season's teams: team_id, abbreviation, team_name, full_name, location_name, franchise_name
 */
function teamId(caller, asked, teams) {
  const names = ['abbreviation', 'team_name', 'full_name', 'location_name', 'franchise_name'];
  const matches = [
    `CAST(team_id AS STRING) = TRIM(${asked})`,
    ...names.map((name) => `${plain(name)} = ${plain(asked)}`),
  ];
  return theOne({
    from: teams,
    where: `(${matches.join(' OR ')})`,
    id: 'team_id',
    shown: 'abbreviation',
    asked,
    caller,
    kind: 'team',
    unknown: `CONCAT('Teams known for that season: ', COALESCE(
            (SELECT STRING_AGG(abbreviation, ', ' ORDER BY abbreviation) FROM ${teams}),
            'none; collect the season first, or ask for a later date'
          ), '.')`,
    many: `'Use the abbreviation.'`,
  });
}

/** Body of a CTE: the teams of a date's season, or of the latest season known before it. */
function seasonTeams(teams, date) {
  return `SELECT team_id, season, abbreviation, team_name, full_name, location_name, franchise_name
  FROM ${teams}
  WHERE season <= EXTRACT(YEAR FROM ${date})
  QUALIFY season = MAX(season) OVER ()`;
}

/**
 * SQL of the id of the player a text means: his id, or his name.
 * @param {string} caller name of the table function
 * @param {string} asked the function's parameter with the name
 * @param {string} players CTE of players: player_id, player_name
 */
function playerId(caller, asked, players) {
  return theOne({
    from: players,
    where: `(CAST(player_id AS STRING) = TRIM(${asked}) OR ${plain('player_name')} = ${plain(asked)})`,
    id: 'player_id',
    shown: 'CAST(player_id AS STRING)',
    asked,
    caller,
    kind: 'player',
    unknown: `'Use the full name as MLB writes it, accents included, or the id; he must have played in the 400 days before the date.'`,
    many: `'Use the id.'`,
  });
}

/**
 * Name of the table function an action `<name>_function` makes: a function may have the name of a table, an action may not
 * have that of another.
 * @param {string} self the action's own backquoted name
 */
function functionOf(self) {
  return self.replace(/_function`$/, '`');
}

/** Backquoted full name of another object in the dataset of a Dataform action. */
function beside(self, name) {
  return self.replace(/\.[^.]+`$/, `.${name}\``);
}

module.exports = { functionOf, beside, teamId, playerId, seasonTeams };
