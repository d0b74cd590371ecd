import { z } from 'zod';
import { defineEntity, type Entity, type ItemRows } from '../entity.ts';
import { finishedGames, type GameEntry } from '../games.ts';
import { planEach } from '../planning.ts';
import { endpoints, paths, type Boxscore, type BoxscorePlayer } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow, type Provenance } from '../tables/raw-row.ts';

/** What a game's rows need of the schedule. */
export const gameRequest = z.object({
  gamePk: z.int(),
  officialDate: z.iso.date(),
  startAt: z.iso.datetime(),
  state: z.string(),
});
export type GameRequest = z.infer<typeof gameRequest>;

export const gameRequestOf = ({
  gamePk,
  officialDate,
  startAt,
  state,
}: GameEntry): GameRequest => ({
  gamePk,
  officialDate,
  startAt,
  state,
});

/** Games are items under the state the schedule had them in. */
export const gameItem = ({ gamePk, officialDate, state }: GameRequest) => ({
  key: String(gamePk),
  date: officialDate,
  state,
});

/** Items are finished games. */
export const boxscores: Entity = defineEntity({
  name: 'boxscores',
  tables: ['raw_boxscores', 'raw_boxscore_players'],
  request: gameRequest,
  plan: async (world) =>
    planEach(
      finishedGames(await world.games()).map(gameRequestOf),
      gameItem,
      await world.collected(boxscores, movedDays),
      world,
      (game) => ({ key: `${game.officialDate} game ${game.gamePk}`, request: game }),
    ),
  read: async (game, { statsApi }, signal) => {
    const reading = await statsApi.read(paths.boxscore(game.gamePk), endpoints.boxscore, signal);
    return [boxscoreRows(reading.value, game, reading)];
  },
});

/** How far the official date of a game may have moved between two readings, in days. */
export const movedDays = 400;

/**
 * The players of a box score, without their `seasonStats` (no facts of the game: they change with the day they are
 * read), and the box score without players.
 */
export function boxscoreRows(
  boxscore: Boxscore,
  game: GameRequest,
  provenance: Provenance,
): ItemRows {
  const facts = { game_pk: game.gamePk, official_date: game.officialDate };
  const withoutPlayers = { ...boxscore.teams } as Record<string, unknown>;
  const players = (['home', 'away'] as const).flatMap((side) => {
    const { players: listed, ...rest } = boxscore.teams[side];
    withoutPlayers[side] = rest;
    return Object.values(listed).map((player) =>
      rawRow('raw_boxscore_players', provenance, game.startAt, withoutSeasonStats(player), {
        ...facts,
        side,
        player_id: player.person.id,
      }),
    );
  });
  const content = { ...boxscore, teams: withoutPlayers };
  const whole = rawRow('raw_boxscores', provenance, game.startAt, content, facts);
  return { item: gameItem(game), rows: [...lastOfEachKey(players), whole], provenance };
}

/** JSON leaves out what is undefined. */
const withoutSeasonStats = (player: BoxscorePlayer): object => ({
  ...player,
  seasonStats: undefined,
});
