import type { Column } from '../column.ts';
import type { Feature } from '../features.ts';
import { designColumns, designMatrix } from './design.ts';

/**
 * What each feature adds to the linear predictor: coefficient times standardised value, a category's
 * coefficient whole. The baseline is the intercept.
 */
export function linearContributions(
  features: readonly Feature[],
  columns: readonly Column[],
  { coefficients, intercept }: { coefficients: number[]; intercept: number },
  rows: Int32Array,
): { baseline: number; byFeature: Map<string, Float64Array> } {
  const count = rows.length;
  const { values, width } = designMatrix(features, columns, rows);
  const byFeature = new Map(features.map(({ name }) => [name, new Float64Array(count)]));
  designColumns(features).forEach(({ feature }, position) => {
    const sums = byFeature.get(feature.name);
    if (sums === undefined) return;
    for (let row = 0; row < count; row++) {
      const value = values[row * width + position] ?? 0;
      sums[row] = (sums[row] ?? 0) + value * (coefficients[position] ?? 0);
    }
  });
  return { baseline: intercept, byFeature };
}
