import {
  championVars,
  createModelTables,
  syncRegistry,
  train as trainModels,
  type MlContext,
  type TrainOutcome,
} from '../../ml/index.ts';
import { TankError } from '../../warehouse/errors.ts';
import { mlContext } from '../stages.ts';
import type { Step } from './step.ts';

const type = 'game_outcome';

/** `features.created`: trains as much as is due, judges and promotes; on a failure the version before goes on forecasting. */
export const train: Step<'features.created'> = {
  name: 'train',
  topic: 'features.created',
  retries: 0,
  work: async ({ is_fallback }, context) => {
    const { inputs, session, progress, now } = context;
    const models = { ...mlContext(session, progress), now };
    if (is_fallback || inputs.train === 'nothing') {
      await createModelTables(models);
      const { game_outcome_version: version } = await championVars(models);
      return {
        status: 'skipped',
        says: is_fallback
          ? 'nothing is learnt from features of the build before'
          : `a ${inputs.workflow} run trains nothing`,
        facts: {},
        emits: {
          topic: 'model.deployed',
          payload: { model_version: version ?? null, previous_version: version ?? null },
        },
      };
    }
    const outcomes = await trainModels(models, inputs.logical_date, {
      full: inputs.train !== 'as due',
      tune: inputs.train === 'tune',
    });
    const lead = outcomes.find((outcome) => outcome.type === type);
    const unregistered = await unregisteredTypes(models, outcomes);
    return {
      ...(unregistered.length > 0 && {
        status: 'degraded' as const,
        fallback: 'the registry as it was',
      }),
      says: [
        ...outcomes.map((outcome) => `${outcome.type}: ${outcome.says}`),
        ...unregistered,
      ].join('; '),
      facts: {
        types: outcomes.map(({ type: name, reason, says, version, previous, made }) => ({
          type: name,
          reason,
          says,
          version,
          previous,
          made: made.map(({ version: number, judgement }) => ({
            version: number,
            promoted: judgement.promote,
            why: judgement.reason,
          })),
        })),
      },
      emits: {
        topic: 'model.deployed',
        payload: {
          model_version: lead?.version ?? null,
          previous_version: lead?.previous ?? null,
        },
      },
      value: outcomes,
    };
  },
  fallBack: (_, __, error) => ({
    status: 'degraded',
    says: `training failed: ${error.message}`,
    fallback: 'the version before',
    facts: { failed: error.message },
    // Which that is the step of forecasts finds itself.
    emits: { topic: 'model.deployed', payload: { model_version: null, previous_version: null } },
  }),
};

/** The registry shows the versions and decides nothing: without it they forecast all the same. @returns what it did not take */
async function unregisteredTypes(
  models: MlContext,
  outcomes: readonly TrainOutcome[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const outcome of outcomes) {
    try {
      await syncRegistry(models, outcome.type);
    } catch (error) {
      if (!(error instanceof TankError) || !['E_REGISTRY', 'E_CONFIG'].includes(error.code))
        throw error;
      faults.push(error.message);
    }
  }
  return faults;
}
