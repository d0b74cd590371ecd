import { runDataform, type DataformAction } from '../warehouse/dataform.ts';
import { TankError, tankError } from '../warehouse/errors.ts';
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

export interface Predicted {
  /** The stored forecasts of the date, by first pitch. */
  forecasts: Forecast[];
  /** Every action that ended well or with a warning. */
  actions: DataformAction[];
  /** Actions that failed beside the forecasts, none of which a forecast needs. */
  failed: DataformAction[];
}

/**
 * Forecasts every game of a date with the champion, stores the forecasts and publishes those that are new in the ledger.
 * @param date YYYY-MM-DD, US/Eastern
 * @param beside tags of what is built in the same start of Dataform, after the forecasts
 * @throws TankError E_MODEL_MISSING without a champion, E_DATAFORM when a forecast failed
 */
export async function predict(
  context: MlContext,
  date: string,
  beside: readonly string[] = [],
): Promise<Predicted> {
  const champions = await championVars(context);
  if (champions.game_outcome_version === undefined)
    throw tankError('E_MODEL_MISSING', 'no version of game_outcome has been promoted yet');
  const actions: DataformAction[] = [];
  let failed: DataformAction[] = [];
  try {
    await runDataform(context.config, {
      tags: ['predict', ...beside],
      vars: { as_of_date: date, ...context.vars, ...champions },
      onAction: (action) => {
        if (action.status === 'succeeded' || action.status === 'warned') actions.push(action);
        context.onAction?.(action);
      },
    });
  } catch (error) {
    failed = failedBeside(error);
    if (failed.length === 0) throw error;
  }
  const { late } = await publish(context, date);
  if (late.length > 0)
    context.onProgress?.(`too late for the ledger, after first pitch: games ${late.join(', ')}`);
  const forecasts = await rows<Forecast>(
    context,
    `SELECT
       game_pk, game_number, home_team_abbreviation AS home, away_team_abbreviation AS away,
       home_starter_name AS home_starter, away_starter_name AS away_starter, home_win_probability,
       predicted_home_runs, predicted_away_runs, model_version, source
     FROM mlb_predictions.game_predictions
     WHERE game_date = DATE '${date}'
     ORDER BY first_pitch_at, game_pk`,
  );
  return { forecasts, actions, failed };
}

/** Failed actions of an error, if none of them is of the forecasts. */
function failedBeside(error: unknown): DataformAction[] {
  if (!(error instanceof TankError) || error.code !== 'E_DATAFORM') return [];
  const failed = (error.details.failed as DataformAction[] | undefined) ?? [];
  const isForecast = ({ target }: DataformAction): boolean =>
    /^(mlb_predictions\.|mlb_quality\.mlb_predictions_)/.test(target);
  return failed.some(isForecast) ? [] : failed;
}
