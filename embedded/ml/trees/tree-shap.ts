import type { Tree } from './tree.ts';

/** What each feature adds to a row's margin: `baseline` plus a row's values is its margin. */
export interface Contributions {
  /** Expected margin over the training rows. */
  baseline: number;
  /** Per feature, one value per row. */
  values: Float64Array[];
}

/** One step of a decision path: how the paths with and without the feature in the coalition flow. */
interface PathStep {
  feature: number;
  /** Share of training rows that go this way when the feature is unknown. */
  zeroFraction: number;
  /** 1 when the row itself goes this way, else 0. */
  oneFraction: number;
  /** Weight of the coalitions of each size. */
  weight: number;
}

/**
 * Exact path-dependent TreeSHAP: Lundberg, Erion and Lee, "Consistent Individualized Feature
 * Attribution for Tree Ensembles", 2018, algorithm 2. Node covers give the flow of unknown features.
 */
export function treeContributions(
  model: { baseMargin: number; trees: Tree[] },
  features: Float32Array[],
  rowCount: number,
): Contributions {
  const values = features.map(() => new Float64Array(rowCount));
  let baseline = model.baseMargin;
  for (const tree of model.trees) {
    baseline += expectedValue(tree, 0);
    for (let row = 0; row < rowCount; row++) {
      descend(tree, 0, [], { feature: -1, zeroFraction: 1, oneFraction: 1 }, features, row, values);
    }
  }
  return { baseline, values };
}

function expectedValue(tree: Tree, node: number): number {
  if ((tree.feature[node] ?? -1) < 0) return tree.value[node] ?? 0;
  const left = tree.left[node] ?? 0;
  const right = tree.right[node] ?? 0;
  const sum =
    (tree.cover[left] ?? 0) * expectedValue(tree, left) +
    (tree.cover[right] ?? 0) * expectedValue(tree, right);
  return sum / (tree.cover[node] ?? 0);
}

function descend(
  tree: Tree,
  node: number,
  parentPath: PathStep[],
  entered: Omit<PathStep, 'weight'>,
  features: Float32Array[],
  row: number,
  values: Float64Array[],
): void {
  const path = extend(parentPath, entered);
  const feature = tree.feature[node] ?? -1;
  if (feature < 0) {
    path.forEach((step, index) => {
      const target = values[step.feature];
      if (target === undefined) return;
      const share = unwoundWeight(path, index) * (step.oneFraction - step.zeroFraction);
      target[row] = (target[row] ?? 0) + share * (tree.value[node] ?? 0);
    });
    return;
  }
  const x = features[feature]?.[row] ?? NaN;
  const goesLeft =
    x < (tree.threshold[node] ?? 0) || (Number.isNaN(x) && tree.defaultLeft[node] === 1);
  const left = tree.left[node] ?? 0;
  const right = tree.right[node] ?? 0;
  const earlier = path.findIndex((step) => step.feature === feature);
  const { zeroFraction, oneFraction } = path[earlier] ?? { zeroFraction: 1, oneFraction: 1 };
  const rest = earlier < 0 ? path : unwind(path, earlier);
  for (const child of [left, right]) {
    const taken = (child === left) === goesLeft;
    const flow = (tree.cover[child] ?? 0) / (tree.cover[node] ?? 0);
    const step = {
      feature,
      zeroFraction: zeroFraction * flow,
      oneFraction: taken ? oneFraction : 0,
    };
    descend(tree, child, rest, step, features, row, values);
  }
}

function extend(path: PathStep[], entered: Omit<PathStep, 'weight'>): PathStep[] {
  const depth = path.length;
  const extended = path.map((step) => ({ ...step }));
  extended.push({ ...entered, weight: depth === 0 ? 1 : 0 });
  for (let i = depth - 1; i >= 0; i--) {
    const step = extended[i];
    const next = extended[i + 1];
    if (step === undefined || next === undefined) continue;
    next.weight += (entered.oneFraction * step.weight * (i + 1)) / (depth + 1);
    step.weight = (entered.zeroFraction * step.weight * (depth - i)) / (depth + 1);
  }
  return extended;
}

/** The path as it was before the step at `index` was added. */
function unwind(path: PathStep[], index: number): PathStep[] {
  const weights = unwoundWeights(path, index);
  return path
    .filter((_, i) => i !== index)
    .map((step, i) => ({ ...step, weight: weights[i] ?? 0 }));
}

function unwoundWeight(path: PathStep[], index: number): number {
  return unwoundWeights(path, index).reduce((sum, weight) => sum + weight, 0);
}

function unwoundWeights(path: PathStep[], index: number): number[] {
  const depth = path.length - 1;
  const { oneFraction = 0, zeroFraction = 0 } = path[index] ?? {};
  const weights = new Array<number>(depth).fill(0);
  let carried = path[depth]?.weight ?? 0;
  for (let i = depth - 1; i >= 0; i--) {
    const weight = path[i]?.weight ?? 0;
    if (oneFraction === 0) {
      weights[i] = (weight * (depth + 1)) / (zeroFraction * (depth - i));
    } else {
      const unwound = (carried * (depth + 1)) / ((i + 1) * oneFraction);
      weights[i] = unwound;
      carried = weight - (unwound * zeroFraction * (depth - i)) / (depth + 1);
    }
  }
  return weights;
}
