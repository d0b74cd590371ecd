import { decide } from '../decisions.ts';
import type { Player } from '../players.ts';
import type { Side } from '../plays.ts';
import { replay, type SimulatedGame } from '../season.ts';
import { tallyGame, type PlayerTally, type TeamTally } from '../tally.ts';
import { stateOf } from './view.ts';
import type { World } from './world.ts';

/** Whose lines of which finished games are asked for; days are inclusive. */
export interface LinesQuery {
  season: number;
  gameTypes: readonly string[];
  fromDay: number;
  toDay: number;
}

/** One club in a finished game. */
export interface ClubGame {
  game: SimulatedGame;
  side: Side;
  team: TeamTally;
}

const known = new WeakMap<World, WeakMap<SimulatedGame, Record<Side, TeamTally>>>();

/** The lines of a finished game; each is counted once. */
function linesOf(world: World, game: SimulatedGame): Record<Side, TeamTally> {
  const games = known.get(world) ?? new WeakMap<SimulatedGame, Record<Side, TeamTally>>();
  known.set(world, games);
  const found = games.get(game);
  if (found) return found;
  const plays = replay(world.seed, game);
  const tally = tallyGame(plays, game.plan.home, game.plan.away);
  decide(plays, tally);
  games.set(game, tally);
  return tally;
}

/** Finished games of the clubs, by index of the club, in order of their first pitch. */
export function clubGames(world: World, query: LinesQuery): ReadonlyMap<number, ClubGame[]> {
  const games = new Map<number, ClubGame[]>();
  if (!world.seasons.includes(query.season)) return games;
  for (const game of world.gamesBetween(query.season, query.fromDay, query.toDay)) {
    const { fixture } = game;
    if (!query.gameTypes.includes(fixture.gameType) || stateOf(world, game) !== 'final') continue;
    const lines = linesOf(world, game);
    for (const side of ['home', 'away'] as const) {
      const list = games.get(fixture[side]) ?? [];
      games.set(fixture[side], list);
      list.push({ game, side, team: lines[side] });
    }
  }
  return games;
}

/** A player in a finished game. */
export interface PlayerGame extends ClubGame {
  entry: PlayerTally;
  /** Index of his club. */
  club: number;
}

/** Finished games of the players who took part, in order of their first pitch. */
export function playerGames(world: World, query: LinesQuery): ReadonlyMap<Player, PlayerGame[]> {
  const games = new Map<Player, PlayerGame[]>();
  for (const [club, list] of clubGames(world, query)) {
    for (const game of list) {
      for (const [player, entry] of game.team.players) {
        const own = games.get(player) ?? [];
        games.set(player, own);
        own.push({ ...game, entry, club });
      }
    }
  }
  for (const own of games.values()) {
    own.sort((left, right) => left.game.fixture.start - right.game.fixture.start);
  }
  return games;
}
