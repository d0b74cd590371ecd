import { elementAt } from '../checked-access.ts';
import type { BinnedFeature } from './binning.ts';
import type { FeatureSampler } from './feature-sampling.ts';
import { type Histogram, type RowRange, type TreeMemory, treeMemory } from './histograms.ts';
import { leafWeight, type Regularisation } from './split.ts';
import { type Tree, treeBuilder } from './tree.ts';

export interface GrowthLimits extends Regularisation {
  /** Splits between the root and a leaf, at most. */
  maxDepth: number;
  /** Learning rate, multiplied into the leaves. */
  eta: number;
}

/** A tree, and for each of its leaves where its rows lie in the grower's `rows`. */
export interface GrownTree {
  tree: Tree;
  leaves: (RowRange & { node: number })[];
}

/** Buffers that one training reuses for all of its trees. */
export interface Grower {
  /** The rows of the last tree, in the order of its leaves. */
  rows: Int32Array;
  /** Gradient and hessian of each row, to be written before a tree is grown. */
  pairs: Float32Array;
  /** Grows a tree on the given rows, split on the features that the sampler draws. */
  grow: (rows: Int32Array) => GrownTree;
}

interface Node extends RowRange {
  index: number;
  gradient: number;
  hessian: number;
  depth: number;
}

/** Grows trees on the binned features: depth first, each split the best of its node. */
export function grower(
  features: readonly BinnedFeature[],
  sampler: FeatureSampler,
  limits: GrowthLimits,
  rowCount: number,
): Grower {
  const memory: TreeMemory = treeMemory(features, rowCount, limits.maxDepth + 1, limits);
  const { rows, pairs } = memory;

  function grow(used: Int32Array): GrownTree {
    rows.set(used);
    memory.useFeatures(sampler.nextTree());
    const builder = treeBuilder();
    const leaves: GrownTree['leaves'] = [];
    const root = { index: 0, start: 0, end: used.length, ...sums(used), depth: 0 };
    addNode(root);
    if (limits.maxDepth > 0) divide(root, memory.sum(root));
    else addLeaf(root);
    return { tree: builder.build(), leaves };

    function addNode(node: Node): void {
      const weight = Math.fround(leafWeight(node.gradient, node.hessian, limits));
      node.index = builder.addLeaf(weight * limits.eta, node.hessian);
    }

    function addLeaf({ index, start, end }: Node): void {
      leaves.push({ node: index, start, end });
    }

    function divide(node: Node, histogram: Histogram): void {
      const split = memory.bestSplit(histogram, sampler.forNode(node.depth), node);
      if (split === undefined) {
        memory.giveBack(histogram);
        addLeaf(node);
        return;
      }
      const middle = memory.divide(node, split);
      const depth = node.depth + 1;
      const left: Node = {
        index: 0,
        start: node.start,
        end: middle,
        gradient: split.leftGradient,
        hessian: split.leftHessian,
        depth,
      };
      const right: Node = {
        index: 0,
        start: middle,
        end: node.end,
        gradient: node.gradient - split.leftGradient,
        hessian: node.hessian - split.leftHessian,
        depth,
      };
      addNode(left);
      addNode(right);
      const threshold = elementAt(features, split.feature).cuts[split.bin] ?? 0;
      builder.split(node.index, { ...split, threshold, left: left.index, right: right.index });
      if (depth >= limits.maxDepth) {
        memory.giveBack(histogram);
        addLeaf(left);
        addLeaf(right);
        return;
      }
      const leftIsSmaller = middle - node.start <= node.end - middle;
      const smaller = memory.sum(leftIsSmaller ? left : right);
      memory.subtract(histogram, smaller);
      divide(left, leftIsSmaller ? smaller : histogram);
      divide(right, leftIsSmaller ? histogram : smaller);
    }
  }

  function sums(used: Int32Array): { gradient: number; hessian: number } {
    let gradient = 0;
    let hessian = 0;
    for (const row of used) {
      gradient += pairs[2 * row] ?? 0;
      hessian += pairs[2 * row + 1] ?? 0;
    }
    return { gradient, hessian };
  }

  return { rows, pairs, grow };
}
