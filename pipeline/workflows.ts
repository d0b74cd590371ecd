import type { IngestSummary } from '../ingest/index.ts';
import { predict, train, type Forecast, type TrainOutcome } from '../ml/index.ts';
import { addDays } from './dates.ts';
import type { Progress } from './progress.ts';
import type { Session } from './session.ts';
import type { Source } from './source.ts';
import { build, buildTags, collect, mlContext, reportTags, type Wanted } from './stages.ts';

/** Days before the day that `daily` looks at again for gaps and corrections. */
const gapDays = 7;

/** Seconds by stage. */
export type Timings = Record<string, number>;

export interface BackfillResult {
  collected: IngestSummary;
  training: TrainOutcome[];
  seconds: Timings;
}

export interface DailyResult extends BackfillResult {
  date: string;
  /** Undefined when there is no model to forecast with. */
  forecasts: Forecast[] | undefined;
}

/** Does a stage's work and notes how long it took. */
export async function timed<T>(
  seconds: Timings,
  stage: string,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const result = await work();
  seconds[stage] = (performance.now() - started) / 1000;
  return result;
}

/** Collects a range of dates, builds every table, and trains on what was known the day after it. */
export async function backfill(
  session: Session,
  source: Source,
  wanted: Wanted,
  progress: Progress,
): Promise<BackfillResult> {
  const seconds: Timings = {};
  const asOf = addDays(wanted.to, 1);
  const collected = await timed(seconds, 'collect', () =>
    collect(session, source, wanted, progress),
  );
  await timed(seconds, 'build', () => build(session, { tags: buildTags, asOf }, progress));
  const training = await timed(seconds, 'train', () => train(mlContext(session, progress), asOf));
  progress.done();
  return { collected, training, seconds };
}

/**
 * The night's work for a date: collects the days before it that are missing or may have changed and the date's own
 * schedule, builds, trains if there is something new to learn from, forecasts the date's games, and
 * renews reports and monitoring.
 */
export async function daily(
  session: Session,
  source: Source,
  date: string,
  progress: Progress,
): Promise<DailyResult> {
  const seconds: Timings = {};
  const range = { from: addDays(date, -gapDays), to: date };
  const collected = await timed(seconds, 'collect', () =>
    collect(session, source, range, progress),
  );
  await timed(seconds, 'build', () => build(session, { tags: buildTags, asOf: date }, progress));
  const context = mlContext(session, progress);
  const training = await timed(seconds, 'train', () => train(context, date));
  const hasModel = training.some(
    ({ type, version }) => type === 'game_outcome' && version !== null,
  );
  const forecasts = hasModel
    ? await timed(seconds, 'predict', () => predict(context, date))
    : undefined;
  if (hasModel) {
    await timed(seconds, 'report', () =>
      build(session, { tags: reportTags, asOf: date }, progress),
    );
  }
  progress.done();
  return { date, collected, training, seconds, forecasts };
}
