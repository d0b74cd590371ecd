import { advanceAll, basesAfter, capRuns, resolve, type Resolution } from './bases.ts';
import { runnerFor, type GameState, type HalfInning } from './game-state.ts';
import { drawPitches, type PitchEnd } from './pitches.ts';
import { talentIn, type Outcome } from './players.ts';
import type { Bases, Credit, Move, Play, Runner } from './plays.ts';
import { at, type Random } from './random.ts';
import { drawOutcome } from './rates.ts';

type Turn = Outcome | 'bunt' | 'intentional';

const appearanceSeconds = 19;
const pitchSeconds = 17;
const wildPitchChance = 0.02;
const caughtStealing: readonly Credit[] = [
  { position: 2, kind: 'assist' },
  { position: 6, kind: 'putout' },
];

/** Plays one batter's turn, writes what it changes into the half-inning and the game, and returns it as a play. */
export function takeTurn(
  game: GameState,
  half: HalfInning,
  before: Pick<Play, 'substitutions' | 'placedRunner' | 'startOffset'>,
): Play {
  const { random } = game;
  const { batting, fielding, outs: outsBefore } = half;
  const { mound } = fielding;
  const slot = batting.nextSlot;
  const batter = runnerFor(game, at(batting.lineup, slot).player, mound);
  const chosen = chooseTurn(game, half, batter);
  const moves: Move[] = [];
  const steal = chosen === 'bunt' ? null : trySteal(half.bases, random);
  if (steal) moves.push(...apply(half, [steal]));
  const stolen: Play['baseEvent'] = steal && {
    kind: steal.isOut ? 'caught' : 'steal',
    afterPitches: 1,
  };
  const isCutShort = half.outs === 3;
  const turn = isCutShort
    ? { pitches: random.chance(0.5) ? 'B' : 'C', baseEvent: stolen, result: null }
    : finishTurn(game, half, batter, chosen, stolen, moves);
  const { pitches, baseEvent, result } = turn;

  mound.pitches += pitches.length;
  game.clock += appearanceSeconds + pitchSeconds * pitches.length;
  if (result) {
    batting.nextSlot = (slot + 1) % 9;
    mound.batters += 1;
  }
  return {
    inning: half.inning,
    isTop: half.isTop,
    batter: batter.player,
    slot,
    pitcher: mound.pitcher,
    event: result?.event ?? 'caught_stealing_2b',
    trajectory: result?.trajectory ?? null,
    fielder: result?.fielder ?? 0,
    pitches,
    baseEvent,
    moves,
    credits: [...(steal?.isOut ? caughtStealing : []), ...(result?.credits ?? [])],
    substitutions: before.substitutions,
    placedRunner: before.placedRunner,
    isPlateAppearance: result !== null,
    outsBefore,
    outsAfter: half.outs,
    awayScore: game.away.score,
    homeScore: game.home.score,
    basesAfter: half.bases,
    startOffset: before.startOffset * 1000,
    endOffset: game.clock * 1000,
  };
}

interface FinishedTurn {
  pitches: string;
  baseEvent: Play['baseEvent'];
  result: Resolution;
}

/** The plate appearance itself: its pitches, a wild pitch among them, and what became of it. */
function finishTurn(
  game: GameState,
  half: HalfInning,
  batter: Runner,
  chosen: Turn,
  stolen: Play['baseEvent'],
  moves: Move[],
): FinishedTurn {
  const { random } = game;
  const { batting, fielding } = half;
  let pitches = chosen === 'intentional' ? '' : drawPitches(pitchEnd(chosen), random);
  let baseEvent = stolen && { ...stolen, afterPitches: pitches.length < 2 ? 0 : 1 };
  const wild = baseEvent ? -1 : findWildPitch(half, pitches, random);
  if (wild >= 0) {
    pitches = `${pitches.slice(0, wild)}*${pitches.slice(wild + 1)}`;
    baseEvent = { kind: 'wild_pitch', afterPitches: wild + 1 };
    moves.push(...apply(half, advanceAll(half.bases)));
  }
  const needed = half.isLastChance ? fielding.score - batting.score + 1 : Infinity;
  const limited = limitHit(chosen, half.bases, needed);
  const result = resolve(limited, batter, half.bases, half.outs, random);
  if (half.isLastChance && limited !== 'homeRun') result.moves = capRuns(result.moves, needed);
  if (result.event === 'field_error') half.outsWithoutErrors += 1;
  moves.push(...apply(half, result.moves));
  return {
    pitches: result.trajectory ? endInPlay(pitches, result) : pitches,
    baseEvent,
    result,
  };
}

/** Writes moves into the half-inning; returns them with what makes a run earned. */
function apply(half: HalfInning, moves: readonly Move[]): Move[] {
  const { mound } = half.fielding;
  const judged = moves.map((move) => {
    const isRun = move.to === 4;
    const isEarned = isRun && move.runner.isEarned && half.outsWithoutErrors < 3;
    if (move.isOut) {
      half.outs += 1;
      half.outsWithoutErrors += 1;
      mound.outs += 1;
    }
    if (isRun) {
      half.batting.score += 1;
      mound.runs += 1;
    }
    return { ...move, isEarned };
  });
  half.bases = basesAfter(half.bases, moves);
  return judged;
}

/** What the batter does: an intentional walk or a bunt where managers order them, else the draw of the matchup. */
function chooseTurn(game: GameState, half: HalfInning, batter: Runner): Turn {
  const { random, plan } = game;
  const { batting, fielding, inning, outs } = half;
  const { mound } = fielding;
  const [first, second, third] = half.bases;
  const batterTalent = talentIn(batter.player, plan.season);
  const isClose = inning >= 7 && Math.abs(fielding.score - batting.score) <= 1;
  if (isClose && !first && (second ?? third) && outs > 0 && batterTalent.quality > 0.3) {
    if (random.chance(0.2)) return 'intentional';
  }
  if (isClose && first && !third && outs === 0 && batterTalent.quality < -0.4) {
    if (random.chance(0.12)) return 'bunt';
  }
  return drawOutcome(
    {
      batter: batter.player,
      batterTalent,
      pitcher: mound.pitcher,
      pitcherTalent: talentIn(mound.pitcher, plan.season),
      park: game.park,
      isHomeBatter: !half.isTop,
      isWearing: mound.isStarter ? mound.batters >= 18 : mound.pitches > mound.limit,
    },
    random,
  );
}

function trySteal(bases: Bases, random: Random): Move | null {
  const [first, second] = bases;
  if (!first || second) return null;
  if (!random.chance(Math.min(0.35, 0.075 * Math.exp(0.6 * first.speed)))) return null;
  const isSafe = random.chance(Math.min(0.95, Math.max(0.5, 0.77 + 0.05 * first.speed)));
  return {
    runner: first,
    from: 1,
    to: isSafe ? 2 : 0,
    isOut: !isSafe,
    outBase: isSafe ? 0 : 2,
    isRbi: false,
    isEarned: false,
    reason: isSafe ? 'steal' : 'caught',
  };
}

/** The place of the ball that gets away, or -1. A wild pitch does not end a game here. */
function findWildPitch(half: HalfInning, pitches: string, random: Random): number {
  if (!half.bases.some(Boolean) || !random.chance(wildPitchChance)) return -1;
  const wouldWin =
    half.isLastChance && half.bases[2] !== null && half.batting.score === half.fielding.score;
  return wouldWin ? -1 : pitches.slice(0, -1).indexOf('B');
}

function pitchEnd(turn: Turn): PitchEnd {
  if (turn === 'strikeout') return 'strikeout';
  if (turn === 'walk') return 'walk';
  return turn === 'hitByPitch' ? 'hit' : 'inPlayOut';
}

function endInPlay(pitches: string, result: Resolution): string {
  const hasRun = result.moves.some((move) => move.to === 4);
  const isSafe = !result.moves.some((move) => move.isOut);
  return pitches.slice(0, -1) + (hasRun ? 'E' : isSafe ? 'D' : 'X');
}

/** A game-winning hit counts for as many bases as the winning runner goes, unless it is a home run. */
function limitHit(turn: Turn, bases: Bases, needed: number): Turn {
  if (turn !== 'double' && turn !== 'triple') return turn;
  const runnersFromThird = [3, 2, 1].filter((base) => bases[base - 1]);
  const winner = runnersFromThird[needed - 1];
  if (winner === undefined) return turn;
  if (winner === 3) return 'single';
  return winner === 2 ? 'double' : turn;
}
