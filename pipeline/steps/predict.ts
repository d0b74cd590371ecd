import { championVars, createModelTables, predict as predictDate } from '../../ml/index.ts';
import { mlContext } from '../stages.ts';
import type { Step } from './step.ts';

/** `model.deployed`: forecasts the games of the date with the champions, and publishes the forecasts. */
export const predict: Step<'model.deployed'> = {
  name: 'predict',
  topic: 'model.deployed',
  retries: 1,
  work: async (_, { inputs, session, progress, now }) => {
    if (!inputs.forecasts)
      return { status: 'skipped', says: `a ${inputs.workflow} run forecasts nothing`, facts: {} };
    const models = { ...mlContext(session, progress), now };
    await createModelTables(models);
    const { game_outcome_version: version } = await championVars(models);
    if (version === undefined)
      return { status: 'skipped', says: 'no version has been promoted yet', facts: {} };
    const date = inputs.logical_date;
    const forecasts = await predictDate(models, date);
    return {
      says: `${forecasts.length} games of ${date} forecast by ${version}`,
      facts: { date, games: forecasts.length, version },
      emits: { topic: 'predictions.created', payload: { date, games: forecasts.length } },
      value: forecasts,
    };
  },
};
