/**
 * Fields of payloads that we cannot do without, by entity: path -> JSON type. Those under `sometimes` count only where
 * their condition holds, as the score of a game that is over. Fields that are not named may come and go.
 */
const ended = "JSON_VALUE(payload, '$.status.codedGameState') IN ('F', 'O')";

const numbers = (prefix, names) =>
  Object.fromEntries(names.map((name) => [`${prefix}.${name}`, 'number']));

const battingFields = ['plateAppearances', 'atBats', 'runs', 'hits', 'homeRuns', 'baseOnBalls'];
const pitchingFields = ['outs', 'battersFaced', 'runs', 'hits', 'homeRuns', 'baseOnBalls'];

const declared = {
  schedule: {
    always: {
      gamePk: 'number',
      gameDate: 'string',
      officialDate: 'string',
      season: 'string',
      gameType: 'string',
      'status.codedGameState': 'string',
      'teams.home.team.id': 'number',
      'teams.away.team.id': 'number',
    },
    sometimes: [
      { when: ended, fields: { 'teams.home.score': 'number', 'teams.away.score': 'number' } },
    ],
  },
  boxscores: {
    always: Object.assign(
      {},
      ...['home', 'away'].map((side) => ({
        [`teams.${side}.team.id`]: 'number',
        [`teams.${side}.batters`]: 'array',
        [`teams.${side}.pitchers`]: 'array',
        ...numbers(`teams.${side}.teamStats.batting`, battingFields),
        ...numbers(`teams.${side}.teamStats.pitching`, pitchingFields),
      })),
    ),
    sometimes: [],
  },
  boxscore_players: {
    always: { 'person.id': 'number', 'person.fullName': 'string', 'position.code': 'string' },
    sometimes: [
      {
        when: "JSON_TYPE(JSON_QUERY(payload, '$.stats.batting.plateAppearances')) IS NOT NULL",
        fields: numbers('stats.batting', battingFields),
      },
      {
        when: "JSON_TYPE(JSON_QUERY(payload, '$.stats.pitching.outs')) IS NOT NULL",
        fields: numbers('stats.pitching', pitchingFields),
      },
    ],
  },
  rosters: {
    always: { 'person.id': 'number', 'person.fullName': 'string', 'position.code': 'string' },
    sometimes: [],
  },
  standings: {
    always: { 'team.id': 'number', ...numbers('leagueRecord', ['wins', 'losses']) },
    sometimes: [],
  },
  team_stats: {
    always: { 'team.id': 'number', season: 'string', 'stat.gamesPlayed': 'number' },
    sometimes: [
      {
        when: "stat_group = 'hitting'",
        fields: numbers('stat', ['plateAppearances', 'atBats', 'hits', 'homeRuns']),
      },
      {
        when: "stat_group = 'pitching'",
        fields: numbers('stat', ['battersFaced', 'earnedRuns', 'strikeOuts']),
      },
    ],
  },
  player_stats: {
    always: { 'player.id': 'number', 'team.id': 'number', season: 'string' },
    sometimes: [
      {
        when: "stat_group = 'hitting'",
        fields: numbers('stat', ['gamesPlayed', 'plateAppearances', 'atBats', 'hits']),
      },
      {
        when: "stat_group = 'pitching'",
        fields: numbers('stat', ['gamesPlayed', 'battersFaced', 'outs']),
      },
    ],
  },
  transactions: {
    always: { id: 'number', date: 'string', typeCode: 'string' },
    sometimes: [],
  },
};

const wrongType = (path, type) =>
  `COALESCE(JSON_TYPE(JSON_QUERY(payload, '$.${path}')), 'absent') != '${type}'`;

/**
 * SQL of the declared fields of an entity that a row's `payload` lacks or has in another JSON type, each with a comma
 * and a space behind it; empty for a payload that has them all.
 */
function mismatches(entity) {
  const { always, sometimes } = declared[entity];
  const named = ([path, type], condition) =>
    `IF(${condition}${wrongType(path, type)}, '${path}, ', '')`;
  const parts = [
    ...Object.entries(always).map((field) => named(field, '')),
    ...sometimes.flatMap(({ when, fields }) =>
      Object.entries(fields).map((field) => named(field, `${when} AND `)),
    ),
  ];
  return `CONCAT(\n      ${parts.join(',\n      ')}\n    )`;
}

/** Raw tables whose rows are counted with the items that were collected. */
const countedTables = [
  'raw_schedule',
  'raw_boxscores',
  'raw_boxscore_players',
  'raw_game_feeds',
  'raw_linescores',
  'raw_plays',
  'raw_pitches',
  'raw_weather',
  'raw_rosters',
  'raw_standings',
  'raw_team_stats',
  'raw_player_stats',
  'raw_transactions',
];

/** Column with the count of a raw table: `raw_game_feeds` -> `game_feeds_rows`. */
const countColumn = (table) => `${table.replace(/^raw_/, '')}_rows`;

/** Column name -> meaning of the counts. */
function countDescriptions() {
  return Object.fromEntries(
    countedTables.map((table) => [
      countColumn(table),
      `Rows of ${table} that came with the item; NULL when it has nothing to do with that table.`,
    ]),
  );
}

module.exports = { declared, mismatches, countedTables, countColumn, countDescriptions };
