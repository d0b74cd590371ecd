import { linearPredictor } from './design.ts';
import type { QuadraticModel } from './newton-step.ts';
import { type LinearData, mirror, type SmoothLoss } from './smooth-loss.ts';

/** The log loss of the softmax of a linear predictor per class; targets are the numbers of the classes. */
export function softmaxLoss(
  { design, targets, weights }: LinearData,
  classes: number,
  fitIntercept: boolean,
): SmoothLoss {
  const { values, width, rows } = design;
  const size = width + 1;
  const weightOf = (row: number) => (weights === undefined ? 1 : (weights[row] ?? 0));

  function predictorsOf(coefficients: Float64Array): Float64Array[] {
    return Array.from({ length: classes }, (_, index) => {
      const own = coefficients.subarray(index * size, (index + 1) * size);
      return linearPredictor(design, own, own[width] ?? 0);
    });
  }

  /** Writes a row's probabilities; returns the logarithm of the sum of the exponentials. */
  function softmax(predictors: Float64Array[], row: number, shares: Float64Array): number {
    let most = -Infinity;
    for (const predictor of predictors) most = Math.max(most, predictor[row] ?? 0);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const exponent = Math.exp((predictors[k]?.[row] ?? 0) - most);
      shares[k] = exponent;
      sum += exponent;
    }
    for (let k = 0; k < classes; k++) shares[k] = (shares[k] ?? 0) / sum;
    return most + Math.log(sum);
  }

  function total(coefficients: Float64Array): number {
    const predictors = predictorsOf(coefficients);
    const shares = new Float64Array(classes);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const own = predictors[targets[row] ?? 0]?.[row] ?? 0;
      sum += weightOf(row) * (softmax(predictors, row, shares) - own);
    }
    return sum;
  }

  function quadratic(coefficients: Float64Array): QuadraticModel {
    const all = classes * size;
    const gradient = new Float64Array(all);
    const hessian = new Float64Array(all * all);
    const predictors = predictorsOf(coefficients);
    const shares = new Float64Array(classes);
    const inputs = new Float64Array(size);
    inputs[width] = fitIntercept ? 1 : 0;
    for (let row = 0; row < rows; row++) {
      const weight = weightOf(row);
      softmax(predictors, row, shares);
      inputs.set(values.subarray(row * width, (row + 1) * width));
      for (let k = 0; k < classes; k++) {
        const share = shares[k] ?? 0;
        const slope = weight * (share - (targets[row] === k ? 1 : 0));
        for (let j = 0; j < size; j++) {
          const at = k * size + j;
          gradient[at] = (gradient[at] ?? 0) + slope * (inputs[j] ?? 0);
        }
        for (let other = 0; other <= k; other++) {
          const curvature = weight * share * ((other === k ? 1 : 0) - (shares[other] ?? 0));
          addOuter(hessian, all, k * size, other * size, curvature);
        }
      }
    }
    mirror(hessian, all);
    return { gradient, hessian };

    function addOuter(
      matrix: Float64Array,
      stride: number,
      line: number,
      column: number,
      factor: number,
    ): void {
      for (let j = 0; j < size; j++) {
        const scaled = factor * (inputs[j] ?? 0);
        if (scaled === 0) continue;
        const base = (line + j) * stride + column;
        for (let k = 0; k < size; k++) {
          matrix[base + k] = (matrix[base + k] ?? 0) + scaled * (inputs[k] ?? 0);
        }
      }
    }
  }

  const mass = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  return { width, outputs: classes, total, mean: (at) => total(at) / mass, quadratic };
}
