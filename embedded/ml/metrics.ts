/** ML.EVALUATE's metrics of a binary classifier; those without a value (no such rows) are null. */
export interface ClassificationMetrics {
  precision: number;
  recall: number;
  accuracy: number;
  f1_score: number;
  /** Mean, in nats; probabilities are kept 1e-15 away from 0 and 1. */
  log_loss: number;
  roc_auc: number | null;
}

/** ML.EVALUATE's metrics of a regression; those without a value are null. */
export interface RegressionMetrics {
  mean_absolute_error: number;
  mean_squared_error: number;
  mean_squared_log_error: number | null;
  median_absolute_error: number;
  r2_score: number | null;
  explained_variance: number | null;
}

/**
 * @param targets 1 for the positive class, 0 for the negative.
 * @param threshold a row counts as positive when its probability is above this.
 */
export function classificationMetrics(
  targets: Float64Array,
  probabilities: Float64Array,
  threshold: number,
): ClassificationMetrics {
  let [truePositives, falsePositives, falseNegatives, loss] = [0, 0, 0, 0];
  targets.forEach((target, row) => {
    const probability = probabilities[row] ?? NaN;
    const actual = target > 0.5;
    const predicted = probability > threshold;
    if (actual && predicted) truePositives++;
    if (!actual && predicted) falsePositives++;
    if (actual && !predicted) falseNegatives++;
    const assigned = Math.min(Math.max(actual ? probability : 1 - probability, 1e-15), 1 - 1e-15);
    loss -= Math.log(assigned);
  });
  const count = targets.length;
  const precision = ratio(truePositives, truePositives + falsePositives);
  const recall = ratio(truePositives, truePositives + falseNegatives);
  return {
    precision,
    recall,
    accuracy: (count - falsePositives - falseNegatives) / count,
    f1_score: ratio(2 * precision * recall, precision + recall),
    log_loss: loss / count,
    roc_auc: areaUnderCurve(targets, probabilities),
  };
}

/** A ratio that is 0 when there is nothing to divide. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/**
 * The probability that a positive row scores above a negative one, ties counting half (Mann-Whitney);
 * null without rows of both classes.
 */
export function areaUnderCurve(targets: Float64Array, scores: Float64Array): number | null {
  const order = Uint32Array.from(scores, (_, row) => row).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
  let positives = 0;
  let positiveRanks = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) end++;
    const meanRank = (start + 1 + end) / 2;
    for (let k = start; k < end; k++) {
      if ((targets[order[k] ?? 0] ?? 0) > 0.5) {
        positives++;
        positiveRanks += meanRank;
      }
    }
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (positiveRanks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export function regressionMetrics(
  targets: Float64Array,
  predictions: Float64Array,
): RegressionMetrics {
  const errors = targets.map((target, row) => target - (predictions[row] ?? NaN));
  const squaredError = mean(errors.map((error) => error * error));
  const variance = varianceOf(targets);
  return {
    mean_absolute_error: mean(errors.map(Math.abs)),
    mean_squared_error: squaredError,
    mean_squared_log_error: squaredLogError(targets, predictions),
    median_absolute_error: median(errors.map(Math.abs)),
    r2_score: variance === 0 ? null : 1 - squaredError / variance,
    explained_variance: variance === 0 ? null : 1 - varianceOf(errors) / variance,
  };
}

/** Null when a value is not above -1, where the logarithm of one plus it has no value. */
function squaredLogError(targets: Float64Array, predictions: Float64Array): number | null {
  const defined = (value: number) => value > -1;
  if (!targets.every(defined) || !predictions.every(defined)) return null;
  return mean(
    targets.map((target, row) => (Math.log1p(target) - Math.log1p(predictions[row] ?? NaN)) ** 2),
  );
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: Float64Array): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
