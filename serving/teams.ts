import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { nearest, normalizeName } from './nearest.ts';

const teamRow = z.object({
  season: z.int(),
  team_id: z.int(),
  abbreviation: z.string(),
  team_name: z.string(),
  full_name: z.string(),
  location_name: z.string().nullable(),
  franchise_name: z.string().nullable(),
});

export type Team = z.output<typeof teamRow>;

const suggestions = 3;

/** Every team of every season that is known. */
export async function readTeams(database: Database): Promise<Team[]> {
  const rows = await database
    .selectFrom('mlb_historical_data.teams_historical')
    .select([
      'season',
      'team_id',
      'abbreviation',
      'team_name',
      'full_name',
      'location_name',
      'franchise_name',
    ])
    .orderBy('season')
    .orderBy('team_id')
    .execute();
  return z.array(teamRow).parse(rows);
}

/** The teams of a season; of the latest one known before it when that season is not known yet. Empty when none is. */
export function teamsOfSeason(teams: readonly Team[], season: number): Team[] {
  const known = teams.findLast((team) => team.season <= season)?.season;
  return teams.filter((team) => team.season === known);
}

/**
 * The team meant by an id, abbreviation, nickname, full name, or a city that only one team plays for.
 * @throws TankError E_TEAM_UNKNOWN with the nearest teams as choices.
 */
export function findTeam(teams: readonly Team[], asked: string | number): Team {
  const matches = namedIn(teams).get(normalizeName(String(asked))) ?? [];
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  if (teams.length === 0) {
    throw tankError('E_TEAM_UNKNOWN', `no teams are known for that season, so ${asked} is not`, {
      hint: 'Ask for a date in a season that was collected.',
    });
  }
  const detail = match
    ? `${asked} is the name of ${matches.length} teams`
    : `${asked} is not a team of that season`;
  const choices = match ? matches : nearest(String(asked), teams, namesOf, suggestions);
  throw tankError('E_TEAM_UNKNOWN', detail, {
    details: {
      choices: choices.map(({ team_id, abbreviation, full_name }) => ({
        team_id,
        abbreviation,
        name: full_name,
      })),
    },
  });
}

const known = new WeakMap<readonly Team[], ReadonlyMap<string, readonly Team[]>>();

/** Teams by each of their names, worked out once for a list of teams. */
function namedIn(teams: readonly Team[]): ReadonlyMap<string, readonly Team[]> {
  const earlier = known.get(teams);
  if (earlier !== undefined) return earlier;
  const byName = new Map<string, Team[]>();
  for (const team of teams) {
    for (const name of new Set(namesOf(team).map(normalizeName)))
      byName.set(name, [...(byName.get(name) ?? []), team]);
  }
  known.set(teams, byName);
  return byName;
}

function namesOf(team: Team): string[] {
  return [
    String(team.team_id),
    team.abbreviation,
    team.team_name,
    team.full_name,
    team.location_name,
    team.franchise_name,
  ].filter((name) => name !== null);
}
