import { z } from 'zod';
import { easternMidnight } from '../dates.ts';
import { defineEntity, type Entity, type Item } from '../entity.ts';
import { planEach } from '../planning.ts';
import { judgeRosters, strangers, type RosterEntries, type RosterType } from '../roster-rules.ts';
import { clubDates, type ClubDate } from '../snapshots.ts';
import type { Reading } from '../sources/source.ts';
import { paths } from '../sources/stats-api.ts';
import { rosterEndpoint, type Roster } from '../sources/stats-api-clubs.ts';
import { vouched } from '../sources/vouched.ts';
import { lastOfEachKey, rawRow, type RawRow } from '../tables/raw-row.ts';

const request = z.object({ date: z.iso.date(), teamId: z.int() });

const itemOf = ({ date, teamId }: ClubDate): Item => ({ key: `${date} ${teamId}`, date });

/** Items are clubs on dates: their active and their 40-man roster, one read against the other. */
export const rosters: Entity = defineEntity({
  name: 'rosters',
  tables: ['raw_rosters'],
  request,
  plan: async (world) =>
    planEach(
      clubDates(await world.games(), await world.clubs(), world),
      itemOf,
      await world.collected(rosters),
      world,
      (clubDate) => ({ key: `${clubDate.date} team ${clubDate.teamId}`, request: clubDate }),
    ),
  read: async (clubDate, { statsApi }, signal) => {
    const { date, teamId } = clubDate;
    const ask = (type: RosterType): Promise<Reading<Roster>> =>
      statsApi.read(paths.roster(teamId, type, date), rosterEndpoint(type, date), signal);
    const { active, fortyMan } = await vouched(
      `rosters of team ${teamId} on ${date}`,
      async () => ({ active: await ask('active'), fortyMan: await ask('40Man') }),
      (both) => judgeRosters(date, entriesOf(both.active), entriesOf(both.fortyMan)),
    );
    const rows = [
      ...rosterRows('active', active, clubDate),
      ...rosterRows('40Man', fortyMan, clubDate),
    ];
    const unlisted = strangers(entriesOf(active), entriesOf(fortyMan));
    const doubts = [
      ...(active.doubts ?? []),
      ...(fortyMan.doubts ?? []),
      ...unlisted.map((id) => `active player ${id} is not on the 40-man roster`),
    ];
    const provenance = doubts.length === 0 ? fortyMan : { ...fortyMan, doubts };
    return [{ item: itemOf(clubDate), rows: lastOfEachKey(rows), provenance }];
  },
});

function entriesOf({ value }: Reading<Roster>): RosterEntries {
  return value.roster.map(({ person, status }) => ({ playerId: person.id, status: status?.code }));
}

function rosterRows(
  type: RosterType,
  reading: Reading<Roster>,
  { date, teamId }: ClubDate,
): RawRow[] {
  const midnight = easternMidnight(date);
  return reading.value.roster.map((entry) =>
    rawRow('raw_rosters', reading, midnight, entry, {
      roster_type: type,
      roster_date: date,
      team_id: teamId,
      player_id: entry.person.id,
    }),
  );
}
