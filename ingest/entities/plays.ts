import { defineEntity, type Entity } from '../entity.ts';
import { playsEndpoint } from '../sources/plays.ts';
import { paths } from '../sources/stats-api.ts';
import { feeds } from './feeds.ts';
import { gameItem, gameRequest, planGames } from './game-request.ts';
import { playRows } from './play-rows.ts';

/** Items are finished games without a feed. */
export const plays: Entity = defineEntity({
  name: 'plays',
  tables: ['raw_plays'],
  request: gameRequest,
  plan: (world) => planGames(world, plays, feeds),
  read: async (game, { statsApi }, signal) => {
    const endpoint = playsEndpoint(game.score);
    const reading = await statsApi.read(paths.playByPlay(game.gamePk), endpoint, signal);
    const rows = playRows(reading.value, game, reading);
    return [{ item: gameItem(game), rows, provenance: reading }];
  },
});
