import type { DataformAction } from '../../warehouse/dataform.ts';
import { TankError } from '../../warehouse/errors.ts';
import { compileVars } from '../runs/inputs.ts';
import { build as runTags, buildTags } from '../stages.ts';
import { compareRebuild } from './rebuild-check.ts';
import type { Step, StepContext } from './step.ts';

/** Tags of what is made of historical tables alone. */
export const featureTags = ['features', 'models'] as const;

const featureDatasets = ['mlb_features.', 'mlb_models.'];

/** Failed actions of an error, if only features, or what is made of them, failed. */
function failedFeatures(error: unknown): string[] | undefined {
  if (!(error instanceof TankError) || error.code !== 'E_DATAFORM') return undefined;
  const failed = (error.details.failed as DataformAction[] | undefined) ?? [];
  const targets = failed.map(({ target }) => target);
  const isFeature = (target: string): boolean =>
    featureDatasets.some((dataset) => target.startsWith(dataset)) ||
    /^mlb_quality\.mlb_(features|models)_/.test(target);
  return targets.length > 0 && targets.every(isFeature) ? targets : undefined;
}

/**
 * `data.collected`: builds everything from raw to training rows, which Dataform orders, in one start of Dataform; grades
 * gate the way into the historical tables. Failed features are left to the step of features.
 */
export const build: Step<'data.collected'> = {
  name: 'build',
  topic: 'data.collected',
  retries: 2,
  work: async ({ round }, context) => {
    const { inputs } = context;
    if (inputs.build === 'everything anew') return rebuild(round, context);
    try {
      const isAnew = inputs.build === 'features anew';
      const actions = isAnew
        ? await runBuild(context, true, featureTags)
        : await runBuild(context, false);
      return {
        says: `${actions.length} actions, ${warnings(actions).length} warnings`,
        facts: { actions: actions.length, warnings: warnings(actions) },
        emits: { topic: 'data.validated', payload: { round, failed_features: [] } },
      };
    } catch (error) {
      const failed = failedFeatures(error);
      if (failed === undefined) throw error;
      return {
        status: 'degraded',
        says: `loaded; features failed: ${failed.join(', ')}`,
        fallback: 'the features of the build before, unless they can be made again',
        facts: { failed },
        emits: { topic: 'data.validated', payload: { round, failed_features: failed } },
      };
    }
  },
  // Raw rows stay in mlb_raw, and their files in the archive, for whoever mends it; forecasts go on with what was loaded before.
  fallBack: ({ round }, _, error) => ({
    status: 'degraded',
    says: `nothing new was loaded: ${error.message}`,
    fallback: 'the tables of the build before; what was collected waits in mlb_raw',
    facts: { failed: error.message },
    emits: {
      topic: 'data.loaded',
      payload: { round, games_final: 0, games_held_back: 0, failed_features: [] },
    },
  }),
};

/** Builds from raw to training rows. */
export function runBuild(
  { session, inputs, progress, signal }: StepContext,
  fullRefresh: boolean,
  tags: readonly string[] = buildTags,
): Promise<DataformAction[]> {
  const options = { tags, asOf: inputs.logical_date, fullRefresh, vars: compileVars(inputs) };
  return runTags(session, options, progress, signal);
}

const warnings = (actions: readonly DataformAction[]): string[] =>
  actions.filter(({ status }) => status === 'warned').map(({ target }) => target);

/** The monthly check: increments must have made what a full refresh makes. */
async function rebuild(round: number, context: StepContext) {
  const { differing, compared } = await compareRebuild(context.session, async () => {
    await runBuild(context, true);
  });
  const says =
    differing.length === 0
      ? `${compared} tables rebuilt, each as it was`
      : `${compared} tables rebuilt, ${differing.length} differ from what increments had made: ${differing.join(', ')}`;
  return {
    ...(differing.length > 0 && { status: 'degraded' as const, fallback: 'the rebuilt tables' }),
    says,
    facts: { compared, differing },
    emits: {
      topic: 'data.validated' as const,
      payload: { round, failed_features: [] as string[] },
    },
  };
}
