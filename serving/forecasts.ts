import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import { goodRows, type Report } from './good-rows.ts';

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
  model_role: z.string(),
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

/** Dates of forecasts, both included. */
export interface Dates {
  from: string;
  to: string;
}

/** Where forecasts are: the champion's, or those its challenger makes in its shadow. */
export type ForecastTable = 'game_predictions' | 'challenger_predictions';

/** Where the forecasts of an arm are. */
export const tableOf = {
  champion: 'game_predictions',
  challenger: 'challenger_predictions',
} as const;

/** The forecasts of every game of some dates, by first pitch. */
export async function readForecasts(
  database: Database,
  { from, to }: Dates,
  report: Report,
  table: ForecastTable,
): Promise<Forecast[]> {
  const rows = await database
    // Both tables have the same columns.
    .selectFrom(`mlb_predictions.${table as 'game_predictions'} as forecasts`)
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
      'forecasts.model_role',
      'forecasts.model_version',
      'forecasts.as_of',
      'forecasts.predicted_at',
      'forecasts.source',
      'games.is_final',
      'games.home_score',
      'games.away_score',
    ])
    .where('forecasts.game_date', '>=', parameter(from, 'DATE'))
    .where('forecasts.game_date', '<=', parameter(to, 'DATE'))
    .orderBy('forecasts.first_pitch_at')
    .orderBy('forecasts.game_pk')
    .execute();
  return goodRows(forecastRow, rows, table, report);
}
