/** Column of a raw table. */
export interface RawColumn {
  name: string;
  type: 'STRING' | 'INTEGER' | 'DATE' | 'TIMESTAMP' | 'JSON';
  mode: 'REQUIRED' | 'NULLABLE';
  description: string;
}

export interface RawTable {
  name: string;
  description: string;
  columns: readonly RawColumn[];
  /** Columns that identify a row. */
  keys: readonly string[];
  /** DATE column the table is partitioned by. */
  partition?: string;
  clustering: readonly string[];
  /** Columns whose change rewrites a row; all others but the lineage follow from them. */
  compared: readonly string[];
  /**
   * Key columns whose values, joined by spaces, are the key of the item a row belongs to: a game, a club's roster on a
   * date. An item is read whole, so that rows it no longer has are removed.
   */
  item: readonly string[];
  /** Rows that are not removed while no other row of the batch has the same value in a column. */
  kept?: {
    /** GoogleSQL condition on a row `T`. */
    condition: string;
    unless: string;
  };
}

export const required = (
  name: string,
  type: RawColumn['type'],
  description: string,
): RawColumn => ({ name, type, mode: 'REQUIRED', description });

export const nullable = (
  name: string,
  type: RawColumn['type'],
  description: string,
): RawColumn => ({ name, type, mode: 'NULLABLE', description });

export const gamePk = required('game_pk', 'INTEGER', 'Key of the game in the MLB Stats API.');
export const teamId = required('team_id', 'INTEGER', 'Key of the team in the MLB Stats API.');
export const playerId = required('player_id', 'INTEGER', 'Key of the person in the MLB Stats API.');
export const officialDate = required(
  'official_date',
  'DATE',
  'Official date of the game (US/Eastern), from the schedule.',
);
export const season = required('season', 'INTEGER', 'Season, a year.');

const lineage: readonly RawColumn[] = [
  required('source', 'STRING', 'Which world the row is from: live, replay or sim.'),
  required(
    'origin',
    'STRING',
    'Service the payload came from: stats_api, savant or open_meteo; archive when it is an earlier answer of one.',
  ),
  required('url', 'STRING', 'URL the payload was read from, without secrets.'),
  required('http_status', 'INTEGER', 'HTTP status of the answer.'),
  nullable(
    'event_at',
    'TIMESTAMP',
    'When the fact happens: first pitch of a game, midnight US/Eastern of a date; none of what has no date.',
  ),
  required('known_at', 'TIMESTAMP', 'When the payload was read.'),
  required('batch_id', 'STRING', 'Ingest run and batch that last changed the row.'),
  required('content_sha256', 'STRING', 'SHA-256 of the payload with its keys in order, in hex.'),
  required('payload', 'JSON', 'What the source sent.'),
];

const loadedAt = required('loaded_at', 'TIMESTAMP', 'When the row was last changed here.');

/** A raw table: the columns of its own, then the lineage that all have. */
export const rawTable = <Name extends string>(
  table: Omit<RawTable, 'name'> & { name: Name },
): RawTable & { name: Name } => ({
  ...table,
  columns: [...table.columns, ...lineage, loadedAt],
});
