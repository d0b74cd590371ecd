import { elementAt } from '../checked-access.ts';
import { type Column, numbersOf } from '../column.ts';
import { categoryIndexes, type Feature, indicatorsOf } from '../features.ts';

/** Rows of a linear model's inputs side by side, `width` per row. */
export interface DesignMatrix {
  values: Float64Array;
  width: number;
  rows: number;
}

/** One input of a linear model: a standardised number, or a category's indicator. */
export interface DesignColumn {
  feature: Feature;
  /** Undefined for numbers. */
  category?: { index: number; label: string };
}

export function designColumns(features: readonly Feature[]): DesignColumn[] {
  return features.flatMap((feature): DesignColumn[] =>
    feature.kind === 'numeric'
      ? [{ feature }]
      : indicatorsOf(feature).map((category) => ({ feature, category })),
  );
}

/**
 * The inputs of the given rows: numbers standardised by the training rows' mean and standard
 * deviation, NULL at the mean; categories one-hot, an unseen one all zeros.
 */
export function designMatrix(
  features: readonly Feature[],
  columns: readonly Column[],
  rows: Int32Array,
): DesignMatrix {
  const width = designColumns(features).length;
  const values = new Float64Array(width * rows.length);
  let first = 0;
  features.forEach((feature, position) => {
    const column = elementAt(columns, position);
    if (feature.kind === 'numeric') {
      const numbers = numbersOf(column);
      const scale = feature.stddev > 0 ? 1 / feature.stddev : 0;
      rows.forEach((row, k) => {
        const value = numbers[row] ?? NaN;
        values[k * width + first] = Number.isNaN(value) ? 0 : (value - feature.mean) * scale;
      });
      first += 1;
      return;
    }
    const indexes = categoryIndexes(feature, column);
    const indicators = indicatorsOf(feature);
    rows.forEach((row, k) => {
      const hit = indicators.findIndex(({ index }) => index === indexes[row]);
      if (hit >= 0) values[k * width + first + hit] = 1;
    });
    first += indicators.length;
  });
  return { values, width, rows: rows.length };
}

/** `intercept + values . coefficients` per row. */
export function linearPredictor(
  { values, width, rows }: DesignMatrix,
  coefficients: Float64Array,
  intercept: number,
): Float64Array {
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = intercept;
    const base = row * width;
    for (let j = 0; j < width; j++) sum += (values[base + j] ?? 0) * (coefficients[j] ?? 0);
    result[row] = sum;
  }
  return result;
}
