import type { Mound } from './bullpen.ts';
import type { LineupSpot, TeamSheet } from './lineups.ts';
import { talentIn, type Player } from './players.ts';
import type { Bases, Play, Runner, Side } from './plays.ts';
import type { Random } from './random.ts';

/** Everything a game depends on but its random stream. */
export interface GamePlan {
  season: number;
  runFactor: number;
  home: TeamSheet;
  away: TeamSheet;
  /** From the tenth inning each half starts with a runner on second base. */
  hasPlacedRunner: boolean;
  /** Spring games end tied after nine innings. */
  mayEndTied: boolean;
}

/** One club as the game goes on. */
export interface TeamState {
  side: Side;
  sheet: TeamSheet;
  lineup: LineupSpot[];
  bench: readonly Player[];
  nextSlot: number;
  mound: Mound;
  used: Set<Player>;
  score: number;
}

/** The game as it stands. `clock` is in seconds from the first pitch. */
export interface GameState {
  plan: GamePlan;
  random: Random;
  park: readonly number[];
  home: TeamState;
  away: TeamState;
  clock: number;
  plays: Play[];
}

/** The half-inning being played. */
export interface HalfInning {
  inning: number;
  isTop: boolean;
  batting: TeamState;
  fielding: TeamState;
  /** The home club wins as soon as it leads: the bottom of the ninth and after. */
  isLastChance: boolean;
  bases: Bases;
  outs: number;
  /** Outs there would be had every error been an out: from three on runs are unearned. */
  outsWithoutErrors: number;
  isStart: boolean;
}

/** The player as a runner whom the pitcher now on the mound answers for. */
export function runnerFor(game: GameState, player: Player, mound: Mound): Runner {
  const { speed } = talentIn(player, game.plan.season);
  return { player, speed, pitcher: mound.pitcher, isEarned: true };
}
