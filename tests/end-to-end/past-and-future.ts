import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables, type RawTableName } from '../../ingest/index.ts';
import { everyRow } from '../whole-tables.ts';

/** Dataset of the raw rows as they were collected, which every world is made from. */
export const keptDataset = 'kept';

/** Tables of a game's own documents: they are there when it is over. */
export const ofGames: readonly RawTableName[] = [
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

/** Raw tables that change with the date; the others are of seasons, people and places. */
export const datedTables = (Object.keys(rawTables) as RawTableName[]).filter(
  (name) =>
    ofGames.includes(name) ||
    ofDays[name] !== undefined ||
    name === 'raw_schedule' ||
    name === 'raw_weather',
);

/** Days from the date on that are something else in a poisoned world, unless it says; what is later is not there. */
const poisonedDays = 3;

/**
 * What there is in the morning of a date.
 *
 * - deleted: nothing that happened on it or later; of its own games what was announced before the first pitch.
 * - poisoned: on it and some days after it happened something else, and nothing later.
 * - morning: as deleted, but without what is told in the course of the day: lineups, umpires, forecasts, games called off.
 */
export interface World {
  date: string;
  how: 'deleted' | 'poisoned' | 'morning';
  /** Which values a poisoned world has. */
  seed?: number;
  /** How many days from the date on a world has games of: three when it is poisoned, the date alone when not, unless given. */
  days?: number;
  /** What is said wrongly, or is not there yet, until corrections arrive. */
  mistakes?: readonly Mistake[];
}

/** Rows of a raw table that are wrong, missing or too many, and are put right one morning. */
export interface Mistake {
  table: RawTableName;
  /** GoogleSQL condition on the rows. */
  where: string;
  /** missing: the rows are not there; GoogleSQL of a wrong payload; or of a key under which they are there once more. */
  wrong: 'missing' | { payload: string } | { again: { column: string; value: string } };
  /** Morning from which the rows are right. */
  until: string;
}

/** Games that were not over in the morning of the date. */
const unfinished = (date: string): string =>
  `(SELECT game_pk FROM ${keptDataset}.games WHERE completed_date >= '${date}')`;

/** Games that were over before the date but not before the first one. */
const finishedBetween = (from: string, before: string): string =>
  `(SELECT game_pk FROM ${keptDataset}.games WHERE completed_date >= '${from}' AND completed_date < '${before}')`;

const calledOff = `JSON_VALUE(payload, '$.status.codedGameState') IN ('C', 'D')`;

/** A schedule entry as it stood before the game: what is announced stays, what happened goes. */
const before = (date: string): string => `JSON_SET(
  JSON_REMOVE(payload, '$.teams.home.score', '$.teams.away.score', '$.teams.home.isWinner', '$.teams.away.isWinner',
    '$.teams.home.leagueRecord', '$.teams.away.leagueRecord', '$.linescore', '$.decisions', '$.isTie'),
  '$.status', IF(schedule_date < '${date}',
    JSON '{"abstractGameState":"Live","codedGameState":"U","detailedState":"Suspended"}',
    JSON '{"abstractGameState":"Preview","codedGameState":"S","detailedState":"Scheduled"}'))`;

/** Keeps the raw rows, and when each game was over: call it once, after a build of all of them. */
export async function keepRaw(client: BigQuery): Promise<void> {
  await client.createDataset(keptDataset);
  for (const name of Object.keys(rawTables)) {
    await client.query(
      `CREATE TABLE ${keptDataset}.${name} AS SELECT * FROM mlb_raw.${name} WHERE ${everyRow(name)}`,
    );
  }
  await client.query(`CREATE TABLE ${keptDataset}.games AS
    SELECT game_pk, game_date, completed_date FROM mlb_staging.stg_games`);
}

/** SQL condition on rows of a dated table that tell of the date or later. */
function notBefore(name: RawTableName, date: string): string {
  if (ofGames.includes(name)) return `game_pk IN ${unfinished(date)}`;
  if (name === 'raw_schedule')
    return `(schedule_date >= '${date}' OR game_pk IN ${unfinished(date)})`;
  if (name === 'raw_weather') return `official_date >= '${date}'`;
  return `${ofDays[name] ?? ''} >= '${date}'`;
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Makes the raw tables those of a world, as a collection would: rows that are other than they were are loaded now, and
 * rows that are not there any more go.
 * @param from earliest date of which this world may say something else than the one before it
 */
export async function land(client: BigQuery, world: World, from: string): Promise<void> {
  const script = datedTables.flatMap((name) => {
    const { keys, columns } = rawTables[name];
    const same = keys.map((key) => `arriving.${key} = present.${key}`).join(' AND ');
    const names = columns.map((column) => column.name).filter((column) => column !== 'loaded_at');
    const touched = notBefore(name, from);
    const arriving = `kept.arriving_${name}`;
    return [
      `CREATE OR REPLACE TABLE ${arriving} AS ${worldQuery(name, world, touched)}`,
      `DELETE FROM mlb_raw.${name} AS present WHERE ${everyRow(name)} AND ${touched} AND NOT EXISTS (
        SELECT 1 FROM ${arriving} AS arriving
        WHERE ${same} AND arriving.content_sha256 = present.content_sha256)`,
      `INSERT INTO mlb_raw.${name} (${names.join(', ')}, loaded_at)
      SELECT ${names.join(', ')}, CURRENT_TIMESTAMP() FROM ${arriving} AS arriving
      WHERE NOT EXISTS (SELECT 1 FROM mlb_raw.${name} AS present WHERE ${everyRow(name)} AND ${same})`,
    ];
  });
  await client.query(script.map((statement) => `${statement};`).join('\n'));
}

/** Rows of a table in a world. */
function worldQuery(name: RawTableName, world: World, touched: string): string {
  const known = rawTables[name].columns
    .map((column) => column.name)
    .filter((column) => !['payload', 'content_sha256', 'loaded_at'].includes(column))
    .join(', ');
  let rows = cutQuery(name, world, known);
  for (const { table, where, wrong, until } of world.mistakes ?? []) {
    if (table !== name || until <= world.date) continue;
    if (wrong === 'missing') {
      rows = `SELECT ${known}, payload FROM (${rows}) WHERE NOT (${where})`;
    } else if ('payload' in wrong) {
      rows = `SELECT ${known}, IF(${where}, ${wrong.payload}, payload) AS payload FROM (${rows})`;
    } else {
      const { column, value } = wrong.again;
      const more = known.replace(new RegExp(`\\b${column}\\b`), `${value} AS ${column}`);
      rows = `${rows} UNION ALL SELECT ${more}, payload FROM (${rows}) WHERE ${where}`;
    }
  }
  return `SELECT ${known}, payload, TO_HEX(MD5(TO_JSON_STRING(payload))) AS content_sha256
    FROM (${rows}) WHERE ${touched}`;
}

function cutQuery(name: RawTableName, world: World, known: string): string {
  const { date, how, seed = 0 } = world;
  const kept = `${keptDataset}.${name}`;
  const poisoned = how === 'poisoned';
  const { days = poisoned ? poisonedDays : 1 } = world;
  const end = dayAfter(date, days - 1);
  const isFuture = notBefore(name, date);
  if (name === 'raw_schedule') {
    const change = poisoned ? otherScore(seed) : before(date);
    const announced = `IF(game_pk IN ${unfinished(date)} AND NOT ${calledOff}, ${change}, payload)`;
    const early = `IF(game_pk IN ${unfinished(date)} AND (schedule_date >= '${date}' OR NOT ${calledOff}),
      JSON_REMOVE(${before(date)}, '$.lineups', '$.officials'), payload)`;
    return `SELECT ${known}, ${how === 'morning' ? early : announced} AS payload
      FROM ${kept} WHERE schedule_date <= '${end}'`;
  }
  if (name === 'raw_weather') {
    const forecast =
      how === 'morning' ? 'FALSE' : `(official_date <= '${end}' AND kind = 'forecast')`;
    const past = `SELECT ${known}, payload FROM ${kept} WHERE NOT ${isFuture} OR ${forecast}`;
    const observed = `${isFuture} AND official_date <= '${end}' AND kind = 'archive'`;
    return poisoned ? `${past} UNION ALL ${shuffled(name, observed, seed, known)}` : past;
  }
  const past = `SELECT ${known}, payload FROM ${kept} WHERE NOT ${isFuture}`;
  if (!poisoned) return past;
  const until = dayAfter(date, days);
  const changed = ofGames.includes(name)
    ? `game_pk IN ${finishedBetween(date, until)}`
    : `${isFuture} AND NOT ${notBefore(name, until)}`;
  return `${past} UNION ALL ${shuffled(name, changed, seed, known)}`;
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
  return `SELECT ${known}, ${payload} AS payload
    FROM ${places('row', `${known}, payload`)} AS facts
    JOIN ${places('payload', 'payload')} AS others USING (group_name, place)`;
}

/** Historical tables whose rows can be known from the end of a date on, with its column. */
const ofHistory: Readonly<Record<string, string>> = {
  games_historical: 'completed_date',
  game_details_historical: 'completed_date',
  player_stats_historical: 'completed_date',
  team_stats_historical: 'completed_date',
  statcast_pitches: 'completed_date',
  weather_historical: 'completed_date',
  rosters_historical: 'roster_date',
  transactions_historical: 'transaction_date',
  injuries_historical: 'announced_date',
};

/**
 * Keeps what the historical tables say now: the truth; what there is when all days are poisoned; what there is when no game
 * is over, all of them being announced.
 */
export async function keepHistory(
  client: BigQuery,
  as: 'true' | 'poisoned' | 'announced',
): Promise<void> {
  for (const name of Object.keys(ofHistory)) {
    await client.query(`CREATE OR REPLACE TABLE ${keptDataset}.${as}_${name} AS
      SELECT * EXCEPT (loaded_at) FROM mlb_historical_data.${name}`);
  }
}

/** Share of the true rows of each historical table that the poisoned one says otherwise. */
export async function poisonedShares(client: BigQuery): Promise<Record<string, number>> {
  const shares: Record<string, number> = {};
  for (const name of Object.keys(ofHistory)) {
    const [truth, poison] = (['true', 'poisoned'] as const).map(
      (as) => `SELECT * FROM ${keptDataset}.${as}_${name}`,
    );
    const [rows] = await client.query(`SELECT SAFE_DIVIDE(
      (SELECT COUNT(*) FROM (${poison ?? ''} EXCEPT DISTINCT ${truth ?? ''})), (SELECT COUNT(*) FROM (${truth ?? ''}))) AS share`);
    shares[name] = (rows as { share: number | null }[])[0]?.share ?? 0;
  }
  return shares;
}

/** Historical tables with rows of games that are still to be played. */
const ofAnnounced: readonly string[] = ['games_historical', 'weather_historical'];

/**
 * Makes the historical tables true before a date and without anything later: of the date's games there is what was announced,
 * or, in a poisoned world, on the date and the days after it something else happened.
 * @param from earliest date of which they may say something else than before
 */
export async function mixHistory(
  client: BigQuery,
  { date, how }: World,
  from: string,
): Promise<void> {
  const script = Object.entries(ofHistory).flatMap(([name, day]) => {
    const ofGame = `game_pk IN ${unfinished(from)}`;
    const changing = ofAnnounced.includes(name)
      ? `(${day} >= '${from}' OR ${ofGame})`
      : `${day} >= '${from}'`;
    const past = `SELECT * FROM ${keptDataset}.true_${name} WHERE ${changing} AND ${day} < '${date}'`;
    const later =
      how === 'deleted'
        ? announcedRows(name, date)
        : `SELECT * FROM ${keptDataset}.poisoned_${name}
      WHERE ${day} >= '${date}' AND ${day} < '${dayAfter(date, poisonedDays)}'`;
    return [
      `DELETE FROM mlb_historical_data.${name} WHERE ${changing}`,
      `INSERT INTO mlb_historical_data.${name}
      SELECT *, CURRENT_TIMESTAMP() AS loaded_at FROM (${past}${later === undefined ? '' : ` UNION ALL ${later}`})`,
    ];
  });
  await client.query(script.map((statement) => `${statement};`).join('\n'));
}

/** Rows of games until the date that were not over in its morning, as they were announced. */
function announcedRows(name: string, date: string): string | undefined {
  if (!ofAnnounced.includes(name)) return undefined;
  return `SELECT * REPLACE (IF(completed_date > '${date}', game_date, completed_date) AS completed_date)
    FROM ${keptDataset}.announced_${name}
    WHERE game_date <= '${date}' AND game_pk IN ${unfinished(date)}`;
}
