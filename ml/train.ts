import { runDataform } from '../warehouse/dataform.ts';
import { models } from './catalog.ts';
import { rows, type MlContext } from './context.ts';

/** Fewer games than this teach nothing worth publishing. */
export const minimumTrainingRows = 500;

export type TrainOutcome =
  | { trained: true; version: string; trainingRows: number; trainingThrough: string }
  | { trained: false; reason: 'unchanged'; version: string; trainingRows: number }
  | { trained: false; reason: 'too_few_games'; trainingRows: number };

interface TrainingState {
  training_rows: number;
  training_through: string | null;
  training_fingerprint: string;
}

interface Version {
  model_version: string;
  training_fingerprint: string;
}

async function newestVersion(context: MlContext): Promise<Version | undefined> {
  const dataset = context.client.dataset('mlb_models');
  const [exists] = await dataset.table('model_versions').exists();
  if (!exists) return undefined;
  const [version] = await rows<Version>(
    context,
    `SELECT model_version, CAST(training_fingerprint AS STRING) AS training_fingerprint
     FROM mlb_models.model_versions
     WHERE model_name = 'game_outcome'
     ORDER BY version_number DESC
     LIMIT 1`,
  );
  return version;
}

/**
 * Trains the game models on what was known before `asOf`, unless the newest version learnt from the very same rows.
 * The feature tables must be built.
 * @param asOf YYYY-MM-DD; no game finished on or after it is learnt from
 */
export async function train(context: MlContext, asOf: string): Promise<TrainOutcome> {
  const [state] = await rows<TrainingState>(
    context,
    `SELECT training_rows, training_through, CAST(training_fingerprint AS STRING) AS training_fingerprint
     FROM (${models.trainingState('mlb_models.game_outcome_training', `DATE '${asOf}'`)})`,
  );
  const trainingRows = state?.training_rows ?? 0;
  if (!state?.training_through || trainingRows < minimumTrainingRows) {
    return { trained: false, reason: 'too_few_games', trainingRows };
  }
  const newest = await newestVersion(context);
  if (newest?.training_fingerprint === state.training_fingerprint) {
    return { trained: false, reason: 'unchanged', version: newest.model_version, trainingRows };
  }
  await runDataform(context.config, {
    tags: ['train'],
    vars: { as_of_date: asOf },
    ...(context.onAction && { onAction: context.onAction }),
  });
  const made = await newestVersion(context);
  return {
    trained: true,
    version: made?.model_version ?? 'none',
    trainingRows,
    trainingThrough: state.training_through,
  };
}
