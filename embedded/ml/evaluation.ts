import type { Evaluation } from './artifact.ts';
import type { Column } from './column.ts';
import { classificationMetrics, regressionMetrics } from './metrics.ts';
import { predictionsOf, scoreMargins, type ScoringModel } from './scoring.ts';

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
  threshold = 0.5,
): Evaluation {
  const predictions = predictionsOf(model, scoreMargins(model, columns, rows));
  const actual = Float64Array.from(rows, (row) => targets[row] ?? NaN);
  return model.label.classes === undefined
    ? { kind: 'regression', metrics: regressionMetrics(actual, predictions) }
    : {
        kind: 'classification',
        metrics: classificationMetrics(actual, predictions, threshold),
      };
}
