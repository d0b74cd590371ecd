import { arrayBytes, type KernelMemory, kernelMemory } from '../kernel/kernels.ts';
import type { BinnedFeature } from './binning.ts';
import { leafGain, leastGain, type Regularisation, type Split } from './split.ts';

/** A contiguous part of `TreeMemory.rows`. */
export interface RowRange {
  start: number;
  end: number;
}

/** Sums of gradients and hessians per bin: an address in the kernels' memory. */
export type Histogram = number;

/**
 * What growing trees needs of the data, in the kernels' memory: bins, the rows in the order of the
 * nodes that hold them, their derivatives, and histograms. One serves a whole training.
 */
export interface TreeMemory {
  /** Row numbers; a node's rows lie side by side. */
  rows: Int32Array;
  /** Gradient and hessian of each row, side by side. */
  pairs: Float32Array;
  /** Sums the rows of a node over the features chosen by `useFeatures`. */
  sum(range: RowRange): Histogram;
  /** Turns a node's histogram into that of one child, given the other child's. */
  subtract(from: Histogram, other: Histogram): void;
  giveBack(histogram: Histogram): void;
  useFeatures(features: Int32Array): void;
  /** The best split of a node among `features`, or undefined when none is worth it. */
  bestSplit(
    histogram: Histogram,
    features: Int32Array,
    sums: { gradient: number; hessian: number },
  ): Split | undefined;
  /** Moves the rows that go left to the front of the range; returns where they end. */
  divide(range: RowRange, split: Split): number;
}

const pairBytes = 16;

/** @param mostHistograms that are in use at a time. */
export function treeMemory(
  features: readonly BinnedFeature[],
  rowCount: number,
  mostHistograms: number,
  penalty: Regularisation,
): TreeMemory {
  const offsetList = new Int32Array(features.length);
  let slots = 0;
  features.forEach(({ cuts }, index) => {
    offsetList[index] = slots;
    slots += cuts.length + 1;
  });
  const stride = arrayBytes(rowCount);
  const memory = kernelMemory(
    features.length * stride +
      4 * arrayBytes(4 * features.length) +
      2 * arrayBytes(4 * rowCount) +
      arrayBytes(8 * rowCount) +
      arrayBytes(pairBytes * rowCount) +
      mostHistograms * pairBytes * slots +
      arrayBytes(32),
  );
  const { kernels } = memory;
  const bins = binMatrix(memory, features, stride);
  const offsets = memory.array(Int32Array, features.length);
  offsets.set(offsetList);
  const cuts = memory.array(Int32Array, features.length);
  cuts.set(features.map((feature) => feature.cuts.length));
  const summed = memory.array(Int32Array, features.length);
  const searched = memory.array(Int32Array, features.length);
  const rows = memory.array(Int32Array, rowCount);
  const overflow = memory.array(Int32Array, rowCount);
  const pairs = memory.array(Float32Array, 2 * rowCount);
  const ordered = memory.array(Float64Array, 2 * rowCount);
  const histograms = Array.from({ length: mostHistograms }, () =>
    memory.array(Float64Array, 2 * slots),
  );
  const found = memory.array(Int32Array, 8);
  const foundSums = new Float64Array(found.buffer, found.byteOffset, 2);
  const foundGain = new Float32Array(found.buffer, found.byteOffset + 28, 1);
  const free = histograms.map((histogram) => histogram.byteOffset);
  const views = new Map(histograms.map((histogram) => [histogram.byteOffset, histogram]));
  let summedCount = 0;

  const addressOf = (row: number) => rows.byteOffset + 4 * row;

  return {
    rows,
    pairs,
    useFeatures(chosen) {
      summed.set(chosen);
      summedCount = chosen.length;
    },
    sum({ start, end }) {
      const histogram = free.pop();
      if (histogram === undefined) throw new RangeError('No histogram is free');
      views.get(histogram)?.fill(0);
      const target = ordered.byteOffset + pairBytes * start;
      kernels.gather(addressOf(start), addressOf(end), pairs.byteOffset, target);
      kernels.histogram(
        summed.byteOffset,
        summedCount,
        bins.byteOffset,
        stride,
        offsets.byteOffset,
        addressOf(start),
        addressOf(end),
        target,
        histogram,
      );
      return histogram;
    },
    subtract(from, other) {
      kernels.subtract(from, other, pairBytes * slots);
    },
    giveBack(histogram) {
      free.push(histogram);
    },
    bestSplit(histogram, chosen, { gradient, hessian }) {
      searched.set(chosen);
      found[4] = -1;
      kernels.split(
        histogram,
        searched.byteOffset,
        chosen.length,
        offsets.byteOffset,
        cuts.byteOffset,
        gradient,
        hessian,
        penalty.lambda,
        penalty.alpha,
        penalty.minChildWeight,
        leafGain(gradient, hessian, penalty),
        leastGain,
        found.byteOffset,
      );
      const [, , , , feature = -1, bin = 0, defaultLeft] = found;
      const [leftGradient = 0, leftHessian = 0] = foundSums;
      const [gain = 0] = foundGain;
      if (feature < 0 || gain < penalty.gamma) return undefined;
      return { feature, bin, defaultLeft: defaultLeft === 1, gain, leftGradient, leftHessian };
    },
    divide({ start, end }, { feature, bin, defaultLeft }) {
      const middle = kernels.partition(
        bins.byteOffset + feature * stride,
        addressOf(start),
        addressOf(end),
        overflow.byteOffset,
        bin,
        cuts[feature] ?? 0,
        defaultLeft ? 1 : 0,
      );
      return ((middle >>> 0) - rows.byteOffset) / 4;
    },
  };
}

function binMatrix(
  memory: KernelMemory,
  features: readonly BinnedFeature[],
  stride: number,
): Uint8Array {
  const matrix = memory.array(Uint8Array, features.length * stride);
  features.forEach(({ bins }, index) => {
    matrix.set(bins, index * stride);
  });
  return matrix;
}
