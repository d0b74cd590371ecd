import type { Evaluation, ModelArtifact } from './artifact.ts';
import { elementAt } from './checked-access.ts';
import { type Column, findColumn, rowCount } from './column.ts';
import { columnError, dataError, functionError } from './errors.ts';
import { matchFeatures } from './features.ts';
import { readKnownLabels } from './labels.ts';
import { classificationMetrics, regressionMetrics } from './metrics.ts';
import {
  classProbabilities,
  predictedClasses,
  scoreMargins,
  type ScoringModel,
} from './scoring.ts';

/** Rows with what is true of them and what a classifier gives them. */
export interface ScoredRows {
  targets: Float64Array;
  /** Per class. */
  probabilities: Float64Array[];
}

/**
 * ML.EVALUATE's metrics over the given rows.
 * @param columns one per feature, in the model's order.
 * @param targets of every row of the columns.
 */
export function evaluate(
  model: ScoringModel,
  columns: readonly Column[],
  targets: Float64Array,
  rows: Int32Array,
): Evaluation {
  const margins = scoreMargins(model, columns, rows);
  const actual = Float64Array.from(rows, (row) => targets[row] ?? NaN);
  if (model.label.classes === undefined) {
    return { kind: 'regression', metrics: regressionMetrics(actual, elementAt(margins, 0)) };
  }
  const scored = { targets: actual, probabilities: classProbabilities(margins) };
  return {
    kind: 'classification',
    metrics: metricsOf(scored, 0.5),
    ...(rows.length <= mostKeptRows && {
      rows: {
        targets: [...actual],
        probabilities: scored.probabilities.map((ofClass) => [...ofClass]),
      },
    }),
  };
}

/** Models keep the probabilities of no more evaluated rows than this. */
const mostKeptRows = 50_000;

export function metricsOf({ targets, probabilities }: ScoredRows, threshold: number) {
  return classificationMetrics(targets, probabilities, predictedClasses(probabilities, threshold));
}

/** The rows of a function's input that have a label, as positions. */
export interface LabelledRows {
  columns: Column[];
  targets: Float64Array;
  rows: Int32Array;
}

/** @throws ModelError when the label or a feature is missing, or no row has a label. */
export function labelledRows(
  name: string,
  model: ModelArtifact,
  input: readonly Column[],
): LabelledRows {
  const count = rowCount(input);
  const labelColumn = findColumn(input, model.label.name);
  if (labelColumn === undefined) {
    throw columnError(
      `Invalid table-valued function ML.${name}: label column ${model.label.name} is not found in the input data.`,
    );
  }
  const targets = readKnownLabels(model.label, labelColumn);
  const columns = matchFeatures(model.features, input, `ML.${name}`);
  const rows = Int32Array.from({ length: count }, (_, row) => row).filter(
    (row) => !Number.isNaN(targets[row]),
  );
  if (rows.length === 0) throw dataError(`The input of ML.${name} has no rows with a label.`);
  return { columns, targets, rows };
}

/**
 * A classifier's probabilities for the rows of the input, or for the rows it was evaluated on in training.
 * @throws ModelError when the model is no classifier, or did not keep those.
 */
export function scoredRows(
  name: string,
  model: ModelArtifact,
  input: readonly Column[] | undefined,
): ScoredRows {
  if (model.label.classes === undefined) {
    throw functionError(`ML.${name} is not supported for model type ${model.settings.modelType}.`);
  }
  if (input !== undefined) {
    const { columns, targets, rows } = labelledRows(name, model, input);
    return {
      targets: Float64Array.from(rows, (row) => targets[row] ?? NaN),
      probabilities: classProbabilities(scoreMargins(model, columns, rows)),
    };
  }
  const { evaluation } = model;
  if (evaluation.kind !== 'classification' || evaluation.rows === undefined) {
    throw functionError(
      `The model was evaluated on more than ${mostKeptRows} rows and did not keep them; give ML.${name} a table or query.`,
    );
  }
  return {
    targets: Float64Array.from(evaluation.rows.targets),
    probabilities: evaluation.rows.probabilities.map((ofClass) => Float64Array.from(ofClass)),
  };
}
