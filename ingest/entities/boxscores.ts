import { defineEntity, type Entity } from '../entity.ts';
import { boxscoreEndpoint } from '../sources/boxscore.ts';
import { paths } from '../sources/stats-api.ts';
import { boxscoreRows } from './boxscore-rows.ts';
import { feeds } from './feeds.ts';
import { gameItem, gameRequest, planGames } from './game-request.ts';

/** Items are finished games without a feed. */
export const boxscores: Entity = defineEntity({
  name: 'boxscores',
  tables: ['raw_boxscores', 'raw_boxscore_players'],
  request: gameRequest,
  plan: (world) => planGames(world, boxscores, feeds),
  read: async (game, { statsApi }, signal) => {
    const endpoint = boxscoreEndpoint(game.score);
    const reading = await statsApi.read(paths.boxscore(game.gamePk), endpoint, signal);
    const rows = boxscoreRows(reading.value, game, reading);
    return [{ item: gameItem(game), rows, provenance: reading }];
  },
});
