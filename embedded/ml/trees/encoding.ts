import { type Column, numbersOf } from '../column.ts';
import { elementAt } from '../checked-access.ts';
import { categoryIndexes, type Feature, indicatorsOf } from '../features.ts';
import type { ModelSettings, TreeSettings } from '../options.ts';

type CategoryEncoding = TreeSettings['encoding'];

/** How a model of boosted trees encodes categories. */
export const encodingOf = ({ algorithm }: Pick<ModelSettings, 'algorithm'>): CategoryEncoding =>
  algorithm.family === 'trees' ? algorithm.encoding : 'LABEL_ENCODING';

/**
 * The columns the trees split on. Numbers stand as they are, rounded to single precision, NULL as NaN.
 * LABEL_ENCODING gives a category its rank, NULL and unseen ones NaN; ONE_HOT_ENCODING gives each
 * category a column of 0 and 1.
 */
export function encodeForTrees(
  features: readonly Feature[],
  columns: readonly Column[],
  encoding: CategoryEncoding,
): Float32Array[] {
  return features.flatMap((feature, position) => {
    const column = elementAt(columns, position);
    if (feature.kind === 'numeric') return [singlesOf(column)];
    const indexes = categoryIndexes(feature, column);
    if (encoding === 'LABEL_ENCODING') {
      return [Float32Array.from(indexes, (index) => (index < 0 ? NaN : index))];
    }
    return indicatorsOf(feature).map(({ index: wanted }) =>
      Float32Array.from(indexes, (index) => (index === wanted ? 1 : 0)),
    );
  });
}

const singlesOf = (column: Column): Float32Array =>
  column.values instanceof Float32Array ? column.values : new Float32Array(numbersOf(column));

/** For each column that `encodeForTrees` makes: the feature it comes from, and its own name. */
export function encodedNames(
  features: readonly Feature[],
  encoding: CategoryEncoding,
): { feature: string; name: string }[] {
  return features.flatMap((feature) =>
    feature.kind === 'numeric' || encoding === 'LABEL_ENCODING'
      ? [{ feature: feature.name, name: feature.name }]
      : indicatorsOf(feature).map(({ label }) => ({
          feature: feature.name,
          name: `${feature.name}_${label}`,
        })),
  );
}

/** The given rows of each column. */
export function takeRows(columns: readonly Float32Array[], rows: Int32Array): Float32Array[] {
  return columns.map((values) => {
    const taken = new Float32Array(rows.length);
    for (let k = 0; k < rows.length; k++) taken[k] = values[rows[k] ?? 0] ?? NaN;
    return taken;
  });
}
