import { logLoss, score } from './metrics.ts';
import type { RoleMetrics } from './versions.ts';

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

/** Two versions on the same later games. */
export interface Comparison {
  games: number;
  servedGames: number;
  from: string;
  to: string;
  challenger: RoleMetrics;
  champion: RoleMetrics;
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

/** One-sided, 95 %: what chance alone reaches in one comparison of twenty. */
export const noise = 1.645;
/** Games under this say nothing of a difference. */
export const fewestGames = 100;
/** Days that the newest games of two fits may be apart for their forecasts to be compared. */
const mostDaysApart = 31;

const day = 86_400_000;
const daysApart = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / day;

/** Whether fits are about as old, by the dates of the newest games that they have learnt from. */
export const areComparable = (a: string, b: string): boolean => daysApart(a, b) <= mostDaysApart;

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
      if (!areComparable(forecast.fitThrough, other.fitThrough)) continue;
      const apart = daysApart(forecast.fitThrough, other.fitThrough);
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

export const outcomeOf = ({
  forecast,
  actual,
}: Judged): { probability: number; homeWon: boolean } => ({
  probability: forecast,
  homeWon: actual === 1,
});

const lossOf = (judged: Judged, isClassifier: boolean): number =>
  isClassifier ? logLoss(outcomeOf(judged)) : (judged.forecast - judged.actual) ** 2;

/** Mean of numbers, and its standard error. */
export function meanOf(values: readonly number[]): { mean: number; error: number } {
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

/** Metrics of a model's forecasts of later games; those of the other kind of model are null. */
export function metricsOf(forecasts: readonly Judged[], isClassifier: boolean): RoleMetrics {
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

export const signed = (value: number, digits = 4): string =>
  `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
