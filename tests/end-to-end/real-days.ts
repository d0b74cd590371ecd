import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables } from '../../ingest/index.ts';
import { createRawTables } from '../../ingest/landing/landing.ts';
import { createProgress } from '../../pipeline/progress.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import { openSource } from '../../pipeline/source.ts';
import { collect } from '../../pipeline/stages.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { keptFile } from '../kept-file.ts';
import { folder as replayFolder, startReplay } from './replay.ts';
import { everyRow, readingWhole } from '../whole-tables.ts';

/** Days of real games that a proof runs on. */
export interface RealDays {
  from: string;
  to: string;
  /** Dates of whose games there are results, in order. */
  played: string[];
}

/**
 * The days of TANK_REAL_DAYS (`from..to`); when it is not set, days of 2019 with a postponement, doubleheaders and a suspended
 * game. The games of the last day are still to be played.
 */
export function daysOf(env: Readonly<Record<string, string | undefined>>): RealDays {
  const [from, to] = env.TANK_REAL_DAYS?.split('..') ?? ['2019-04-18', '2019-05-30'];
  if (from === undefined || to === undefined) throw new Error('TANK_REAL_DAYS is not from..to');
  const played: string[] = [];
  for (let date = from; date < to; date = dayAfter(date)) played.push(date);
  return { from, to, played };
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** What collected rows depend on, the way they are stored included. */
const sources = [
  ...['ingest', 'pipeline', 'warehouse', 'embedded', 'tests/end-to-end/real-days.ts'],
  ...['server.mjs', 'src'].map((name) => path.join(replayFolder, name)),
];

/**
 * Opens a warehouse of its own in a state directory, whose raw tables hold the rows of the days as the replay tells them in
 * the morning of the last, and nothing else. The days are collected once for all test files.
 */
export async function openRealDays(directory: string, days: RealDays): Promise<Session> {
  const options = [days.from, days.to];
  const collected = await keptFile('real-days.duckdb', { sources, options }, async (draft) => {
    const config = loadConfig({ TANK_STATE: `${draft}.state` });
    const session = await openSession(config);
    await fillRaw(session, days);
    await session.close();
    await rename(config.warehouseFile, draft);
    await rm(`${draft}.state`, { recursive: true });
  });
  const config = loadConfig({ TANK_STATE: directory });
  await mkdir(path.dirname(config.warehouseFile), { recursive: true });
  await copyFile(collected, config.warehouseFile);
  return openSession(config);
}

async function fillRaw(session: Session, { from, to }: RealDays): Promise<void> {
  const { client, config } = session;
  const now = `${to}T12:00:00Z`;
  const replay = await startReplay(now);
  try {
    const source = await openSource(replay.url, config, now);
    await createRawTables({ client, project: config.project, location: config.location });
    await collect(session, source, { from, to }, createProgress(undefined, true));
  } finally {
    await replay.close();
  }
  await announce(client);
}

/**
 * Adds what the live services tell before a game and the replay does not: lineups and umpires in the schedule, as the box
 * score has them, and a weather forecast, as the weather was.
 */
async function announce(client: BigQuery): Promise<void> {
  const nine = (side: string): string =>
    `ARRAY_AGG(IF(side = '${side}', player, NULL) IGNORE NULLS ORDER BY place) AS ${side}Players`;
  await client.query(
    readingWhole(`
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
      AND schedule.${everyRow('raw_schedule')}
      AND JSON_VALUE(schedule.payload, '$.status.codedGameState') = 'F'`),
  );
  const columns = rawTables.raw_weather.columns.map(({ name }) => name);
  await client.query(
    readingWhole(`
    INSERT INTO mlb_raw.raw_weather (${columns.join(', ')})
    SELECT ${columns.map((name) => (name === 'kind' ? "'forecast' AS kind" : name)).join(', ')}
    FROM mlb_raw.raw_weather`),
  );
}
