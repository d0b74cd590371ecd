import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import type { OutputValue } from './column.ts';
import { functionError } from './errors.ts';
import { designColumns } from './linear/design.ts';
import { optionReader } from './option-reader.ts';
import { outputShape } from './output-fields.ts';
import { type ModelResult, resultOf } from './result.ts';
import { treesOf } from './scoring.ts';
import { encodedNames } from './trees/encoding.ts';
import { featureImportance } from './trees/importance.ts';

/** A result of the given rows; a column that a row does not have is NULL. */
export function table(
  name: string,
  model: ModelArtifact,
  rows: Record<string, OutputValue>[],
): ModelResult {
  const { settings, label } = model;
  const shape = outputShape(name, { classifier: settings.classifier, label });
  const names = shape?.fields.map((field) => field.name) ?? [];
  const values = names.map((column) => [column, rows.map((row) => row[column] ?? null)] as const);
  return resultOf(name, model, {}, Object.fromEntries(values));
}

/** ML.TRAINING_INFO: one row per tree or Newton step. */
export function trainingInfo(model: ModelArtifact): ModelResult {
  return table(
    'TRAINING_INFO',
    model,
    model.iterations.map(({ loss, evalLoss, learningRate, durationMs }, iteration) => ({
      training_run: 0,
      iteration,
      loss,
      eval_loss: evalLoss,
      learning_rate: learningRate,
      duration_ms: durationMs,
    })),
  );
}

/** ML.FEATURE_INFO: statistics of the training rows. */
export function featureInfo(model: ModelArtifact): ModelResult {
  return table(
    'FEATURE_INFO',
    model,
    model.features.map((feature) =>
      feature.kind === 'numeric'
        ? {
            input: feature.name,
            min: feature.min,
            max: feature.max,
            mean: feature.mean,
            median: feature.median,
            stddev: feature.stddev,
            null_count: feature.nullCount,
          }
        : {
            input: feature.name,
            category_count: feature.categories.length,
            null_count: feature.nullCount,
          },
    ),
  );
}

/** ML.FEATURE_IMPORTANCE: splits, mean gain and mean cover of each input of a boosted tree model. */
export function importance(model: ModelArtifact): ModelResult {
  const { predictor, settings } = model;
  if (predictor.family !== 'trees' || settings.algorithm.family !== 'trees') {
    throw functionError(
      `ML.FEATURE_IMPORTANCE is not supported for model type ${settings.modelType}; use ML.WEIGHTS.`,
    );
  }
  const names = encodedNames(model.features, settings.algorithm.encoding);
  return table(
    'FEATURE_IMPORTANCE',
    model,
    featureImportance(treesOf(predictor), names.length).map(({ feature, weight, gain, cover }) => ({
      feature: names[feature]?.name ?? null,
      importance_weight: weight,
      importance_gain: gain,
      importance_cover: cover,
    })),
  );
}

/**
 * ML.WEIGHTS: the coefficient of each numeric input, the coefficients of each categorical input's
 * categories, and `__INTERCEPT__`; for inputs as they are, or standardised when `standardize`.
 */
export function weights(model: ModelArtifact, options: Options): ModelResult {
  const { predictor, settings } = model;
  if (predictor.family !== 'linear') {
    throw functionError(
      `ML.WEIGHTS is not supported for model type ${settings.modelType}; use ML.FEATURE_IMPORTANCE.`,
    );
  }
  const reader = optionReader(options, 'ML.WEIGHTS');
  const standardize = reader.flag('STANDARDIZE', false);
  reader.finish();
  let intercept = predictor.intercept;
  const rows = new Map<string, { weight: number | null; categories: OutputValue[] }>();
  designColumns(model.features).forEach(({ feature, category }, position) => {
    const coefficient = predictor.coefficients[position] ?? 0;
    if (feature.kind === 'categorical') {
      const row = rows.get(feature.name) ?? { weight: null, categories: [] };
      row.categories.push({ category: category?.label ?? null, weight: coefficient });
      rows.set(feature.name, row);
      return;
    }
    const slope = feature.stddev > 0 ? coefficient / feature.stddev : 0;
    if (!standardize) intercept -= slope * feature.mean;
    rows.set(feature.name, { weight: standardize ? coefficient : slope, categories: [] });
  });
  rows.set('__INTERCEPT__', { weight: intercept, categories: [] });
  return table(
    'WEIGHTS',
    model,
    [...rows].map(([input, { weight, categories }]) => ({
      processed_input: input,
      weight,
      category_weights: categories,
    })),
  );
}
