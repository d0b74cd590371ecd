import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import { parameter } from '../../warehouse/query-parameters.ts';
import { ifBuilt } from './if-built.ts';

export const source = z.enum(['live', 'replay', 'sim']);
export type Source = z.output<typeof source>;

const score = z.number().nullable();

const dayRow = z.object({
  game_date: z.string(),
  games: z.int(),
  favourites_won: z.int(),
  log_loss: z.number(),
  log_loss_squares: z.number(),
  brier: z.number(),
  elo_games: z.int(),
  elo_log_loss: score,
  elo_brier: score,
  elo_gain: score,
  elo_gain_squares: score,
  home_rate_games: z.int(),
  home_rate_log_loss: score,
  home_rate_brier: score,
  home_rate_gain: score,
  home_rate_gain_squares: score,
});

/** Sums over the decided games of a date; what ends in `_squares` is the sum of squares. */
export type DaySums = z.output<typeof dayRow>;

const bucketRow = z.object({
  bucket: z.number(),
  games: z.int(),
  mean_forecast: z.number(),
  home_win_rate: z.number(),
  standard_error: z.number(),
});

/** Forecasts of nearly the same probability beside what happened. */
export type CalibrationBucket = z.output<typeof bucketRow>;

export interface TrackRecord {
  /** The sources that have decided forecasts, the live one first. */
  sources: readonly Source[];
  source: Source | undefined;
  /** By date. */
  days: readonly DaySums[];
  buckets: readonly CalibrationBucket[];
}

const order: readonly Source[] = ['live', 'replay', 'sim'];

/** What is shown of how forecasts did: of one source, since they are never mixed. @throws TankError E_WAREHOUSE */
export async function readRecord(
  database: Database,
  asked: Source | undefined,
): Promise<TrackRecord> {
  const present = (await ifBuilt(readSources(database))) ?? [];
  const sources = order.filter((each) => present.includes(each));
  const shown = asked !== undefined && sources.includes(asked) ? asked : sources[0];
  if (shown === undefined) return { sources, source: undefined, days: [], buckets: [] };
  const [days, buckets] = await Promise.all([
    readDays(database, shown),
    readBuckets(database, shown),
  ]);
  return { sources, source: shown, days, buckets };
}

async function readSources(database: Database): Promise<Source[]> {
  const { rows } = await sql`
    SELECT DISTINCT source
    FROM mlb_predictions.forecast_outcomes`.execute(database);
  return z
    .array(z.object({ source }))
    .parse(rows)
    .map((row) => row.source);
}

async function readDays(database: Database, shown: Source): Promise<DaySums[]> {
  const { rows } = await sql`
    SELECT
      game_date,
      COUNT(*) AS games,
      COUNTIF(favourite_won) AS favourites_won,
      SUM(log_loss) AS log_loss,
      SUM(POW(log_loss, 2)) AS log_loss_squares,
      SUM(brier_score) AS brier,
      COUNT(elo_log_loss) AS elo_games,
      SUM(elo_log_loss) AS elo_log_loss,
      -- The probability of what happened is e to the minus log loss.
      SUM(POW(1 - EXP(-elo_log_loss), 2)) AS elo_brier,
      SUM(elo_log_loss - log_loss) AS elo_gain,
      SUM(POW(elo_log_loss - log_loss, 2)) AS elo_gain_squares,
      COUNT(home_rate_log_loss) AS home_rate_games,
      SUM(home_rate_log_loss) AS home_rate_log_loss,
      SUM(POW(1 - EXP(-home_rate_log_loss), 2)) AS home_rate_brier,
      SUM(home_rate_log_loss - log_loss) AS home_rate_gain,
      SUM(POW(home_rate_log_loss - log_loss, 2)) AS home_rate_gain_squares
    FROM mlb_predictions.forecast_outcomes
    WHERE source = ${parameter(shown, 'STRING')}
    GROUP BY game_date
    ORDER BY game_date`.execute(database);
  return z.array(dayRow).parse(rows);
}

async function readBuckets(database: Database, shown: Source): Promise<CalibrationBucket[]> {
  const { rows } = await sql`
    SELECT
      FLOOR(ROUND(home_win_probability * 20, 9)) / 20 AS bucket,
      COUNT(*) AS games,
      AVG(home_win_probability) AS mean_forecast,
      AVG(IF(home_won, 1, 0)) AS home_win_rate,
      SQRT(SUM(home_win_probability * (1 - home_win_probability))) / COUNT(*) AS standard_error
    FROM mlb_predictions.forecast_outcomes
    WHERE source = ${parameter(shown, 'STRING')}
    GROUP BY bucket
    ORDER BY bucket`.execute(database);
  return z.array(bucketRow).parse(rows);
}
