/** The loss a boosted model minimises, on margins (the sum of the trees). */
export interface Objective {
  /** The margin before the first tree: XGBoost's `base_score` 0.5 through the link. */
  baseMargin: number;
  /** Writes each row's first and second derivative of the loss, times the row's weight if any. */
  derivatives(
    margins: Float32Array,
    targets: Float32Array,
    weights: Float32Array | undefined,
    gradients: Float32Array,
    hessians: Float32Array,
  ): void;
  /** Weighted mean loss: log loss (nats), or mean squared error. */
  loss(margins: Float32Array, targets: Float32Array, weights: Float32Array | undefined): number;
}

/** Targets 0 or 1; the margin is the log-odds of 1. */
export const logisticObjective: Objective = {
  baseMargin: 0,
  derivatives(margins, targets, weights, gradients, hessians) {
    for (let row = 0; row < margins.length; row++) {
      const probability = Math.fround(1 / (1 + Math.exp(-(margins[row] ?? 0))));
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      gradients[row] = (probability - (targets[row] ?? 0)) * weight;
      hessians[row] = Math.max(probability * (1 - probability), 1e-16) * weight;
    }
  },
  loss: (margins, targets, weights) =>
    weightedMean(margins.length, weights, (row) => {
      const margin = margins[row] ?? 0;
      return softplus((targets[row] ?? 0) > 0.5 ? -margin : margin);
    }),
};

export const squaredErrorObjective: Objective = {
  baseMargin: 0.5,
  derivatives(margins, targets, weights, gradients, hessians) {
    for (let row = 0; row < margins.length; row++) {
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      gradients[row] = ((margins[row] ?? 0) - (targets[row] ?? 0)) * weight;
      hessians[row] = weight;
    }
  },
  loss: (margins, targets, weights) =>
    weightedMean(
      margins.length,
      weights,
      (row) => ((margins[row] ?? 0) - (targets[row] ?? 0)) ** 2,
    ),
};

function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

function weightedMean(
  count: number,
  weights: Float32Array | undefined,
  value: (row: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < count; row++) {
    const weight = weights === undefined ? 1 : (weights[row] ?? 0);
    sum += weight * value(row);
    total += weight;
  }
  return sum / total;
}
