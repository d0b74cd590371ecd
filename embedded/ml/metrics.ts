/** ML.EVALUATE's metrics of a classifier; those without a value (no such rows) are null. */
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
 * Of two classes, the metrics of the second. Of more, precision, recall, F1 and area are the means over the
 * classes, each against the rest.
 * @param targets the number of each row's class.
 * @param probabilities per class, of each row.
 * @param predicted the number of each row's predicted class.
 */
export function classificationMetrics(
  targets: Float64Array,
  probabilities: readonly Float64Array[],
  predicted: Int32Array,
): ClassificationMetrics {
  let correct = 0;
  let loss = 0;
  targets.forEach((target, row) => {
    if (predicted[row] === target) correct++;
    const assigned = probabilities[target]?.[row] ?? NaN;
    loss -= Math.log(Math.min(Math.max(assigned, 1e-15), 1 - 1e-15));
  });
  const classes = probabilities.length === 2 ? [1] : probabilities.map((_, index) => index);
  const each = classes.map((index) =>
    classMetrics(targets, probabilities[index] ?? new Float64Array(0), predicted, index),
  );
  const areas = each.map(({ area }) => area).filter((area) => area !== null);
  return {
    precision: average(each.map(({ precision }) => precision)),
    recall: average(each.map(({ recall }) => recall)),
    accuracy: correct / targets.length,
    f1_score: average(each.map(({ f1 }) => f1)),
    log_loss: loss / targets.length,
    roc_auc: areas.length === 0 ? null : average(areas),
  };
}

/** Metrics of one class against the rest. */
function classMetrics(
  targets: Float64Array,
  scores: Float64Array,
  predicted: Int32Array,
  index: number,
): { precision: number; recall: number; f1: number; area: number | null } {
  let [truePositives, falsePositives, falseNegatives] = [0, 0, 0];
  const isClass = targets.map((target) => (target === index ? 1 : 0));
  isClass.forEach((actual, row) => {
    if (predicted[row] === index) {
      if (actual === 1) truePositives++;
      else falsePositives++;
    } else if (actual === 1) falseNegatives++;
  });
  const precision = ratio(truePositives, truePositives + falsePositives);
  const recall = ratio(truePositives, truePositives + falseNegatives);
  return {
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    area: areaUnderCurve(isClass, scores),
  };
}

/** A ratio that is 0 when there is nothing to divide. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

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
