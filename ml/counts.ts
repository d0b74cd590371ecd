import { createRequire } from 'node:module';

/** What `countDistribution` of includes/count_distribution.js says of a player's number: the SQL of predictions and this code share it. */
export interface CountDistribution {
  /** Interval meant to hold 80 % of the numbers. */
  low: number;
  high: number;
  /** Probability of a number above each line, in their order. */
  above: number[];
}

interface Target {
  dispersion: number;
  /** Of a starter's outs: how much more often their number ends an inning. */
  inningEnd?: number;
  /** The first is the one that is shown. */
  lines: number[];
}

const includes = createRequire(import.meta.url)('../includes/count_distribution.js') as {
  leastMean: number;
  targets: Record<string, Target>;
  countDistribution: (
    expected: number,
    dispersion: number,
    inningEnd: number,
    lines: number[],
  ) => CountDistribution;
};

/** @throws RangeError for a role that forecasts no number of a player's */
export function targetOf(role: string): Target {
  const target = includes.targets[role];
  if (target === undefined) throw new RangeError(`${role} forecasts no number of a player's`);
  return target;
}

/** Distribution of a number with this expectation and shape. */
export function distributionAbout(
  mean: number,
  { dispersion, inningEnd = 0, lines }: Target,
): CountDistribution {
  return includes.countDistribution(
    Math.max(mean, includes.leastMean),
    dispersion,
    inningEnd,
    lines,
  );
}

/** Distribution of what a role forecasts, with this expectation. */
export const countsOf = (role: string, mean: number): CountDistribution =>
  distributionAbout(mean, targetOf(role));
