import { randomSource, sampleWithoutReplacement } from '../random.ts';
import { binFeature } from './binning.ts';
import { type GrowthLimits, grower } from './grow.ts';
import type { Objective } from './objective.ts';
import { addTree, rowMatrix, type Tree } from './tree.ts';

/** Rows for a boosted model: feature columns in single precision, NaN = missing. */
export interface TreeData {
  features: Float32Array[];
  targets: Float32Array;
  weights?: Float32Array | undefined;
}

export interface BoostingParameters extends GrowthLimits {
  objective: Objective;
  /** Trees, at most. */
  rounds: number;
  /** Fraction of the rows each tree sees. */
  subsample: number;
  /** Fraction of the features each tree sees. */
  colsampleByTree: number;
  seed: number;
  /**
   * Ends after the first round that lowers the loss (on the held-out rows if there are any) by less
   * than this fraction of the round before; undefined grows all trees.
   */
  minRelativeProgress?: number | undefined;
}

/** Losses after a round: weighted mean log loss or squared error. */
export interface BoostingRound {
  loss: number;
  evalLoss: number | undefined;
  milliseconds: number;
}

export interface BoostedTrees {
  baseMargin: number;
  trees: Tree[];
  rounds: BoostingRound[];
}

/**
 * Gradient boosting on histograms with XGBoost's `hist` semantics: second-order gains in single
 * precision, missing values sent the way that gains most, leaves shrunk by eta. Equal input and
 * seed give equal trees. Derivation: Chen and Guestrin, "XGBoost: A Scalable Tree Boosting System", 2016.
 */
export function boostTrees(
  data: TreeData,
  parameters: BoostingParameters,
  held?: TreeData,
): BoostedTrees {
  const { objective } = parameters;
  const rowCount = data.targets.length;
  const features = data.features.map((values) => binFeature(values, data.weights));
  const { grow } = grower(features, parameters, rowCount);
  const random = randomSource(parameters.seed);
  const gradients = new Float32Array(rowCount);
  const hessians = new Float32Array(rowCount);
  const margins = new Float32Array(rowCount).fill(objective.baseMargin);
  const heldMargins = new Float32Array(held?.targets.length ?? 0).fill(objective.baseMargin);
  const matrix = rowMatrix(data.features, 0, rowCount);
  const heldMatrix = rowMatrix(held?.features ?? [], 0, heldMargins.length);
  const trees: Tree[] = [];
  const rounds: BoostingRound[] = [];
  while (trees.length < parameters.rounds) {
    const started = performance.now();
    objective.derivatives(margins, data.targets, data.weights, gradients, hessians);
    const rows = sampleRows(rowCount, parameters.subsample, random);
    const candidates = sampleFeatures(features.length, parameters.colsampleByTree, random);
    const tree = grow(rows, candidates, gradients, hessians);
    trees.push(tree);
    addTree(tree, matrix, margins);
    if (held !== undefined) addTree(tree, heldMatrix, heldMargins);
    rounds.push({
      loss: objective.loss(margins, data.targets, data.weights),
      evalLoss: held && objective.loss(heldMargins, held.targets, held.weights),
      milliseconds: performance.now() - started,
    });
    if (hasStalled(rounds, parameters.minRelativeProgress)) break;
  }
  return { baseMargin: objective.baseMargin, trees, rounds };
}

/** Rows scored together, few enough for their values to stay in the processor's cache. */
const blockRows = 512;

/** Margins of rows given as feature columns. */
export function treeMargins(
  model: { baseMargin: number; trees: Tree[] },
  features: Float32Array[],
  rowCount: number,
): Float32Array {
  const margins = new Float32Array(rowCount).fill(model.baseMargin);
  for (let start = 0; start < rowCount; start += blockRows) {
    const end = Math.min(start + blockRows, rowCount);
    const matrix = rowMatrix(features, start, end);
    const block = margins.subarray(start, end);
    for (const tree of model.trees) addTree(tree, matrix, block);
  }
  return margins;
}

function sampleRows(count: number, fraction: number, random: () => number): Int32Array {
  const rows = new Int32Array(count);
  let taken = 0;
  for (let row = 0; row < count; row++) {
    if (fraction >= 1 || random() < fraction) rows[taken++] = row;
  }
  return rows.subarray(0, taken);
}

function sampleFeatures(count: number, fraction: number, random: () => number): Int32Array {
  if (fraction >= 1) return Int32Array.from({ length: count }, (_, index) => index);
  const wanted = Math.max(1, Math.floor(count * fraction));
  return sampleWithoutReplacement(count, wanted, random);
}

function hasStalled(rounds: BoostingRound[], minimum: number | undefined): boolean {
  const last = rounds.at(-1);
  const before = rounds.at(-2);
  if (minimum === undefined || last === undefined || before === undefined) return false;
  const previousLoss = before.evalLoss ?? before.loss;
  const loss = last.evalLoss ?? last.loss;
  return previousLoss - loss < minimum * Math.abs(previousLoss);
}
