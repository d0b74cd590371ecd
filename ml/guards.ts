import {
  fewestGames,
  meanOf,
  noise,
  outcomeOf,
  paired,
  signed,
  type Judged,
} from './comparison.ts';
import { pairedDifference, score } from './metrics.ts';
import { slices } from './slices.ts';

export interface Guard {
  name: 'calibration' | 'slices' | 'features' | 'other models' | 'new models' | 'models';
  passed: boolean;
  /** In words, with the figures. */
  says: string;
}

const slopeRange = [0.9, 1.1] as const;
const slopeTolerance = 0.05;
const fewestSliceGames = 50;
const sliceErrors = 3;
/** Log loss that is a collapse of a slice, and share of the squared error that matters in other models. */
const sliceMatters = 0.01;
export const errorMatters = 0.005;

/** Standard error of the slope of the calibration line: Fisher's information of a logistic regression at slope 1. */
function slopeError(forecasts: readonly Judged[]): number {
  let [s0, s1, s2] = [0, 0, 0];
  for (const { forecast } of forecasts) {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, forecast));
    const x = Math.log(p / (1 - p));
    const v = p * (1 - p);
    s0 += v;
    s1 += v * x;
    s2 += v * x * x;
  }
  return Math.sqrt(s0 / (s0 * s2 - s1 * s1));
}

/**
 * The calibration slope is between 0.9 and 1.1, or outside by no more than twice its standard error, or no further off than
 * the champion's on the same games.
 */
export function calibrationGuard(
  forecasts: readonly Judged[],
  champion: readonly Judged[] = [],
): Guard {
  const slopeOf = (of: readonly Judged[]): number | null =>
    of.length < fewestGames ? null : score(of.map(outcomeOf)).calibration_slope;
  const slope = slopeOf(forecasts);
  const [low, high] = slopeRange;
  if (slope === null) {
    return { name: 'calibration', passed: true, says: 'calibration slope not determined' };
  }
  const error = slopeError(forecasts);
  const pairs = paired(forecasts, champion);
  const [ours, theirs] = [
    slopeOf(pairs.map((pair) => pair.challenger)),
    slopeOf(pairs.map((pair) => pair.champion)),
  ];
  const within = slope + 2 * error >= low && slope - 2 * error <= high;
  const alike =
    ours !== null && theirs !== null && Math.abs(ours - 1) <= Math.abs(theirs - 1) + slopeTolerance;
  const beside = theirs === null ? '' : `; the champion's ${theirs.toFixed(2)} on the same games`;
  return {
    name: 'calibration',
    passed: within || alike,
    says: `calibration slope ${slope.toFixed(2)} ± ${error.toFixed(2)}, ${within ? '' : 'not '}within ${low}-${high} give or take two errors${beside}`,
  };
}

/** No part of the games is worse forecast than by the champion beyond three standard errors. */
export function sliceGuard(challenger: readonly Judged[], champion: readonly Judged[]): Guard {
  const pairs = paired(challenger, champion);
  const worst: { name: string; games: number; difference: number; error: number }[] = [];
  for (const [name, partsOf] of slices) {
    const parts = new Map<string, typeof pairs>();
    for (const pair of pairs) {
      // The champion's forecast tells the part, so that both are looked at in the same one.
      for (const part of partsOf(pair.champion))
        parts.set(part, [...(parts.get(part) ?? []), pair]);
    }
    for (const [part, of] of parts) {
      if (of.length < fewestSliceGames) continue;
      const { difference, standard_error: error } = pairedDifference(
        of.map((pair) => outcomeOf(pair.challenger)),
        of.map((pair) => outcomeOf(pair.champion)),
      );
      if (difference > sliceErrors * error && difference > sliceMatters)
        worst.push({ name: `${name} ${part}`, games: of.length, difference, error });
    }
  }
  const [first] = worst.sort((a, b) => b.difference / b.error - a.difference / a.error);
  return {
    name: 'slices',
    passed: first === undefined,
    says:
      first === undefined
        ? 'worse than the champion in no season, month, team, grade or size of favourite'
        : `worse in ${worst.length} slice${worst.length > 1 ? 's' : ''}, most in ${first.name}: ` +
          `${signed(first.difference)} ± ${first.error.toFixed(4)} on ${first.games} games`,
  };
}

/** Models of numbers beside the leading one are not worse beyond noise: squared errors on the same games. */
export function otherModelsGuard(
  roles: Readonly<Record<string, { challenger: readonly Judged[]; champion: readonly Judged[] }>>,
): Guard {
  const worse: string[] = [];
  for (const [role, { challenger, champion }] of Object.entries(roles)) {
    const squares = paired(challenger, champion).map((pair) => ({
      ours: (pair.challenger.forecast - pair.challenger.actual) ** 2,
      theirs: (pair.champion.forecast - pair.champion.actual) ** 2,
    }));
    const differences = squares.map(({ ours, theirs }) => ours - theirs);
    const usual = squares.reduce((sum, { theirs }) => sum + theirs, 0) / squares.length;
    if (differences.length < fewestGames) continue;
    const { mean, error } = meanOf(differences);
    if (mean > noise * error && mean > errorMatters * usual)
      worse.push(`${role}: squared error ${signed(mean)} ± ${error.toFixed(4)}`);
  }
  return {
    name: 'other models',
    passed: worse.length === 0,
    says: worse.length === 0 ? 'no other model of the version is worse' : worse.join('; '),
  };
}

/**
 * Models that the champion does not have are no worse than knowing nothing, beyond noise: than the mean of what happened on
 * the same games, by squared error.
 */
export function newModelsGuard(roles: Readonly<Record<string, readonly Judged[]>>): Guard {
  const useless: string[] = [];
  for (const [role, forecasts] of Object.entries(roles)) {
    if (forecasts.length < fewestGames) continue;
    const { mean: usual } = meanOf(forecasts.map(({ actual }) => actual));
    const { mean, error } = meanOf(
      forecasts.map(({ forecast, actual }) => (forecast - actual) ** 2 - (usual - actual) ** 2),
    );
    if (mean > noise * error)
      useless.push(`${role}: squared error ${signed(mean)} ± ${error.toFixed(4)} against the mean`);
  }
  return {
    name: 'new models',
    passed: useless.length === 0,
    says:
      useless.length === 0
        ? `no worse than knowing nothing: ${Object.keys(roles).join(', ')}`
        : useless.join('; '),
  };
}

/** Nothing that the champion forecasts is left without a model. */
export function modelsGuard(challenger: readonly string[], champion: readonly string[]): Guard {
  const lost = champion.filter((role) => !challenger.includes(role));
  return {
    name: 'models',
    passed: lost.length === 0,
    says:
      lost.length === 0
        ? 'forecasts all that the champion does'
        : `has no model of ${lost.join(', ')}, which the champion forecasts`,
  };
}
