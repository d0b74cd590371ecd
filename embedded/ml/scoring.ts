import type { ModelArtifact } from './artifact.ts';
import { elementAt } from './checked-access.ts';
import type { Column } from './column.ts';
import { designMatrix, linearPredictor } from './linear/design.ts';
import { sigmoid } from './linear/family.ts';
import { encodeForTrees, encodingOf, takeRows } from './trees/encoding.ts';
import { treeScorer, type TreeScorer } from './trees/scorer.ts';
import { type Tree, treeFromRecord } from './trees/tree.ts';

/** What scoring needs of a model. */
export type ScoringModel = Pick<ModelArtifact, 'settings' | 'features' | 'predictor' | 'label'>;

type TreePredictor = Extract<ModelArtifact['predictor'], { family: 'trees' }>;

interface BuiltTrees {
  /** One ensemble per output. */
  ensembles: Tree[][];
  scorers: TreeScorer[];
}

/** The trees of a model in scoring form; they are built once per model. */
const built = new WeakMap<object, BuiltTrees>();

function buildTrees(predictor: TreePredictor): BuiltTrees {
  const known = built.get(predictor);
  if (known !== undefined) return known;
  const trees = predictor.trees.map(treeFromRecord);
  const ensembles = Array.from({ length: predictor.outputs }, (_, output) =>
    trees.filter((_, index) => index % predictor.outputs === output),
  );
  const scorers = ensembles.map((ensemble) => treeScorer(ensemble, predictor.inputs));
  const result = { ensembles, scorers };
  built.set(predictor, result);
  return result;
}

/** The trees of each of a model's outputs. */
export const ensemblesOf = (predictor: TreePredictor): Tree[][] => buildTrees(predictor).ensembles;

/** The columns the model's trees split on, for the given rows. */
export function treeInputs(
  model: ScoringModel,
  columns: readonly Column[],
  rows: Int32Array | undefined,
): Float32Array[] {
  const encoded = encodeForTrees(model.features, columns, encodingOf(model.settings));
  return rows === undefined ? encoded : takeRows(encoded, rows);
}

/**
 * The margins of each row, one array per output: log-odds of the positive class, one margin per class when
 * there are more than two, or the predicted value.
 * @param columns one per feature, in the model's order.
 * @param rows the rows to score; all when undefined.
 */
export function scoreMargins(
  model: ScoringModel,
  columns: readonly Column[],
  rows?: Int32Array,
): Float64Array[] {
  const { predictor } = model;
  const count = rows?.length ?? columns[0]?.values.length ?? 0;
  if (predictor.family === 'trees') {
    const inputs = treeInputs(model, columns, rows);
    return buildTrees(predictor).scorers.map((scorer) => {
      const margins = new Float32Array(count).fill(predictor.baseMargin);
      scorer(inputs, margins);
      return Float64Array.from(margins);
    });
  }
  const all = rows ?? Int32Array.from({ length: count }, (_, row) => row);
  const design = designMatrix(model.features, columns, all);
  return predictor.outputs.map(({ coefficients, intercept }) =>
    linearPredictor(design, Float64Array.from(coefficients), intercept),
  );
}

/** The probability of each class, from a classifier's margins. */
export function classProbabilities(margins: readonly Float64Array[]): Float64Array[] {
  if (margins.length === 1) {
    const positive = elementAt(margins, 0).map(sigmoid);
    return [positive.map((probability) => 1 - probability), positive];
  }
  const shares = margins.map((ofClass) => Float64Array.from(ofClass));
  const count = elementAt(margins, 0).length;
  for (let row = 0; row < count; row++) {
    let most = -Infinity;
    for (const ofClass of margins) most = Math.max(most, ofClass[row] ?? 0);
    let sum = 0;
    for (const share of shares) {
      const exponent = Math.exp((share[row] ?? 0) - most);
      share[row] = exponent;
      sum += exponent;
    }
    for (const share of shares) share[row] = (share[row] ?? 0) / sum;
  }
  return shares;
}

/**
 * The number of the class each row is predicted to have. Of two, the second when its probability is above
 * the threshold; of more, the likeliest.
 */
export function predictedClasses(
  probabilities: readonly Float64Array[],
  threshold: number,
): Int32Array {
  const predicted = new Int32Array(elementAt(probabilities, 0).length);
  if (probabilities.length === 2) {
    elementAt(probabilities, 1).forEach((positive, row) => {
      predicted[row] = positive > threshold ? 1 : 0;
    });
    return predicted;
  }
  probabilities.forEach((ofClass, index) => {
    for (let row = 0; row < predicted.length; row++) {
      const best = probabilities[predicted[row] ?? 0];
      if ((ofClass[row] ?? 0) > (best?.[row] ?? 0)) predicted[row] = index;
    }
  });
  return predicted;
}
