import { rowsOf } from '../rows.ts';
import { readRuns } from '../runs/run-store.ts';
import { warehouseOf } from '../tables.ts';
import type { StepContext } from './step.ts';

/** What the schedule announces of a game, and where the tables that were built have it. */
const facts = {
  starters: [
    "CONCAT(IFNULL(JSON_VALUE(payload, '$.teams.home.probablePitcher.id'), ''), '-', IFNULL(JSON_VALUE(payload, '$.teams.away.probablePitcher.id'), ''))",
    "CONCAT(IFNULL(CAST(home_probable_pitcher_id AS STRING), ''), '-', IFNULL(CAST(away_probable_pitcher_id AS STRING), ''))",
  ],
  lineups: [
    "IFNULL(TO_JSON_STRING(JSON_QUERY(payload, '$.lineups')), 'null')",
    "IFNULL(TO_JSON_STRING(announced_lineups), 'null')",
  ],
  'first pitch': [
    "CAST(TIMESTAMP(JSON_VALUE(payload, '$.gameDate')) AS STRING)",
    'CAST(first_pitch_at AS STRING)',
  ],
} as const;

/**
 * What was announced otherwise of games of the date that are to come, like `20190431 starters`; what a run of the day before
 * this one saw and could not build counts again.
 * @throws TankError E_WAREHOUSE
 */
export async function announced({ session, inputs, now }: StepContext): Promise<string[]> {
  const { workflow, logical_date: date } = inputs;
  const names = Object.keys(facts) as (keyof typeof facts)[];
  const differs = names
    .map((name) => `IF(${facts[name][0]} != ${facts[name][1]}, '${name}', NULL)`)
    .join(', ');
  const rows = await rowsOf<{ game_pk: number; news: string[] }>(
    session,
    `SELECT
  game_pk,
  IF(
    built.game_pk IS NULL,
    ['game'],
    ARRAY(SELECT name FROM UNNEST([${differs}]) AS name WHERE name IS NOT NULL)
  ) AS news
FROM mlb_raw.raw_schedule AS raw
LEFT JOIN mlb_staging.stg_games AS built USING (game_pk)
WHERE raw.schedule_date = CAST(? AS DATE)
  AND IFNULL(built.completed_date, raw.schedule_date) = raw.schedule_date
  AND TIMESTAMP(JSON_VALUE(payload, '$.gameDate')) > CAST(? AS TIMESTAMP)`,
    [date, now().toISOString()],
  );
  const news = rows.flatMap(({ game_pk, news: list }) => list.map((what) => `${game_pk} ${what}`));
  if (news.length > 0) return news;
  const [, before] = await readRuns(warehouseOf(session), { workflow, date });
  return before?.status === 'failed' ? [`what ${before.runId} could not build`] : [];
}
