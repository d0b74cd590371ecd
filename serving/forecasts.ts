import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';

const forecastRow = z.object({
  game_pk: z.int(),
  game_date: z.string(),
  game_number: z.int(),
  first_pitch_at: z.string().nullable(),
  home_team_id: z.int(),
  away_team_id: z.int(),
  home_team_abbreviation: z.string().nullable(),
  away_team_abbreviation: z.string().nullable(),
  home_team_name: z.string().nullable(),
  away_team_name: z.string().nullable(),
  home_starter_id: z.int().nullable(),
  away_starter_id: z.int().nullable(),
  home_starter_name: z.string().nullable(),
  away_starter_name: z.string().nullable(),
  home_win_probability: z.number(),
  away_win_probability: z.number(),
  predicted_home_runs: z.number(),
  predicted_home_runs_low: z.int().nullable(),
  predicted_home_runs_high: z.int().nullable(),
  predicted_away_runs: z.number(),
  predicted_away_runs_low: z.int().nullable(),
  predicted_away_runs_high: z.int().nullable(),
  predicted_total_runs: z.number().nullable(),
  predicted_total_runs_low: z.int().nullable(),
  predicted_total_runs_high: z.int().nullable(),
  total_runs_lines: z.array(z.object({ line: z.number(), over_probability: z.number() })),
  home_run_line_probability: z.number().nullable(),
  away_run_line_probability: z.number().nullable(),
  feature_completeness: z.number(),
  baseline_log_odds: z.number().nullable(),
  top_features: z.array(
    z.object({ feature: z.string(), value: z.number().nullable(), contribution: z.number() }),
  ),
  model_version: z.string(),
  as_of: z.string(),
  predicted_at: z.string(),
  source: z.enum(['live', 'replay', 'sim']),
  is_final: z.boolean().nullable(),
  home_score: z.int().nullable(),
  away_score: z.int().nullable(),
});

/** A stored forecast with what became of its game. */
export type Forecast = z.output<typeof forecastRow>;

const forecasts = 'mlb_predictions.game_predictions as forecasts';

function selectForecasts(database: Database) {
  return database
    .selectFrom(forecasts)
    .leftJoin('mlb_historical_data.games_historical as games', 'games.game_pk', 'forecasts.game_pk')
    .select([
      'forecasts.game_pk',
      'forecasts.game_date',
      'forecasts.game_number',
      'forecasts.first_pitch_at',
      'forecasts.home_team_id',
      'forecasts.away_team_id',
      'forecasts.home_team_abbreviation',
      'forecasts.away_team_abbreviation',
      'forecasts.home_team_name',
      'forecasts.away_team_name',
      'forecasts.home_starter_id',
      'forecasts.away_starter_id',
      'forecasts.home_starter_name',
      'forecasts.away_starter_name',
      'forecasts.home_win_probability',
      'forecasts.away_win_probability',
      'forecasts.predicted_home_runs',
      'forecasts.predicted_home_runs_low',
      'forecasts.predicted_home_runs_high',
      'forecasts.predicted_away_runs',
      'forecasts.predicted_away_runs_low',
      'forecasts.predicted_away_runs_high',
      'forecasts.predicted_total_runs',
      'forecasts.predicted_total_runs_low',
      'forecasts.predicted_total_runs_high',
      'forecasts.total_runs_lines',
      'forecasts.home_run_line_probability',
      'forecasts.away_run_line_probability',
      'forecasts.feature_completeness',
      'forecasts.baseline_log_odds',
      'forecasts.top_features',
      'forecasts.model_version',
      'forecasts.as_of',
      'forecasts.predicted_at',
      'forecasts.source',
      'games.is_final',
      'games.home_score',
      'games.away_score',
    ]);
}

/** The forecasts of every game of a date, by first pitch. */
export async function readForecasts(database: Database, date: string): Promise<Forecast[]> {
  const rows = await selectForecasts(database)
    .where('forecasts.game_date', '=', parameter(date, 'DATE'))
    .orderBy('forecasts.first_pitch_at')
    .orderBy('forecasts.game_pk')
    .execute();
  return z.array(forecastRow).parse(rows);
}

/** The forecast of one game; undefined when there is none. */
export async function readForecast(
  database: Database,
  gamePk: number,
): Promise<Forecast | undefined> {
  const row = await selectForecasts(database)
    .where('forecasts.game_pk', '=', gamePk)
    .executeTakeFirst();
  return row && forecastRow.parse(row);
}

/** The forecasts of the games two teams play nearest to a date, in either park; the nearest first. */
export async function readMeetings(
  database: Database,
  date: string,
  teamIds: readonly [number, number],
  limit: number,
): Promise<Forecast[]> {
  const rows = await selectForecasts(database)
    .where('forecasts.home_team_id', 'in', [...teamIds])
    .where('forecasts.away_team_id', 'in', [...teamIds])
    .orderBy(sql`ABS(DATE_DIFF(forecasts.game_date, ${parameter(date, 'DATE')}, DAY))`)
    .orderBy('forecasts.first_pitch_at')
    .limit(limit)
    .execute();
  return z.array(forecastRow).parse(rows);
}

/** The nearest dates before and after one that have forecasts. */
export async function readNearestDates(
  database: Database,
  date: string,
): Promise<{ previous: string | null; next: string | null }> {
  const day = parameter(date, 'DATE');
  return database
    .selectFrom(forecasts)
    .select([
      sql<string | null>`MAX(IF(forecasts.game_date < ${day}, forecasts.game_date, NULL))`.as(
        'previous',
      ),
      sql<string | null>`MIN(IF(forecasts.game_date > ${day}, forecasts.game_date, NULL))`.as(
        'next',
      ),
    ])
    .executeTakeFirstOrThrow();
}

/** The last date with forecasts and the time of the newest one; nulls when there are none. */
export async function readFreshness(
  database: Database,
): Promise<{ last_date: string | null; newest_at: string | null }> {
  return database
    .selectFrom(forecasts)
    .select(({ fn }) => [
      fn.max('forecasts.game_date').as('last_date'),
      fn.max('forecasts.predicted_at').as('newest_at'),
    ])
    .executeTakeFirstOrThrow();
}
