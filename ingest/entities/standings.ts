import { z } from 'zod';
import { addDays, easternMidnight } from '../dates.ts';
import { defineEntity, type Entity, type Item } from '../entity.ts';
import { planEach } from '../planning.ts';
import { resultDates } from '../snapshots.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow } from '../tables/raw-row.ts';

const request = z.object({ date: z.iso.date(), season: z.int() });

const itemOf = ({ date }: z.infer<typeof request>): Item => ({ key: date, date });

/** Items are dates with results of the regular season: every club's place after them. */
export const standings: Entity = defineEntity({
  name: 'standings',
  tables: ['raw_standings'],
  request,
  plan: async (world) =>
    planEach(
      resultDates(await world.games(), world),
      itemOf,
      await world.collected(standings),
      world,
      (day) => ({ key: day.date, request: day }),
    ),
  read: async (day, { statsApi }, signal) => {
    const { date, season } = day;
    const path = paths.standings(season, date);
    const reading = await statsApi.read(path, endpoints.standings, signal);
    const after = easternMidnight(addDays(date, 1));
    const rows = reading.value.records.flatMap(({ teamRecords, ...division }) =>
      teamRecords.map((record) => {
        const content = withoutUpdateTimes({ ...division, ...record });
        return rawRow('raw_standings', reading, after, content, {
          standings_date: date,
          team_id: record.team.id,
        });
      }),
    );
    return [{ item: itemOf(day), rows: lastOfEachKey(rows), provenance: reading }];
  },
});

/** When a table was updated is no part of the standings, and differs each time they are read. */
function withoutUpdateTimes(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(withoutUpdateTimes);
  if (content === null || typeof content !== 'object') return content;
  return Object.fromEntries(
    Object.entries(content)
      .filter(([name]) => name !== 'lastUpdated')
      .map(([name, value]) => [name, withoutUpdateTimes(value)]),
  );
}
