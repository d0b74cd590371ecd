import { createRequire } from 'node:module';

interface Interval {
  low: number;
  high: number;
}

/** What `scoreDistribution` of includes/score_distribution.js says of a game: the SQL of predictions and this code share it. */
export interface ScoreDistribution {
  home_runs: number;
  away_runs: number;
  /** Intervals meant to hold 80 % of the scores. */
  home_interval: Interval;
  away_interval: Interval;
  total_interval: Interval;
  /** Probability of a total above a line. */
  over: { line: number; probability: number }[];
  home_by_two_probability: number;
  away_by_two_probability: number;
}

const { size, scoreDistribution } = createRequire(import.meta.url)(
  '../includes/score_distribution.js',
) as {
  size: number;
  scoreDistribution: (
    home: number,
    away: number,
    probability: number,
    size: number,
  ) => ScoreDistribution;
};

/** Distribution of the score of a game with these expected runs, consistent with the home win probability. */
export function distributionOf(home: number, away: number, probability: number): ScoreDistribution {
  return scoreDistribution(home, away, probability, size);
}

/** A forecast score and what happened. */
export interface ScoreOutcome {
  forecast: ScoreDistribution;
  homeScore: number;
  awayScore: number;
  /** Runs per side of the games learned from: the forecast without any feature. */
  meanRuns: number;
}

export interface ScoreMetrics {
  games: number;
  /** Root mean squared error of the runs of a side, and of those of both. */
  side_rmse: number;
  total_rmse: number;
  /** The same, had every side been given the mean of the games learned from. */
  mean_side_rmse: number;
  mean_total_rmse: number;
  /** Mean of forecast less scored runs of a side. */
  side_bias: number;
  /** Shares of the scores within the intervals meant for 80 %. */
  side_coverage: number;
  total_coverage: number;
  /** Log loss of a total above 8.5, and of the home side winning by two or more. */
  over_log_loss: number;
  home_by_two_log_loss: number;
  /** Mean forecast and share of the same two. */
  over_forecast: number;
  over_share: number;
  home_by_two_forecast: number;
  home_by_two_share: number;
}

const line = 8.5;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rootMeanSquare(errors: readonly number[]): number {
  return Math.sqrt(mean(errors.map((error) => error ** 2)));
}

function within({ low, high }: Interval, runs: number): number {
  return runs >= low && runs <= high ? 1 : 0;
}

function logLossOf(forecasts: readonly { probability: number; happened: boolean }[]): number {
  return mean(
    forecasts.map(
      ({ probability, happened }) => -Math.log(happened ? probability : 1 - probability),
    ),
  );
}

/** Scores forecasts of scores; needs at least one. */
export function scoreRuns(outcomes: readonly ScoreOutcome[]): ScoreMetrics {
  const sides = outcomes.flatMap(({ forecast, homeScore, awayScore, meanRuns }) => [
    { runs: homeScore, expected: forecast.home_runs, interval: forecast.home_interval, meanRuns },
    { runs: awayScore, expected: forecast.away_runs, interval: forecast.away_interval, meanRuns },
  ]);
  const totals = outcomes.map(({ forecast, homeScore, awayScore, meanRuns }) => ({
    runs: homeScore + awayScore,
    expected: forecast.home_runs + forecast.away_runs,
    interval: forecast.total_interval,
    meanRuns: 2 * meanRuns,
  }));
  const over = outcomes.map(({ forecast, homeScore, awayScore }) => ({
    probability: forecast.over.find((entry) => entry.line === line)?.probability ?? Number.NaN,
    happened: homeScore + awayScore > line,
  }));
  const byTwo = outcomes.map(({ forecast, homeScore, awayScore }) => ({
    probability: forecast.home_by_two_probability,
    happened: homeScore - awayScore >= 2,
  }));
  const share = (list: readonly { happened: boolean }[]): number =>
    mean(list.map(({ happened }) => (happened ? 1 : 0)));
  return {
    games: outcomes.length,
    side_rmse: rootMeanSquare(sides.map(({ runs, expected }) => runs - expected)),
    total_rmse: rootMeanSquare(totals.map(({ runs, expected }) => runs - expected)),
    mean_side_rmse: rootMeanSquare(sides.map(({ runs, meanRuns }) => runs - meanRuns)),
    mean_total_rmse: rootMeanSquare(totals.map(({ runs, meanRuns }) => runs - meanRuns)),
    side_bias: mean(sides.map(({ runs, expected }) => expected - runs)),
    side_coverage: mean(sides.map(({ interval, runs }) => within(interval, runs))),
    total_coverage: mean(totals.map(({ interval, runs }) => within(interval, runs))),
    over_log_loss: logLossOf(over),
    home_by_two_log_loss: logLossOf(byTwo),
    over_forecast: mean(over.map(({ probability }) => probability)),
    over_share: share(over),
    home_by_two_forecast: mean(byTwo.map(({ probability }) => probability)),
    home_by_two_share: share(byTwo),
  };
}
