import { runDataform } from '../warehouse/dataform.ts';
import { tankError } from '../warehouse/errors.ts';
import { rows, type MlContext } from './context.ts';
import { publish } from './ledger.ts';
import { championVars } from './promotion.ts';

/** A stored forecast, as reports show it. */
export interface Forecast {
  game_pk: number;
  game_number: number;
  home: string;
  away: string;
  home_starter: string | null;
  away_starter: string | null;
  home_win_probability: number;
  predicted_home_runs: number;
  predicted_away_runs: number;
  model_version: string;
  source: string;
}

/**
 * Forecasts every game of a date with the champion, stores the forecasts and publishes those that are new in the ledger.
 * @param date YYYY-MM-DD, US/Eastern
 * @returns the stored forecasts of the date, by first pitch
 * @throws TankError E_MODEL_MISSING without a champion, E_DATAFORM
 */
export async function predict(context: MlContext, date: string): Promise<Forecast[]> {
  const champions = await championVars(context);
  if (champions.game_outcome_version === undefined)
    throw tankError('E_MODEL_MISSING', 'no version of game_outcome has been promoted yet');
  const onAction = context.onAction && { onAction: context.onAction };
  await runDataform(context.config, {
    tags: ['predict'],
    vars: { as_of_date: date, ...champions },
    ...onAction,
  });
  const { late } = await publish(context, date);
  if (late.length > 0)
    context.onProgress?.(`too late for the ledger, after first pitch: games ${late.join(', ')}`);
  return rows<Forecast>(
    context,
    `SELECT
       game_pk, game_number, home_team_abbreviation AS home, away_team_abbreviation AS away,
       home_starter_name AS home_starter, away_starter_name AS away_starter, home_win_probability,
       predicted_home_runs, predicted_away_runs, model_version, source
     FROM mlb_predictions.game_predictions
     WHERE game_date = DATE '${date}'
     ORDER BY first_pitch_at, game_pk`,
  );
}
