import { z } from 'zod';
import { addDays, easternMidnight } from '../dates.ts';
import { defineEntity, type Entity, type Item } from '../entity.ts';
import { isChampionshipGame, type GameEntry } from '../games.ts';
import { planEach } from '../planning.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow } from '../tables/raw-row.ts';

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
      clubDates(await world.games(), world.today),
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
 * Clubs on each date they play in the regular season or the postseason. Dates after tomorrow have none, as those
 * rosters are not known yet.
 */
export function clubDates(games: readonly GameEntry[], today: string): ClubDate[] {
  const tomorrow = addDays(today, 1);
  const found = new Map<string, ClubDate>();
  for (const game of games) {
    const { isOn, scheduleDate: date, teamIds } = game;
    if (!isOn || !isChampionshipGame(game) || date > tomorrow) continue;
    for (const teamId of teamIds) found.set(`${date} ${teamId}`, { date, teamId });
  }
  return [...found.values()];
}
