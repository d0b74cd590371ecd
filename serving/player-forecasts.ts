import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import { goodRows, type Report } from './good-rows.ts';
import { groupBy } from './group-by.ts';

const playerForecastRow = z.object({
  game_pk: z.int(),
  game_date: z.string(),
  first_pitch_at: z.string().nullable(),
  team_id: z.int(),
  opponent_team_id: z.int(),
  player_id: z.int(),
  player_name: z.string().nullable(),
  player_kind: z.enum(['starter', 'batter']),
  batting_place: z.int().nullable(),
  is_announced: z.boolean(),
  target: z.string(),
  expected_value: z.number(),
  interval_low: z.int(),
  interval_high: z.int(),
  lines: z.array(z.object({ line: z.number(), over_probability: z.number() })),
  model_version: z.string(),
  as_of: z.string(),
  predicted_at: z.string(),
  source: z.enum(['live', 'replay', 'sim']),
  is_final: z.boolean().nullable(),
});

/** What is expected of a player in a game, of one number he is credited with. */
export type PlayerForecast = z.output<typeof playerForecastRow>;

/** Every forecast of a date by player; a player's by first pitch, kind and target. */
export async function readPlayerForecasts(
  database: Database,
  date: string,
  report: Report,
): Promise<Map<number, PlayerForecast[]>> {
  const rows = await database
    .selectFrom('mlb_predictions.player_predictions as forecasts')
    .leftJoin('mlb_historical_data.games_historical as games', 'games.game_pk', 'forecasts.game_pk')
    .select([
      'forecasts.game_pk',
      'forecasts.game_date',
      'forecasts.first_pitch_at',
      'forecasts.team_id',
      'forecasts.opponent_team_id',
      'forecasts.player_id',
      'forecasts.player_name',
      'forecasts.player_kind',
      'forecasts.batting_place',
      'forecasts.is_announced',
      'forecasts.target',
      'forecasts.expected_value',
      'forecasts.interval_low',
      'forecasts.interval_high',
      'forecasts.lines',
      'forecasts.model_version',
      'forecasts.as_of',
      'forecasts.predicted_at',
      'forecasts.source',
      'games.is_final',
    ])
    .where('forecasts.game_date', '=', parameter(date, 'DATE'))
    .orderBy('forecasts.first_pitch_at')
    .orderBy('forecasts.game_pk')
    .orderBy('forecasts.player_kind')
    .orderBy('forecasts.target')
    .execute();
  const good = goodRows(playerForecastRow, rows, 'player_predictions', report);
  return groupBy(good, ({ player_id }) => player_id);
}

/** Dates nearest to one on which there are forecasts of a player, the nearest first. */
export async function readNearestPlayerDates(
  database: Database,
  playerId: number,
  date: string,
  limit: number,
): Promise<string[]> {
  const rows = await database
    .selectFrom('mlb_predictions.player_predictions as forecasts')
    .select('forecasts.game_date')
    .where('forecasts.player_id', '=', playerId)
    .groupBy('forecasts.game_date')
    .orderBy(sql`ABS(DATE_DIFF(forecasts.game_date, ${parameter(date, 'DATE')}, DAY))`)
    .limit(limit)
    .execute();
  return rows.map(({ game_date }) => String(game_date));
}
