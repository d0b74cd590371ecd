import { z } from 'zod';
import { addDays, easternMidnight } from '../dates.ts';
import { defineEntity, type Entity, type Item } from '../entity.ts';
import { isChampionshipGame, type GameEntry } from '../games.ts';
import { planEach } from '../planning.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow } from '../tables/raw-row.ts';
import type { World } from '../world.ts';

const request = z.object({ date: z.iso.date(), teamId: z.int() });
type ClubDate = z.infer<typeof request>;

const itemOf = ({ date, teamId }: ClubDate): Item => ({ key: `${date} ${teamId}`, date });

/** Items are clubs on the dates they play. */
export const rosters: Entity = defineEntity({
  name: 'rosters',
  tables: ['raw_rosters'],
  request,
  plan: async (world) =>
    planEach(
      clubDates(await world.games(), world),
      itemOf,
      await world.collected(rosters),
      world,
      (clubDate) => ({ key: `${clubDate.date} team ${clubDate.teamId}`, request: clubDate }),
    ),
  read: async (clubDate, { statsApi }, signal) => {
    const { date, teamId } = clubDate;
    const reading = await statsApi.read(
      paths.roster(teamId, 'active', date),
      endpoints.roster,
      signal,
    );
    const midnight = easternMidnight(date);
    const rows = reading.value.roster.map((entry) =>
      rawRow('raw_rosters', reading, midnight, entry, {
        roster_type: 'active',
        roster_date: date,
        team_id: teamId,
        player_id: entry.person.id,
      }),
    );
    return [{ item: itemOf(clubDate), rows: lastOfEachKey(rows), provenance: reading }];
  },
});

/**
 * Clubs on the dates of their snapshots: each date they play in the regular season or the postseason, or the first
 * such date of a month. Dates after tomorrow have none, as those rosters are not known yet.
 */
export function clubDates(
  games: readonly GameEntry[],
  { today, snapshots }: Pick<World, 'today' | 'snapshots'>,
): ClubDate[] {
  const tomorrow = addDays(today, 1);
  const periods = new Map<string, { date: string; clubs: Set<number> }>();
  for (const game of games) {
    const { isOn, scheduleDate: date, teamIds } = game;
    if (!isOn || !isChampionshipGame(game) || date > tomorrow) continue;
    const name = snapshots === 'daily' ? date : date.slice(0, 7);
    const period = periods.get(name) ?? { date, clubs: new Set() };
    if (date < period.date) period.date = date;
    for (const teamId of teamIds) period.clubs.add(teamId);
    periods.set(name, period);
  }
  return [...periods.values()]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .flatMap(({ date, clubs }) => [...clubs].map((teamId) => ({ date, teamId })));
}
