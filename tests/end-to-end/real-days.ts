import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables, type RawTableName } from '../../ingest/index.ts';
import type { RawColumn } from '../../ingest/tables/columns.ts';
import { createRawTables } from '../../ingest/landing/landing.ts';
import { createProgress } from '../../pipeline/progress.ts';
import type { Session } from '../../pipeline/session.ts';
import { openSource } from '../../pipeline/source.ts';
import { collect } from '../../pipeline/stages.ts';
import type { Config } from '../../warehouse/config.ts';
import { projectRoot } from '../../warehouse/dataform.ts';
import { replayMissing, startReplay } from './replay.ts';

/**
 * Raw rows of real games that are kept with the tests, so that proofs on real data run in every clone: a postponement,
 * doubleheaders and a suspended game are among them; the games of the last day are still to be played.
 */
export const fixture = {
  folder: path.join(projectRoot, 'tests/data/real-days'),
  from: '2019-05-14',
  to: '2019-05-30',
  collectedAt: '2019-05-30T12:00:00Z',
} as const;

/** Columns that are not kept: they say how a row was read, and are filled in on loading. */
const lineage = [
  'source',
  'url',
  'http_status',
  'known_at',
  'batch_id',
  'content_sha256',
  'loaded_at',
];

/** Columns of a raw table that are in its file. */
export const storedColumns = (name: string): RawColumn[] =>
  rawTables[name as RawTableName].columns.filter((column) => !lineage.includes(column.name));

/** Paths of payloads that were kept, by raw table. */
export const keptFields = (): Record<string, string[]> =>
  JSON.parse(readFileSync(path.join(fixture.folder, 'fields.json'), 'utf8')) as Record<
    string,
    string[]
  >;

/** Days of real games that a proof runs on. */
export interface RealDays {
  from: string;
  to: string;
  /** Dates of whose games there are results, in order. */
  played: string[];
  isFixture: boolean;
}

/** The fixture's days, or those of TANK_REAL_DAYS (`from..to`), which are collected from the replay. */
export function daysOf(env: Readonly<Record<string, string | undefined>>): RealDays {
  const [from, to] = env.TANK_REAL_DAYS?.split('..') ?? [fixture.from, fixture.to];
  if (from === undefined || to === undefined) throw new Error('TANK_REAL_DAYS is not from..to');
  const played: string[] = [];
  for (let date = from; date < to; date = dayAfter(date)) played.push(date);
  return { from, to, played, isFixture: env.TANK_REAL_DAYS === undefined };
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** Fills the raw tables of a warehouse that has none with the rows of the days, as they are in the morning of the last. */
export async function fillRaw(session: Session, days: RealDays): Promise<void> {
  if (days.isFixture) await loadRealDays(session.client, session.config);
  else await collectRealDays(session, days, `${days.to}T12:00:00Z`);
  await announce(session.client);
}

/** Collects real days from the replay, its clock at an instant. */
export async function collectRealDays(
  session: Session,
  { from, to }: { from: string; to: string },
  now: string,
): Promise<void> {
  if (replayMissing !== undefined) throw new Error(replayMissing);
  const { client, config } = session;
  const replay = await startReplay(now);
  try {
    const source = await openSource(replay.url, config, now);
    await createRawTables({ client, project: config.project, location: config.location });
    await collect(session, source, { from, to }, createProgress(process.stderr, false));
  } finally {
    await replay.close();
  }
}

/**
 * Makes the raw tables in a warehouse that has none, and fills them with the fixture's rows.
 */
async function loadRealDays(client: BigQuery, { project, location }: Config): Promise<void> {
  await createRawTables({ client, project, location });
  await client.createDataset('arriving');
  const files = (await readdir(fixture.folder)).filter((file) => file.endsWith('.parquet'));
  for (const file of files) {
    const name = path.basename(file, '.parquet') as RawTableName;
    await client
      .dataset('arriving')
      .table(name)
      .load(path.join(fixture.folder, file), { sourceFormat: 'PARQUET' });
    const values: Readonly<Record<string, string>> = {
      payload: 'PARSE_JSON(payload)',
      source: "'replay'",
      url: "'https://replay.example'",
      http_status: '200',
      known_at: `TIMESTAMP '${fixture.collectedAt}'`,
      batch_id: "'real-days'",
      content_sha256: 'TO_HEX(SHA256(payload))',
      loaded_at: 'CURRENT_TIMESTAMP()',
    };
    const columns = rawTables[name].columns.map((column) => column.name);
    await client.query(`
      INSERT INTO mlb_raw.${name} (${columns.join(', ')})
      SELECT ${columns.map((column) => values[column] ?? column).join(', ')} FROM arriving.${name}`);
  }
  await client.dataset('arriving').delete({ force: true });
}

/**
 * Adds what the live services tell before a game and the replay does not: lineups and umpires in the schedule, as the box
 * score has them, and a weather forecast, as the weather was.
 */
async function announce(client: BigQuery): Promise<void> {
  const nine = (side: string): string =>
    `ARRAY_AGG(IF(side = '${side}', player, NULL) IGNORE NULLS ORDER BY place) AS ${side}Players`;
  await client.query(`
    UPDATE mlb_raw.raw_schedule AS schedule
    SET payload = JSON_SET(payload, '$.lineups', lineups, '$.officials', officials)
    FROM (
      SELECT game_pk, TO_JSON(STRUCT(${nine('home')}, ${nine('away')})) AS lineups
      FROM (
        SELECT
          game_pk, side, JSON_VALUE(payload, '$.battingOrder') AS place,
          STRUCT(
            player_id AS id,
            JSON_VALUE(payload, '$.person.fullName') AS fullName,
            STRUCT(JSON_VALUE(payload, '$.position.code') AS code) AS primaryPosition
          ) AS player
        FROM mlb_raw.raw_boxscore_players
      )
      WHERE place LIKE '_00'
      GROUP BY game_pk
    ) AS starting
    JOIN (
      SELECT game_pk, JSON_QUERY(payload, '$.officials') AS officials FROM mlb_raw.raw_boxscores
    ) AS umpires USING (game_pk)
    WHERE starting.game_pk = schedule.game_pk
      AND JSON_VALUE(schedule.payload, '$.status.codedGameState') = 'F'`);
  const columns = rawTables.raw_weather.columns.map(({ name }) => name);
  await client.query(`
    INSERT INTO mlb_raw.raw_weather (${columns.join(', ')})
    SELECT ${columns.map((name) => (name === 'kind' ? "'forecast' AS kind" : name)).join(', ')}
    FROM mlb_raw.raw_weather`);
}
