/** A quadratic model of the objective around the coefficients: symmetric `hessian`, row by row. */
export interface QuadraticModel {
  gradient: Float64Array;
  hessian: Float64Array;
}

/** Share of the largest diagonal element added to the diagonal, for hessians without full rank. */
const damping = 1e-10;

/**
 * The step that solves `hessian . step = -gradient` by Cholesky's factorisation. Collinear inputs
 * (the indicators of a feature and the intercept) leave the hessian without full rank; a tiny ridge on the step
 * alone, not on the objective, then picks one of the equal optima.
 */
export function newtonStep({ gradient, hessian }: QuadraticModel): Float64Array {
  const size = gradient.length;
  const factor = Float64Array.from(hessian);
  let largest = 0;
  for (let j = 0; j < size; j++) largest = Math.max(largest, hessian[j * size + j] ?? 0);
  const ridge = damping * (largest > 0 ? largest : 1);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = (factor[i * size + j] ?? 0) + (i === j ? ridge : 0);
      for (let k = 0; k < j; k++) sum -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      factor[i * size + j] =
        i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / (factor[j * size + j] ?? 1);
    }
  }
  const step = gradient.map((value) => -value);
  for (let i = 0; i < size; i++) {
    let sum = step[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] ?? 0) * (step[k] ?? 0);
    step[i] = sum / (factor[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = step[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] ?? 0) * (step[k] ?? 0);
    step[i] = sum / (factor[i * size + i] ?? 1);
  }
  return step;
}

/**
 * The step that minimises the quadratic model plus `penalties[j] * |coefficient j|`, by cyclic
 * coordinate descent (Friedman, Hastie and Tibshirani, "Regularization Paths for Generalized Linear
 * Models via Coordinate Descent", 2010).
 */
export function penalisedStep(
  { gradient, hessian }: QuadraticModel,
  coefficients: Float64Array,
  penalties: Float64Array,
): Float64Array {
  const size = gradient.length;
  const step = new Float64Array(size);
  const slope = Float64Array.from(gradient);
  for (let sweep = 0; sweep < 10_000; sweep++) {
    let largestMove = 0;
    for (let j = 0; j < size; j++) {
      const curvature = hessian[j * size + j] ?? 0;
      if (curvature <= 0) continue;
      const current = (coefficients[j] ?? 0) + (step[j] ?? 0);
      const target = current - (slope[j] ?? 0) / curvature;
      const threshold = (penalties[j] ?? 0) / curvature;
      const next = Math.sign(target) * Math.max(Math.abs(target) - threshold, 0);
      const move = next - current;
      if (move === 0) continue;
      step[j] = (step[j] ?? 0) + move;
      for (let k = 0; k < size; k++) {
        slope[k] = (slope[k] ?? 0) + move * (hessian[j * size + k] ?? 0);
      }
      largestMove = Math.max(largestMove, Math.abs(move));
    }
    if (largestMove < 1e-12) break;
  }
  return step;
}
