import { elementAt } from '../checked-access.ts';
import { randomSource } from '../random.ts';
import { binFeature } from './binning.ts';
import { type FeatureFractions, featureSampler } from './feature-sampling.ts';
import { type GrowthLimits, type GrownTree, grower } from './grow.ts';
import type { Objective } from './objective.ts';
import { treeScorer } from './scorer.ts';
import { addTree, rowMatrix, type Tree } from './tree.ts';

/** Rows for a boosted model: feature columns in single precision, NaN = missing. */
export interface TreeData {
  features: Float32Array[];
  targets: Float32Array;
  weights?: Float32Array | undefined;
}

export interface BoostingParameters extends GrowthLimits {
  objective: Objective;
  /** Rounds, at most; each grows a tree per output of the objective. */
  rounds: number;
  /** Fraction of the rows each tree sees. */
  subsample: number;
  /** Fractions of the features drawn for each tree, depth and node. */
  featureFractions: FeatureFractions;
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
  outputs: number;
  /** Round by round; with several outputs each round's trees in the order of the outputs. */
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
  const { objective, subsample } = parameters;
  const { baseMargin, outputs } = objective;
  const rowCount = data.targets.length;
  const features = data.features.map((values) => binFeature(values, data.weights));
  const random = randomSource(parameters.seed);
  const sampler = featureSampler(features.length, parameters.featureFractions, random);
  const { grow, rows, pairs } = grower(features, sampler, parameters, rowCount);
  const perOutput = (length: number, value: number) =>
    Array.from({ length: outputs }, () => new Float32Array(length).fill(value));
  const derivatives = perOutput(2 * rowCount, 0);
  const margins = perOutput(rowCount, baseMargin);
  const heldMargins = perOutput(held?.targets.length ?? 0, baseMargin);
  const heldMatrix = rowMatrix(held?.features ?? [], 0, held?.targets.length ?? 0);
  const matrix = subsample < 1 ? rowMatrix(data.features, 0, rowCount) : undefined;
  const trees: Tree[] = [];
  const rounds: BoostingRound[] = [];
  while (rounds.length < parameters.rounds) {
    const started = performance.now();
    objective.derivatives(margins, data.targets, data.weights, derivatives);
    for (let output = 0; output < outputs; output++) {
      pairs.set(elementAt(derivatives, output));
      const grown = grow(sampleRows(rowCount, subsample, random));
      trees.push(grown.tree);
      const target = elementAt(margins, output);
      if (matrix === undefined) addLeaves(grown, rows, target);
      else addTree(grown.tree, matrix, target);
      if (held !== undefined) addTree(grown.tree, heldMatrix, elementAt(heldMargins, output));
    }
    rounds.push({
      loss: objective.loss(margins, data.targets, data.weights),
      evalLoss: held && objective.loss(heldMargins, held.targets, held.weights),
      milliseconds: performance.now() - started,
    });
    if (hasStalled(rounds, parameters.minRelativeProgress)) break;
  }
  return { baseMargin, outputs, trees, rounds };
}

/** Adds a tree to the margins of the rows it was grown on, which are all. */
function addLeaves({ tree, leaves }: GrownTree, rows: Int32Array, margins: Float32Array): void {
  for (const { node, start, end } of leaves) {
    const value = tree.value[node] ?? 0;
    for (let k = start; k < end; k++) {
      const row = rows[k] ?? 0;
      margins[row] = (margins[row] ?? 0) + value;
    }
  }
}

/** Margins of rows given as feature columns. */
export function treeMargins(
  model: { baseMargin: number; trees: Tree[] },
  features: Float32Array[],
  rowCount: number,
): Float32Array {
  const margins = new Float32Array(rowCount).fill(model.baseMargin);
  treeScorer(model.trees, features.length)(features, margins);
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

function hasStalled(rounds: BoostingRound[], minimum: number | undefined): boolean {
  const last = rounds.at(-1);
  const before = rounds.at(-2);
  if (minimum === undefined || last === undefined || before === undefined) return false;
  const previousLoss = before.evalLoss ?? before.loss;
  const loss = last.evalLoss ?? last.loss;
  return previousLoss - loss < minimum * Math.abs(previousLoss);
}
