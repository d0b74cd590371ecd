/**
 * The checks of what is collected by date, by entity of the quality tables: `from` is the entity it is collected as. The
 * expressions read the columns of `facts` in date_quality_checks.sqlx; what the fields mean, see game_checks.js.
 */
const schemaMatch = {
  name: 'schema_match',
  score: 'schema_match',
  expected: 'row_count',
  actual: 'matching_row_count',
  ids: 'mismatched_ids',
  detail: "CONCAT('missing or of another type: ', COALESCE(mismatched_fields, ''))",
  action: 'SCHEMA_MISMATCH',
};

const requiredFields = {
  name: 'required_fields',
  score: 'data_completeness',
  expected: 'required_values',
  actual: 'filled_values',
  detail: "'required fields are empty'",
};

const dateMatch = {
  name: 'date_match',
  expected: 'row_count',
  actual: 'row_count - misdated_row_count',
  ids: 'misdated_ids',
  detail: "'rows of another date'",
};

const teamCount = {
  name: 'team_count',
  score: 'data_completeness',
  severity: 'warn',
  expected: 'expected_teams',
  actual: 'team_count',
  ids: 'IF(team_count >= expected_teams, NULL, missing_team_ids)',
  detail: "CONCAT('only ', CAST(team_count AS STRING), ' teams')",
};

const entities = {
  games: {
    from: 'schedule',
    action: 'RETRY_SCHEDULE',
    checks: [
      { ...schemaMatch, name: 'schedule_schema_match', score: undefined, severity: 'warn' },
      { ...dateMatch, severity: 'warn' },
    ],
  },
  rosters: {
    from: 'rosters',
    action: 'RETRY_ROSTERS',
    checks: [
      schemaMatch,
      requiredFields,
      teamCount,
      {
        name: 'roster_size',
        severity: 'warn',
        expected: 'team_count',
        actual: 'teams_of_right_size',
        ids: 'teams_of_wrong_size',
        detail:
          "CONCAT('rosters of ', CAST(smallest_roster AS STRING), ' to ', CAST(largest_roster AS STRING), ' players')",
      },
      {
        name: 'player_completeness',
        score: 'player_completeness',
        severity: 'warn',
        expected: 'least_players',
        actual: 'least_players - missing_players',
        ids: 'teams_with_missing_players',
        detail:
          "CONCAT(CAST(missing_players AS STRING), ' places of the smallest possible rosters are vacant')",
      },
    ],
  },
  standings: {
    from: 'standings',
    action: 'RETRY_STANDINGS',
    checks: [
      schemaMatch,
      requiredFields,
      teamCount,
      { ...dateMatch, score: 'value_ranges' },
      {
        name: 'wins_match_losses',
        severity: 'warn',
        expected: 'wins',
        actual: 'wins - ABS(wins - losses)',
        detail: "CONCAT(CAST(losses AS STRING), ' losses')",
      },
    ],
  },
  team_stats: {
    from: 'team_stats',
    action: 'RETRY_TEAM_STATS',
    checks: [schemaMatch, requiredFields, teamCount, { ...dateMatch, score: 'value_ranges' }],
  },
  player_stats: {
    from: 'player_stats',
    action: 'RETRY_PLAYER_STATS',
    checks: [
      { ...schemaMatch, name: 'season_schema_match' },
      { ...dateMatch, score: 'value_ranges' },
      {
        name: 'season_player_completeness',
        score: 'player_completeness',
        expected: 'played_players',
        actual: 'played_players - missing_player_count',
        ids: 'missing_player_ids',
        detail:
          "CONCAT(CAST(missing_player_count AS STRING), ' players of the month have no statistics')",
        action: 'FETCH_MISSING_PLAYERS',
      },
    ],
  },
  transactions: {
    from: 'transactions',
    action: 'RETRY_TRANSACTIONS',
    checks: [schemaMatch, requiredFields, { ...dateMatch, score: 'value_ranges' }],
  },
};

/** Clubs of the major leagues. */
const teams = 30;

/** SQL list of the entities that are collected by date, as ingest names them. */
const collectedEntities = Object.values(entities)
  .map(({ from }) => `'${from}'`)
  .join(', ');

/** SQL of the quality entity of a row's `entity` as ingest names it. */
function qualityEntity(column) {
  const cases = Object.entries(entities).map(([name, { from }]) => `WHEN '${from}' THEN '${name}'`);
  return `CASE ${column} ${cases.join(' ')} END`;
}

/** SQL of the number of checks there are of an entity as ingest names it. */
function count(column) {
  const cases = Object.values(entities).map(
    ({ from, checks }) => `WHEN '${from}' THEN ${checks.length}`,
  );
  return `CASE ${column} ${cases.join(' ')} ELSE 0 END`;
}

/** All checks as they are understood by `checks.structs`. */
const checks = Object.entries(entities).flatMap(([entity, { action, checks: own }]) =>
  own.map((check) => ({ entity, action, when: `entity = '${entity}'`, ...check })),
);

module.exports = { teams, entities, checks, collectedEntities, qualityEntity, count };
