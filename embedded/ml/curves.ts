import type { Options, OptionValue } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import { elementAt } from './checked-access.ts';
import type { Column } from './column.ts';
import { functionError } from './errors.ts';
import { type ScoredRows, scoredRows } from './evaluation.ts';
import { table } from './inspection.ts';
import { classValues } from './labels.ts';
import { ratio } from './metrics.ts';
import { optionReader } from './option-reader.ts';
import { confusionColumns } from './output-fields.ts';
import type { ModelResult } from './result.ts';
import { predictedClasses } from './scoring.ts';

/**
 * ML.ROC_CURVE of a classifier of two classes: what each threshold makes of the rows, from the highest
 * threshold on. Thresholds are those given, or the percentiles of the predictions.
 */
export function rocCurve(
  model: ModelArtifact,
  input: readonly Column[] | undefined,
  options: Options,
): ModelResult {
  const reader = optionReader(options, 'ML.ROC_CURVE');
  const given = reader.raw('THRESHOLDS');
  reader.finish();
  const scored = scoredRows('ROC_CURVE', model, input);
  if (scored.probabilities.length !== 2) {
    throw functionError('ML.ROC_CURVE is for models of two classes; use ML.CONFUSION_MATRIX.');
  }
  const scores = elementAt(scored.probabilities, 1);
  const thresholds = given === undefined ? percentiles(scores) : readThresholds(given);
  return table(
    'ROC_CURVE',
    model,
    thresholds.sort((a, b) => b - a).map((threshold) => pointAt(scored.targets, scores, threshold)),
  );
}

function readThresholds(value: OptionValue): number[] {
  const thresholds = Array.isArray(value) ? value : [value];
  return thresholds.map((threshold) => {
    if (typeof threshold !== 'number') {
      throw functionError('The thresholds of ML.ROC_CURVE must be an ARRAY<FLOAT64>.');
    }
    return threshold;
  });
}

/** The hundred percentiles of the scores with the least and the greatest, each once. */
function percentiles(scores: Float64Array): number[] {
  const sorted = scores.slice().sort();
  const last = sorted.length - 1;
  const picked = Array.from({ length: 101 }, (_, step) => sorted[Math.round((step * last) / 100)]);
  return [...new Set(picked)].filter((score) => score !== undefined);
}

/** A row counts as positive when its score is at least the threshold. */
function pointAt(targets: Float64Array, scores: Float64Array, threshold: number) {
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  scores.forEach((score, row) => {
    const actual = targets[row] === 1;
    if (score >= threshold) counts[actual ? 'tp' : 'fp']++;
    else counts[actual ? 'fn' : 'tn']++;
  });
  return {
    threshold,
    recall: ratio(counts.tp, counts.tp + counts.fn),
    false_positive_rate: ratio(counts.fp, counts.fp + counts.tn),
    true_positives: counts.tp,
    false_positives: counts.fp,
    true_negatives: counts.tn,
    false_negatives: counts.fn,
  };
}

/** ML.CONFUSION_MATRIX: a row per class of the rows, counting the classes predicted for them. */
export function confusionMatrix(
  model: ModelArtifact,
  input: readonly Column[] | undefined,
  options: Options,
): ModelResult {
  const reader = optionReader(options, 'ML.CONFUSION_MATRIX');
  const threshold = readThreshold(model, reader);
  reader.finish();
  const { targets, probabilities }: ScoredRows = scoredRows('CONFUSION_MATRIX', model, input);
  const predicted = predictedClasses(probabilities, threshold);
  const values = classValues(model.label);
  const counts = values.map(() => values.map(() => 0));
  targets.forEach((target, row) => {
    const ofClass = elementAt(counts, target);
    const column = predicted[row] ?? 0;
    ofClass[column] = (ofClass[column] ?? 0) + 1;
  });
  const names = confusionColumns(model.label.classes ?? []);
  return table(
    'CONFUSION_MATRIX',
    model,
    values.map((value, row) => ({
      expected_label: value,
      ...Object.fromEntries(names.map((name, column) => [name, counts[row]?.[column] ?? 0])),
    })),
  );
}

/** The argument THRESHOLD of models of two classes: 0.5 unless told. */
export function readThreshold(
  { label }: Pick<ModelArtifact, 'label'>,
  reader: ReturnType<typeof optionReader>,
): number {
  if (label.classes?.length !== 2) return 0.5;
  return reader.number('THRESHOLD', { least: 0, most: 1 }) ?? 0.5;
}
