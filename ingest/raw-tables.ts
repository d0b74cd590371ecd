/** Dataset of every raw table. */
export const rawDataset = 'mlb_raw';

export type RawTableName =
  'raw_schedule' | 'raw_boxscores' | 'raw_boxscore_players' | 'raw_teams' | 'raw_rosters';

export interface RawColumn {
  name: string;
  type: 'STRING' | 'INTEGER' | 'DATE' | 'TIMESTAMP' | 'JSON';
  mode: 'REQUIRED' | 'NULLABLE';
  description: string;
}

export interface RawTable {
  name: RawTableName;
  description: string;
  columns: readonly RawColumn[];
  /** Columns that identify a row. */
  keys: readonly string[];
  /** DATE column the table is partitioned by. */
  partition?: string;
  clustering: readonly string[];
  /** Columns whose change rewrites a row; all others but the lineage follow from them. */
  compared: readonly string[];
  /** Key columns of the set that one answer of the source gives whole: what it no longer lists there is removed. */
  whole?: readonly string[];
}

const required = (name: string, type: RawColumn['type'], description: string): RawColumn => ({
  name,
  type,
  mode: 'REQUIRED',
  description,
});

const gamePk = required('game_pk', 'INTEGER', 'Key of the game in the MLB Stats API.');
const teamId = required('team_id', 'INTEGER', 'Key of the team in the MLB Stats API.');
const playerId = required('player_id', 'INTEGER', 'Key of the person in the MLB Stats API.');
const officialDate = required(
  'official_date',
  'DATE',
  'Official date of the game (US/Eastern), from the schedule.',
);

const lineage: readonly RawColumn[] = [
  required('source', 'STRING', 'Which world the row is from: live, replay or sim.'),
  required('url', 'STRING', 'URL the payload was read from.'),
  required('http_status', 'INTEGER', 'HTTP status of the answer.'),
  {
    name: 'event_at',
    type: 'TIMESTAMP',
    mode: 'NULLABLE',
    description:
      'When the fact happens: first pitch of a game, midnight US/Eastern of a roster, none of a team.',
  },
  required('known_at', 'TIMESTAMP', 'When the payload was read.'),
  required('batch_id', 'STRING', 'Ingest run and batch that last changed the row.'),
  required('content_sha256', 'STRING', 'SHA-256 of the payload with its keys in order, in hex.'),
  required('payload', 'JSON', 'What the source sent.'),
];

const loadedAt = required('loaded_at', 'TIMESTAMP', 'When the row was last changed here.');

const rawTable = (
  table: Omit<RawTable, 'columns'> & { columns: readonly RawColumn[] },
): RawTable => ({ ...table, columns: [...table.columns, ...lineage, loadedAt] });

/** Every raw table: the one definition behind creation, landing and documentation. */
export const rawTables: Readonly<Record<RawTableName, RawTable>> = {
  raw_schedule: rawTable({
    name: 'raw_schedule',
    description:
      'One row per date and game of the schedule, with probable pitchers and venue. A suspended or postponed game stands on each of its dates.',
    columns: [
      required('schedule_date', 'DATE', 'Date under which the schedule lists the game.'),
      gamePk,
    ],
    keys: ['schedule_date', 'game_pk'],
    partition: 'schedule_date',
    clustering: ['game_pk'],
    compared: ['content_sha256'],
  }),
  raw_boxscores: rawTable({
    name: 'raw_boxscores',
    description:
      'One row per finished game: its box score without the players. A row here means that all players of the game are in raw_boxscore_players.',
    columns: [
      gamePk,
      officialDate,
      required(
        'schedule_state',
        'STRING',
        'Official date, start, status and score in the schedule when the box score was read; another state means read it again.',
      ),
    ],
    keys: ['game_pk'],
    partition: 'official_date',
    clustering: ['game_pk'],
    compared: ['content_sha256', 'schedule_state'],
  }),
  raw_boxscore_players: rawTable({
    name: 'raw_boxscore_players',
    description:
      'One row per finished game, side and player listed in the box score, with his batting, pitching and fielding lines; bench and bullpen too.',
    columns: [gamePk, officialDate, required('side', 'STRING', 'home or away.'), playerId],
    keys: ['game_pk', 'side', 'player_id'],
    partition: 'official_date',
    clustering: ['game_pk', 'player_id'],
    compared: ['content_sha256', 'official_date', 'event_at'],
    whole: ['game_pk'],
  }),
  raw_teams: rawTable({
    name: 'raw_teams',
    description: 'One row per season and major league team.',
    columns: [required('season', 'INTEGER', 'Season, a year.'), teamId],
    keys: ['season', 'team_id'],
    clustering: ['season', 'team_id'],
    compared: ['content_sha256'],
    whole: ['season'],
  }),
  raw_rosters: rawTable({
    name: 'raw_rosters',
    description:
      'One row per roster date, team and player of the active roster. Short ranges have every club on each date it plays, long ones every club once a month, on its first game date.',
    columns: [
      required('roster_date', 'DATE', 'Date (US/Eastern) the roster was asked for.'),
      teamId,
      playerId,
    ],
    keys: ['roster_date', 'team_id', 'player_id'],
    partition: 'roster_date',
    clustering: ['team_id', 'player_id'],
    compared: ['content_sha256'],
    whole: ['roster_date', 'team_id'],
  }),
};
