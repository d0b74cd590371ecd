import {
  type Cell,
  type Column,
  googleSqlType,
  isNumericType,
  numbersOf,
  textsOf,
} from './column.ts';
import { columnError, dataError } from './errors.ts';
import type { ClassWeights } from './options.ts';

/** The label of a model; a classifier's has the texts of its classes, in the order of the label's type. */
export interface LabelInfo {
  name: string;
  type: string;
  /** Of two classes the second is the positive one. */
  classes?: string[];
}

/** Labels as numbers per table row; NaN where the label is NULL. */
export interface Labels {
  info: LabelInfo;
  targets: Float64Array;
}

const classTypes = ['BOOL', 'INT64', 'STRING'];
const mostClasses = 100;

/**
 * Reads a classifier's labels as the positions of their classes, in the order of their type (FALSE before
 * TRUE, numbers by size, text by code point).
 * @throws ModelError unless there are two classes or more, and no more than 100.
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
    if (found.size > mostClasses) {
      throw dataError(`Label column ${column.name} has over ${mostClasses} classes.`);
    }
  }
  const inexact =
    type === 'INT64' && [...found].some((text) => !Number.isSafeInteger(Number(text)));
  if (inexact) {
    throw dataError(
      `Label column ${column.name} holds integers beyond 2^53, which cannot be told apart; CAST it to STRING.`,
    );
  }
  const classes = [...found].sort(
    type === 'INT64' ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1),
  );
  const [only] = classes;
  if (only === undefined) {
    throw dataError(`The label column ${column.name} has no value that is not NULL.`);
  }
  if (classes.length < 2) {
    throw dataError(
      `Classification model requires at least 2 unique labels, and ${column.name} has only ${only}.`,
    );
  }
  const info: LabelInfo = { name: column.name, type, classes };
  return { info, targets: encodeClasses(info, classes, texts) };
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
    : encodeClasses(label, label.classes, textsOf(column));
}

function encodeClasses(
  label: LabelInfo,
  classes: readonly string[],
  texts: (string | null)[],
): Float64Array {
  const positions = new Map(classes.map((text, index) => [text, index]));
  return Float64Array.from(texts, (text) => {
    if (text === null) return NaN;
    const position = positions.get(text);
    if (position !== undefined) return position;
    throw dataError(`Label ${text} of column ${label.name} was not in the training data.`);
  });
}

/** A classifier's classes as values of the label's type. */
export function classValues({ type, classes = [] }: LabelInfo): Cell[] {
  if (type === 'BOOL') return classes.map((text) => text === 'true');
  return type === 'INT64' ? classes.map(Number) : [...classes];
}

/** Each class's weight. @throws ModelError when the weights do not name all classes. */
export function weighClasses(
  setting: ClassWeights,
  { classes = [] }: LabelInfo,
  targets: Float64Array,
): number[] {
  if (setting === 'none') return classes.map(() => 1);
  if (setting === 'balanced') {
    const counts = classes.map(() => 0);
    for (const target of targets) counts[target] = (counts[target] ?? 0) + 1;
    return counts.map((count) => (count === 0 ? 1 : targets.length / (classes.length * count)));
  }
  const weights = classes.map((name) => {
    const entry = setting.find((candidate) => candidate.label === name);
    if (entry === undefined) throw dataError(`CLASS_WEIGHTS has no weight for the label ${name}.`);
    return entry.weight;
  });
  if (setting.length !== classes.length) {
    throw dataError('CLASS_WEIGHTS names a label that is not in the data.');
  }
  return weights;
}
