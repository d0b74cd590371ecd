import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';

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

/** The reasons of forecasts by game, the weightiest first. */
export async function readReasons(
  database: Database,
  gamePks: readonly number[],
): Promise<Map<number, Reason[]>> {
  if (gamePks.length === 0) return new Map();
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
    .where('game_pk', 'in', [...gamePks])
    .orderBy('importance_rank')
    .execute();
  const byGame = new Map<number, Reason[]>(gamePks.map((game_pk) => [game_pk, []]));
  for (const reason of z.array(reasonRow).parse(rows)) byGame.get(reason.game_pk)?.push(reason);
  return byGame;
}

/** Every feature of a forecast, the weightiest first. */
export async function readFeatureReasons(
  database: Database,
  gamePk: number,
): Promise<FeatureReason[]> {
  const rows = await database
    .selectFrom('mlb_reporting.forecast_reasons')
    .select([
      'feature_name',
      'feature_meaning',
      'reason_group',
      'feature_value',
      'contribution_log_odds',
      'contribution_points',
      'favours',
      'feature_words',
    ])
    .where('game_pk', '=', parameter(gamePk, 'INT64'))
    .orderBy('importance_rank')
    .execute();
  return z.array(featureRow).parse(rows);
}
