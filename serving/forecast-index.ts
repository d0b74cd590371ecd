import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';

const indexedGame = z.object({
  game_pk: z.int(),
  game_number: z.int(),
  home_team_id: z.int(),
  away_team_id: z.int(),
  home_team_abbreviation: z.string().nullable(),
  away_team_abbreviation: z.string().nullable(),
  first_pitch_at: z.string().nullable(),
});

const indexRow = z.object({
  game_date: z.string(),
  games: z.string().transform((json) => z.array(indexedGame).parse(JSON.parse(json))),
  newest_at: z.string(),
});

/** Which game a stored forecast is of. */
export type IndexedGame = z.output<typeof indexedGame> & { game_date: string };

/** Which games have forecasts, of all dates; the forecasts themselves are read when somebody asks for them. */
export interface ForecastIndex {
  /** Dates with forecasts, the earliest first. */
  dates: readonly string[];
  /** When the newest forecast was made; null when there is none. */
  newestAt: string | null;
  find(gamePk: number): IndexedGame | undefined;
  /** The games two teams play nearest to a date, in either park; the nearest first. */
  meetings(date: string, teamIds: readonly [number, number], limit: number): IndexedGame[];
  /** The nearest dates before and after one that have forecasts. */
  nearest(date: string): { previous: string | null; next: string | null };
}

/** Reads the index: one row per date, since thousands of rows would hold up whoever else is waiting. */
export async function readForecastIndex(database: Database): Promise<ForecastIndex> {
  const rows = await database
    .selectFrom('mlb_predictions.game_predictions as forecasts')
    .select([
      'forecasts.game_date',
      sql<string>`TO_JSON_STRING(ARRAY_AGG(STRUCT(
        forecasts.game_pk, forecasts.game_number, forecasts.home_team_id, forecasts.away_team_id,
        forecasts.home_team_abbreviation, forecasts.away_team_abbreviation,
        FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%E3SZ', forecasts.first_pitch_at) AS first_pitch_at
      ) ORDER BY forecasts.first_pitch_at, forecasts.game_pk))`.as('games'),
      sql<string>`MAX(forecasts.predicted_at)`.as('newest_at'),
    ])
    .groupBy('forecasts.game_date')
    .orderBy('forecasts.game_date')
    .execute();
  const days = z.array(indexRow).parse(rows);
  const byGame = new Map<number, IndexedGame>();
  for (const { game_date, games } of days) {
    for (const game of games) byGame.set(game.game_pk, { ...game, game_date });
  }
  const dates = days.map(({ game_date }) => game_date);
  const newestAt = days.map(({ newest_at }) => newest_at).reduce(later, '');
  return {
    dates,
    newestAt: newestAt === '' ? null : newestAt,
    find: (gamePk) => byGame.get(gamePk),
    meetings: (date, [one, other], limit) =>
      [...byGame.values()]
        .filter(
          ({ home_team_id: home, away_team_id: away }) =>
            (home === one && away === other) || (home === other && away === one),
        )
        .sort(
          (a, b) =>
            daysBetween(date, a.game_date) - daysBetween(date, b.game_date) ||
            (a.first_pitch_at ?? '').localeCompare(b.first_pitch_at ?? ''),
        )
        .slice(0, limit),
    nearest: (date) => ({
      previous: dates.findLast((each) => each < date) ?? null,
      next: dates.find((each) => each > date) ?? null,
    }),
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function daysBetween(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
}
