import { execFileSync } from 'node:child_process';
import { projectRoot } from '../warehouse/dataform.ts';
import { isClassifier, models } from './catalog.ts';
import { copyModel, rows, runScript, type Cost, type MlContext } from './context.ts';
import { candidateOf, leadOf } from './evidence.ts';
import { metricsOf } from './comparison.ts';
import { grouped } from './metrics.ts';
import type { ModelFacts, TrainedFacts, Version } from './versions.ts';

/** Later games a version is judged on at most, and the fewest that are worth holding out. */
const holdoutGames = { most: 1200, mostOfPlayers: 150, fewest: 150 };

/** Fewer games than this teach nothing worth publishing. */
export const minimumTrainingRows = 500;

export interface TrainingState {
  training_rows: number;
  training_games: number;
  training_from: string | null;
  training_through: string | null;
  training_fingerprint: string;
}

/** What there is to learn from before a date. @throws TankError E_WAREHOUSE */
export async function trainingState(
  context: MlContext,
  training: string,
  asOf: string,
): Promise<TrainingState> {
  const [state] = await rows<TrainingState>(
    context,
    `SELECT training_rows, training_games, training_from, training_through,
       CAST(training_fingerprint AS STRING) AS training_fingerprint
     FROM (${models.trainingState(`mlb_models.${training}`, `DATE '${asOf}'`)})`,
  );
  if (state === undefined) throw new RangeError('the training state is one row');
  return state;
}

/** First date of the games that are held out; null when there are too few games to spare. */
async function holdoutStart(
  context: MlContext,
  { training, keys }: ModelFacts,
  asOf: string,
  games: number,
): Promise<string | null> {
  const spare = Math.min(
    keys.includes('player_id') ? holdoutGames.mostOfPlayers : holdoutGames.most,
    Math.floor(games / 3),
    games - minimumTrainingRows,
  );
  if (spare < holdoutGames.fewest) return null;
  const [found] = await rows<{ game_date: string }>(
    context,
    `SELECT game_date
     FROM (
       SELECT DISTINCT game_pk, game_date
       FROM mlb_models.${training}
       WHERE ${models.trainingWindow(`DATE '${asOf}'`, training)}
     )
     ORDER BY game_date DESC
     LIMIT 1 OFFSET ${spare - 1}`,
  );
  return found?.game_date ?? null;
}

const quoted = (name: string): string => `\`mlb_models.${name}\``;

/** SQL of what ML.PREDICT says, as a number. */
export const forecastOf = (model: ModelFacts): string =>
  isClassifier(model)
    ? `(SELECT probs.prob FROM UNNEST(predicted_${model.label}_probs) AS probs WHERE probs.label = 1)`
    : `predicted_${model.label}`;

/** INSERT of the forecasts of a BigQuery ML model for training rows. */
function insertForecasts(
  role: string,
  model: ModelFacts,
  options: {
    type: string;
    version: string;
    object: string;
    /** Table or view of the training rows. */
    from: string;
    fitThrough: string;
    where: string;
  },
): string {
  const player = model.keys.includes('player_id') ? 'player_id' : 'CAST(NULL AS INT64)';
  return `INSERT INTO mlb_models.holdout_forecasts
  (model_type, model_version, role, game_pk, player_id, game_date, fit_through, forecast_value, actual_value)
SELECT
  '${options.type}', '${options.version}', '${role}', game_pk, ${player}, game_date,
  ${options.fitThrough}, ${forecastOf(model)}, CAST(${model.label} AS FLOAT64)
FROM ML.PREDICT(MODEL ${quoted(options.object)}, (
  SELECT ${[...new Set([...model.keys, 'game_date', model.label, ...model.features])].join(', ')}
  FROM ${quoted(options.from)}
  WHERE ${options.where}
))`;
}

/** INSERT of the weights of a linear model. */
const insertWeights = (type: string, version: string, role: string, object: string): string =>
  `INSERT INTO mlb_models.model_weights
  (model_type, model_version, model_name, input, weight, training_mean, loaded_at)
SELECT
  '${type}', '${version}', '${role}', weights.processed_input, weights.weight, features.mean,
  CURRENT_TIMESTAMP()
FROM ML.WEIGHTS(MODEL ${quoted(object)}) AS weights
LEFT JOIN ML.FEATURE_INFO(MODEL ${quoted(object)}) AS features
  ON features.input = weights.processed_input`;

/** Name of the table that holds the rows of a training set while its models are trained. */
const rowsOf = (training: string): string => `${training}_rows`;

/** Statements that keep the rows of the training sets: one reading of a view instead of one for every fit. */
function keepRows(used: readonly ModelFacts[], from: string, asOf: string): string[] {
  return [...grouped(used, ({ training }) => training)].map(([training, of]) => {
    const columns = of.flatMap(({ keys, label, features }) => [...keys, label, ...features]);
    return `CREATE OR REPLACE TABLE ${quoted(rowsOf(training))} AS
SELECT ${[...new Set(['game_date', 'completed_date', ...columns])].join(', ')}
FROM ${quoted(training)}
WHERE ${models.trainingWindow(`DATE '${asOf}'`, training)} OR ${models.trainingWindow(`DATE '${from}'`, training)}`;
  });
}

const isLinear = ({ options }: ModelFacts): boolean =>
  /^(LOGISTIC|LINEAR)_REG$/i.test(String(options.model_type));

/**
 * An update goes on from the champion: its logistic models are copied under the new version's name, for WARM_START to replace
 * the copy, so that the champion stays what it is. Linear models are solved exactly and have no use for a start.
 * @returns the roles that were copied
 */
async function startFromChampion(
  context: MlContext,
  { update, version, models: wanted }: RunOptions,
  champion: Version,
): Promise<string[]> {
  const copied = Object.entries(wanted)
    .filter(([, model]) => update === 'incremental' && isLinear(model) && isClassifier(model))
    .map(([role]) => role);
  for (const role of copied)
    await copyModel(
      context,
      models.objectName(role, champion.version),
      models.objectName(role, version),
    );
  return copied;
}

const commitDigits = 12;

function commitOfClone(): string | null {
  try {
    return execFileSync('git', ['rev-parse', `--short=${commitDigits}`, 'HEAD'], {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null; // not a clone, and nobody said: an archive of the code
  }
}

export interface RunOptions {
  type: string;
  recipe: string;
  update: TrainedFacts['update'];
  asOf: string;
  version: string;
  hash: string;
  models: Readonly<Record<string, ModelFacts>>;
  state: TrainingState;
  /** Forecasts of the games since its training are added to those it is judged by. */
  champion: Version | undefined;
}

/**
 * Makes the models of a version: fits that end before the held-out games and forecast them, and the models themselves,
 * which learn from everything before `asOf`. The same again replaces what is there.
 * @throws TankError E_WAREHOUSE
 */
export async function trainVersion(context: MlContext, run: RunOptions): Promise<TrainedFacts> {
  const started = performance.now();
  const cost: Cost = { bytes: 0, slotSeconds: 0 };
  const { type, version, asOf, state, champion } = run;
  const roles = Object.entries(run.models);
  const leading = run.models[leadOf(type)];
  if (leading === undefined || state.training_from === null || state.training_through === null)
    throw new RangeError('a version needs a model and rows to learn from');
  const from = await holdoutStart(context, leading, asOf, state.training_games);
  const object = (role: string): string => models.objectName(role, version);
  const create = (model: ModelFacts, name: string, date: string, more = {}): string =>
    models.create(model.entry, quoted(name), quoted(rowsOf(model.training)), `DATE '${date}'`, {
      ...model.options,
      ...more,
    });
  const goesOn = new Set(
    champion === undefined ? [] : await startFromChampion(context, run, champion),
  );
  await runScript(
    context,
    [
      ...['holdout_forecasts', 'model_weights'].map(
        (table) =>
          `DELETE FROM mlb_models.${table} WHERE model_type = '${type}' AND model_version = '${version}'`,
      ),
      ...keepRows(
        roles.map(([, model]) => model),
        from ?? asOf,
        asOf,
      ),
      ...roles.map(([role, model]) =>
        create(model, object(role), asOf, goesOn.has(role) ? { warm_start: true } : {}),
      ),
      ...roles
        .filter(([, model]) => isLinear(model))
        .map(([role]) => insertWeights(type, version, role, object(role))),
      ...(from === null
        ? []
        : roles.flatMap(([role, model]) => {
            const validation = `${object(role)}_validation`;
            return [
              create(model, validation, from),
              insertForecasts(role, model, {
                type,
                version,
                object: validation,
                from: rowsOf(model.training),
                fitThrough: `(SELECT MAX(completed_date) FROM ${quoted(rowsOf(model.training))} WHERE ${models.trainingWindow(`DATE '${from}'`, model.training)})`,
                where: `game_date >= DATE '${from}' AND completed_date < DATE '${asOf}'`,
              }),
              `DROP MODEL ${quoted(validation)}`,
            ];
          })),
      ...[...new Set(roles.map(([, { training }]) => training))].map(
        (training) => `DROP TABLE ${quoted(rowsOf(training))}`,
      ),
      ...(champion === undefined || champion.isRetired ? [] : laterForecasts(type, champion, asOf)),
    ],
    {},
    cost,
  );
  const facts = {
    recipe: run.recipe,
    update: run.update,
    models: run.models,
    hash: run.hash,
    trainingFrom: state.training_from,
    trainingThrough: state.training_through,
    trainingRows: state.training_rows,
    fingerprint: state.training_fingerprint,
    holdoutFrom: from,
    metrics: {},
    durationSeconds: 0,
    bytes: cost.bytes,
    slotSeconds: cost.slotSeconds,
    commit: context.config.commit?.slice(0, commitDigits) ?? commitOfClone(),
  };
  const { forecasts } = await candidateOf(context, type, { version, facts });
  return {
    ...facts,
    metrics: Object.fromEntries(
      roles.map(([role, model]) => [role, metricsOf(forecasts[role] ?? [], isClassifier(model))]),
    ),
    durationSeconds: Number(((performance.now() - started) / 1000).toFixed(3)),
  };
}

/** Statements that add what a version's models say of the games since their training, which they have not seen. */
function laterForecasts(type: string, { version, facts }: Version, asOf: string): string[] {
  return Object.entries(facts.models).map(([role, model]) =>
    insertForecasts(role, model, {
      type,
      version,
      object: models.objectName(role, version),
      from: model.training,
      fitThrough: `DATE '${facts.trainingThrough}'`,
      where: `game_date > DATE '${facts.trainingThrough}' AND completed_date < DATE '${asOf}'
    AND game_pk NOT IN (
      SELECT game_pk FROM mlb_models.holdout_forecasts
      WHERE model_type = '${type}' AND model_version = '${version}' AND role = '${role}'
    )`,
    }),
  );
}
