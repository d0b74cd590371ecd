import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import type { Dates } from './forecasts.ts';
import { dataQuality, type DataQuality } from './schemas.ts';

const row = dataQuality.extend({ game_pk: z.int() });

/**
 * Grades of the data behind the forecasts of some dates, by game: the lowest of the games that both teams played in the 30 days
 * before. A game whose teams did not play before has none.
 */
export async function readDataQuality(
  database: Database,
  { from, to }: Dates,
): Promise<Map<number, DataQuality>> {
  const { rows } = await sql`
    SELECT
      forecasts.game_pk,
      -- Grades are in the order of the alphabet, the worst last.
      MAX(grades.grade) AS grade,
      COUNT(*) AS games,
      COUNTIF(NOT grades.is_admitted) AS games_held_back,
      MAX(games.game_date) AS checked_through
    FROM mlb_predictions.game_predictions AS forecasts
    JOIN mlb_historical_data.games_historical AS games
      ON games.game_date < forecasts.game_date
      AND games.game_date >= DATE_SUB(forecasts.game_date, INTERVAL 30 DAY)
      AND (
        games.home_team_id IN (forecasts.home_team_id, forecasts.away_team_id)
        OR games.away_team_id IN (forecasts.home_team_id, forecasts.away_team_id)
      )
    JOIN mlb_quality.game_quality_grades AS grades ON grades.game_pk = games.game_pk
    WHERE forecasts.game_date BETWEEN ${parameter(from, 'DATE')} AND ${parameter(to, 'DATE')}
      AND games.game_date BETWEEN DATE_SUB(${parameter(from, 'DATE')}, INTERVAL 30 DAY)
        AND ${parameter(to, 'DATE')}
    GROUP BY forecasts.game_pk`.execute(database);
  return new Map(
    z
      .array(row)
      .parse(rows)
      .map(({ game_pk, ...quality }) => [game_pk, dataQuality.parse(quality)]),
  );
}
