import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { TankError } from '../warehouse/errors.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import { playerFormPeriod, teamFormPeriod } from './schemas.ts';

const orderedTeamForm = teamFormPeriod.extend({ newest_game_date: z.string().nullable() });
const orderedPlayerForm = playerFormPeriod.extend({
  player_name: z.string().nullable(),
  newest_game_date: z.string().nullable(),
});

export type TeamForm = z.output<typeof orderedTeamForm>[];
export type PlayerForm = z.output<typeof orderedPlayerForm>[];

/** A team's form before a date by period, the shortest first. */
export async function readTeamForm(
  database: Database,
  teamId: number,
  date: string,
): Promise<TeamForm> {
  const { rows } = await sql`
    SELECT *
    FROM mlb_predictions.team_form(${String(teamId)}, ${parameter(date, 'DATE')})
    ORDER BY period_order`.execute(database);
  return z.array(orderedTeamForm).parse(rows);
}

/** A player's form before a date by period, the shortest first; empty when he did not play in the 400 days before. */
export async function readPlayerForm(
  database: Database,
  playerId: number,
  date: string,
): Promise<PlayerForm> {
  try {
    const { rows } = await sql`
      SELECT *
      FROM mlb_predictions.player_form(${String(playerId)}, ${parameter(date, 'DATE')})
      ORDER BY period_order`.execute(database);
    return z.array(orderedPlayerForm).parse(rows);
  } catch (error) {
    // What the function itself raises: it knows nobody of that id.
    if (error instanceof TankError && error.message.includes('player_form: ')) return [];
    throw error;
  }
}
