import { elementAt } from '../checked-access.ts';
import type { BinnedFeature } from './binning.ts';
import {
  accumulate,
  accumulatePair,
  type HistogramLayout,
  type HistogramPool,
  histogramLayout,
  histogramPool,
  subtract,
} from './histogram.ts';
import { findSplit, leafWeight, type Regularisation, type Split } from './split-search.ts';
import { type Tree, treeBuilder } from './tree.ts';

export interface GrowthLimits extends Regularisation {
  /** Splits between the root and a leaf, at most. */
  maxDepth: number;
  /** Learning rate, multiplied into the leaves. */
  eta: number;
}

/** Buffers that one training reuses for all of its trees. */
export interface Grower {
  /** Grows a tree on `rows` (reordered in place), splitting on the features in `candidates` only. */
  grow: (
    rows: Int32Array,
    candidates: Int32Array,
    gradients: Float32Array,
    hessians: Float32Array,
  ) => Tree;
}

interface Node {
  index: number;
  start: number;
  end: number;
  gradient: number;
  hessian: number;
  depth: number;
}

/** Grows trees on the binned features: depth first, each split the best of its node. */
export function grower(features: BinnedFeature[], limits: GrowthLimits, rowCount: number): Grower {
  const layout: HistogramLayout = histogramLayout(features);
  const pool: HistogramPool = histogramPool(layout.length);
  const orderedGradients = new Float64Array(rowCount);
  const orderedHessians = new Float64Array(rowCount);
  const overflow = new Int32Array(rowCount);

  function grow(
    rows: Int32Array,
    candidates: Int32Array,
    gradients: Float32Array,
    hessians: Float32Array,
  ): Tree {
    const builder = treeBuilder();
    const root: Node = { index: 0, start: 0, end: rows.length, gradient: 0, hessian: 0, depth: 0 };
    for (const row of rows) {
      root.gradient += gradients[row] ?? 0;
      root.hessian += hessians[row] ?? 0;
    }
    addLeaf(root);
    if (limits.maxDepth > 0) divide(root, sumRows(root.start, root.end));
    return builder.build();

    function addLeaf(node: Node): void {
      const weight = Math.fround(leafWeight(node.gradient, node.hessian, limits));
      node.index = builder.addLeaf(weight * limits.eta, node.hessian);
    }

    function sumRows(start: number, end: number): Float64Array {
      for (let k = start; k < end; k++) {
        const row = rows[k] ?? 0;
        orderedGradients[k] = gradients[row] ?? 0;
        orderedHessians[k] = hessians[row] ?? 0;
      }
      const histogram = pool.take();
      const node = {
        rows,
        gradients: orderedGradients,
        hessians: orderedHessians,
        start,
        end,
      };
      for (let pick = 0; pick < candidates.length; pick += 2) {
        const first = candidates[pick] ?? 0;
        const second = candidates[pick + 1];
        const firstOffset = layout.offsets[first] ?? 0;
        const firstBins = elementAt(features, first).bins;
        if (second === undefined) {
          accumulate(histogram, firstOffset, firstBins, node);
        } else {
          const secondOffset = layout.offsets[second] ?? 0;
          const secondBins = elementAt(features, second).bins;
          accumulatePair(histogram, firstOffset, firstBins, secondOffset, secondBins, node);
        }
      }
      return histogram;
    }

    function divide(node: Node, histogram: Float64Array): void {
      const split = findSplit(
        histogram,
        layout.offsets,
        features,
        candidates,
        node.gradient,
        node.hessian,
        limits,
      );
      if (split === undefined) {
        pool.giveBack(histogram);
        return;
      }
      const middle = partition(rows, node.start, node.end, split);
      const left: Node = {
        index: 0,
        start: node.start,
        end: middle,
        gradient: split.leftGradient,
        hessian: split.leftHessian,
        depth: node.depth + 1,
      };
      const right: Node = {
        index: 0,
        start: middle,
        end: node.end,
        gradient: node.gradient - split.leftGradient,
        hessian: node.hessian - split.leftHessian,
        depth: node.depth + 1,
      };
      addLeaf(left);
      addLeaf(right);
      builder.split(node.index, {
        feature: split.feature,
        threshold: elementAt(features, split.feature).cuts[split.bin] ?? 0,
        defaultLeft: split.defaultLeft,
        gain: split.gain,
        left: left.index,
        right: right.index,
      });
      if (left.depth >= limits.maxDepth) {
        pool.giveBack(histogram);
        return;
      }
      const leftIsSmaller = middle - node.start <= node.end - middle;
      const smaller = leftIsSmaller ? left : right;
      const smallerHistogram = sumRows(smaller.start, smaller.end);
      subtract(histogram, smallerHistogram);
      divide(left, leftIsSmaller ? smallerHistogram : histogram);
      divide(right, leftIsSmaller ? histogram : smallerHistogram);
    }
  }

  function partition(rows: Int32Array, start: number, end: number, split: Split): number {
    const { bins, cuts } = elementAt(features, split.feature);
    const missing = cuts.length;
    let left = start;
    let right = 0;
    for (let k = start; k < end; k++) {
      const row = rows[k] ?? 0;
      const bin = bins[row] ?? 0;
      if (bin === missing ? split.defaultLeft : bin <= split.bin) rows[left++] = row;
      else overflow[right++] = row;
    }
    rows.set(overflow.subarray(0, right), left);
    return left;
  }

  return { grow };
}
