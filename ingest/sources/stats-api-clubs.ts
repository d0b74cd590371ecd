import { z } from 'zod';
import { rosterDoubts, type RosterType } from '../roster-rules.ts';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';

/** Envelopes of the MLB Stats API about clubs: who they are, who belongs to them, what they have done. */

/** Clubs of the major leagues since 1998. */
const clubCount = 30;

const teams = z.looseObject({
  teams: z.array(z.looseObject({ id: z.int(), name: z.string() })),
});
export type Teams = z.infer<typeof teams>;

const roster = z.looseObject({
  roster: z.array(
    z.looseObject({
      person: z.looseObject({ id: z.int() }),
      status: z.looseObject({ code: z.string() }).optional(),
    }),
  ),
});
export type Roster = z.infer<typeof roster>;

const clubRef = z.looseObject({ id: z.int() });

const clubRecord = z.looseObject({ team: clubRef, wins: z.int(), losses: z.int() });
const standings = z.looseObject({
  records: z.array(z.looseObject({ teamRecords: z.array(clubRecord) })),
});
export type Standings = z.infer<typeof standings>;

const teamStats = z.looseObject({
  stats: z.array(
    z.looseObject({
      group: z.looseObject({ displayName: z.enum(['hitting', 'pitching', 'fielding']) }),
      totalSplits: z.int().optional(),
      splits: z.array(z.looseObject({ team: clubRef, stat: z.record(z.string(), z.unknown()) })),
    }),
  ),
});
export type TeamStats = z.infer<typeof teamStats>;

const countDoubt = (count: number, what: string): string[] =>
  count === clubCount ? [] : [`${what} of ${count} clubs, not ${clubCount}`];

/** Doubted are other numbers of clubs, and more wins than losses. */
export function standingsDoubts({ records }: Standings): string[] {
  const clubs = new Map(
    records.flatMap(({ teamRecords }) => teamRecords.map((record) => [record.team.id, record])),
  );
  let balance = 0;
  for (const { wins, losses } of clubs.values()) balance += wins - losses;
  return [
    ...countDoubt(clubs.size, 'records'),
    ...(balance === 0 ? [] : [`wins less losses are ${balance}`]),
  ];
}

/** What one club's batters do, another's pitchers allow. */
const mirrored = ['runs', 'hits', 'homeRuns', 'strikeOuts'] as const;

/**
 * Doubted are totals without one of three groups, null ones, those of other clubs than announced or than in the other groups, and
 * those in which all batters together did not do what all pitchers allowed.
 */
export function teamStatsDoubts({ stats }: TeamStats): string[] {
  const doubts: string[] = [];
  const groups = new Map(
    stats.map(({ group, splits, totalSplits }) => {
      const clubs = new Map(splits.map(({ team, stat }) => [team.id, stat]));
      const lost = [...clubs.values()].flatMap((stat) =>
        Object.keys(stat).filter((field) => stat[field] === null),
      );
      for (const field of new Set(lost)) doubts.push(`${group.displayName}: ${field} is null`);
      if (totalSplits !== clubs.size) {
        doubts.push(
          `${group.displayName}: ${clubs.size} clubs, ${totalSplits ?? 'none'} announced`,
        );
      }
      return [group.displayName, clubs];
    }),
  );
  const clubsOf = (name: 'hitting' | 'pitching' | 'fielding'): string =>
    [...(groups.get(name)?.keys() ?? [])].sort((a, b) => a - b).join();
  if (clubsOf('hitting') === '') doubts.push('hitting: no clubs');
  for (const name of ['pitching', 'fielding'] as const) {
    if (clubsOf(name) !== clubsOf('hitting')) doubts.push(`${name}: not the clubs of hitting`);
  }
  const sum = (name: 'hitting' | 'pitching', field: string): number => {
    let total = 0;
    for (const stat of groups.get(name)?.values() ?? []) total += Number(stat[field]);
    return total;
  };
  for (const field of mirrored) {
    const [done, allowed] = [sum('hitting', field), sum('pitching', field)];
    if (done !== allowed) doubts.push(`${field}: ${done} by batters, ${allowed} by pitchers`);
  }
  return doubts;
}

/** Endpoints of clubs, and what is demanded of their answers. */
export const clubEndpoints = {
  teams: jsonEndpoint('teams', teams, {
    doubts: ({ teams: list }) => countDoubt(new Set(list.map(({ id }) => id)).size, 'entries'),
    fields: ['copyright', 'teams'],
  }),
  standings: jsonEndpoint('standings', standings, {
    doubts: standingsDoubts,
    fields: ['copyright', 'records'],
  }),
  teamStats: jsonEndpoint('teamStats', teamStats, {
    doubts: teamStatsDoubts,
    fields: ['copyright', 'stats'],
  }),
};

/** The roster of a type on a date, whose size is doubted by the rules of the time. */
export const rosterEndpoint = (type: RosterType, date: string): Endpoint<Roster> =>
  jsonEndpoint('roster', roster, {
    doubts: ({ roster: list }) =>
      rosterDoubts(type, date, new Set(list.map(({ person }) => person.id))),
    fields: ['copyright', 'roster', 'link', 'teamId', 'rosterType'],
  });
