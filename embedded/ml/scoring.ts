import type { ModelArtifact } from './artifact.ts';
import type { Column } from './column.ts';
import { designMatrix, linearPredictor } from './linear/design.ts';
import { sigmoid } from './linear/family.ts';
import { treeMargins } from './trees/boosting.ts';
import { encodeForTrees, takeRows } from './trees/encoding.ts';
import { type Tree, treeFromRecord } from './trees/tree.ts';

/** What scoring needs of a model. */
export type ScoringModel = Pick<ModelArtifact, 'settings' | 'features' | 'predictor' | 'label'>;

/** The trees of a model in scoring form; they are built once per model. */
const builtTrees = new WeakMap<object, Tree[]>();

export function treesOf(
  predictor: Extract<ModelArtifact['predictor'], { family: 'trees' }>,
): Tree[] {
  const known = builtTrees.get(predictor);
  if (known !== undefined) return known;
  const trees = predictor.trees.map(treeFromRecord);
  builtTrees.set(predictor, trees);
  return trees;
}

/** The columns the model's trees split on, for the given rows. */
export function treeInputs(
  model: ScoringModel,
  columns: readonly Column[],
  rows: Int32Array | undefined,
): Float32Array[] {
  const { algorithm } = model.settings;
  const encoding = algorithm.family === 'trees' ? algorithm.encoding : 'LABEL_ENCODING';
  const encoded = encodeForTrees(model.features, columns, encoding);
  return rows === undefined ? encoded : takeRows(encoded, rows);
}

/**
 * The margin of each row: log-odds of the positive class, or the predicted value.
 * @param columns one per feature, in the model's order.
 * @param rows the rows to score; all when undefined.
 */
export function scoreMargins(
  model: ScoringModel,
  columns: readonly Column[],
  rows?: Int32Array,
): Float64Array {
  const { predictor } = model;
  const count = rows?.length ?? columns[0]?.values.length ?? 0;
  if (predictor.family === 'trees') {
    const trees = { baseMargin: predictor.baseMargin, trees: treesOf(predictor) };
    return Float64Array.from(treeMargins(trees, treeInputs(model, columns, rows), count));
  }
  const all = rows ?? Int32Array.from({ length: count }, (_, row) => row);
  return linearPredictor(
    designMatrix(model.features, columns, all),
    Float64Array.from(predictor.coefficients),
    predictor.intercept,
  );
}

/** Probabilities of the positive class from a classifier's margins; a regression's margins as they are. */
export function predictionsOf(model: ScoringModel, margins: Float64Array): Float64Array {
  return model.label.classes === undefined ? margins : margins.map(sigmoid);
}
