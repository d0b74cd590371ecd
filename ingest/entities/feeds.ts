import { defineEntity, type Entity } from '../entity.ts';
import { feedEndpoint, type Feed } from '../sources/feed.ts';
import { paths } from '../sources/stats-api.ts';
import { rawRow, type Provenance, type RawRow } from '../tables/raw-row.ts';
import { boxscoreRows } from './boxscore-rows.ts';
import { gameFacts, gameItem, gameRequest, planGames, type GameRequest } from './game-request.ts';
import { linescoreRow } from './linescore-rows.ts';
import { playRows } from './play-rows.ts';

/** Items are finished games: one request gives all that is known of each. */
export const feeds: Entity = defineEntity({
  name: 'feeds',
  tables: [
    'raw_game_feeds',
    'raw_linescores',
    'raw_plays',
    'raw_boxscores',
    'raw_boxscore_players',
  ],
  request: gameRequest,
  plan: (world) => planGames(world, feeds),
  read: async (game, { statsApi }, signal) => {
    const endpoint = feedEndpoint(game.score);
    const reading = await statsApi.read(paths.feed(game.gamePk), endpoint, signal);
    const { boxscore, linescore, plays } = reading.value.liveData;
    const rows = [
      feedRow(reading.value, game, reading),
      linescoreRow(linescore, game, reading),
      ...playRows(plays, game, reading),
      ...boxscoreRows(boxscore, game, reading),
    ];
    return [{ item: gameItem(game), rows, provenance: reading }];
  },
});

/**
 * What a feed says of the game as such: all of it but box score, line score and plays, which have rows of their own,
 * the biographies of its players, and the teams' standing, which changes with the day it is read.
 */
function feedRow(
  { metaData, gameData, liveData }: Feed,
  game: GameRequest,
  provenance: Provenance,
): RawRow {
  const { home, away } = gameData.teams;
  const content = {
    metaData: { timeStamp: metaData.timeStamp },
    gameData: {
      ...gameData,
      players: undefined,
      teams: { home: { ...home, record: undefined }, away: { ...away, record: undefined } },
    },
    liveData: {
      ...liveData,
      boxscore: undefined,
      plays: undefined,
      linescore: { teams: liveData.linescore.teams },
    },
  };
  return rawRow('raw_game_feeds', provenance, game.startAt, content, gameFacts(game));
}
