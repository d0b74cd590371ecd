import type { LinearOutput } from '../artifact.ts';
import { elementAt } from '../checked-access.ts';
import type { Feature } from '../features.ts';
import { type DesignColumn, designColumns } from './design.ts';

/** What a linear model was, to start another from. */
export interface EarlierFit {
  features: readonly Feature[];
  outputs: readonly LinearOutput[];
}

/**
 * The earlier coefficients for inputs standardised by the new rows' statistics: the same predictions, with
 * nothing for categories that are new.
 * @returns the coefficients of each output one after the other, its intercept last.
 */
export function warmStart(earlier: EarlierFit, features: readonly Feature[]): Float64Array {
  const before = designColumns(earlier.features);
  const after = designColumns(features);
  const positions = new Map(before.map((column, position) => [keyOf(column), position]));
  return Float64Array.from(
    earlier.outputs.flatMap(({ coefficients, intercept }) => {
      let moved = intercept;
      before.forEach((column, position) => {
        moved -= slopeOf(column, coefficients[position] ?? 0) * centerOf(column);
      });
      const started = after.map((column) => {
        const position = positions.get(keyOf(column));
        if (position === undefined) return 0;
        const slope = slopeOf(elementAt(before, position), coefficients[position] ?? 0);
        moved += slope * centerOf(column);
        return slope * scaleOf(column);
      });
      return [...started, moved];
    }),
  );
}

const keyOf = ({ feature, category }: DesignColumn) =>
  JSON.stringify([feature.name.toLowerCase(), category?.index === -1, category?.label]);

const centerOf = ({ feature }: DesignColumn) => (feature.kind === 'numeric' ? feature.mean : 0);

const scaleOf = ({ feature }: DesignColumn) => (feature.kind === 'numeric' ? feature.stddev : 1);

function slopeOf(column: DesignColumn, coefficient: number): number {
  const scale = scaleOf(column);
  return scale > 0 ? coefficient / scale : 0;
}
