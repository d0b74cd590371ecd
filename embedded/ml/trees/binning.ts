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
 * most `maxBins` of them, otherwise values at evenly spaced quantiles of the rows' weight.
 */
export function cutPoints(
  values: Float32Array,
  weights?: Float32Array,
  maxBins = maximumBins,
): Float32Array {
  const sorted = present(values).sort();
  if (sorted.length === 0) return new Float32Array(0);
  const distinct = distinctOf(sorted);
  const few = distinct.length <= maxBins;
  const inner = few ? distinct.subarray(1) : quantiles(sorted, values, weights, maxBins);
  return Float32Array.of(...inner, aboveEveryValue(at(distinct, distinct.length - 1)));
}

function present(values: Float32Array): Float32Array {
  const kept = new Float32Array(values.length);
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) kept[count++] = value;
  return kept.subarray(0, count);
}

function distinctOf(sorted: Float32Array): Float32Array {
  const kept = new Float32Array(sorted.length);
  let count = 0;
  for (const value of sorted) {
    if (count === 0 || value !== at(kept, count - 1)) kept[count++] = value;
  }
  return kept.subarray(0, count);
}

/** The distinct values, above the least, where the rows' cumulated weight passes each step. */
function quantiles(
  sorted: Float32Array,
  values: Float32Array,
  weights: Float32Array | undefined,
  steps: number,
): Float32Array {
  const picked =
    weights === undefined
      ? equalQuantiles(sorted, steps)
      : weightedQuantiles(values, weights, steps);
  const least = at(sorted, 0);
  return picked.filter(
    (value, step) => value > least && (step === 0 || value > at(picked, step - 1)),
  );
}

function equalQuantiles(sorted: Float32Array, steps: number): Float32Array {
  return Float32Array.from({ length: steps - 1 }, (_, step) =>
    at(sorted, Math.floor(((step + 1) * sorted.length) / steps)),
  );
}

function weightedQuantiles(
  values: Float32Array,
  weights: Float32Array,
  steps: number,
): Float32Array {
  const rows = Uint32Array.from(values, (_, row) => row)
    .filter((row) => !Number.isNaN(at(values, row)))
    .sort((a, b) => at(values, a) - at(values, b));
  const total = rows.reduce((sum, row) => sum + at(weights, row), 0);
  const picked = new Float32Array(steps - 1);
  let step = 0;
  let passed = 0;
  for (const row of rows) {
    passed += at(weights, row);
    while (step < steps - 1 && passed * steps > (step + 1) * total) {
      picked[step++] = at(values, row);
    }
  }
  return picked.subarray(0, step);
}

/** Puts a feature's values (NaN = missing) into bins. */
export function binFeature(
  values: Float32Array,
  weights?: Float32Array,
  maxBins = maximumBins,
): BinnedFeature {
  const cuts = cutPoints(values, weights, maxBins);
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
