import {
  type Column,
  findColumn,
  googleSqlType,
  isNumericType,
  numbersOf,
  textsOf,
} from './column.ts';
import { columnError, dataError } from './errors.ts';
import type { ModelSettings } from './options.ts';

/** Statistics of a numeric feature over the training rows, NULLs aside. */
export interface NumericFeature {
  kind: 'numeric';
  name: string;
  type: string;
  min: number;
  max: number;
  mean: number;
  median: number;
  /** Population standard deviation. */
  stddev: number;
  nullCount: number;
}

/** A feature of categories, in ascending order of their text. */
export interface CategoricalFeature {
  kind: 'categorical';
  name: string;
  type: string;
  categories: string[];
  nullCount: number;
  /** Whether the first category is the one that the others are compared with (DUMMY_ENCODING). */
  hasReference?: boolean;
}

export type Feature = NumericFeature | CategoricalFeature;

/** Name of the category that stands for NULL. */
export const nullCategory = '_null_filler';

/** Types whose values are categories; DATE, DATETIME and TIME among them, as in BigQuery. */
const categoricalTypes = new Set(['STRING', 'BOOL', 'BYTES', 'DATE', 'DATETIME', 'TIME']);

/**
 * Describes the feature columns over the training rows.
 * @throws ModelError for a type that cannot be a feature, or a column of NULLs only.
 */
export function describeFeatures(
  columns: readonly Column[],
  rows: Int32Array,
  { algorithm }: Pick<ModelSettings, 'algorithm'>,
): Feature[] {
  const hasReference = algorithm.encoding === 'DUMMY_ENCODING';
  return columns.map((column) => {
    if (isNumericType(column.type)) return describeNumbers(column, rows);
    const type = googleSqlType(column.type);
    if (categoricalTypes.has(type)) {
      return { ...describeCategories(column, rows), ...(hasReference && { hasReference }) };
    }
    throw columnError(
      `Column ${column.name} of type ${type} cannot be a feature of this warehouse's models; ` +
        `CAST it to a number or STRING, EXTRACT the parts of it that matter, or leave it out.`,
    );
  });
}

function describeNumbers(column: Column, rows: Int32Array): NumericFeature {
  const sorted = presentValues(numbersOf(column), rows).sort();
  const count = sorted.length;
  const [min, max] = [sorted[0], sorted[count - 1]];
  if (min === undefined || max === undefined) {
    throw dataError(`Column ${column.name} has no value that is not NULL.`);
  }
  if (Math.abs(min) === Infinity || Math.abs(max) === Infinity) {
    throw dataError(`Column ${column.name} holds an infinite value.`);
  }
  let sum = 0;
  for (const value of sorted) sum += value;
  // A constant is its own mean: rounding would leave a tiny deviation, by which other values would be divided.
  const mean = min === max ? min : sum / count;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  const middle = count >> 1;
  const upper = sorted[middle] ?? NaN;
  const lower = count % 2 === 0 ? (sorted[middle - 1] ?? NaN) : upper;
  return {
    kind: 'numeric',
    name: column.name,
    type: googleSqlType(column.type),
    min,
    max,
    mean,
    median: (lower + upper) / 2,
    stddev: Math.sqrt(squares / count),
    nullCount: rows.length - count,
  };
}

/** The values of the given rows that are not missing. */
function presentValues(values: Float64Array, rows: Int32Array): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = values[row] ?? NaN;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

function describeCategories(column: Column, rows: Int32Array): CategoricalFeature {
  const texts = textsOf(column);
  const categories = new Set<string>();
  let nullCount = 0;
  for (const row of rows) {
    const text = texts[row] ?? null;
    if (text === null) nullCount++;
    else categories.add(text);
  }
  return {
    kind: 'categorical',
    name: column.name,
    type: googleSqlType(column.type),
    categories: [...categories].sort((a, b) => (a < b ? -1 : 1)),
    nullCount,
  };
}

/**
 * The model's feature columns among a function's input columns, which may have others besides.
 * @throws ModelError for a missing column, or one of the wrong type.
 */
export function matchFeatures(
  features: readonly Feature[],
  columns: readonly Column[],
  calledAs: string,
): Column[] {
  return features.map((feature) => {
    const column = findColumn(columns, feature.name);
    if (column === undefined) {
      throw columnError(
        `Invalid table-valued function ${calledAs}: column ${feature.name} is not found in the input data.`,
      );
    }
    const fits =
      feature.kind === 'numeric'
        ? isNumericType(column.type)
        : googleSqlType(column.type) === feature.type;
    if (!fits) {
      throw columnError(
        `Invalid table-valued function ${calledAs}: column ${feature.name} has type ` +
          `${googleSqlType(column.type)}, but the model was trained with ${feature.type}.`,
      );
    }
    return column;
  });
}

/** Per row, the position of a column's value in the feature's categories; -1 for NULL, -2 for unseen. */
export function categoryIndexes(feature: CategoricalFeature, column: Column): Int32Array {
  const positions = new Map(feature.categories.map((category, index) => [category, index]));
  return Int32Array.from(textsOf(column), (text) =>
    text === null ? -1 : (positions.get(text) ?? -2),
  );
}

/** An indicator column of a model's input: one category of one feature. */
export interface Indicator {
  /** Position in `categories`, or -1 for NULL. */
  index: number;
  label: string;
}

/** The indicators that one-hot encoding makes; NULL has one when the training rows had NULLs. */
export function indicatorsOf(feature: CategoricalFeature): Indicator[] {
  const indicators = feature.categories.map((label, index) => ({ index, label }));
  const all =
    feature.nullCount > 0 ? [...indicators, { index: -1, label: nullCategory }] : indicators;
  return feature.hasReference === true ? all.slice(1) : all;
}
