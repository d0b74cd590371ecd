import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import type { Dates } from './forecasts.ts';
import { groupBy } from './group-by.ts';

const reasonRow = z.object({
  game_pk: z.int(),
  reason_group: z.string(),
  reason_label: z.string(),
  contribution_log_odds: z.number(),
  contribution_points: z.number(),
  favours: z.string().nullable(),
  reason_words: z.string(),
});

/** What the features of one kind, or playing at home, did to a forecast. */
export type Reason = z.output<typeof reasonRow>;

const featureRow = z.object({
  game_pk: z.int(),
  feature_name: z.string(),
  feature_meaning: z.string().nullable(),
  reason_group: z.string(),
  feature_value: z.number().nullable(),
  contribution_log_odds: z.number(),
  contribution_points: z.number(),
  favours: z.string().nullable(),
  feature_words: z.string().nullable(),
});

/** What one feature did to a forecast. */
export type FeatureReason = z.output<typeof featureRow>;

/** The reasons of the forecasts of some dates by game, the weightiest first. */
export async function readReasons(
  database: Database,
  { from, to }: Dates,
): Promise<Map<number, Reason[]>> {
  const rows = await database
    .selectFrom('mlb_reporting.forecast_reason_groups')
    .select([
      'game_pk',
      'reason_group',
      'reason_label',
      'contribution_log_odds',
      'contribution_points',
      'favours',
      'reason_words',
    ])
    .where('game_date', '>=', parameter(from, 'DATE'))
    .where('game_date', '<=', parameter(to, 'DATE'))
    .orderBy('importance_rank')
    .execute();
  return groupBy(z.array(reasonRow).parse(rows), ({ game_pk }) => game_pk);
}

/** Every feature of the forecasts of a date by game, the weightiest first. */
export async function readFeatureReasons(
  database: Database,
  date: string,
): Promise<Map<number, FeatureReason[]>> {
  const rows = await database
    .selectFrom('mlb_reporting.forecast_reasons')
    .select([
      'game_pk',
      'feature_name',
      'feature_meaning',
      'reason_group',
      'feature_value',
      'contribution_log_odds',
      'contribution_points',
      'favours',
      'feature_words',
    ])
    .where('game_date', '=', parameter(date, 'DATE'))
    .orderBy('importance_rank')
    .execute();
  return groupBy(z.array(featureRow).parse(rows), ({ game_pk }) => game_pk);
}
