import type { BinnedFeature } from './binning.ts';

/**
 * Where each feature's bins lie in a histogram. A histogram is one Float64Array: bin b of feature f
 * has its sum of gradients at `offsets[f] + 2 b` and of hessians right after; the bin of missing
 * values is the last of its feature.
 */
export interface HistogramLayout {
  offsets: Int32Array;
  length: number;
}

export function histogramLayout(features: BinnedFeature[]): HistogramLayout {
  const offsets = new Int32Array(features.length);
  let length = 0;
  features.forEach(({ cuts }, index) => {
    offsets[index] = length;
    length += 2 * (cuts.length + 1);
  });
  return { offsets, length };
}

/** Histograms are many and large: `take` gives a zeroed one, reusing those given back. */
export interface HistogramPool {
  take(): Float64Array;
  giveBack(histogram: Float64Array): void;
}

export function histogramPool(length: number): HistogramPool {
  const free: Float64Array[] = [];
  return {
    take() {
      const reused = free.pop();
      if (reused === undefined) return new Float64Array(length);
      reused.fill(0);
      return reused;
    },
    giveBack(histogram) {
      free.push(histogram);
    },
  };
}

/** The rows of a node with their derivatives, both in the order of `rows` and not of the table. */
export interface NodeRows {
  rows: Int32Array;
  gradients: Float64Array;
  hessians: Float64Array;
  start: number;
  end: number;
}

/** Adds a node's rows to the histogram parts of two features; one pass for two saves half the reads. */
export function accumulatePair(
  histogram: Float64Array,
  firstOffset: number,
  firstBins: Uint8Array,
  secondOffset: number,
  secondBins: Uint8Array,
  { rows, gradients, hessians, start, end }: NodeRows,
): void {
  for (let k = start; k < end; k++) {
    const row = rows[k] ?? 0;
    const gradient = gradients[k] ?? 0;
    const hessian = hessians[k] ?? 0;
    const first = firstOffset + ((firstBins[row] ?? 0) << 1);
    const second = secondOffset + ((secondBins[row] ?? 0) << 1);
    histogram[first] = (histogram[first] ?? 0) + gradient;
    histogram[first + 1] = (histogram[first + 1] ?? 0) + hessian;
    histogram[second] = (histogram[second] ?? 0) + gradient;
    histogram[second + 1] = (histogram[second + 1] ?? 0) + hessian;
  }
}

/** Adds a node's rows to one feature's part of the histogram. */
export function accumulate(
  histogram: Float64Array,
  offset: number,
  bins: Uint8Array,
  { rows, gradients, hessians, start, end }: NodeRows,
): void {
  for (let k = start; k < end; k++) {
    const slot = offset + ((bins[rows[k] ?? 0] ?? 0) << 1);
    histogram[slot] = (histogram[slot] ?? 0) + (gradients[k] ?? 0);
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + (hessians[k] ?? 0);
  }
}

/** `target -= other`: a node's histogram less one child's is the other child's. */
export function subtract(target: Float64Array, other: Float64Array): void {
  for (let slot = 0; slot < target.length; slot++) {
    target[slot] = (target[slot] ?? 0) - (other[slot] ?? 0);
  }
}
