import type { DesignMatrix } from './design.ts';
import { linearPredictor } from './design.ts';
import type { Family } from './family.ts';
import type { QuadraticModel } from './newton-step.ts';

/** Rows with their targets, and weights unless all are 1. */
export interface LinearData {
  design: DesignMatrix;
  targets: Float64Array;
  weights?: Float64Array | undefined;
}

/**
 * The unpenalised loss of coefficients over some rows: those of each output one after the other, its
 * intercept last.
 */
export interface SmoothLoss {
  /** Coefficients of each output, the intercept not counted. */
  width: number;
  outputs: number;
  /** The sum over the rows, weighted. */
  total(coefficients: Float64Array): number;
  mean(coefficients: Float64Array): number;
  /** Gradient and hessian of the total. */
  quadratic(coefficients: Float64Array): QuadraticModel;
}

/** The loss of one linear predictor per row. */
export function scalarLoss(
  { design, targets, weights }: LinearData,
  family: Family,
  fitIntercept: boolean,
): SmoothLoss {
  const { values, width, rows } = design;
  const weightOf = (row: number) => (weights === undefined ? 1 : (weights[row] ?? 0));

  function total(coefficients: Float64Array): number {
    const predictors = linearPredictor(design, coefficients, coefficients[width] ?? 0);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      sum += weightOf(row) * family.loss(predictors[row] ?? 0, targets[row] ?? 0);
    }
    return sum;
  }

  function quadratic(coefficients: Float64Array): QuadraticModel {
    const size = width + 1;
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    const predictors = linearPredictor(design, coefficients, coefficients[width] ?? 0);
    const inputs = new Float64Array(size);
    inputs[width] = fitIntercept ? 1 : 0;
    for (let row = 0; row < rows; row++) {
      const weight = weightOf(row);
      const predictor = predictors[row] ?? 0;
      const slope = weight * family.slope(predictor, targets[row] ?? 0);
      const curvature = weight * family.curvature(predictor);
      inputs.set(values.subarray(row * width, (row + 1) * width));
      for (let j = 0; j < size; j++) {
        const input = inputs[j] ?? 0;
        if (input === 0) continue;
        gradient[j] = (gradient[j] ?? 0) + slope * input;
        const scaled = curvature * input;
        const line = j * size;
        for (let k = 0; k <= j; k++) {
          hessian[line + k] = (hessian[line + k] ?? 0) + scaled * (inputs[k] ?? 0);
        }
      }
    }
    mirror(hessian, size);
    return { gradient, hessian };
  }

  const mass = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  return { width, outputs: 1, total, mean: (at) => total(at) / mass, quadratic };
}

/** Copies the lower triangle of a square matrix to the upper. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) matrix[k * size + j] = matrix[j * size + k] ?? 0;
  }
}
