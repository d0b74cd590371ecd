import { z } from 'zod';
import { defineEntity, type Entity, type PlannedRead } from '../entity.ts';
import { seasonRange } from '../season-calendar.ts';
import { configuredSeasons, yearsOf } from '../seasons.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow } from '../tables/raw-row.ts';

const request = z.object({ season: z.int() });

/** The dates of a season that is not over may change, but seldom do. */
const staleAfterMs = 30 * 24 * 3600 * 1000;

/** Items are seasons of the dates asked for that are not configured. */
export const seasons: Entity = defineEntity({
  name: 'seasons',
  tables: ['raw_seasons'],
  request,
  plan: async (world) => {
    const wanted = yearsOf(world.range).filter((year) => !configuredSeasons().seasons.has(year));
    if (wanted.length === 0) return { expected: 0, present: 0, reads: [] };
    const collected = await world.collected(seasons);
    const calendar = await world.calendar();
    const reads = wanted.flatMap((season): PlannedRead<z.infer<typeof request>>[] => {
      const known = collected.get(String(season));
      const dates = calendar.seasons.get(season);
      const isOver = dates !== undefined && seasonRange(dates).to < world.today;
      const age = world.now.getTime() - (known?.knownAt.getTime() ?? 0);
      const reason =
        known === undefined
          ? 'missing'
          : !known.isWhole
            ? 'incomplete'
            : !isOver && age >= staleAfterMs
              ? 'stale'
              : undefined;
      return reason === undefined
        ? []
        : [{ key: String(season), request: { season }, reason, items: 1 }];
    });
    return { expected: wanted.length, present: wanted.length - reads.length, reads };
  },
  /** A season the league has not announced yet gives nothing, and is asked for again. */
  read: async ({ season }, { statsApi }, signal) => {
    const reading = await statsApi.read(paths.seasons(season), endpoints.seasons, signal);
    const rows = reading.value.seasons
      .filter(({ seasonId }) => Number(seasonId) === season)
      .map((entry) => rawRow('raw_seasons', reading, null, entry, { season }));
    if (rows.length === 0) return [];
    const item = { key: String(season), date: null };
    return [{ item, rows: lastOfEachKey(rows), provenance: reading }];
  },
});
