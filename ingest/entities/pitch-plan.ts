import { z } from 'zod';
import type { CollectedItem } from '../collected.ts';
import { addDays } from '../dates.ts';
import type { EntityPlan, PlannedRead, Reason } from '../entity.ts';
import { finishedGames } from '../games.ts';
import { reasonToRead } from '../planning.ts';
import type { World } from '../world.ts';
import { gameItem, gameRequest, gameRequestOf } from './game-request.ts';

export const pitchGame = gameRequest.extend({
  /** Pitches thrown by both clubs as its box score says; null when there is none that does. */
  pitches: z.int().nullable(),
  /** Where the rows come from that the warehouse has whole; null when it has none. A lesser source never replaces them. */
  held: z.enum(['savant', 'stats_api', 'archive']).nullable(),
});
export type PitchGame = z.infer<typeof pitchGame>;

/** Games of some days; a lone game is asked for by its key. */
export const pitchRequest = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  games: z.array(pitchGame).min(1),
});
export type PitchRequest = z.infer<typeof pitchRequest>;

/** Days one request to Savant covers at most. */
const longestRange = 5;
/** Pitches one request is expected to give at most: well below Savant's cap. */
const mostPitches = 20_000;
/** Pitches of a game about which no box score says anything. */
const usualPitches = 320;
/** A day of which less than this share is due is asked for game by game. */
const sparse = 1 / 3;

/** State of a game taken from a lesser source because Savant failed: it is planned again whenever. */
export const withoutSavant = (state: string): string => `${state} without savant`;

interface Due {
  game: PitchGame;
  reason: Reason;
}

interface Day {
  date: string;
  due: Due[];
  games: number;
  pitches: number;
}

/** @param collected pitches that are there, by game */
export async function planPitches(
  world: World,
  collected: ReadonlyMap<string, CollectedItem>,
): Promise<EntityPlan<PitchRequest>> {
  const games = finishedGames(await world.games()).map(gameRequestOf);
  const dates = games.map(({ officialDate }) => officialDate).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return { expected: 0, present: 0, reads: [] };
  const counts = await world.pitchCounts({ from, to });
  const days = new Map<string, Day>();
  for (const game of games) {
    const date = game.officialDate;
    const day = days.get(date) ?? { date, due: [], games: 0, pitches: 0 };
    days.set(date, day);
    const pitches = counts.get(game.gamePk) ?? null;
    const known = collected.get(String(game.gamePk));
    const reason = reasonToReadPitches(game, collected, world);
    const held = known?.isWhole === true ? pitchGame.shape.held.parse(known.origin) : null;
    day.games += 1;
    day.pitches += pitches ?? usualPitches;
    if (reason !== undefined) day.due.push({ game: { ...game, pitches, held }, reason });
  }
  const reads = readsOf([...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)));
  const due = reads.reduce((sum, { items }) => sum + items, 0);
  return { expected: games.length, present: games.length - due, reads };
}

function reasonToReadPitches(
  game: z.infer<typeof gameRequest>,
  collected: ReadonlyMap<string, CollectedItem>,
  world: World,
): Reason | undefined {
  const item = gameItem(game);
  const known = collected.get(item.key);
  const reason = reasonToRead(item, collected, world);
  if (known === undefined) return reason;
  const lacksSavant = reason === 'changed' && known.state === withoutSavant(game.state);
  const mayGetSavant = reason === 'recheck' && known.origin !== 'savant';
  return lacksSavant || mayGetSavant ? 'fallback' : reason;
}

/** Days in a row together, as long as one request may hold them; days with few games due game by game. */
function readsOf(days: readonly Day[]): PlannedRead<PitchRequest>[] {
  const reads: PlannedRead<PitchRequest>[] = [];
  let range: Day[] = [];
  const close = (): void => {
    if (range.length > 0) reads.push(readOf(range.flatMap(({ due }) => due)));
    range = [];
  };
  for (const day of days) {
    if (day.due.length < day.games * sparse) {
      close();
      for (const due of day.due) reads.push(readOf([due]));
      continue;
    }
    const first = range[0]?.date ?? day.date;
    const pitches = range.reduce((sum, other) => sum + other.pitches, day.pitches);
    if (day.date >= addDays(first, longestRange) || pitches > mostPitches) close();
    range.push(day);
  }
  close();
  return reads;
}

/** One request for some games, and its name. */
export function requestOf(games: readonly PitchGame[]): { key: string; request: PitchRequest } {
  const dates = games.map(({ officialDate }) => officialDate).sort();
  const from = dates[0] ?? '';
  const to = dates.at(-1) ?? from;
  const [lone] = games;
  const key = games.length === 1 && lone ? `${from} game ${lone.gamePk}` : `${from}..${to}`;
  return { key, request: { from, to, games: [...games] } };
}

function readOf(due: readonly Due[]): PlannedRead<PitchRequest> {
  const reason = due[0]?.reason ?? 'missing';
  return { ...requestOf(due.map(({ game }) => game)), reason, items: due.length };
}
