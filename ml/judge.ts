import { logLoss, pairedDifference, score } from './metrics.ts';

/** A forecast of a later game, by something that had not seen it, and what happened. */
export interface Judged {
  /** The game, or game and player. */
  key: string;
  date: string;
  homeTeam: number;
  awayTeam: number;
  /** Grade of the data behind the game. */
  grade: string | null;
  /** Probability of a 1, or the expected number. */
  forecast: number;
  actual: number;
  /** Date of the newest game that the forecasting fit had learnt from. */
  fitThrough: string;
  /** Whether it was published before the game, and not worked out afterwards. */
  wasServed: boolean;
}

export interface Guard {
  name: 'calibration' | 'slices' | 'features' | 'other models';
  passed: boolean;
  /** In words, with the figures. */
  says: string;
}

/** Two versions on the same later games. */
export interface Comparison {
  games: number;
  servedGames: number;
  from: string;
  to: string;
  challenger: ForecastMetrics;
  champion: ForecastMetrics;
  /** Log loss of probabilities, squared error of numbers. */
  loss: 'log loss' | 'squared error';
  /** Mean loss of the challenger less the champion's: below 0 the challenger is better. */
  difference: number;
  standardError: number;
  /** Null for models of numbers. */
  brierDifference: number | null;
  accuracyDifference: number | null;
  /** The plan's rule, reported and not decisive: two points of accuracy more. */
  meetsPlanRule: boolean;
}

export type Verdict =
  'first' | 'better' | 'equal and fresher' | 'equal' | 'worse' | 'guard' | 'too few games';

export interface Judgement {
  promote: boolean;
  verdict: Verdict;
  reason: string;
  comparison: Comparison | null;
  guards: Guard[];
}

/** One-sided, 95 %: what chance alone reaches in one comparison of twenty. */
export const noise = 1.645;
/** Log loss that matters between versions made alike: what chance in the training rows moves is less. */
const matters = 0.002;
/** Games under this say nothing of a difference. */
export const fewestGames = 100;
/** Days that the newest games of two fits may be apart for their forecasts to be compared. */
const mostDaysApart = 31;
const slopeRange = [0.9, 1.1] as const;
const slopeTolerance = 0.05;
const fewestSliceGames = 50;
const sliceErrors = 3;
/** Log loss that is a collapse of a slice, and share of the squared error that matters in other models. */
const sliceMatters = 0.01;
const errorMatters = 0.005;

const day = 86_400_000;
const daysApart = (a: Judged, b: Judged): number =>
  Math.abs(Date.parse(a.fitThrough) - Date.parse(b.fitThrough)) / day;

/**
 * Pairs of two versions' forecasts of the same games, by fits about as old: one that had learnt from a season more would
 * win whatever it is. Of several forecasts of a game those count that were served, then those of fits nearest to each
 * other.
 */
export function paired(
  challenger: readonly Judged[],
  champion: readonly Judged[],
): { challenger: Judged; champion: Judged }[] {
  const byKey = new Map<string, Judged[]>();
  for (const forecast of champion)
    byKey.set(forecast.key, [...(byKey.get(forecast.key) ?? []), forecast]);
  const best = new Map<string, { challenger: Judged; champion: Judged; rank: number }>();
  for (const forecast of challenger) {
    for (const other of byKey.get(forecast.key) ?? []) {
      const apart = daysApart(forecast, other);
      if (apart > mostDaysApart) continue;
      const served = Number(forecast.wasServed) + Number(other.wasServed);
      const rank = apart - served * 2 * mostDaysApart;
      const known = best.get(forecast.key);
      if (known !== undefined && known.rank <= rank) continue;
      // What happened may have been corrected since the champion was judged.
      best.set(forecast.key, {
        challenger: forecast,
        champion: { ...other, actual: forecast.actual },
        rank,
      });
    }
  }
  return [...best.values()];
}

const outcomeOf = ({ forecast, actual }: Judged): { probability: number; homeWon: boolean } => ({
  probability: forecast,
  homeWon: actual === 1,
});

const lossOf = (judged: Judged, isClassifier: boolean): number =>
  isClassifier ? logLoss(outcomeOf(judged)) : (judged.forecast - judged.actual) ** 2;

/** Mean of numbers, and its standard error. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** Compares two versions on the games that both forecast; undefined when there are none. */
export function compare(
  challenger: readonly Judged[],
  champion: readonly Judged[],
  isClassifier: boolean,
): Comparison | undefined {
  const pairs = paired(challenger, champion);
  if (pairs.length === 0) return undefined;
  const dates = pairs.map((pair) => pair.challenger.date).sort();
  const a = metricsOf(
    pairs.map((pair) => pair.challenger),
    isClassifier,
  );
  const b = metricsOf(
    pairs.map((pair) => pair.champion),
    isClassifier,
  );
  const { mean, error } = meanOf(
    pairs.map(
      (pair) => lossOf(pair.challenger, isClassifier) - lossOf(pair.champion, isClassifier),
    ),
  );
  const less = (x: number | null, y: number | null): number | null =>
    x === null || y === null ? null : x - y;
  const accuracyDifference = less(a.accuracy, b.accuracy);
  return {
    games: pairs.length,
    servedGames: pairs.filter((pair) => pair.champion.wasServed || pair.challenger.wasServed)
      .length,
    from: dates[0] ?? '',
    to: dates.at(-1) ?? '',
    challenger: a,
    champion: b,
    loss: isClassifier ? 'log loss' : 'squared error',
    difference: mean,
    standardError: error,
    brierDifference: less(a.brier, b.brier),
    accuracyDifference,
    meetsPlanRule: accuracyDifference !== null && accuracyDifference > 0.02,
  };
}

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

/** Parts that later games fall into, with the part of a game: by month, size of the favourite, data grade and team. */
const slices: readonly [string, (game: Judged) => readonly string[]][] = [
  ['month', ({ date }) => [date.slice(0, 7)]],
  [
    'favourite',
    ({ forecast }) => {
      const edge = Math.abs(forecast - 0.5);
      return [edge < 0.05 ? 'under 55 %' : edge < 0.1 ? '55-60 %' : '60 % and more'];
    },
  ],
  ['grade', ({ grade }) => [grade ?? 'none']],
  ['team', ({ homeTeam, awayTeam }) => [String(homeTeam), String(awayTeam)]],
];

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
        ? 'worse than the champion in no month, team, grade or size of favourite'
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

export const signed = (value: number, digits = 4): string =>
  `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;

/** Every forecast of a version that a judgement looks at, by role; the first role leads. */
export interface Candidate {
  version: string;
  /** Hash of what the version is made of. */
  hash: string;
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
 * Whether a challenger takes the champion's place: when it is better beyond noise on the same later games, or as good,
 * made alike and learnt from newer games; and when no guard speaks against it. Of versions made otherwise that are as
 * good, the champion stays.
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
  const rest = Object.keys(challenger.forecasts).filter((role) => role !== challenger.lead);
  const guards = [
    ...ownGuards,
    ...(comparison === null || !challenger.isClassifier ? [] : [sliceGuard(lead, theirs)]),
    otherModelsGuard(
      Object.fromEntries(
        rest.map((role) => [
          role,
          {
            challenger: challenger.forecasts[role] ?? [],
            champion: champion.forecasts[role] ?? [],
          },
        ]),
      ),
    ),
  ];
  const answer = (promote: boolean, verdict: Verdict, reason: string): Judgement => ({
    promote,
    verdict,
    reason,
    comparison,
    guards,
  });
  const isAlike = challenger.hash === champion.hash;
  const isFresher = challenger.trainingThrough >= champion.trainingThrough;
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
      ? answer(
          true,
          'equal and fresher',
          `made like ${champion.version} and learnt from newer games; ${games} later games are too few to compare them`,
        )
      : answer(
          false,
          'too few games',
          `${games} later games that both forecast are too few to compare them: ${fewestGames} are needed`,
        );
  }
  const figures = figuresOf(comparison, champion.version);
  if (beyondNoise(comparison, -comparison.difference, isAlike))
    return answer(true, 'better', `better beyond noise: ${figures}`);
  if (isAlike && isFresher)
    return answer(
      true,
      'equal and fresher',
      `as good, made alike and learnt from newer games: ${figures}`,
    );
  return answer(
    false,
    'equal',
    `no better beyond noise, so the ${isAlike ? 'newer' : 'present'} one stays: ${figures}`,
  );
}

/** Metrics of a model's forecasts of later games; those of the other kind of model are null. */
export interface ForecastMetrics {
  games: number;
  accuracy: number | null;
  brier: number | null;
  log_loss: number | null;
  calibration_slope: number | null;
  calibration_intercept: number | null;
  /** Root mean squared error. */
  rmse: number | null;
}

export function metricsOf(forecasts: readonly Judged[], isClassifier: boolean): ForecastMetrics {
  const none = {
    games: forecasts.length,
    accuracy: null,
    brier: null,
    log_loss: null,
    calibration_slope: null,
    calibration_intercept: null,
    rmse: null,
  };
  if (forecasts.length === 0) return none;
  if (isClassifier) return { ...none, ...score(forecasts.map(outcomeOf)) };
  const squares = forecasts.map(({ forecast, actual }) => (forecast - actual) ** 2);
  return {
    ...none,
    rmse: Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length),
  };
}

export interface SliceRow {
  slice: string;
  part: string;
  games: number;
  log_loss: number;
  accuracy: number;
}

/** Log loss and accuracy of probabilities by slice, of parts with enough games. */
export function sliceRows(forecasts: readonly Judged[]): SliceRow[] {
  return slices.flatMap(([slice, partsOf]) => {
    const parts = new Map<string, Judged[]>();
    for (const game of forecasts)
      for (const part of partsOf(game)) parts.set(part, [...(parts.get(part) ?? []), game]);
    return [...parts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([part, games]) => ({
        slice,
        part,
        games: games.length,
        log_loss: games.reduce((sum, game) => sum + logLoss(outcomeOf(game)), 0) / games.length,
        accuracy: score(games.map(outcomeOf)).accuracy,
      }));
  });
}

export interface CalibrationRow {
  /** Lower end of the bucket, 0.05 wide. */
  from: number;
  games: number;
  forecast: number;
  happened: number;
}

/** What probabilities said beside how often it happened, by buckets 0.05 wide. */
export function calibrationRows(forecasts: readonly Judged[]): CalibrationRow[] {
  const buckets = new Map<number, Judged[]>();
  for (const judged of forecasts) {
    const bucket = Math.min(19, Math.floor(Number((judged.forecast * 20).toFixed(9))));
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), judged]);
  }
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([bucket, of]) => ({
      from: bucket / 20,
      games: of.length,
      forecast: meanOf(of.map(({ forecast }) => forecast)).mean,
      happened: meanOf(of.map(({ actual }) => actual)).mean,
    }));
}
