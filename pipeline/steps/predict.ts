import {
  championVars,
  createModelTables,
  predict as predictDate,
  publish,
  type MlContext,
} from '../../ml/index.ts';
import type { DataformAction } from '../../warehouse/dataform.ts';
import { TankError } from '../../warehouse/errors.ts';
import { momentOf } from '../runs/clock.ts';
import { compileVars } from '../runs/inputs.ts';
import { mlContext, reportTags } from '../stages.ts';
import type { Step, StepContext } from './step.ts';

/** Whether of all that is forecast only players failed. */
function failedForPlayersOnly(error: Error): boolean {
  if (!(error instanceof TankError) || error.code !== 'E_DATAFORM') return false;
  const failed = (error.details.failed as DataformAction[] | undefined) ?? [];
  return (
    failed.length > 0 &&
    failed.every(({ target }) =>
      /^(mlb_predictions\.|mlb_quality\.mlb_predictions_)(player_|coming_)/.test(target),
    )
  );
}

/** What publishes at the moment that the night stands for. */
const publishing = ({ session, progress, source, inputs }: StepContext): MlContext => ({
  ...mlContext(session, progress, compileVars(inputs)),
  now: () => momentOf(source, inputs),
});

/**
 * `model.deployed`: forecasts the games of the date with the champions, and publishes the forecasts. Reports are renewed in the
 * same start of Dataform; none of them waits for what is published.
 */
export const predict: Step<'model.deployed'> = {
  name: 'predict',
  topic: 'model.deployed',
  retries: 1,
  work: async (_, context) => {
    const { inputs } = context;
    if (!inputs.forecasts)
      return { status: 'skipped', says: `a ${inputs.workflow} run forecasts nothing`, facts: {} };
    const models = publishing(context);
    await createModelTables(models);
    const { game_outcome_version: version } = await championVars(models);
    if (version === undefined)
      return { status: 'skipped', says: 'no version has been promoted yet', facts: {} };
    const date = inputs.logical_date;
    const { forecasts, actions, failed } = await predictDate(models, date, reportTags);
    const failed_reports = failed.map(({ target }) => target);
    const warned = actions.filter(({ status }) => status === 'warned').map(({ target }) => target);
    return {
      says: `${forecasts.length} games of ${date} forecast by ${version}`,
      facts: { date, games: forecasts.length, version, warnings: warned, failed_reports },
      emits: {
        topic: 'predictions.created',
        payload: { date, games: forecasts.length, failed_reports },
      },
      value: forecasts,
    };
  },
  // The forecasts of games do not wait for those of players: after first pitch they could not be published any more.
  fallBack: async (_, context, error) => {
    if (!failedForPlayersOnly(error)) return undefined;
    const date = context.inputs.logical_date;
    const { entries } = await publish(publishing(context), date);
    return {
      status: 'degraded',
      says: `the games of ${date} are forecast, their players are not: ${error.message}`,
      fallback: 'the forecasts of games alone',
      facts: { date, published: entries },
      emits: {
        topic: 'predictions.created',
        payload: { date, games: entries, failed_reports: ['all'] },
      },
    };
  },
};
