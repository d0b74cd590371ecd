import type { Options } from '../sql/statement.ts';
import type { Evaluation, ModelArtifact } from './artifact.ts';
import { type Column, findColumn, rowCount } from './column.ts';
import { columnError, dataError, functionError } from './errors.ts';
import { evaluate } from './evaluation.ts';
import { matchFeatures } from './features.ts';
import { featureInfo, importance, table, trainingInfo, weights } from './inspection.ts';
import { readKnownLabels } from './labels.ts';
import { optionReader } from './option-reader.ts';
import { explainPredict, predict } from './prediction.ts';
import type { ModelResult } from './result.ts';

/**
 * Runs a table-valued function on a trained model: PREDICT, EXPLAIN_PREDICT, EVALUATE, WEIGHTS,
 * FEATURE_IMPORTANCE, FEATURE_INFO or TRAINING_INFO, named without `ML.`, in upper case.
 * @param input columns of the input relation, if the call has one; those the model does not know pass by.
 * @throws ModelError for a function, input or argument that is not supported.
 */
export function callModel(
  name: string,
  model: ModelArtifact,
  input: readonly Column[] | undefined,
  options: Options = {},
): ModelResult {
  switch (name) {
    case 'PREDICT':
      return predict(model, requiredInput(name, input), options);
    case 'EXPLAIN_PREDICT':
      return explainPredict(model, requiredInput(name, input), options);
    case 'EVALUATE':
      return evaluationTable(model, input, options);
    case 'WEIGHTS':
      refuseInput(name, input);
      return weights(model, options);
    case 'FEATURE_IMPORTANCE':
    case 'FEATURE_INFO':
    case 'TRAINING_INFO':
      refuseInput(name, input);
      optionReader(options, `ML.${name}`).finish();
      if (name === 'FEATURE_IMPORTANCE') return importance(model);
      return name === 'FEATURE_INFO' ? featureInfo(model) : trainingInfo(model);
    default:
      throw functionError(
        `ML.${name} is not supported by this warehouse; it has ML.PREDICT, ML.EXPLAIN_PREDICT, ` +
          `ML.EVALUATE, ML.WEIGHTS, ML.FEATURE_IMPORTANCE, ML.FEATURE_INFO and ML.TRAINING_INFO.`,
      );
  }
}

function requiredInput(name: string, input: readonly Column[] | undefined): readonly Column[] {
  if (input === undefined) throw functionError(`ML.${name} needs a table or query as its input.`);
  rowCount(input);
  return input;
}

function refuseInput(name: string, input: readonly Column[] | undefined): void {
  if (input !== undefined) throw functionError(`ML.${name} takes no table or query.`);
}

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
  const threshold =
    model.label.classes === undefined
      ? undefined
      : reader.number('THRESHOLD', { least: 0, most: 1 });
  reader.finish();
  if (input === undefined) {
    if (threshold !== undefined) {
      throw functionError('ML.EVALUATE takes a threshold only together with a table or query.');
    }
    return metricsTable(model, model.evaluation);
  }
  const rows = rowCount(input);
  const labelColumn = findColumn(input, model.label.name);
  if (labelColumn === undefined) {
    throw columnError(
      `Invalid table-valued function ML.EVALUATE: label column ${model.label.name} is not found in the input data.`,
    );
  }
  const targets = readKnownLabels(model.label, labelColumn);
  const columns = matchFeatures(model.features, input, 'ML.EVALUATE');
  const labelled = Int32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !Number.isNaN(targets[row]),
  );
  if (labelled.length === 0) throw dataError('The input of ML.EVALUATE has no rows with a label.');
  return metricsTable(model, evaluate(model, columns, targets, labelled, threshold));
}

function metricsTable(model: ModelArtifact, { metrics }: Evaluation): ModelResult {
  return table('EVALUATE', model, [{ ...metrics }]);
}
