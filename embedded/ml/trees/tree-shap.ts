import type { Tree } from './tree.ts';

/** What each feature adds to a row's margin: `baseline` plus a row's values is its margin. */
export interface Contributions {
  /** Expected margin over the training rows. */
  baseline: number;
  /** Per feature, one value per row. */
  values: Float64Array[];
}

/**
 * Exact path-dependent TreeSHAP: Lundberg, Erion and Lee, "Consistent Individualized Feature
 * Attribution for Tree Ensembles", 2018, algorithm 2. Node covers give the flow of unknown features.
 */
export function treeContributions(
  model: { baseMargin: number; trees: readonly Tree[] },
  features: readonly Float32Array[],
  rowCount: number,
): Contributions {
  const values = features.map(() => new Float64Array(rowCount));
  const row = new Float32Array(features.length);
  const sums = new Float64Array(features.length);
  const explainers = model.trees.map((tree) => explainer(tree));
  for (let at = 0; at < rowCount; at++) {
    features.forEach((column, feature) => (row[feature] = column[at] ?? NaN));
    sums.fill(0);
    for (const explain of explainers) explain(row, sums);
    values.forEach((column, feature) => (column[at] = sums[feature] ?? 0));
  }
  const baseline = model.trees.reduce(
    (sum, tree) => sum + expectedValue(tree, 0),
    model.baseMargin,
  );
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

function depthOf({ feature, left, right }: Tree, node: number, tree: Tree): number {
  if ((feature[node] ?? -1) < 0) return 0;
  return 1 + Math.max(depthOf(tree, left[node] ?? 0, tree), depthOf(tree, right[node] ?? 0, tree));
}

/**
 * Adds a row's attributions by one tree to `sums`. A decision path is kept as parallel arrays of steps: the
 * feature, the share of training rows that go this way when the feature is unknown, 1 when the row itself goes
 * this way, and the weight of the coalitions of each size. Every depth of the tree has a stretch of its own in them.
 */
function explainer(tree: Tree): (row: Float32Array, sums: Float64Array) => void {
  const { feature, threshold, left, right, defaultLeft, value, cover } = tree;
  const stretch = depthOf(tree, 0, tree) + 2;
  const steps = stretch * stretch;
  const features = new Int32Array(steps);
  const zeros = new Float64Array(steps);
  const ones = new Float64Array(steps);
  const weights = new Float64Array(steps);
  let row = new Float32Array(0);
  let sums = new Float64Array(0);

  /** Writes the parent's path of `length` steps, with one step more, to the stretch at `base`. */
  function extend(parent: number, base: number, length: number, step: number): void {
    const [zero, one] = [zeros[step] ?? 0, ones[step] ?? 0];
    features[base + length] = features[step] ?? 0;
    for (let i = 0; i < length; i++) {
      features[base + i] = features[parent + i] ?? 0;
      zeros[base + i] = zeros[parent + i] ?? 0;
      ones[base + i] = ones[parent + i] ?? 0;
      weights[base + i] = weights[parent + i] ?? 0;
    }
    zeros[base + length] = zero;
    ones[base + length] = one;
    weights[base + length] = length === 0 ? 1 : 0;
    for (let i = length - 1; i >= 0; i--) {
      const weight = weights[base + i] ?? 0;
      const next = base + i + 1;
      weights[next] = (weights[next] ?? 0) + (one * weight * (i + 1)) / (length + 1);
      weights[base + i] = (zero * weight * (length - i)) / (length + 1);
    }
  }

  /** Takes a step out of the path at `base`, whose last step is `last`. */
  function unwind(base: number, last: number, index: number): void {
    const [zero, one] = [zeros[base + index] ?? 0, ones[base + index] ?? 0];
    let carried = weights[base + last] ?? 0;
    for (let i = last - 1; i >= 0; i--) {
      const weight = weights[base + i] ?? 0;
      if (one === 0) {
        weights[base + i] = (weight * (last + 1)) / (zero * (last - i));
      } else {
        const unwound = (carried * (last + 1)) / ((i + 1) * one);
        weights[base + i] = unwound;
        carried = weight - (unwound * zero * (last - i)) / (last + 1);
      }
    }
    for (let i = base + index; i < base + last; i++) {
      features[i] = features[i + 1] ?? 0;
      zeros[i] = zeros[i + 1] ?? 0;
      ones[i] = ones[i + 1] ?? 0;
    }
  }

  /** The sum of the weights that `unwind` would leave. */
  function unwoundSum(base: number, last: number, index: number): number {
    const [zero, one] = [zeros[base + index] ?? 0, ones[base + index] ?? 0];
    let carried = weights[base + last] ?? 0;
    let total = 0;
    for (let i = last - 1; i >= 0; i--) {
      const weight = weights[base + i] ?? 0;
      if (one === 0) {
        total += (weight * (last + 1)) / (zero * (last - i));
      } else {
        const unwound = (carried * (last + 1)) / ((i + 1) * one);
        total += unwound;
        carried = weight - (unwound * zero * (last - i)) / (last + 1);
      }
    }
    return total;
  }

  /** Explains the subtree at `node`; the path to it has `length` steps at `base`. */
  function descend(node: number, base: number, length: number): void {
    const split = feature[node] ?? -1;
    if (split < 0) {
      for (let i = 1; i < length; i++) {
        const difference = (ones[base + i] ?? 0) - (zeros[base + i] ?? 0);
        const owner = features[base + i] ?? 0;
        const share = unwoundSum(base, length - 1, i) * difference * (value[node] ?? 0);
        sums[owner] = (sums[owner] ?? 0) + share;
      }
      return;
    }
    const x = row[split] ?? NaN;
    const goesLeft = x < (threshold[node] ?? 0) || (x !== x && defaultLeft[node] === 1);
    let kept = length;
    let zero = 1;
    let one = 1;
    for (let i = 1; i < length; i++) {
      if (features[base + i] !== split) continue;
      zero = zeros[base + i] ?? 0;
      one = ones[base + i] ?? 0;
      unwind(base, length - 1, i);
      kept = length - 1;
      break;
    }
    const [leftChild, rightChild] = [left[node] ?? 0, right[node] ?? 0];
    const below = base + stretch;
    for (const child of [leftChild, rightChild]) {
      const step = below + stretch - 1;
      features[step] = split;
      zeros[step] = (zero * (cover[child] ?? 0)) / (cover[node] ?? 0);
      ones[step] = (child === leftChild) === goesLeft ? one : 0;
      extend(base, below, kept, step);
      descend(child, below, kept + 1);
    }
  }

  return (values, target) => {
    row = values as Float32Array<ArrayBuffer>;
    sums = target as Float64Array<ArrayBuffer>;
    features[0] = -1;
    zeros[0] = 1;
    ones[0] = 1;
    weights[0] = 1;
    descend(0, 0, 1);
  };
}
