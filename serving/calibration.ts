import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import type { Forecast } from './forecasts.ts';
import type { ProbabilityInterval } from './schemas.ts';

const bucketWidth = 0.05;
const fewestGames = 30;
/** Standard errors either side that hold with a probability of 95 %. */
const z95 = 1.96;

const bucketRow = z.object({
  is_simulated: z.boolean(),
  bucket: z.int(),
  games: z.int(),
  home_wins: z.int(),
});

/** What became of forecasts as high as one: where the share of home wins lies; null when too few games are finished. */
export type Calibration = (
  forecast: Pick<Forecast, 'source' | 'home_win_probability'>,
) => ProbabilityInterval | null;

/** Reads how often the home team won, by the forecast's probability in steps of five points. Real and simulated games apart. */
export async function readCalibration(database: Database): Promise<Calibration> {
  const { rows } = await sql`
    SELECT
      is_simulated,
      CAST(FLOOR(home_win_probability / ${bucketWidth}) AS INT64) AS bucket,
      COUNT(*) AS games,
      COUNTIF(home_won) AS home_wins
    FROM mlb_reporting.forecast_results
    GROUP BY is_simulated, bucket`.execute(database);
  const buckets = new Map(
    z
      .array(bucketRow)
      .parse(rows)
      .map((row) => [`${row.is_simulated} ${row.bucket}`, row]),
  );
  return ({ source, home_win_probability }) => {
    const found = buckets.get(
      `${source === 'sim'} ${Math.floor(home_win_probability / bucketWidth)}`,
    );
    if (found === undefined || found.games < fewestGames) return null;
    return { ...wilson(found.home_wins, found.games), games: found.games };
  };
}

/** Wilson's interval of a share, 95 %: E. B. Wilson, Journal of the American Statistical Association 22 (1927). */
export function wilson(successes: number, trials: number): { low: number; high: number } {
  const share = successes / trials;
  const spread = z95 ** 2 / trials;
  const middle = (share + spread / 2) / (1 + spread);
  const half =
    (z95 * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials))) / (1 + spread);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
