import { type Column, googleSqlType, isNumericType, numbersOf, textsOf } from './column.ts';
import { columnError, dataError } from './errors.ts';
import type { ClassWeights } from './options.ts';

/** The label of a model. Classifiers have two classes: `classes[1]` is the positive one. */
export interface LabelInfo {
  name: string;
  type: string;
  classes?: [negative: string, positive: string];
}

/** Labels as numbers per table row; NaN where the label is NULL. */
export interface Labels {
  info: LabelInfo;
  targets: Float64Array;
}

const classTypes = ['BOOL', 'INT64', 'STRING'];

/**
 * Reads a classifier's labels: 0 for the first class and 1 for the second, in the order of their type
 * (FALSE before TRUE, numbers by size, text by code point).
 * @throws ModelError unless there are exactly two classes.
 */
export function readClasses(column: Column): Labels {
  const type = googleSqlType(column.type);
  if (!classTypes.includes(type)) {
    throw columnError(
      `Label column ${column.name} of a classifier must be BOOL, INT64 or STRING, not ${type}; CAST it.`,
    );
  }
  const texts = textsOf(column);
  const found = new Set<string>();
  for (const text of texts) {
    if (text !== null) found.add(text);
    if (found.size > 100) break;
  }
  const ordered = [...found].sort(
    type === 'INT64' ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1),
  );
  const [negative, positive, third] = ordered;
  if (negative === undefined) {
    throw dataError(`The label column ${column.name} has no value that is not NULL.`);
  }
  if (positive === undefined) {
    throw dataError(
      `Classification model requires at least 2 unique labels, and ${column.name} has only ${negative}.`,
    );
  }
  if (third !== undefined) {
    throw dataError(
      `Label column ${column.name} has ${found.size > 100 ? 'over 100' : found.size} classes; ` +
        `this warehouse trains binary classifiers only.`,
    );
  }
  const info: LabelInfo = { name: column.name, type, classes: [negative, positive] };
  return { info, targets: encodeClasses(info, texts) };
}

/** Reads a regressor's labels. @throws ModelError for a type or value that is not a finite number. */
export function readTargets(column: Column): Labels {
  if (!isNumericType(column.type)) {
    throw columnError(
      `Label column ${column.name} of a regression model must be numeric, not ${googleSqlType(column.type)}.`,
    );
  }
  const targets = numbersOf(column);
  if (targets.some((value) => Math.abs(value) === Infinity)) {
    throw dataError(`The label column ${column.name} holds an infinite value.`);
  }
  return { info: { name: column.name, type: googleSqlType(column.type) }, targets };
}

/** The labels of rows to evaluate a trained model on. @throws ModelError for a class it has not seen. */
export function readKnownLabels(label: LabelInfo, column: Column): Float64Array {
  return label.classes === undefined
    ? readTargets(column).targets
    : encodeClasses(label, textsOf(column));
}

function encodeClasses(label: LabelInfo, texts: (string | null)[]): Float64Array {
  const [negative, positive] = label.classes ?? [];
  return Float64Array.from(texts, (text) => {
    if (text === positive) return 1;
    if (text === negative) return 0;
    if (text === null) return NaN;
    throw dataError(`Label ${text} of column ${label.name} was not in the training data.`);
  });
}

/** Each class's weight, negative first. @throws ModelError when the weights do not name both classes. */
export function weighClasses(
  setting: ClassWeights,
  label: LabelInfo,
  targets: Float64Array,
): [number, number] {
  if (setting === 'none' || label.classes === undefined) return [1, 1];
  if (setting === 'balanced') {
    const positives = targets.reduce((sum, target) => sum + target, 0);
    return [targets.length / (2 * (targets.length - positives)), targets.length / (2 * positives)];
  }
  const [negative, positive] = label.classes.map((name) => {
    const entry = setting.find((candidate) => candidate.label === name);
    if (entry === undefined) throw dataError(`CLASS_WEIGHTS has no weight for the label ${name}.`);
    return entry.weight;
  });
  if (setting.length !== 2) throw dataError('CLASS_WEIGHTS names a label that is not in the data.');
  return [negative ?? 1, positive ?? 1];
}
