import { elementAt } from './checked-access.ts';
import type { Column } from './column.ts';
import { linearContributions } from './linear/contributions.ts';
import { ensemblesOf, type ScoringModel, treeInputs } from './scoring.ts';
import { encodedNames, encodingOf } from './trees/encoding.ts';
import { treeContributions } from './trees/tree-shap.ts';

/** What each feature adds to the margins of one output; `baseline` and all of a row's are its margin. */
export interface Attributions {
  baseline: number;
  byFeature: Map<string, Float64Array>;
}

/**
 * Boosted trees are explained by exact TreeSHAP on the margin; linear models by coefficient times
 * standardised value, from the intercept.
 * @param columns one per feature, in the model's order.
 * @returns one per output: of a classifier with more than two classes, one per class.
 */
export function attributionsOf(
  model: ScoringModel,
  columns: readonly Column[],
  rows: Int32Array,
): Attributions[] {
  const { predictor, features, settings } = model;
  if (predictor.family === 'linear') {
    return predictor.outputs.map((output) => linearContributions(features, columns, output, rows));
  }
  const inputs = treeInputs(model, columns, rows);
  const names = encodedNames(features, encodingOf(settings));
  return ensemblesOf(predictor).map((trees) => {
    const { baseMargin } = predictor;
    const { baseline, values } = treeContributions({ baseMargin, trees }, inputs, rows.length);
    const byFeature = new Map(features.map(({ name }) => [name, new Float64Array(rows.length)]));
    names.forEach(({ feature }, position) => {
      const sums = byFeature.get(feature);
      elementAt(values, position).forEach((value, row) => {
        if (sums !== undefined) sums[row] = (sums[row] ?? 0) + value;
      });
    });
    return { baseline, byFeature };
  });
}

/** Per output, the mean size of each feature's attributions over the rows. */
export function globalExplanation(
  model: ScoringModel,
  columns: readonly Column[],
  rows: Int32Array,
): number[][] {
  return attributionsOf(model, columns, rows).map(({ byFeature }) =>
    model.features.map(({ name }) => {
      const values = byFeature.get(name) ?? new Float64Array(0);
      return values.reduce((sum, value) => sum + Math.abs(value), 0) / rows.length;
    }),
  );
}
