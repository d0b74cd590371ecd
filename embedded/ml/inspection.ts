import type { Options } from '../sql/statement.ts';
import type { LinearOutput, ModelArtifact } from './artifact.ts';
import type { OutputValue } from './column.ts';
import { normalPValue, studentPValue } from './distributions.ts';
import { functionError } from './errors.ts';
import type { Feature } from './features.ts';
import { classValues } from './labels.ts';
import { type DesignColumn, designColumns } from './linear/design.ts';
import { optionReader } from './option-reader.ts';
import { outputShape } from './output-fields.ts';
import { type ModelResult, resultOf } from './result.ts';
import { ensemblesOf } from './scoring.ts';
import { encodedNames } from './trees/encoding.ts';
import { featureImportance } from './trees/importance.ts';

/** A result of the given rows; a column that a row does not have is NULL. */
export function table(
  name: string,
  model: ModelArtifact,
  rows: Record<string, OutputValue>[],
  options: Options = {},
): ModelResult {
  const names = outputShape(name, model, options)?.fields.map((field) => field.name) ?? [];
  const values = names.map((column) => [column, rows.map((row) => row[column] ?? null)] as const);
  return resultOf(name, model, options, Object.fromEntries(values));
}

/** ML.TRAINING_INFO: one row per round of trees or Newton step. */
export function trainingInfo(model: ModelArtifact): ModelResult {
  return table(
    'TRAINING_INFO',
    model,
    model.iterations.map(({ run, loss, evalLoss, learningRate, durationMs }, index) => ({
      training_run: run,
      iteration: index - model.iterations.findIndex((other) => other.run === run),
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
    featureImportance(ensemblesOf(predictor).flat(), names.length).map(
      ({ feature, weight, gain, cover }) => ({
        feature: names[feature]?.name ?? null,
        importance_weight: weight,
        importance_gain: gain,
        importance_cover: cover,
      }),
    ),
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
  const classes = [...(model.label.classes ?? [])];
  return table(
    'WEIGHTS',
    model,
    predictor.outputs.flatMap((output, index) =>
      weightRows(model.features, output, standardize).map((row) => ({
        ...row,
        ...(predictor.outputs.length > 1 && { class_label: classes[index] ?? null }),
      })),
    ),
  );
}

function weightRows(
  features: readonly Feature[],
  output: LinearOutput,
  standardize: boolean,
): Record<string, OutputValue>[] {
  let { intercept } = output;
  const rows = new Map<string, { weight: number | null; categories: OutputValue[] }>();
  designColumns(features).forEach(({ feature, category }, position) => {
    const coefficient = output.coefficients[position] ?? 0;
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
  return [...rows].map(([input, { weight, categories }]) => ({
    processed_input: input,
    weight,
    category_weights: categories,
  }));
}

/**
 * ML.ADVANCED_WEIGHTS: a row per coefficient, with its standard error and the p-value of its being zero, by Student's t
 * distribution for regressions and by the normal one for classifiers.
 */
export function advancedWeights(model: ModelArtifact, options: Options): ModelResult {
  const { predictor, features } = model;
  const reader = optionReader(options, 'ML.ADVANCED_WEIGHTS');
  const standardize = reader.flag('STANDARDIZE', false);
  reader.finish();
  const inference = predictor.family === 'linear' ? predictor.inference : undefined;
  const [output] = predictor.family === 'linear' ? predictor.outputs : [];
  if (inference === undefined || output === undefined) {
    throw functionError(
      'ML.ADVANCED_WEIGHTS needs a linear model that was created with CALCULATE_P_VALUES = TRUE.',
    );
  }
  const { standardised, plain, degreesOfFreedom } = inference;
  const errors = standardize ? standardised : plain;
  const columns = designColumns(features);
  const scaleOf = ({ feature }: DesignColumn) =>
    feature.kind === 'numeric' && !standardize ? feature.stddev : 1;
  let { intercept } = output;
  const slopes = columns.map((column, j) => (output.coefficients[j] ?? 0) / scaleOf(column));
  columns.forEach(({ feature }, j) => {
    if (feature.kind === 'numeric' && !standardize) intercept -= (slopes[j] ?? 0) * feature.mean;
  });
  const names = [
    ...columns.map(({ feature, category }) => [feature.name, category?.label ?? null] as const),
    ['__INTERCEPT__', null] as const,
  ];
  return table(
    'ADVANCED_WEIGHTS',
    model,
    [...slopes, intercept].map((weight, j) => {
      const error = errors[j] ?? 0;
      const statistic = weight / error;
      return {
        processed_input: names[j]?.[0] ?? null,
        category: names[j]?.[1] ?? null,
        weight,
        standard_error: error,
        p_value:
          error === 0
            ? null
            : degreesOfFreedom === null
              ? normalPValue(statistic)
              : studentPValue(statistic, degreesOfFreedom),
      };
    }),
  );
}

/**
 * ML.GLOBAL_EXPLAIN: the mean size of each feature's attributions over the evaluated rows, the largest first;
 * with CLASS_LEVEL_EXPLAIN for each class.
 */
export function globalExplain(model: ModelArtifact, options: Options): ModelResult {
  const reader = optionReader(options, 'ML.GLOBAL_EXPLAIN');
  const byClass = reader.flag('CLASS_LEVEL_EXPLAIN', false);
  reader.finish();
  const { globalExplanation: explained, label } = model;
  if (explained === undefined) {
    throw functionError(
      'ML.GLOBAL_EXPLAIN needs a model that was created with ENABLE_GLOBAL_EXPLAIN = TRUE.',
    );
  }
  if (byClass && label.classes === undefined) {
    throw functionError('CLASS_LEVEL_EXPLAIN is for classifiers.');
  }
  const ranked = (sizes: readonly number[]) =>
    model.features
      .map(({ name }, index) => ({ feature: name, attribution: sizes[index] ?? 0 }))
      .sort((a, b) => b.attribution - a.attribution);
  if (!byClass) {
    const mean = model.features.map(
      (_, index) => explained.reduce((sum, of) => sum + (of[index] ?? 0), 0) / explained.length,
    );
    return table('GLOBAL_EXPLAIN', model, ranked(mean));
  }
  const rows = classValues(label).flatMap((value, index) =>
    ranked(explained[index] ?? explained[0] ?? []).map((row) => ({ [label.name]: value, ...row })),
  );
  return table('GLOBAL_EXPLAIN', model, rows, options);
}
