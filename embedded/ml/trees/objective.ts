/** The loss a boosted model minimises, on margins (the sum of the trees). */
export interface Objective {
  /** The margin before the first tree: XGBoost's `base_score` 0.5 through the link. */
  baseMargin: number;
  /** Margins per row, each with trees of its own: the number of classes when there are more than two. */
  outputs: number;
  /**
   * Writes each row's first and second derivative of the loss, times the row's weight if any, side by side.
   * @param margins and `pairs` one array per output.
   */
  derivatives(
    margins: readonly Float32Array[],
    targets: Float32Array,
    weights: Float32Array | undefined,
    pairs: readonly Float32Array[],
  ): void;
  /** Weighted mean loss: log loss (nats), or mean squared error. */
  loss(
    margins: readonly Float32Array[],
    targets: Float32Array,
    weights: Float32Array | undefined,
  ): number;
}

const leastHessian = 1e-16;

/** Targets 0 or 1; the margin is the log-odds of 1. */
export const logisticObjective: Objective = {
  baseMargin: 0,
  outputs: 1,
  derivatives([margins = nothing], targets, weights, [pairs = nothing]) {
    for (let row = 0; row < margins.length; row++) {
      const probability = Math.fround(1 / (1 + Math.exp(-(margins[row] ?? 0))));
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      pairs[2 * row] = (probability - (targets[row] ?? 0)) * weight;
      pairs[2 * row + 1] = Math.max(probability * (1 - probability), leastHessian) * weight;
    }
  },
  loss: ([margins = nothing], targets, weights) =>
    weightedMean(margins.length, weights, (row) => {
      const margin = margins[row] ?? 0;
      return softplus((targets[row] ?? 0) > 0.5 ? -margin : margin);
    }),
};

export const squaredErrorObjective: Objective = {
  baseMargin: 0.5,
  outputs: 1,
  derivatives([margins = nothing], targets, weights, [pairs = nothing]) {
    for (let row = 0; row < margins.length; row++) {
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      pairs[2 * row] = ((margins[row] ?? 0) - (targets[row] ?? 0)) * weight;
      pairs[2 * row + 1] = weight;
    }
  },
  loss: ([margins = nothing], targets, weights) =>
    weightedMean(
      margins.length,
      weights,
      (row) => ((margins[row] ?? 0) - (targets[row] ?? 0)) ** 2,
    ),
};

/** Targets are the numbers of the classes; probabilities are the softmax of the margins. */
export function softmaxObjective(classes: number): Objective {
  const exponents = new Float32Array(classes);

  /** Fills `exponents` for a row; returns their sum. */
  function exponentiate(margins: readonly Float32Array[], row: number): number {
    let most = -Infinity;
    for (const ofClass of margins) most = Math.max(most, ofClass[row] ?? 0);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const exponent = Math.fround(Math.exp(Math.fround((margins[k]?.[row] ?? 0) - most)));
      exponents[k] = exponent;
      sum += exponent;
    }
    return sum;
  }

  return {
    baseMargin: 0.5,
    outputs: classes,
    derivatives(margins, targets, weights, pairs) {
      for (let row = 0; row < targets.length; row++) {
        const sum = exponentiate(margins, row);
        const weight = weights === undefined ? 1 : (weights[row] ?? 0);
        const target = targets[row];
        for (let k = 0; k < classes; k++) {
          const ofClass = pairs[k] ?? nothing;
          const probability = Math.fround((exponents[k] ?? 0) / sum);
          ofClass[2 * row] = (probability - (target === k ? 1 : 0)) * weight;
          ofClass[2 * row + 1] = Math.max(
            2 * probability * (1 - probability) * weight,
            leastHessian,
          );
        }
      }
    },
    loss: (margins, targets, weights) =>
      weightedMean(targets.length, weights, (row) => {
        const sum = exponentiate(margins, row);
        return -Math.log(Math.max((exponents[targets[row] ?? 0] ?? 0) / sum, leastHessian));
      }),
  };
}

const nothing = new Float32Array(0);

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
