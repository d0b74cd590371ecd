import { dataError } from '../errors.ts';
import { designColumns } from './design.ts';
import type { Feature } from '../features.ts';

/** How sure the coefficients of a linear model are. */
export interface Inference {
  /** Standard errors of the coefficients of standardised inputs, the intercept's last. */
  standardised: number[];
  /** The same for inputs as they are. */
  plain: number[];
  /** Of Student's t distribution; null where the statistics are normal (logistic models). */
  degreesOfFreedom: number | null;
}

/**
 * Standard errors from the hessian of the total loss at the optimum, times the error's variance.
 * @param hasIntercept whether the last coefficient was fitted.
 * @throws ModelError when the inputs are linearly dependent.
 */
export function inferenceOf(
  hessian: Float64Array,
  features: readonly Feature[],
  hasIntercept: boolean,
  variance: number,
  degreesOfFreedom: number | null,
): Inference {
  const columns = designColumns(features);
  const size = columns.length + 1;
  const used = hasIntercept ? size : size - 1;
  const covariance = inverse(hessian, size, used);
  const at = (i: number, j: number) => (covariance[i * used + j] ?? 0) * variance;
  const scales = columns.map(({ feature }) => (feature.kind === 'numeric' ? feature.stddev : 1));
  const standardised = Array.from({ length: size }, (_, j) => (j < used ? Math.sqrt(at(j, j)) : 0));
  const plain = standardised.map((error, j) => error / (scales[j] ?? 1));
  if (hasIntercept) {
    const shifts = columns.map(({ feature }, j) =>
      feature.kind === 'numeric' ? -feature.mean / (scales[j] ?? 1) : 0,
    );
    const weights = [...shifts, 1];
    let sum = 0;
    weights.forEach((a, i) => {
      weights.forEach((b, j) => (sum += a * b * at(i, j)));
    });
    plain[size - 1] = Math.sqrt(sum);
  }
  return { standardised, plain, degreesOfFreedom };
}

/** Pivots below this share of their diagonal element are rounding. */
const leastPivot = 1e-10;

/** The inverse of the leading `used` rows and columns of a symmetric matrix, by Cholesky's factorisation. */
function inverse(matrix: Float64Array, size: number, used: number): Float64Array {
  const factor = new Float64Array(used * used);
  for (let i = 0; i < used; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (factor[i * used + k] ?? 0) * (factor[j * used + k] ?? 0);
      if (i !== j) {
        factor[i * used + j] = sum / (factor[j * used + j] ?? 1);
        continue;
      }
      if (!(sum > leastPivot * (matrix[i * size + i] ?? 0))) {
        throw dataError(
          'CALCULATE_P_VALUES needs inputs that are not linearly dependent; leave out constant or repeated ones, ' +
            "and use CATEGORY_ENCODING_METHOD = 'DUMMY_ENCODING'.",
        );
      }
      factor[i * used + i] = Math.sqrt(sum);
    }
  }
  const result = new Float64Array(used * used);
  for (let column = 0; column < used; column++) {
    const solution = new Float64Array(used);
    for (let i = 0; i < used; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= (factor[i * used + k] ?? 0) * (solution[k] ?? 0);
      solution[i] = sum / (factor[i * used + i] ?? 1);
    }
    for (let i = used - 1; i >= 0; i--) {
      let sum = solution[i] ?? 0;
      for (let k = i + 1; k < used; k++) sum -= (factor[k * used + i] ?? 0) * (solution[k] ?? 0);
      solution[i] = sum / (factor[i * used + i] ?? 1);
    }
    for (let i = 0; i < used; i++) result[i * used + column] = solution[i] ?? 0;
  }
  return result;
}
