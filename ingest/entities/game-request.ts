import { z } from 'zod';
import type { CollectedItem } from '../collected.ts';
import type { Entity, EntityPlan, Item } from '../entity.ts';
import { finishedGames, type GameEntry } from '../games.ts';
import { planEach, reasonToRead } from '../planning.ts';
import { score } from '../sources/score.ts';
import type { World } from '../world.ts';

/** What a game's rows need of the schedule. */
export const gameRequest = z.object({
  gamePk: z.int(),
  officialDate: z.iso.date(),
  startAt: z.iso.datetime(),
  state: z.string(),
  score,
});
export type GameRequest = z.infer<typeof gameRequest>;

export const gameRequestOf = ({
  gamePk,
  officialDate,
  startAt,
  state,
  score,
}: GameEntry): GameRequest => ({ gamePk, officialDate, startAt, state, score });

/** Games are items under the state the schedule had them in. */
export const gameItem = ({ gamePk, officialDate, state }: GameRequest): Item => ({
  key: String(gamePk),
  date: officialDate,
  state,
});

/** Columns of a game's own tables. */
export const gameFacts = ({ gamePk, officialDate }: GameRequest) => ({
  game_pk: gamePk,
  official_date: officialDate,
});

/** How far the official date of a game may have moved between two readings, in days. */
export const movedDays = 400;

type Tables = Pick<Entity, 'name' | 'tables'>;

/**
 * Plan that reads each finished game by itself, but for those whose feed is there and gave the rows of the same tables.
 * @param covering the feed; undefined for the feed itself.
 */
export async function planGames(
  world: World,
  entity: Tables,
  covering?: Tables,
): Promise<EntityPlan<GameRequest>> {
  const games = finishedGames(await world.games()).map(gameRequestOf);
  const feeds =
    covering === undefined
      ? new Map<string, CollectedItem>()
      : await world.collected({ name: covering.name, tables: entity.tables }, movedDays);
  const uncovered = games.filter((game) => !covers(feeds, game, world));
  const plan = planEach(
    uncovered,
    gameItem,
    await world.collected(entity, movedDays),
    world,
    (game) => ({ key: `${game.officialDate} game ${game.gamePk}`, request: game }),
  );
  const covered = games.length - uncovered.length;
  return { ...plan, expected: games.length, present: plan.present + covered };
}

/** A feed is looked at again for corrections by its own plan: until then it is good. */
function covers(
  feeds: ReadonlyMap<string, CollectedItem>,
  game: GameRequest,
  world: World,
): boolean {
  const reason = reasonToRead(gameItem(game), feeds, world);
  return reason === undefined || reason === 'recheck' || reason === 'not_past';
}
