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
export const leastGain = Math.fround(1e-6);

/** Best weight of a leaf with these sums, before the learning rate. */
export function leafWeight(gradient: number, hessian: number, penalty: Regularisation): number {
  return softThreshold(-gradient, penalty.alpha) / (hessian + penalty.lambda);
}

/** Twice the loss a leaf saves, rounded to single precision as XGBoost does. */
export function leafGain(gradient: number, hessian: number, penalty: Regularisation): number {
  const shrunk = softThreshold(gradient, penalty.alpha);
  return Math.fround((shrunk * shrunk) / (hessian + penalty.lambda));
}

function softThreshold(gradient: number, alpha: number): number {
  if (gradient > alpha) return gradient - alpha;
  if (gradient < -alpha) return gradient + alpha;
  return 0;
}
