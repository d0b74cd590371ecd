import { z } from 'zod';
import { defineEntity, type Entity, type EntityPlan, type PlannedRead } from '../entity.ts';
import type { CollectedItem } from '../collected.ts';
import { finishedGames, type GameEntry } from '../games.ts';
import { reasonToRead } from '../planning.ts';
import { gameLogEndpoint, type GameLog } from '../sources/player-stats.ts';
import { paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow, type Provenance, type RawRow } from '../tables/raw-row.ts';
import type { World } from '../world.ts';
import { movedDays } from './game-request.ts';
import { suspects, strategy, type Suspect } from './suspects.ts';

const game = z.object({
  gamePk: z.int(),
  officialDate: z.iso.date(),
  startAt: z.iso.datetime(),
  strategy,
});
type SuspectGame = z.infer<typeof game>;

const request = z.object({
  playerId: z.int(),
  season: z.int(),
  gameType: z.string(),
  games: z.array(game).min(1),
});
type PlayerGames = z.infer<typeof request>;

const itemOf = (playerId: number, { gamePk, officialDate }: SuspectGame) => ({
  key: `${gamePk} ${playerId}`,
  date: officialDate,
});

/**
 * Items are players of finished games who should have a line, but have none in the box score. Most of them did not play:
 * such an item has no rows.
 */
export const playerLines: Entity = defineEntity({
  name: 'player_lines',
  tables: ['raw_player_game_lines'],
  request,
  plan: async (world) =>
    planLines(
      finishedGames(await world.games()),
      await suspects(world),
      await world.collected(playerLines, movedDays),
      world,
    ),
  read: async ({ playerId, season, gameType, games }, { statsApi }, signal) => {
    const path = paths.gameLog(playerId, season, gameType);
    const reading = await statsApi.read(path, gameLogEndpoint, signal);
    return games.map((played) => ({
      item: itemOf(playerId, played),
      rows: lineRows(reading.value, playerId, played, reading),
      provenance: reading,
    }));
  },
});

/** One request for each player, season and game type gives all his lines. */
export function planLines(
  games: readonly GameEntry[],
  found: readonly Suspect[],
  collected: ReadonlyMap<string, CollectedItem>,
  world: Pick<World, 'now' | 'today' | 'isAgain'>,
): EntityPlan<PlayerGames> {
  const entries = new Map(games.map((entry) => [entry.gamePk, entry]));
  const reads = new Map<string, PlannedRead<PlayerGames>>();
  let expected = 0;
  let due = 0;
  for (const { gamePk, playerId, strategy } of found) {
    const entry = entries.get(gamePk);
    if (entry === undefined) continue;
    const { officialDate, startAt, season, gameType } = entry;
    const played = { gamePk, officialDate, startAt, strategy };
    const reason = reasonToRead(itemOf(playerId, played), collected, world);
    expected += 1;
    if (reason === undefined) continue;
    due += 1;
    const key = `${season} ${gameType} player ${playerId}`;
    const { request, ...read } = reads.get(key) ?? {
      key,
      request: { playerId, season, gameType, games: [] },
      reason,
      items: 0,
    };
    reads.set(key, {
      ...read,
      request: { ...request, games: [...request.games, played] },
      items: read.items + 1,
    });
  }
  return { expected, present: expected - due, reads: [...reads.values()] };
}

function lineRows(
  { stats }: GameLog,
  playerId: number,
  { gamePk, officialDate, startAt, strategy }: SuspectGame,
  provenance: Provenance,
): RawRow[] {
  const rows = stats.flatMap(({ group, splits }) =>
    splits
      .filter((split) => split.game.gamePk === gamePk)
      .map((split) =>
        rawRow('raw_player_game_lines', provenance, startAt, split, {
          game_pk: gamePk,
          official_date: officialDate,
          player_id: playerId,
          stat_group: group.displayName,
          position_code: group.displayName === 'fielding' ? (split.position?.code ?? '') : '',
          strategy,
        }),
      ),
  );
  return lastOfEachKey(rows);
}
