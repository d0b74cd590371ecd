import { newtonStep, penalisedStep } from './newton-step.ts';
import type { SmoothLoss } from './smooth-loss.ts';

export interface LinearParameters {
  l1: number;
  l2: number;
  /** Newton steps, at most. */
  maxIterations: number;
  /** Where to start; all zeros unless told. */
  start?: Float64Array | undefined;
}

/** Weighted mean losses after a Newton step, without the penalties. */
export interface LinearIteration {
  loss: number;
  evalLoss: number | undefined;
  milliseconds: number;
}

export interface LinearFit {
  /** Of each output one after the other, its intercept last. */
  coefficients: Float64Array;
  iterations: LinearIteration[];
  /** Whether the optimum was reached within the iterations. */
  converged: boolean;
}

/** Rises of the objective below this share of it are rounding. */
const rounding = 1e-13;

/** A step smaller than this, relative to the coefficients, ends the search. */
const tolerance = 1e-9;

/**
 * A Newton step that promises to lower the objective by less than this share of it is the last: the error after it is
 * of the order of that share's square. Softmax needs this rule, since its coefficients may drift without effect.
 */
const leastGain = 1e-12;

/**
 * Minimises `total loss + l1 * sum|coefficient| + l2 / 2 * sum(coefficient^2)`, the intercepts
 * unpenalised, by Newton's method (iteratively reweighted least squares) with step halving. With L1 each
 * step solves the penalised quadratic model by coordinate descent (proximal Newton).
 */
export function fitLinear(
  loss: SmoothLoss,
  { l1, l2, maxIterations, start }: LinearParameters,
  held?: SmoothLoss,
): LinearFit {
  const { width, outputs } = loss;
  const size = outputs * (width + 1);
  const penalised = Float64Array.from({ length: size }, (_, j) =>
    j % (width + 1) < width ? 1 : 0,
  );
  const penalties = penalised.map((factor) => factor * l1);
  let current: Float64Array = start ?? new Float64Array(size);
  let objective = penalisedLoss(current);
  let converged = false;
  const iterations: LinearIteration[] = [];
  while (!converged && iterations.length < maxIterations) {
    const started = performance.now();
    const model = loss.quadratic(current);
    for (let j = 0; j < size; j++) {
      const ridge = l2 * (penalised[j] ?? 0);
      model.gradient[j] = (model.gradient[j] ?? 0) + ridge * (current[j] ?? 0);
      model.hessian[j * size + j] = (model.hessian[j * size + j] ?? 0) + ridge;
    }
    const step = l1 > 0 ? penalisedStep(model, current, penalties) : newtonStep(model);
    const promised = -step.reduce((sum, value, j) => sum + value * (model.gradient[j] ?? 0), 0) / 2;
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
    converged ||= l1 === 0 && scale === 1 && promised <= leastGain * (1 + Math.abs(objective));
    current = next;
    if (!converged || nextObjective <= most) objective = nextObjective;
    iterations.push({
      loss: loss.mean(current),
      evalLoss: held?.mean(current),
      milliseconds: performance.now() - started,
    });
  }
  return { coefficients: current, iterations, converged };

  function penalisedLoss(coefficients: Float64Array): number {
    let penalty = 0;
    for (let j = 0; j < size; j++) {
      const value = (coefficients[j] ?? 0) * (penalised[j] ?? 0);
      penalty += l1 * Math.abs(value) + (l2 / 2) * value * value;
    }
    return loss.total(coefficients) + penalty;
  }
}

function moved(from: Float64Array, step: Float64Array, scale: number): Float64Array {
  return from.map((value, j) => value + scale * (step[j] ?? 0));
}
