import { z } from 'zod';
import { defineEntity, type Entity, type Item, type PlannedRead } from '../entity.ts';
import { reasonToRead } from '../planning.ts';
import { paths } from '../sources/stats-api.ts';
import { venuesEndpoint } from '../sources/stats-api-league.ts';
import { rawRow } from '../tables/raw-row.ts';

const request = z.object({ season: z.int(), venueIds: z.array(z.int()).min(1) });

/** Parks asked for at once: fewer than the least limit of rows any endpoint of the API has. */
const mostAtOnce = 45;

const itemOf = (season: number, venueId: number): Item => ({
  key: `${season} ${venueId}`,
  date: null,
});

/** Items are ballparks on the schedule of a season. */
export const venues: Entity = defineEntity({
  name: 'venues',
  tables: ['raw_venues'],
  request,
  plan: async (world) => {
    const parks = new Map<number, Set<number>>();
    for (const { season, venueId } of await world.games()) {
      if (venueId === null) continue;
      parks.set(season, (parks.get(season) ?? new Set()).add(venueId));
    }
    const collected = await world.collected(venues);
    const expected = [...parks.values()].reduce((sum, ids) => sum + ids.size, 0);
    const reads = [...parks].flatMap(([season, ids]): PlannedRead<z.infer<typeof request>>[] => {
      const due = [...ids]
        .sort((a, b) => a - b)
        .map((id) => ({ id, reason: reasonToRead(itemOf(season, id), collected, world) }))
        .filter(({ reason }) => reason !== undefined);
      const chunks = Array.from({ length: Math.ceil(due.length / mostAtOnce) }, (_, index) =>
        due.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
      );
      return chunks.map((chunk) => ({
        key: `${season} venues ${chunk.map(({ id }) => id).join()}`,
        request: { season, venueIds: chunk.map(({ id }) => id) },
        reason: chunk[0]?.reason ?? 'missing',
        items: chunk.length,
      }));
    });
    const asked = reads.reduce((sum, { items }) => sum + items, 0);
    return { expected, present: expected - asked, reads };
  },
  /** A park the league does not know is an item without rows. */
  read: async ({ season, venueIds }, { statsApi }, signal) => {
    const path = paths.venues(season, venueIds);
    const reading = await statsApi.read(path, venuesEndpoint(venueIds), signal);
    const found = new Map(reading.value.venues.map((venue) => [venue.id, venue]));
    return venueIds.map((venueId) => {
      const venue = found.get(venueId);
      const facts = { season, venue_id: venueId };
      const rows = venue === undefined ? [] : [rawRow('raw_venues', reading, null, venue, facts)];
      return { item: itemOf(season, venueId), rows, provenance: reading };
    });
  },
});
