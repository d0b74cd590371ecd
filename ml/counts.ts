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
  /** The first is the one that is shown. */
  lines: number[];
}

const includes = createRequire(import.meta.url)('../includes/count_distribution.js') as {
  leastMean: number;
  targets: Record<string, Target>;
  countDistribution: (mean: number, dispersion: number, lines: number[]) => CountDistribution;
};

/** @throws RangeError for a role that forecasts no number of a player's */
export function targetOf(role: string): Target {
  const target = includes.targets[role];
  if (target === undefined) throw new RangeError(`${role} forecasts no number of a player's`);
  return target;
}

/** Distribution of a number with this expectation and variance over it. */
export function distributionAbout(
  mean: number,
  dispersion: number,
  lines: number[],
): CountDistribution {
  return includes.countDistribution(Math.max(mean, includes.leastMean), dispersion, lines);
}

/** Distribution of what a role forecasts, with this expectation. */
export function countsOf(role: string, mean: number): CountDistribution {
  const { dispersion, lines } = targetOf(role);
  return distributionAbout(mean, dispersion, lines);
}
