import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import type { Cell, Column, OutputColumn } from './column.ts';
import { functionError } from './errors.ts';
import { matchFeatures } from './features.ts';
import type { LabelInfo } from './labels.ts';
import { optionReader } from './option-reader.ts';
import { type ModelResult, resultOf } from './result.ts';
import { predictionsOf, scoreMargins, treeInputs, treesOf } from './scoring.ts';
import { linearContributions } from './linear/contributions.ts';
import { encodedNames } from './trees/encoding.ts';
import { treeContributions } from './trees/tree-shap.ts';
import { elementAt } from './checked-access.ts';

/** The label's two classes as values of its type. */
function classValues(label: LabelInfo): [negative: Cell, positive: Cell] {
  const [negative, positive] = label.classes ?? [];
  if (negative === undefined || positive === undefined) {
    throw functionError('The model is not a classifier.');
  }
  const value = (text: string): Cell => {
    if (label.type === 'BOOL') return text === 'true';
    return label.type === 'INT64' ? Number(text) : text;
  };
  return [value(negative), value(positive)];
}

/**
 * ML.PREDICT: `predicted_<label>` and, for classifiers, `predicted_<label>_probs`, an array of
 * STRUCT<label, prob> with the positive class first. A row is predicted positive when its probability is
 * above `threshold` (0.5 unless told).
 */
export function predict(
  model: ModelArtifact,
  input: readonly Column[],
  options: Options,
): ModelResult {
  const reader = optionReader(options, 'ML.PREDICT');
  reader.flag('KEEP_ORIGINAL_COLUMNS', true);
  const threshold = readThreshold(model, reader);
  reader.finish();
  const columns = matchFeatures(model.features, input, 'ML.PREDICT');
  const predictions = predictionsOf(model, scoreMargins(model, columns));
  return resultOf('PREDICT', model, options, predictionValues(model, predictions, threshold));
}

function readThreshold(model: ModelArtifact, reader: ReturnType<typeof optionReader>): number {
  if (model.label.classes === undefined) return 0.5;
  return reader.number('THRESHOLD', { least: 0, most: 1 }) ?? 0.5;
}

/** The values of ML.PREDICT's columns, by name. */
function predictionValues(
  { label }: ModelArtifact,
  predictions: Float64Array,
  threshold: number,
): Record<string, OutputColumn['values']> {
  const name = `predicted_${label.name}`;
  if (label.classes === undefined) return { [name]: predictions };
  const [negative, positive] = classValues(label);
  return {
    [name]: Array.from(predictions, (value) => (value > threshold ? positive : negative)),
    [`${name}_probs`]: Array.from(predictions, (value) => [
      { label: positive, prob: value },
      { label: negative, prob: 1 - value },
    ]),
  };
}

/**
 * ML.EXPLAIN_PREDICT: the prediction, and what each feature adds to it. Boosted trees are explained by
 * exact TreeSHAP on the margin; linear models by coefficient times standardised value, from the
 * intercept. `prediction_value` is the margin of the predicted class (log-odds), or the predicted
 * value; it is `baseline_prediction_value` plus the attributions of all features, of which the
 * `top_k_features` (5) largest are listed.
 */
export function explainPredict(
  model: ModelArtifact,
  input: readonly Column[],
  options: Options,
): ModelResult {
  const reader = optionReader(options, 'ML.EXPLAIN_PREDICT');
  const top = reader.number('TOP_K_FEATURES', { least: 1, most: Infinity, integer: true }) ?? 5;
  const threshold = readThreshold(model, reader);
  reader.only('APPROX_FEATURE_CONTRIB', false);
  reader.finish();
  const columns = matchFeatures(model.features, input, 'ML.EXPLAIN_PREDICT');
  const margins = scoreMargins(model, columns);
  const predictions = predictionsOf(model, margins);
  const { baseline, byFeature } = attributions(model, columns, margins.length);
  const classifier = model.label.classes !== undefined;
  const signs = predictions.map((value) => (classifier && value <= threshold ? -1 : 1));
  return resultOf('EXPLAIN_PREDICT', model, options, {
    ...predictionValues(model, predictions, threshold),
    probability: predictions.map((value) => (value > threshold ? value : 1 - value)),
    top_feature_attributions: Array.from(signs, (sign, row) =>
      [...byFeature]
        .map(([feature, values]) => ({ feature, attribution: sign * (values[row] ?? 0) }))
        .sort((a, b) => Math.abs(b.attribution) - Math.abs(a.attribution))
        .slice(0, top),
    ),
    baseline_prediction_value: signs.map((sign) => sign * baseline),
    prediction_value: signs.map((sign, row) => sign * (margins[row] ?? 0)),
    approximation_error: new Float64Array(margins.length),
  });
}

function attributions(
  model: ModelArtifact,
  columns: readonly Column[],
  count: number,
): { baseline: number; byFeature: Map<string, Float64Array> } {
  const { predictor, features, settings } = model;
  if (predictor.family === 'linear')
    return linearContributions(features, columns, predictor, count);
  const byFeature = new Map(features.map(({ name }) => [name, new Float64Array(count)]));
  const { baseline, values } = treeContributions(
    { baseMargin: predictor.baseMargin, trees: treesOf(predictor) },
    treeInputs(model, columns, undefined),
    count,
  );
  const encoding =
    settings.algorithm.family === 'trees' ? settings.algorithm.encoding : 'LABEL_ENCODING';
  encodedNames(features, encoding).forEach(({ feature }, position) => {
    const sums = byFeature.get(feature);
    elementAt(values, position).forEach((value, row) => {
      if (sums !== undefined) sums[row] = (sums[row] ?? 0) + value;
    });
  });
  return { baseline, byFeature };
}
