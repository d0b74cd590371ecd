import { createRequire } from 'node:module';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import type { Dates, ForecastTable } from './forecasts.ts';
import { groupBy } from './group-by.ts';

const require = createRequire(import.meta.url);
const reasonQueries = require('../includes/reason_queries.js') as {
  ofFeatures: (forecasts: string) => string;
  ofGroups: (forecasts: string, featureReasons: string) => string;
};

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

type Dated<Row> = Row & { game_date: string; importance_rank: number };

/** SQL of reasons by feature: the champion's are a report, the challenger's are made by the same query. */
function featureReasons(forecasts: ForecastTable): string {
  if (forecasts === 'game_predictions') return 'mlb_reporting.forecast_reasons';
  return `(${reasonQueries.ofFeatures(`mlb_predictions.${forecasts}`)})`;
}

function groupReasons(forecasts: ForecastTable): string {
  if (forecasts === 'game_predictions') return 'mlb_reporting.forecast_reason_groups';
  return `(${reasonQueries.ofGroups(`mlb_predictions.${forecasts}`, featureReasons(forecasts))})`;
}

/** The reasons of the forecasts of some dates by game, the weightiest first. */
export async function readReasons(
  database: Database,
  { from, to }: Dates,
  forecasts: ForecastTable,
): Promise<Map<number, Reason[]>> {
  const rows = await database
    .selectFrom(sql<Dated<Reason>>`${sql.raw(groupReasons(forecasts))}`.as('reasons'))
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
  forecasts: ForecastTable,
): Promise<Map<number, FeatureReason[]>> {
  const rows = await database
    .selectFrom(sql<Dated<FeatureReason>>`${sql.raw(featureReasons(forecasts))}`.as('reasons'))
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
