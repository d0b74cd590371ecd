import type { Tree } from './tree.ts';

export interface FeatureImportance {
  feature: number;
  /** Splits on the feature, over all trees. */
  weight: number;
  /** Mean gain of those splits; 0 without any. */
  gain: number;
  /** Mean cover (sum of hessians) of those splits; 0 without any. */
  cover: number;
}

/** How much each of `featureCount` features was used, as XGBoost's `get_score` counts it. */
export function featureImportance(trees: Tree[], featureCount: number): FeatureImportance[] {
  const totals = Array.from({ length: featureCount }, (_, feature) => ({
    feature,
    weight: 0,
    gain: 0,
    cover: 0,
  }));
  for (const tree of trees) {
    tree.feature.forEach((feature, node) => {
      const total = totals[feature];
      if (total === undefined) return;
      total.weight += 1;
      total.gain += tree.gain[node] ?? 0;
      total.cover += tree.cover[node] ?? 0;
    });
  }
  return totals.map(({ feature, weight, gain, cover }) => ({
    feature,
    weight,
    gain: weight === 0 ? 0 : gain / weight,
    cover: weight === 0 ? 0 : cover / weight,
  }));
}
