import { sampleWithoutReplacement } from '../random.ts';

/** Fractions of the features drawn for each tree, of those for each depth, and of those for each node. */
export interface FeatureFractions {
  byTree: number;
  byLevel: number;
  byNode: number;
}

/** Draws the features that trees and their nodes may split on. */
export interface FeatureSampler {
  /** Starts a tree and returns the features drawn for it, ascending. */
  nextTree(): Int32Array;
  /** The features a node at that depth of the tree may split on, ascending. */
  forNode(depth: number): Int32Array;
}

export function featureSampler(
  count: number,
  { byTree, byLevel, byNode }: FeatureFractions,
  random: () => number,
): FeatureSampler {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  let ofTree: Int32Array = all;
  let ofLevels: Int32Array[] = [];

  function draw(from: Int32Array, fraction: number): Int32Array {
    if (fraction >= 1) return from;
    const wanted = Math.max(1, Math.floor(from.length * fraction));
    return sampleWithoutReplacement(from.length, wanted, random).map((index) => from[index] ?? 0);
  }

  return {
    nextTree() {
      ofTree = draw(all, byTree);
      ofLevels = [];
      return ofTree;
    },
    forNode(depth) {
      const ofLevel = (ofLevels[depth] ??= draw(ofTree, byLevel));
      return draw(ofLevel, byNode);
    },
  };
}
