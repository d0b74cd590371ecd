import { elementAt } from '../checked-access.ts';
import type { BinnedFeature } from './binning.ts';

export interface Regularisation {
  /** L2 penalty of leaf weights. */
  lambda: number;
  /** L1 penalty of leaf weights. */
  alpha: number;
  /** Least loss reduction of a split. */
  gamma: number;
  /** Least sum of hessians in a child. */
  minChildWeight: number;
}

/** A way to divide a node: bins up to `bin` of `feature` go left, missing values to the default. */
export interface Split {
  feature: number;
  bin: number;
  defaultLeft: boolean;
  gain: number;
  leftGradient: number;
  leftHessian: number;
}

/** XGBoost's least gain worth a split (`kRtEps`). */
const leastGain = Math.fround(1e-6);

/** Best weight of a leaf with these sums, before the learning rate. */
export function leafWeight(gradient: number, hessian: number, penalty: Regularisation): number {
  return softThreshold(-gradient, penalty.alpha) / (hessian + penalty.lambda);
}

/** Twice the loss a leaf saves, rounded to single precision as XGBoost does. */
function leafGain(gradient: number, hessian: number, penalty: Regularisation): number {
  const shrunk = penalty.alpha === 0 ? gradient : softThreshold(gradient, penalty.alpha);
  return Math.fround((shrunk * shrunk) / (hessian + penalty.lambda));
}

function softThreshold(gradient: number, alpha: number): number {
  if (gradient > alpha) return gradient - alpha;
  if (gradient < -alpha) return gradient + alpha;
  return 0;
}

/**
 * The split with the greatest gain of a node whose sums are `gradient` and `hessian`, or undefined
 * when none is worth it. Ties go to the lower feature, then to missing values on the right, then
 * to the first one met (ascending cuts with missing right, descending with missing left): XGBoost's order.
 */
export function findSplit(
  histogram: Float64Array,
  offsets: Int32Array,
  features: BinnedFeature[],
  candidates: Int32Array,
  gradient: number,
  hessian: number,
  penalty: Regularisation,
): Split | undefined {
  const { minChildWeight } = penalty;
  const parentGain = leafGain(gradient, hessian, penalty);
  let best: Split | undefined;
  let bestGain = leastGain;
  for (const feature of candidates) {
    const { cuts, hasMissing } = elementAt(features, feature);
    const offset = offsets[feature] ?? 0;
    const count = cuts.length;
    const missing = hasMissing && (histogram[offset + 2 * count + 1] ?? 0) > 0;
    const end = missing ? count : count - 1;
    let leftGradient = 0;
    let leftHessian = 0;
    for (let bin = 0; bin < end; bin++) {
      leftGradient += histogram[offset + 2 * bin] ?? 0;
      leftHessian += histogram[offset + 2 * bin + 1] ?? 0;
      const rightHessian = hessian - leftHessian;
      if (leftHessian < minChildWeight || rightHessian < minChildWeight) continue;
      const left = leafGain(leftGradient, leftHessian, penalty);
      const right = leafGain(gradient - leftGradient, rightHessian, penalty);
      const gain = Math.fround(Math.fround(left + right) - parentGain);
      if (gain > bestGain) {
        bestGain = gain;
        best = { feature, bin, defaultLeft: false, gain, leftGradient, leftHessian };
      }
    }
    if (!missing) continue;
    let rightGradient = 0;
    let rightHessian = 0;
    for (let bin = count - 1; bin > 0; bin--) {
      rightGradient += histogram[offset + 2 * bin] ?? 0;
      rightHessian += histogram[offset + 2 * bin + 1] ?? 0;
      leftHessian = hessian - rightHessian;
      if (leftHessian < minChildWeight || rightHessian < minChildWeight) continue;
      leftGradient = gradient - rightGradient;
      const left = leafGain(leftGradient, leftHessian, penalty);
      const right = leafGain(rightGradient, rightHessian, penalty);
      const gain = Math.fround(Math.fround(left + right) - parentGain);
      if (gain > bestGain) {
        bestGain = gain;
        best = { feature, bin: bin - 1, defaultLeft: true, gain, leftGradient, leftHessian };
      }
    }
  }
  return best !== undefined && best.gain >= penalty.gamma ? best : undefined;
}
