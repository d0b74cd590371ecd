import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import { elementAt } from './checked-access.ts';
import type { Cell, Column, NumberArray, OutputValue } from './column.ts';
import { readThreshold } from './curves.ts';
import { attributionsOf } from './explanation.ts';
import { matchFeatures } from './features.ts';
import { classValues } from './labels.ts';
import { optionReader } from './option-reader.ts';
import { type ModelResult, resultOf } from './result.ts';
import { classProbabilities, predictedClasses, scoreMargins } from './scoring.ts';
import { columnsFor } from './timestamps.ts';

/** ML.PREDICT of a model: says of each row as many numbers, which are its prediction. */
export interface Predictor {
  /** A classifier's classes, from the greatest label to the least. */
  classes?: Cell[];
  /** What suffices for the numbers of columns. */
  numberArray: NumberArray;
  /**
   * An array for each of a row's numbers: the predicted value; of a classifier the position of the predicted class
   * in `classes`, then the probability of each.
   * @param columns those of the input that the model knows; others pass by.
   */
  predict: (columns: readonly Column[]) => (Float64Array | Int32Array)[];
}

/**
 * The predictor of ML.PREDICT with these arguments. Of two classes a row is predicted to be of the greater one
 * when its probability is above `threshold` (0.5 unless told).
 * @param input the columns of its input, which may be without rows.
 * @throws ModelError for an argument that is not supported, and a feature that is missing or of another type.
 */
export function predictor(
  model: ModelArtifact,
  input: readonly Column[],
  options: Options,
): Predictor {
  const reader = optionReader(options, 'ML.PREDICT');
  reader.flag('KEEP_ORIGINAL_COLUMNS', true);
  const threshold = readThreshold(model, reader);
  reader.finish();
  const featuresOf = (columns: readonly Column[]) =>
    matchFeatures(model.features, columnsFor(model, columns), 'ML.PREDICT');
  featuresOf(input);
  const numberArray = model.predictor.family === 'trees' ? Float32Array : Float64Array;
  if (model.label.classes === undefined) {
    return { numberArray, predict: (columns) => scoreMargins(model, featuresOf(columns)) };
  }
  const classes = classValues(model.label).reverse();
  return {
    classes,
    numberArray,
    predict: (columns) => {
      const probabilities = classProbabilities(scoreMargins(model, featuresOf(columns)));
      const predicted = predictedClasses(probabilities, threshold);
      return [predicted.map((index) => classes.length - 1 - index), ...probabilities.reverse()];
    },
  };
}

/**
 * ML.EXPLAIN_PREDICT: the prediction, and what each feature adds to it. `prediction_value` is the margin of
 * the predicted class (log-odds for two classes), or the predicted value; it is `baseline_prediction_value` plus
 * the attributions of all features, of which the `top_k_features` (5) largest are listed.
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
  const { value, classes, probability } = predictionOf(model, margins, threshold);
  const count = elementAt(margins, 0).length;
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const explained = attributionsOf(model, columns, rows);
  /** Which output a row is explained by, and 1, or -1 when it is the log-odds of the other class. */
  const sideOf = (row: number) => {
    const index = classes?.[row];
    if (index === undefined) return { output: 0, sign: 1 };
    return margins.length === 1
      ? { output: 0, sign: index === 1 ? 1 : -1 }
      : { output: index, sign: 1 };
  };
  const sides = Array.from(rows, sideOf);
  return resultOf('EXPLAIN_PREDICT', model, options, {
    [`predicted_${model.label.name}`]: value,
    ...(probability && { probability }),
    top_feature_attributions: sides.map(({ output, sign }, row) =>
      [...elementAt(explained, output).byFeature]
        .map(([feature, of]) => ({ feature, attribution: sign * (of[row] ?? 0) }))
        .sort((a, b) => Math.abs(b.attribution) - Math.abs(a.attribution))
        .slice(0, top),
    ) satisfies OutputValue[],
    baseline_prediction_value: sides.map(
      ({ output, sign }) => sign * elementAt(explained, output).baseline,
    ),
    prediction_value: sides.map(({ output, sign }, row) => sign * (margins[output]?.[row] ?? 0)),
    approximation_error: new Float64Array(count),
  });
}

interface Prediction {
  /** The values of the column `predicted_<label>`. */
  value: ArrayLike<Cell>;
  /** The number of each row's class, and the probability of that class; none of a regression. */
  classes?: Int32Array;
  probability?: Float64Array;
}

function predictionOf(
  { label }: ModelArtifact,
  margins: Float64Array[],
  threshold: number,
): Prediction {
  if (label.classes === undefined) return { value: elementAt(margins, 0) };
  const probabilities = classProbabilities(margins);
  const classes = predictedClasses(probabilities, threshold);
  const labels = classValues(label);
  return {
    value: Array.from(classes, (index) => labels[index] ?? null),
    classes,
    probability: Float64Array.from(classes, (index, row) => probabilities[index]?.[row] ?? NaN),
  };
}
