/**
 * A regression tree as parallel arrays, node 0 the root. An inner node sends a row left when its
 * feature is below `threshold` (single precision), or is missing (NaN) and `defaultLeft` is 1.
 */
export interface Tree {
  /** Feature index, or -1 in a leaf. */
  feature: Int32Array;
  threshold: Float32Array;
  left: Int32Array;
  right: Int32Array;
  defaultLeft: Uint8Array;
  /** Margin a leaf adds, learning rate included; 0 in inner nodes. */
  value: Float32Array;
  /** Loss reduction of an inner node's split; 0 in leaves. */
  gain: Float32Array;
  /** Sum of the training rows' hessians in the node. */
  cover: Float32Array;
}

/** A tree as it stands in a model artifact: the same arrays as JSON numbers. */
export type TreeRecord = Record<keyof Tree, number[]>;

/** Builds a tree node by node. */
export interface TreeBuilder {
  /** Adds a leaf and returns its index. */
  addLeaf(value: number, cover: number): number;
  /** Turns a leaf into an inner node; its children are added by the caller. */
  split(
    node: number,
    split: {
      feature: number;
      threshold: number;
      defaultLeft: boolean;
      gain: number;
      left: number;
      right: number;
    },
  ): void;
  build(): Tree;
}

export function treeBuilder(): TreeBuilder {
  const nodes: TreeRecord = {
    feature: [],
    threshold: [],
    left: [],
    right: [],
    defaultLeft: [],
    value: [],
    gain: [],
    cover: [],
  };
  return {
    addLeaf(value, cover) {
      nodes.feature.push(-1);
      nodes.threshold.push(0);
      nodes.left.push(-1);
      nodes.right.push(-1);
      nodes.defaultLeft.push(0);
      nodes.value.push(value);
      nodes.gain.push(0);
      nodes.cover.push(cover);
      return nodes.feature.length - 1;
    },
    split(node, { feature, threshold, defaultLeft, gain, left, right }) {
      nodes.feature[node] = feature;
      nodes.threshold[node] = threshold;
      nodes.defaultLeft[node] = defaultLeft ? 1 : 0;
      nodes.gain[node] = gain;
      nodes.left[node] = left;
      nodes.right[node] = right;
      nodes.value[node] = 0;
    },
    build: () => treeFromRecord(nodes),
  };
}

export function treeFromRecord(record: TreeRecord): Tree {
  return {
    feature: Int32Array.from(record.feature),
    threshold: Float32Array.from(record.threshold),
    left: Int32Array.from(record.left),
    right: Int32Array.from(record.right),
    defaultLeft: Uint8Array.from(record.defaultLeft),
    value: Float32Array.from(record.value),
    gain: Float32Array.from(record.gain),
    cover: Float32Array.from(record.cover),
  };
}

/** Nine significant digits hold a single-precision number exactly and keep the JSON short. */
export function treeToRecord(tree: Tree): TreeRecord {
  const single = (values: Float32Array) =>
    Array.from(values, (value) => Number(value.toPrecision(9)));
  return {
    feature: [...tree.feature],
    threshold: single(tree.threshold),
    left: [...tree.left],
    right: [...tree.right],
    defaultLeft: [...tree.defaultLeft],
    value: single(tree.value),
    gain: single(tree.gain),
    cover: single(tree.cover),
  };
}

/** Feature values row by row in one array: a row's `width` values lie side by side, NaN = missing. */
export interface RowMatrix {
  values: Float32Array;
  width: number;
}

/** Rows `start` to `end` (exclusive) of feature columns, as a row matrix. */
export function rowMatrix(
  features: readonly Float32Array[],
  start: number,
  end: number,
): RowMatrix {
  const width = features.length;
  const values = new Float32Array(width * (end - start));
  features.forEach((column, index) => {
    for (let row = start, slot = index; row < end; row++, slot += width) {
      values[slot] = column[row] ?? NaN;
    }
  });
  return { values, width };
}

/** Adds the tree's leaf value of every row of the matrix to `margins`. */
export function addTree(tree: Tree, { values, width }: RowMatrix, margins: Float32Array): void {
  const { feature, threshold, left, right, defaultLeft, value } = tree;
  for (let row = 0, base = 0; row < margins.length; row++, base += width) {
    let node = 0;
    let column = feature[0] ?? -1;
    while (column >= 0) {
      const x = values[base + column] ?? NaN;
      const goesLeft = x < (threshold[node] ?? 0) || (x !== x && defaultLeft[node] === 1);
      node = (goesLeft ? left[node] : right[node]) ?? 0;
      column = feature[node] ?? -1;
    }
    margins[row] = (margins[row] ?? 0) + (value[node] ?? 0);
  }
}
