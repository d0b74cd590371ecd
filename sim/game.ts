import { chooseReliever, isDone, takeMound, type Situation } from './bullpen.ts';
import {
  runnerFor,
  type GamePlan,
  type GameState,
  type HalfInning,
  type TeamState,
} from './game-state.ts';
import { awkwardness } from './lineups.ts';
import { talentIn, type Player } from './players.ts';
import type { Play, Runner, Side, Substitution } from './plays.ts';
import { at, type Random } from './random.ts';
import { parkFactors } from './rates.ts';
import { takeTurn } from './turn.ts';

const halfInningSeconds = 118;
const pitchingChangeSeconds = 105;

/** Plays a game to its end and returns its plays in order. The same plan and stream give the same plays. */
export function playGame(plan: GamePlan, random: Random): Play[] {
  const game: GameState = {
    plan,
    random,
    park: parkFactors(plan.runFactor),
    home: takeField('home', plan, random),
    away: takeField('away', plan, random),
    clock: 0,
    plays: [],
  };
  const { home, away } = game;
  for (let inning = 1; ; inning += 1) {
    playHalf(game, inning, true);
    if (inning < 9 || home.score <= away.score) playHalf(game, inning, false);
    if (inning >= 9 && (home.score !== away.score || plan.mayEndTied)) return game.plays;
  }
}

function takeField(side: Side, plan: GamePlan, random: Random): TeamState {
  const sheet = plan[side];
  return {
    side,
    sheet,
    lineup: [...sheet.lineup],
    bench: sheet.bench,
    nextSlot: 0,
    mound: takeMound(sheet.starter, true, plan.season, 0, random),
    used: new Set([sheet.starter]),
    score: 0,
  };
}

function playHalf(game: GameState, inning: number, isTop: boolean): void {
  const half: HalfInning = {
    inning,
    isTop,
    batting: isTop ? game.away : game.home,
    fielding: isTop ? game.home : game.away,
    isLastChance: !isTop && inning >= 9,
    bases: [null, null, null],
    outs: 0,
    outsWithoutErrors: 0,
    isStart: true,
  };
  const { batting, fielding } = half;
  while (half.outs < 3 && !(half.isLastChance && batting.score > fielding.score)) {
    const startOffset = game.clock;
    const substitutions = [...relieve(game, half), ...pinchHit(game, half)];
    const placedRunner = placeRunner(game, half);
    game.plays.push(takeTurn(game, half, { startOffset, substitutions, placedRunner }));
    half.isStart = false;
  }
  game.clock += halfInningSeconds;
}

/** Puts the batter before the first one on second base where extra innings start that way. */
function placeRunner(game: GameState, half: HalfInning): Runner | null {
  if (!half.isStart || half.inning <= 9 || !game.plan.hasPlacedRunner) return null;
  const { lineup, nextSlot } = half.batting;
  const { player } = at(lineup, (nextSlot + 8) % 9);
  const runner = { ...runnerFor(game, player, half.fielding.mound), isEarned: false };
  half.bases = [null, runner, null];
  return runner;
}

function relieve(game: GameState, half: HalfInning): Substitution[] {
  const team = half.fielding;
  const situation: Situation = {
    inning: half.inning,
    isInningStart: half.isStart,
    lead: team.score - half.batting.score,
  };
  if (!isDone(team.mound, situation)) return [];
  const player = chooseReliever(team.sheet, team.used, situation);
  if (!player) return [];
  const replaced = team.mound.pitcher;
  team.mound = takeMound(player, false, game.plan.season, situation.lead, game.random);
  team.used.add(player);
  game.clock += pitchingChangeSeconds;
  return [{ side: team.side, kind: 'pitcher', player, replaced, slot: -1 }];
}

/** Late in the game a bench player as good as the batter may bat for him and take his position. */
function pinchHit(game: GameState, half: HalfInning): Substitution[] {
  const team = half.batting;
  if (half.inning < 7 || team.bench.length === 0) return [];
  const slot = team.nextSlot;
  const spot = at(team.lineup, slot);
  const quality = (player: Player): number => talentIn(player, game.plan.season).quality;
  const better = team.bench.find((player) => {
    const cost = awkwardness(player.role, spot.position);
    return cost !== null && cost <= 1 && quality(player) > quality(spot.player) - 0.2;
  });
  if (!better || !game.random.chance(0.22)) return [];
  team.bench = team.bench.filter((player) => player !== better);
  team.lineup[slot] = { player: better, position: spot.position };
  return [{ side: team.side, kind: 'pinchHitter', player: better, replaced: spot.player, slot }];
}
