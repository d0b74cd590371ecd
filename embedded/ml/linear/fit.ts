import { type DesignMatrix, linearPredictor } from './design.ts';
import type { Family } from './family.ts';
import { newtonStep, penalisedStep, type QuadraticModel } from './newton-step.ts';

export interface LinearParameters {
  family: Family;
  l1: number;
  l2: number;
  fitIntercept: boolean;
  /** Newton steps, at most. */
  maxIterations: number;
}

/** Weighted mean losses after a Newton step, without the penalties. */
export interface LinearIteration {
  loss: number;
  evalLoss: number | undefined;
  milliseconds: number;
}

export interface LinearFit {
  coefficients: Float64Array;
  intercept: number;
  iterations: LinearIteration[];
  /** Whether the optimum was reached within the iterations. */
  converged: boolean;
}

/** Rows with their targets, and weights unless all are 1. */
export interface LinearData {
  design: DesignMatrix;
  targets: Float64Array;
  weights?: Float64Array | undefined;
}

/** Rises of the objective below this share of it are rounding. */
const rounding = 1e-13;

/** A step smaller than this, relative to the coefficients, ends the search. */
const tolerance = 1e-9;

/**
 * Minimises `sum(weight * loss) + l1 * sum|coefficient| + l2 / 2 * sum(coefficient^2)`, the intercept
 * unpenalised, by Newton's method (iteratively reweighted least squares) with step halving. With L1 each
 * step solves the penalised quadratic model by coordinate descent (proximal Newton).
 */
export function fitLinear(
  data: LinearData,
  parameters: LinearParameters,
  held?: LinearData,
): LinearFit {
  const { width } = data.design;
  const { family, l1, l2, fitIntercept, maxIterations } = parameters;
  const size = width + 1;
  const penalties = new Float64Array(size).fill(l1, 0, width);
  let current: Float64Array = new Float64Array(size);
  let objective = penalisedLoss(current);
  let converged = false;
  const iterations: LinearIteration[] = [];
  while (!converged && iterations.length < maxIterations) {
    const started = performance.now();
    const model = quadraticModel(data, current, family, l2, fitIntercept);
    const step = l1 > 0 ? penalisedStep(model, current, penalties) : newtonStep(model);
    let scale = 1;
    let next = moved(current, step, scale);
    let nextObjective = penalisedLoss(next);
    const most = objective + rounding * Math.abs(objective);
    while (nextObjective > most && scale > 1e-8) {
      scale /= 2;
      next = moved(current, step, scale);
      nextObjective = penalisedLoss(next);
    }
    if (nextObjective > most) {
      converged = true;
      next = current;
    }
    const largest = current.reduce((top, value) => Math.max(top, Math.abs(value)), 1);
    const change = next.reduce(
      (top, value, j) => Math.max(top, Math.abs(value - (current[j] ?? 0))),
      0,
    );
    converged ||= change <= tolerance * largest;
    current = next;
    if (!converged || nextObjective <= most) objective = nextObjective;
    iterations.push({
      loss: meanLoss(data, current, family),
      evalLoss: held && meanLoss(held, current, family),
      milliseconds: performance.now() - started,
    });
  }
  return {
    coefficients: current.slice(0, width),
    intercept: current[width] ?? 0,
    iterations,
    converged,
  };

  function penalisedLoss(coefficients: Float64Array): number {
    let penalty = 0;
    for (let j = 0; j < width; j++) {
      const value = coefficients[j] ?? 0;
      penalty += l1 * Math.abs(value) + (l2 / 2) * value * value;
    }
    return totalLoss(data, coefficients, family) + penalty;
  }
}

function moved(from: Float64Array, step: Float64Array, scale: number): Float64Array {
  return from.map((value, j) => value + scale * (step[j] ?? 0));
}

function totalLoss(data: LinearData, coefficients: Float64Array, family: Family): number {
  const { design, targets, weights } = data;
  const predictors = linearPredictor(design, coefficients, coefficients[design.width] ?? 0);
  let sum = 0;
  for (let row = 0; row < design.rows; row++) {
    const weight = weights === undefined ? 1 : (weights[row] ?? 0);
    sum += weight * family.loss(predictors[row] ?? 0, targets[row] ?? 0);
  }
  return sum;
}

function meanLoss(data: LinearData, coefficients: Float64Array, family: Family): number {
  const total = data.weights?.reduce((sum, weight) => sum + weight, 0) ?? data.design.rows;
  return totalLoss(data, coefficients, family) / total;
}

/** Gradient and hessian of the smooth part of the objective; the last coefficient is the intercept. */
function quadraticModel(
  { design, targets, weights }: LinearData,
  coefficients: Float64Array,
  family: Family,
  l2: number,
  fitIntercept: boolean,
): QuadraticModel {
  const { values, width, rows } = design;
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const predictors = linearPredictor(design, coefficients, coefficients[width] ?? 0);
  const inputs = new Float64Array(size);
  inputs[width] = fitIntercept ? 1 : 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : (weights[row] ?? 0);
    const predictor = predictors[row] ?? 0;
    const slope = weight * family.slope(predictor, targets[row] ?? 0);
    const curvature = weight * family.curvature(predictor);
    const base = row * width;
    for (let j = 0; j < width; j++) inputs[j] = values[base + j] ?? 0;
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
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) hessian[k * size + j] = hessian[j * size + k] ?? 0;
  }
  for (let j = 0; j < width; j++) {
    gradient[j] = (gradient[j] ?? 0) + l2 * (coefficients[j] ?? 0);
    hessian[j * size + j] = (hessian[j * size + j] ?? 0) + l2;
  }
  return { gradient, hessian };
}
