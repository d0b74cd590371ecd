import { z } from 'zod';
import { defineEntity, type Entity } from '../entity.ts';
import { seasonsOf } from '../games.ts';
import { planEach } from '../planning.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow } from '../tables/raw-row.ts';

/** Items are seasons that have games. */
export const teams: Entity = defineEntity({
  name: 'teams',
  tables: ['raw_teams'],
  request: z.object({ season: z.int() }),
  plan: async (world) =>
    planEach(
      seasonsOf(await world.games()),
      (season) => ({ key: String(season), date: null }),
      await world.collected(teams),
      world,
      (season) => ({ key: String(season), request: { season } }),
    ),
  read: async ({ season }, { statsApi }, signal) => {
    const reading = await statsApi.read(paths.teams(season), endpoints.teams, signal);
    const rows = reading.value.teams.map((team) =>
      rawRow('raw_teams', reading, null, team, { season, team_id: team.id }),
    );
    const item = { key: String(season), date: null };
    return [{ item, rows: lastOfEachKey(rows), provenance: reading }];
  },
});
