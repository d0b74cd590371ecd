import { z } from 'zod';
import { addDays, easternMidnight } from '../dates.ts';
import { defineEntity, type Entity, type Item } from '../entity.ts';
import { planEach } from '../planning.ts';
import { resultDates } from '../snapshots.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow } from '../tables/raw-row.ts';

/** `from`: first day of the regular season. */
const request = z.object({ date: z.iso.date(), season: z.int(), from: z.iso.date() });

const itemOf = ({ date }: { date: string }): Item => ({ key: date, date });

/** Items are dates with results of the regular season: every club's totals through them. */
export const teamStats: Entity = defineEntity({
  name: 'team_stats',
  tables: ['raw_team_stats'],
  request,
  plan: async (world) => {
    const { seasons } = await world.calendar();
    const startOf = (season: number): string =>
      seasons.get(season)?.regular_season.from ?? `${season}-01-01`;
    return planEach(
      resultDates(await world.games(), world),
      itemOf,
      await world.collected(teamStats),
      world,
      ({ date, season }) => ({ key: date, request: { date, season, from: startOf(season) } }),
    );
  },
  read: async (day, { statsApi }, signal) => {
    const { date, season, from } = day;
    const path = paths.teamStats(season, { from, to: date });
    const reading = await statsApi.read(path, endpoints.teamStats, signal);
    const after = easternMidnight(addDays(date, 1));
    const rows = reading.value.stats.flatMap(({ group, splits }) =>
      splits.map((split) =>
        rawRow('raw_team_stats', reading, after, split, {
          stats_date: date,
          stat_group: group.displayName,
          team_id: split.team.id,
        }),
      ),
    );
    return [{ item: itemOf(day), rows: lastOfEachKey(rows), provenance: reading }];
  },
});
