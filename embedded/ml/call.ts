import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import { type Column, rowCount } from './column.ts';
import { confusionMatrix, readThreshold, rocCurve } from './curves.ts';
import { functionError } from './errors.ts';
import { evaluate, labelledRows, metricsOf, scoredRows } from './evaluation.ts';
import {
  advancedWeights,
  featureInfo,
  globalExplain,
  importance,
  table,
  trainingInfo,
  weights,
} from './inspection.ts';
import { optionReader } from './option-reader.ts';
import { explainPredict } from './prediction.ts';
import type { ModelResult } from './result.ts';
import { columnsFor } from './timestamps.ts';

/** How a function answers, and whether it takes a relation. */
interface ModelFunction {
  /**
   * Where each row of the input has a row of the result, which depends on no other row: how many are answered in about a
   * tenth of a second.
   */
  rowsAtOnce?: number;
  input: 'required' | 'optional' | 'none';
  run: (
    model: ModelArtifact,
    input: readonly Column[] | undefined,
    options: Options,
  ) => ModelResult;
}

const functions: Readonly<Record<string, ModelFunction>> = {
  EXPLAIN_PREDICT: {
    rowsAtOnce: 64,
    input: 'required',
    run: (model, input, options) => explainPredict(model, input ?? [], options),
  },
  EVALUATE: { input: 'optional', run: evaluationTable },
  ROC_CURVE: { input: 'optional', run: rocCurve },
  CONFUSION_MATRIX: { input: 'optional', run: confusionMatrix },
  ADVANCED_WEIGHTS: {
    input: 'none',
    run: (model, _, options) => advancedWeights(model, options),
  },
  WEIGHTS: { input: 'none', run: (model, _, options) => weights(model, options) },
  GLOBAL_EXPLAIN: { input: 'none', run: (model, _, options) => globalExplain(model, options) },
  FEATURE_IMPORTANCE: { input: 'none', run: withoutOptions('FEATURE_IMPORTANCE', importance) },
  FEATURE_INFO: { input: 'none', run: withoutOptions('FEATURE_INFO', featureInfo) },
  TRAINING_INFO: { input: 'none', run: withoutOptions('TRAINING_INFO', trainingInfo) },
};

function withoutOptions(name: string, answer: (model: ModelArtifact) => ModelResult) {
  return (model: ModelArtifact, _: unknown, options: Options) => {
    optionReader(options, `ML.${name}`).finish();
    return answer(model);
  };
}

/**
 * Runs a table-valued function on a trained model, named without `ML.`, in upper case. ML.PREDICT is not among them: it
 * is a `predictor`.
 * @param input columns of the input relation, if the call has one; those the model does not know pass by.
 * @throws ModelError for a function, input or argument that is not supported.
 */
export function callModel(
  name: string,
  model: ModelArtifact,
  input: readonly Column[] | undefined,
  options: Options = {},
): ModelResult {
  const found = functionNamed(name);
  if (found === undefined) {
    const known = ['PREDICT', ...Object.keys(functions)].map((other) => `ML.${other}`);
    throw functionError(
      `ML.${name} is not supported by this warehouse; it has ${known.join(', ')}.`,
    );
  }
  if (input === undefined && found.input === 'required') {
    throw functionError(`ML.${name} needs a table or query as its input.`);
  }
  if (input !== undefined && found.input === 'none') {
    throw functionError(`ML.${name} takes no table or query.`);
  }
  if (input === undefined) return found.run(model, input, options);
  rowCount(input);
  return found.run(model, columnsFor(model, input), options);
}

const functionNamed = (name: string) =>
  Object.hasOwn(functions, name) ? functions[name] : undefined;

/** Whether the function compares its input's labels with the model's. */
export const needsLabels = (name: string): boolean => functionNamed(name)?.input === 'optional';

/** How many rows of its input the function is best given at once; Infinity when it needs all of them together. */
export const rowsAtOnce = (name: string): number => functionNamed(name)?.rowsAtOnce ?? Infinity;

/**
 * ML.EVALUATE. Without input: the metrics of the rows held out of training, or of the training rows
 * when none were. Rows whose label is NULL take no part.
 */
function evaluationTable(
  model: ModelArtifact,
  input: readonly Column[] | undefined,
  options: Options,
): ModelResult {
  const reader = optionReader(options, 'ML.EVALUATE');
  const threshold = readThreshold(model, reader);
  reader.finish();
  if (model.label.classes !== undefined && (input !== undefined || threshold !== 0.5)) {
    const metrics = metricsOf(scoredRows('EVALUATE', model, input), threshold);
    return table('EVALUATE', model, [{ ...metrics }]);
  }
  if (input === undefined) return table('EVALUATE', model, [{ ...model.evaluation.metrics }]);
  const { columns, targets, rows } = labelledRows('EVALUATE', model, input);
  return table('EVALUATE', model, [{ ...evaluate(model, columns, targets, rows).metrics }]);
}
