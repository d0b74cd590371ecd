import { arrayBytes, kernelMemory } from '../kernel/kernels.ts';
import { addTree, rowMatrix, type Tree } from './tree.ts';

/** Adds the trees' leaf values of rows, given as feature columns, to the rows' margins. */
export type TreeScorer = (features: readonly Float32Array[], margins: Float32Array) => void;

/** Rows scored together, few enough for their values to stay in the processor's cache. */
const blockRows = 512;

/** Rows turned from columns together, few enough for what is written to stay in the fastest cache. */
const turnedRows = 32;

/** Trees no deeper than this are completed to full trees, whose nodes are found without pointers. */
const mostCompleteDepth = 8;

/** @param width the number of features. */
export function treeScorer(trees: readonly Tree[], width: number): TreeScorer {
  const depth = Math.max(0, ...trees.map((tree) => depthOf(tree, 0)));
  return depth <= mostCompleteDepth ? completeScorer(trees, width, depth) : walkingScorer(trees);
}

function depthOf(tree: Tree, node: number): number {
  if ((tree.feature[node] ?? -1) < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node] ?? 0), depthOf(tree, tree.right[node] ?? 0));
}

function walkingScorer(trees: readonly Tree[]): TreeScorer {
  return (features, margins) => {
    for (let start = 0; start < margins.length; start += blockRows) {
      const end = Math.min(start + blockRows, margins.length);
      const matrix = rowMatrix(features, start, end);
      const block = margins.subarray(start, end);
      for (const tree of trees) addTree(tree, matrix, block);
    }
  };
}

/**
 * Rows have every value twice: first with minus infinity where it is missing, then with plus infinity. A node reads
 * the one that goes its default way, so that the kernel need not look for missing values.
 */
function completeScorer(trees: readonly Tree[], width: number, depth: number): TreeScorer {
  const inner = 2 ** depth - 1;
  const memory = kernelMemory(
    arrayBytes(8 * inner * trees.length) +
      arrayBytes(4 * (inner + 1) * trees.length) +
      arrayBytes(8 * width * blockRows) +
      arrayBytes(4 * blockRows),
  );
  const words = memory.array(Int32Array, 2 * inner * trees.length);
  const thresholds = new Float32Array(words.buffer, words.byteOffset, words.length);
  const leaves = memory.array(Float32Array, (inner + 1) * trees.length);
  const values = memory.array(Float32Array, 2 * width * blockRows);
  const sums = memory.array(Float32Array, blockRows);
  trees.forEach((tree, index) => {
    complete(tree, 0, 0, index);
  });

  /** Writes a node where a heap has it; below a leaf every leaf has its value. */
  function complete(tree: Tree, node: number, place: number, index: number): void {
    const feature = tree.feature[node] ?? -1;
    if (place >= inner) {
      leaves[index * (inner + 1) + place - inner] = tree.value[node] ?? 0;
      return;
    }
    const slot = 2 * (index * inner + place);
    const isLeaf = feature < 0;
    if (!isLeaf) {
      words[slot] = 4 * (tree.defaultLeft[node] === 1 ? feature : width + feature);
      thresholds[slot + 1] = tree.threshold[node] ?? 0;
    }
    complete(tree, isLeaf ? node : (tree.left[node] ?? 0), 2 * place + 1, index);
    complete(tree, isLeaf ? node : (tree.right[node] ?? 0), 2 * place + 2, index);
  }

  /** Writes the values of some rows of the block that begins at row `start` of the features. */
  function fill(
    features: readonly Float32Array[],
    start: number,
    first: number,
    end: number,
  ): void {
    features.forEach((column, feature) => {
      let slot = 2 * width * first + feature;
      for (let row = first; row < end; row++, slot += 2 * width) {
        const value = column[start + row] ?? NaN;
        const isMissing = Number.isNaN(value);
        values[slot] = isMissing ? -Infinity : value;
        values[slot + width] = isMissing ? Infinity : value;
      }
    });
  }

  return (features, margins) => {
    for (let start = 0; start < margins.length; start += blockRows) {
      const block = margins.subarray(start, start + blockRows);
      for (let row = 0; row < block.length; row += turnedRows) {
        fill(features, start, row, Math.min(row + turnedRows, block.length));
      }
      sums.set(block);
      memory.kernels.score(
        values.byteOffset,
        block.length,
        8 * width,
        words.byteOffset,
        leaves.byteOffset,
        trees.length,
        depth,
        sums.byteOffset,
      );
      block.set(sums.subarray(0, block.length));
    }
  };
}
