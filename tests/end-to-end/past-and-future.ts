import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables, type RawTableName } from '../../ingest/index.ts';

/** Dataset of the raw rows as they were collected, which every cut starts from. */
export const keptDataset = 'kept';

/** Tables of a game's own documents: they are there when it is over. */
const ofGames: readonly RawTableName[] = [
  'raw_boxscores',
  'raw_boxscore_players',
  'raw_game_feeds',
  'raw_linescores',
  'raw_plays',
  'raw_pitches',
  'raw_player_game_lines',
];

/** Tables of days: the date from whose end on a row can be known. */
const ofDays: Partial<Record<RawTableName, string>> = {
  raw_rosters: 'roster_date',
  raw_standings: 'standings_date',
  raw_team_stats: 'stats_date',
  raw_player_stats: 'stats_date',
  raw_transactions: 'transaction_date',
};

const names = Object.keys(rawTables) as RawTableName[];

/** Games that were not over in the morning of the date. */
const unfinished = (date: string): string =>
  `(SELECT game_pk FROM ${keptDataset}.games WHERE completed_date >= '${date}')`;

/** A schedule entry as it stood before the game: what is announced stays, what happened goes. */
const before = `JSON_SET(
  JSON_REMOVE(payload, '$.teams.home.score', '$.teams.away.score', '$.teams.home.isWinner', '$.teams.away.isWinner',
    '$.teams.home.leagueRecord', '$.teams.away.leagueRecord', '$.linescore', '$.decisions', '$.isTie'),
  '$.status', JSON '{"abstractGameState":"Preview","codedGameState":"S","detailedState":"Scheduled","statusCode":"S","abstractGameCode":"P"}')`;

/** Keeps the raw rows, and when each game was over: call it once, after a build of all of them. */
export async function keepRaw(client: BigQuery): Promise<void> {
  await client.createDataset(keptDataset);
  for (const name of names) {
    await client.query(`CREATE TABLE ${keptDataset}.${name} AS SELECT * FROM mlb_raw.${name}`);
  }
  await client.query(`CREATE TABLE ${keptDataset}.games AS
    SELECT game_pk, game_date, completed_date FROM mlb_staging.stg_games`);
}

/** A world in which what happened on a date or later is not there, or is something else. */
export interface Cut {
  date: string;
  how: 'deleted' | 'poisoned';
  seed: number;
  /** The earliest date that this cut or the one before it changes: rows from it on count as loaded anew. */
  changedFrom: string;
}

/** SQL condition on rows of a table that tell of the date or later; undefined for what no date touches. */
function notBefore(name: RawTableName, date: string): string | undefined {
  const day = ofDays[name];
  if (ofGames.includes(name)) return `game_pk IN ${unfinished(date)}`;
  if (name === 'raw_schedule')
    return `(schedule_date >= '${date}' OR game_pk IN ${unfinished(date)})`;
  if (name === 'raw_weather') return `official_date >= '${date}'`;
  return day === undefined ? undefined : `${day} >= '${date}'`;
}

/** Makes the raw tables those of the cut, from the rows that were kept. */
export async function cutRaw(client: BigQuery, cut: Cut): Promise<void> {
  for (const name of names) {
    const isChanged = notBefore(name, cut.changedFrom);
    if (isChanged === undefined) continue;
    const columns = rawTables[name].columns.map((column) => column.name);
    const loaded = columns.map((column) =>
      column === 'loaded_at'
        ? `IF(${isChanged}, CURRENT_TIMESTAMP(), loaded_at) AS loaded_at`
        : column,
    );
    await client.query(
      `CREATE OR REPLACE TABLE mlb_raw.${name} AS
      SELECT ${loaded.join(', ')} FROM (${cutQuery(name, cut, columns)})`,
    );
  }
}

function cutQuery(name: RawTableName, cut: Cut, columns: readonly string[]): string {
  const kept = `${keptDataset}.${name}`;
  const isFuture = notBefore(name, cut.date) ?? 'FALSE';
  const known = columns.filter((column) => column !== 'payload').join(', ');
  switch (name) {
    case 'raw_schedule': {
      const now = `game_pk IN ${unfinished(cut.date)}`;
      return cut.how === 'deleted'
        ? `SELECT ${known}, IF(${now}, ${before}, payload) AS payload FROM ${kept} WHERE schedule_date <= '${cut.date}'`
        : `SELECT ${known}, IF(${now}, ${otherScore(cut.seed)}, payload) AS payload FROM ${kept}`;
    }
    case 'raw_weather':
      return cut.how === 'deleted'
        ? `SELECT * FROM ${kept} WHERE NOT ${isFuture} OR (official_date = '${cut.date}' AND kind = 'forecast')`
        : `SELECT * FROM ${kept}`;
    default:
      return cut.how === 'deleted'
        ? `SELECT * FROM ${kept} WHERE NOT ${isFuture}`
        : shuffled(name, isFuture, cut.seed, known);
  }
}

function otherScore(seed: number): string {
  const random = (side: string): string =>
    `MOD(ABS(FARM_FINGERPRINT(CONCAT('${side}', game_pk, ' ${String(seed)}'))), 15)`;
  return `JSON_SET(payload, '$.teams.home.score', ${random('home')}, '$.teams.away.score', ${random('away')})`;
}

/**
 * What a row of the future takes from another row of the future, and among which rows: so that a poisoned game still has
 * its own players and its gate lets it through. All other tables: the whole payload.
 */
const taken: Partial<Record<RawTableName, { payload: string; among: string }>> = {
  raw_boxscore_players: {
    payload: `JSON_SET(facts.payload, '$.stats', JSON_QUERY(others.payload, '$.stats'))`,
    among: `JSON_VALUE(payload, '$.stats.batting.plateAppearances') IS NULL,
      JSON_VALUE(payload, '$.stats.pitching.outs') IS NULL`,
  },
  raw_boxscores: {
    payload: `JSON_SET(facts.payload,
      '$.teams.home.teamStats', JSON_QUERY(others.payload, '$.teams.away.teamStats'),
      '$.teams.away.teamStats', JSON_QUERY(others.payload, '$.teams.home.teamStats'))`,
    among: 'TRUE',
  },
};

/** Rows of the future each have what another of them had: other lines, other players, other places. */
function shuffled(name: RawTableName, isFuture: string, seed: number, known: string): string {
  const kept = `${keptDataset}.${name}`;
  const { keys } = rawTables[name];
  const text = keys.map((key) => `CAST(${key} AS STRING)`).join(", ' ', ");
  const { payload, among } = taken[name] ?? { payload: 'others.payload', among: 'TRUE' };
  const places = (salt: string, columns: string): string => `(
      SELECT ${columns}, group_name, ROW_NUMBER() OVER (
        PARTITION BY group_name
        ORDER BY MD5(CONCAT('${salt} ${String(seed)} ', ${text})), ${keys.join(', ')}
      ) AS place
      FROM (SELECT *, TO_JSON_STRING([${among}]) AS group_name FROM ${kept} WHERE ${isFuture})
    )`;
  return `SELECT ${known}, payload FROM ${kept} WHERE NOT ${isFuture}
    UNION ALL
    SELECT ${known}, ${payload} AS payload
    FROM ${places('row', `${known}, payload`)} AS facts
    JOIN ${places('payload', 'payload')} AS others USING (group_name, place)`;
}
