import { defineEntity, type Entity } from '../entity.ts';
import { linescoreEndpoint } from '../sources/linescore.ts';
import { paths } from '../sources/stats-api.ts';
import { feeds } from './feeds.ts';
import { gameItem, gameRequest, planGames } from './game-request.ts';
import { linescoreRow } from './linescore-rows.ts';

/** Items are finished games without a feed. */
export const linescores: Entity = defineEntity({
  name: 'linescores',
  tables: ['raw_linescores'],
  request: gameRequest,
  plan: (world) => planGames(world, linescores, feeds),
  read: async (game, { statsApi }, signal) => {
    const endpoint = linescoreEndpoint(game.score);
    const reading = await statsApi.read(paths.linescore(game.gamePk), endpoint, signal);
    const rows = [linescoreRow(reading.value, game, reading)];
    return [{ item: gameItem(game), rows, provenance: reading }];
  },
});
