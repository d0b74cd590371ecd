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

const challengeRow = z.object({
  challenger_version: z.string(),
  champion_version: z.string(),
  games: z.int(),
  challenger_log_loss: z.number(),
  champion_log_loss: z.number(),
  gain: z.number(),
  gain_standard_error: score,
});

/** A challenger beside the champion on the games that both forecast; above zero its gain is in its favour. */
export type Challenge = z.output<typeof challengeRow>;

export interface TrackRecord {
  /** The sources that have decided forecasts, the live one first. */
  sources: readonly Source[];
  source: Source | undefined;
  /** By date. */
  days: readonly DaySums[];
  buckets: readonly CalibrationBucket[];
  /** The newest challenger first. */
  challenges: readonly Challenge[];
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
  if (shown === undefined) {
    return { sources, source: undefined, days: [], buckets: [], challenges: [] };
  }
  const [days, buckets, challenges] = await Promise.all([
    readDays(database, shown),
    readBuckets(database, shown),
    ifBuilt(readChallenges(database, shown)),
  ]);
  return { sources, source: shown, days, buckets, challenges: challenges ?? [] };
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

async function readChallenges(database: Database, shown: Source): Promise<Challenge[]> {
  const { rows } = await sql`
    WITH scored AS (
      SELECT
        challengers.model_version AS challenger_version,
        outcomes.model_version AS champion_version,
        outcomes.log_loss AS champion_log_loss,
        -LN(GREATEST(1e-15, IF(
          outcomes.home_won, challengers.home_win_probability, 1 - challengers.home_win_probability
        ))) AS challenger_log_loss
      FROM mlb_predictions.challenger_predictions AS challengers
      JOIN mlb_predictions.forecast_outcomes AS outcomes ON outcomes.game_pk = challengers.game_pk
      WHERE outcomes.source = ${parameter(shown, 'STRING')}
        AND challengers.as_of < challengers.first_pitch_at
        AND challengers.model_version != outcomes.model_version
    )
    SELECT
      challenger_version, champion_version,
      COUNT(*) AS games,
      AVG(challenger_log_loss) AS challenger_log_loss,
      AVG(champion_log_loss) AS champion_log_loss,
      AVG(champion_log_loss - challenger_log_loss) AS gain,
      SAFE_DIVIDE(
        STDDEV_SAMP(champion_log_loss - challenger_log_loss), SQRT(COUNT(*))
      ) AS gain_standard_error
    FROM scored
    GROUP BY challenger_version, champion_version
    ORDER BY challenger_version DESC`.execute(database);
  return z.array(challengeRow).parse(rows);
}
