/** A loss of one row as a function of its linear predictor. */
export interface Family {
  loss: (predictor: number, target: number) => number;
  /** First derivative by the predictor. */
  slope: (predictor: number, target: number) => number;
  /** Second derivative by the predictor. */
  curvature: (predictor: number) => number;
}

/** Log loss in nats; targets 0 or 1. */
export const logisticFamily: Family = {
  loss(predictor, target) {
    const against = target > 0.5 ? -predictor : predictor;
    return against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
  },
  slope: (predictor, target) => sigmoid(predictor) - target,
  curvature(predictor) {
    const probability = sigmoid(predictor);
    return probability * (1 - probability);
  },
};

/** Half the squared error. */
export const gaussianFamily: Family = {
  loss: (predictor, target) => (predictor - target) ** 2 / 2,
  slope: (predictor, target) => predictor - target,
  curvature: () => 1,
};

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
