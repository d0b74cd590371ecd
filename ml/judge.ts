import { compare, fewestGames, noise, signed, type Comparison, type Judged } from './comparison.ts';
import {
  calibrationGuard,
  errorMatters,
  modelsGuard,
  newModelsGuard,
  otherModelsGuard,
  sliceGuard,
  type Guard,
} from './guards.ts';

export type Verdict =
  | 'first'
  | 'better'
  | 'equal and fresher'
  | 'equal and more'
  | 'tuned'
  | 'equal'
  | 'worse'
  | 'guard'
  | 'too few games';

/** Verdicts that leave it open which is better. */
export const openVerdicts: readonly Verdict[] = ['equal', 'too few games'];

export interface Judgement {
  promote: boolean;
  verdict: Verdict;
  reason: string;
  comparison: Comparison | null;
  guards: Guard[];
}

/** Log loss that matters between versions made alike: what chance in the training rows moves is less. */
const matters = 0.002;

/** What a model is made of, as far as it tells versions that are made alike. */
export interface Making {
  /** Hash of the entry, label, features and training set. */
  recipe: string;
  /** Hash of the options. */
  options: string;
  /** Whether tuning chose the options, on the evidence of earlier seasons. */
  isTuned: boolean;
}

/** How a challenger is made beside a champion. */
interface Kinship {
  /** Every model of the champion is made in the same way; of options that tuning chose, in a better one. */
  isAlike: boolean;
  isTuned: boolean;
  /** Roles that the champion has no model of. */
  more: string[];
}

function kinshipOf(challenger: Candidate['models'], champion: Candidate['models']): Kinship {
  const roles = Object.keys(champion);
  const differs = (role: string): boolean => challenger[role]?.options !== champion[role]?.options;
  return {
    isAlike: roles.every(
      (role) =>
        challenger[role]?.recipe === champion[role]?.recipe &&
        (!differs(role) || challenger[role]?.isTuned === true),
    ),
    isTuned: roles.some(differs),
    more: Object.keys(challenger).filter((role) => !roles.includes(role)),
  };
}

/** Every forecast of a version that a judgement looks at, by role; the first role leads. */
export interface Candidate {
  version: string;
  /** What its models are made of, by role. */
  models: Readonly<Record<string, Making>>;
  trainingThrough: string;
  lead: string;
  /** Whether the leading model gives probabilities. */
  isClassifier: boolean;
  forecasts: Readonly<Record<string, readonly Judged[]>>;
}

/**
 * A difference beyond noise. Versions made alike differ by a few rows they learnt from, which moves all forecasts together: of
 * them a difference must matter too.
 */
const beyondNoise = (
  { loss, champion, standardError }: Comparison,
  difference: number,
  isAlike: boolean,
): boolean => {
  const enough = loss === 'log loss' ? matters : errorMatters * (champion.rmse ?? 0) ** 2;
  return difference > noise * standardError && (!isAlike || difference > enough);
};

const figuresOf = (
  { loss, difference, standardError, games }: Comparison,
  champion: string,
): string =>
  `${loss} ${signed(difference)} ± ${standardError.toFixed(4)} against ${champion} on ${games} later games`;

/**
 * Whether a challenger takes the champion's place: when it is better beyond noise on the same later games; or as good, made
 * alike and learnt from newer games, by options that tuning proved better, or with models of more roles; and when no guard
 * speaks against it. Of versions made otherwise that are as good, the champion stays.
 * @param missing features that recent games lack, see `missingFeatures`
 */
export function judge(
  challenger: Candidate,
  champion: Candidate | undefined,
  missing: readonly string[],
): Judgement {
  const features: Guard = {
    name: 'features',
    passed: missing.length === 0,
    says:
      missing.length === 0
        ? 'no feature is missing from recent games'
        : `missing from recent games: ${missing.slice(0, 5).join(', ')}`,
  };
  const lead = challenger.forecasts[challenger.lead] ?? [];
  const theirs = champion?.forecasts[champion.lead] ?? [];
  const ownGuards = challenger.isClassifier
    ? [calibrationGuard(lead, theirs), features]
    : [features];
  if (champion === undefined) {
    return {
      promote: true,
      verdict: 'first',
      reason: 'the first version: there is nothing to compare it with',
      comparison: null,
      guards: ownGuards,
    };
  }
  const comparison = compare(lead, theirs, challenger.isClassifier) ?? null;
  const { isAlike, isTuned, more } = kinshipOf(challenger.models, champion.models);
  const rest = Object.keys(champion.models).filter((role) => role !== champion.lead);
  const of = <Value>(roles: readonly string[], value: (role: string) => Value) =>
    Object.fromEntries(roles.map((role) => [role, value(role)]));
  const guards = [
    ...ownGuards,
    ...(comparison === null || !challenger.isClassifier ? [] : [sliceGuard(lead, theirs)]),
    otherModelsGuard(
      of(rest, (role) => ({
        challenger: challenger.forecasts[role] ?? [],
        champion: champion.forecasts[role] ?? [],
      })),
    ),
    modelsGuard(Object.keys(challenger.models), Object.keys(champion.models)),
    ...(more.length === 0
      ? []
      : [newModelsGuard(of(more, (role) => challenger.forecasts[role] ?? []))]),
  ];
  const answer = (promote: boolean, verdict: Verdict, reason: string): Judgement => ({
    promote,
    verdict,
    reason,
    comparison,
    guards,
  });
  const isFresher = challenger.trainingThrough >= champion.trainingThrough;
  const equal = (figures: string): Judgement => {
    if (more.length > 0)
      return answer(
        true,
        'equal and more',
        `as good, and forecasts ${more.join(', ')} too: ${figures}`,
      );
    if (isTuned)
      return answer(
        true,
        'tuned',
        `as good, by options that were better on earlier seasons: ${figures}`,
      );
    return answer(
      true,
      'equal and fresher',
      `as good, made alike and learnt from newer games: ${figures}`,
    );
  };
  if (
    comparison !== null &&
    comparison.games >= fewestGames &&
    beyondNoise(comparison, comparison.difference, isAlike)
  )
    return answer(false, 'worse', `worse beyond noise: ${figuresOf(comparison, champion.version)}`);
  const failed = guards.filter(({ passed }) => !passed);
  if (failed.length > 0) return answer(false, 'guard', failed.map(({ says }) => says).join('; '));
  if (comparison === null || comparison.games < fewestGames) {
    const games = comparison?.games ?? 0;
    return isAlike && isFresher
      ? equal(`${games} later games are too few to compare it with ${champion.version}`)
      : answer(
          false,
          'too few games',
          `${games} later games that both forecast are too few to compare them: ${fewestGames} are needed`,
        );
  }
  const figures = figuresOf(comparison, champion.version);
  if (beyondNoise(comparison, -comparison.difference, isAlike))
    return answer(true, 'better', `better beyond noise: ${figures}`);
  if (isAlike && isFresher) return equal(figures);
  return answer(
    false,
    'equal',
    `no better beyond noise, so the ${isAlike ? 'newer' : 'present'} one stays: ${figures}`,
  );
}
