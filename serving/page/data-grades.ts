import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import { parameter } from '../../warehouse/query-parameters.ts';

const gradeRow = z.object({
  game_pk: z.int(),
  grade: z.enum(['A', 'B', 'C', 'F']),
  games: z.int(),
  games_held_back: z.int(),
});

/** The lowest grade among the games that both teams of a game played in the 30 days before it. */
export type DataGrade = z.output<typeof gradeRow>;

/** A grade, or why there is none to show. */
export type ShownGrade = DataGrade | 'none' | 'unreadable';

/** By game; undefined when they cannot be read. */
export type DataGrades = ReadonlyMap<number, DataGrade> | undefined;

export function gradeOf(gamePk: number, grades: DataGrades): ShownGrade {
  return grades === undefined ? 'unreadable' : (grades.get(gamePk) ?? 'none');
}

/** Grades of the data behind the forecasts of a date, by game; a game whose teams did not play before has none. */
export async function readDataGrades(
  database: Database,
  date: string,
): Promise<Map<number, DataGrade>> {
  const { rows } = await sql`
    SELECT
      forecasts.game_pk,
      -- Grades are in the order of the alphabet, the worst last.
      MAX(grades.grade) AS grade,
      COUNT(*) AS games,
      COUNTIF(NOT grades.is_admitted) AS games_held_back
    FROM mlb_predictions.game_predictions AS forecasts
    JOIN mlb_historical_data.games_historical AS games
      ON games.game_date < forecasts.game_date
      AND games.game_date >= DATE_SUB(forecasts.game_date, INTERVAL 30 DAY)
      AND (
        games.home_team_id IN (forecasts.home_team_id, forecasts.away_team_id)
        OR games.away_team_id IN (forecasts.home_team_id, forecasts.away_team_id)
      )
    JOIN mlb_quality.game_quality_grades AS grades ON grades.game_pk = games.game_pk
    WHERE forecasts.game_date = ${parameter(date, 'DATE')}
    GROUP BY forecasts.game_pk`.execute(database);
  return new Map(
    z
      .array(gradeRow)
      .parse(rows)
      .map((row) => [row.game_pk, row]),
  );
}
