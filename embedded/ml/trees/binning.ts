/** Most value bins of a feature; with the bin of missing values a bin number fits in a byte. */
export const maximumBins = 255;

/**
 * One feature cut into bins as XGBoost's `hist` does: bin b holds `cuts[b - 1] <= x < cuts[b]`, so a
 * split "x < cuts[b]" sends the bins 0..b left. The last cut lies above every value. Missing values
 * (NaN) have a bin of their own after the value bins.
 */
export interface BinnedFeature {
  cuts: Float32Array;
  /** One bin number per row; `cuts.length` stands for missing. */
  bins: Uint8Array;
  hasMissing: boolean;
}

/**
 * Cuts of a feature's values (NaN = missing): every distinct value but the least when there are at
 * most `maxBins` of them, otherwise values at evenly spaced ranks.
 */
export function cutPoints(values: Float32Array, maxBins = maximumBins): Float32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const count = sorted.length;
  if (count === 0) return new Float32Array(0);
  const cuts: number[] = [];
  let distinct = 1;
  for (let i = 1; i < count; i++) if (at(sorted, i) !== at(sorted, i - 1)) distinct++;
  let last = at(sorted, 0);
  const steps = distinct <= maxBins ? count : maxBins;
  for (let step = 1; step < steps; step++) {
    const value = at(sorted, Math.floor((step * count) / steps));
    if (value > last) {
      cuts.push(value);
      last = value;
    }
  }
  cuts.push(aboveEveryValue(at(sorted, count - 1)));
  return Float32Array.from(cuts);
}

/** Puts a feature's values (NaN = missing) into bins. */
export function binFeature(values: Float32Array, maxBins = maximumBins): BinnedFeature {
  const cuts = cutPoints(values, maxBins);
  const bins = new Uint8Array(values.length);
  let hasMissing = false;
  for (let row = 0; row < values.length; row++) {
    const value = at(values, row);
    if (Number.isNaN(value)) {
      bins[row] = cuts.length;
      hasMissing = true;
    } else {
      bins[row] = firstCutAbove(cuts, value);
    }
  }
  return { cuts, bins, hasMissing };
}

function firstCutAbove(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(cuts, middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** XGBoost's last cut: `max + |max| + 1e-5`. */
function aboveEveryValue(maximum: number): number {
  return Math.fround(maximum + Math.fround(Math.abs(maximum) + 1e-5));
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? 0;
}
