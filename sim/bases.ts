import type { Bases, Credit, EventType, Move, Runner, Trajectory } from './plays.ts';
import type { Outcome } from './players.ts';
import { at, type Random } from './random.ts';

/** What became of a batted ball or a walk: the event, the runners' ways and the fielders' part. */
export interface Resolution {
  event: EventType;
  trajectory: Trajectory | null;
  fielder: number;
  moves: Move[];
  credits: Credit[];
}

type Base = 0 | 1 | 2 | 3;

const doublePlayShare = 0.5;
const errorShare: Record<Trajectory, number> = {
  ground_ball: 0.045,
  fly_ball: 0.008,
  line_drive: 0.01,
  popup: 0.005,
  bunt_grounder: 0.03,
};

/** Settles a plate appearance on the given bases. Hit limits and run limits of a walk-off are the caller's. */
export function resolve(
  outcome: Outcome | 'bunt' | 'intentional',
  batter: Runner,
  bases: Bases,
  outs: number,
  random: Random,
): Resolution {
  switch (outcome) {
    case 'strikeout':
      return {
        ...noBall('strikeout', [outMove(batter, 0, 1)]),
        credits: [{ position: 2, kind: 'putout' }],
      };
    case 'walk':
      return noBall('walk', forced(batter, bases));
    case 'intentional':
      return noBall('intent_walk', forced(batter, bases));
    case 'hitByPitch':
      return noBall('hit_by_pitch', forced(batter, bases));
    case 'single':
    case 'double':
    case 'triple':
    case 'homeRun':
      return hit(outcome, batter, bases, outs, random);
    case 'bunt':
      return bunt(batter, bases, random);
    case 'out':
      return ballInPlay(batter, bases, outs, random);
  }
}

/** The bases after the moves; runners who did not move stay. */
export function basesAfter(bases: Bases, moves: readonly Move[]): Bases {
  const after: Bases = [...bases];
  for (const { from } of moves) if (from !== 0) after[from - 1] = null;
  for (const { runner, to, isOut } of moves) {
    if (isOut || to === 0 || to === 4) continue;
    if (after[to - 1] !== null) throw new Error(`two runners on base ${to}`);
    after[to - 1] = runner;
  }
  return after;
}

/** All runners one base on: a wild pitch. */
export function advanceAll(bases: Bases): Move[] {
  return [...occupied(bases)].map(({ runner, base }) => ({
    ...safeMove(runner, base, (base + 1) as Move['to'], false),
    reason: 'wild_pitch',
  }));
}

/** Cuts the moves of a game-ending play so that no more than `needed` runs score. */
export function capRuns(moves: readonly Move[], needed: number): Move[] {
  let runs = 0;
  let limit = 4;
  return [...moves]
    .sort((left, right) => right.from - left.from)
    .map((move) => {
      if (move.isOut) return move;
      if (move.to === 4 && runs < needed) {
        runs += 1;
        return move;
      }
      const to = Math.max(move.from, Math.min(move.to, limit - 1)) as Move['to'];
      limit = to;
      return { ...move, to, isRbi: false };
    });
}

function* occupied(bases: Bases): Generator<{ runner: Runner; base: 1 | 2 | 3 }> {
  for (const base of [3, 2, 1] as const) {
    const runner = bases[base - 1];
    if (runner) yield { runner, base };
  }
}

function safeMove(runner: Runner, from: Base, to: Move['to'], isRbi: boolean): Move {
  return {
    runner,
    from,
    to,
    isOut: false,
    outBase: 0,
    isRbi: isRbi && to === 4,
    isEarned: false,
    reason: 'play',
  };
}

function outMove(runner: Runner, from: Base, outBase: 1 | 2 | 3 | 4): Move {
  return {
    runner,
    from,
    to: 0,
    isOut: true,
    outBase,
    isRbi: false,
    isEarned: false,
    reason: 'play',
  };
}

function noBall(event: EventType, moves: Move[]): Resolution {
  return { event, trajectory: null, fielder: 0, moves, credits: [] };
}

function forced(batter: Runner, bases: Bases): Move[] {
  const [first, second, third] = bases;
  const moves = [safeMove(batter, 0, 1, true)];
  if (!first) return moves;
  moves.unshift(safeMove(first, 1, 2, true));
  if (!second) return moves;
  moves.unshift(safeMove(second, 2, 3, true));
  if (third) moves.unshift(safeMove(third, 3, 4, true));
  return moves;
}

function hit(
  outcome: 'single' | 'double' | 'triple' | 'homeRun',
  batter: Runner,
  bases: Bases,
  outs: number,
  random: Random,
): Resolution {
  const reached = { single: 1, double: 2, triple: 3, homeRun: 4 }[outcome];
  const [first, second, third] = bases;
  const moves: Move[] = [];
  const dash = outs === 2 ? 0.2 : 0;
  if (third) moves.push(safeMove(third, 3, 4, true));
  let isThirdFree = true;
  if (second) {
    const scores = reached > 1 || random.chance(0.58 + dash + 0.05 * second.speed);
    isThirdFree = scores;
    moves.push(safeMove(second, 2, scores ? 4 : 3, true));
  }
  if (first) {
    const extra = random.chance(
      (reached === 1 ? 0.27 : 0.4) + dash * (reached - 1) + 0.04 * first.speed,
    );
    const to = reached >= 3 ? 4 : reached + (extra && (reached > 1 || isThirdFree) ? 2 : 1);
    moves.push(safeMove(first, 1, to as Move['to'], true));
  }
  moves.push(safeMove(batter, 0, reached as Move['to'], true));
  const trajectory: Trajectory =
    reached === 4
      ? 'fly_ball'
      : random.chance(reached === 1 ? 0.42 : 0.08)
        ? 'ground_ball'
        : random.chance(0.75)
          ? 'line_drive'
          : 'fly_ball';
  return {
    event: outcome === 'homeRun' ? 'home_run' : outcome,
    trajectory,
    fielder: 7 + random.below(3),
    moves,
    credits: [],
  };
}

function bunt(batter: Runner, bases: Bases, random: Random): Resolution {
  const fielder = random.pick([1, 1, 3, 5]);
  return {
    event: 'sac_bunt',
    trajectory: 'bunt_grounder',
    fielder,
    moves: [
      ...[...occupied(bases)].map(({ runner, base }) =>
        safeMove(runner, base, (base + 1) as Move['to'], true),
      ),
      outMove(batter, 0, 1),
    ],
    credits: groundOutCredits(fielder === 3 ? 1 : fielder),
  };
}

function ballInPlay(batter: Runner, bases: Bases, outs: number, random: Random): Resolution {
  const draw = random.next();
  const trajectory: Trajectory =
    draw < 0.47 ? 'ground_ball' : draw < 0.77 ? 'fly_ball' : draw < 0.87 ? 'line_drive' : 'popup';
  const fielder = drawFielder(trajectory, random);
  if (random.chance(errorShare[trajectory])) {
    return {
      event: 'field_error',
      trajectory,
      fielder,
      moves: [
        ...[...occupied(bases)].map(({ runner, base }) =>
          safeMove(runner, base, (base + 1) as Move['to'], false),
        ),
        safeMove({ ...batter, isEarned: false }, 0, 1, false),
      ],
      credits: [{ position: fielder, kind: 'error' }],
    };
  }
  if (trajectory === 'ground_ball') return groundBall(batter, bases, outs, fielder, random);
  const caught: Resolution = {
    event: 'field_out',
    trajectory,
    fielder,
    moves: [outMove(batter, 0, 1)],
    credits: [{ position: fielder, kind: 'putout' }],
  };
  if (trajectory !== 'fly_ball' || outs === 2) return caught;
  const [, second, third] = bases;
  const scores = third !== null && random.chance(0.64 + 0.04 * third.speed);
  if (scores) {
    caught.event = 'sac_fly';
    caught.moves.unshift(safeMove(third, 3, 4, true));
  }
  if (second && (scores || !third) && random.chance(0.18)) {
    caught.moves.unshift(safeMove(second, 2, 3, false));
  }
  return caught;
}

function groundBall(
  batter: Runner,
  bases: Bases,
  outs: number,
  fielder: number,
  random: Random,
): Resolution {
  const [first, second, third] = bases;
  const common = { trajectory: 'ground_ball', fielder } as const;
  if (first && outs < 2) {
    const advance: Move[] = [];
    const isDoublePlay = random.chance(doublePlayShare - 0.03 * batter.speed);
    const isForce = !isDoublePlay && random.chance(0.45);
    if (isDoublePlay || isForce) {
      const isInningOver = isDoublePlay && outs === 1;
      if (third && !isInningOver) advance.push(safeMove(third, 3, 4, isForce));
      if (second && !isInningOver) advance.push(safeMove(second, 2, 3, false));
      const pivot = fielder === 6 || fielder === 5 ? 4 : 6;
      const force: Credit[] = [
        { position: fielder, kind: 'assist' },
        { position: pivot, kind: 'putout' },
      ];
      return isDoublePlay
        ? {
            ...common,
            event: 'grounded_into_double_play',
            moves: [...advance, outMove(first, 1, 2), outMove(batter, 0, 1)],
            credits: [
              ...force,
              { position: pivot, kind: 'assist' },
              { position: 3, kind: 'putout' },
            ],
          }
        : {
            ...common,
            event: 'force_out',
            moves: [...advance, outMove(first, 1, 2), safeMove(batter, 0, 1, false)],
            credits: force,
          };
    }
  }
  const moves: Move[] = [];
  if (outs < 2) {
    const scores = third !== null && (first !== null || random.chance(0.52));
    if (third && scores) moves.push(safeMove(third, 3, 4, true));
    const toThird = second !== null && (scores || !third) && (first !== null || random.chance(0.6));
    if (second && toThird) moves.push(safeMove(second, 2, 3, false));
    if (first && (toThird || !second)) moves.push(safeMove(first, 1, 2, false));
  }
  return {
    ...common,
    event: 'field_out',
    moves: [...moves, outMove(batter, 0, 1)],
    credits: groundOutCredits(fielder),
  };
}

function groundOutCredits(fielder: number): Credit[] {
  return fielder === 3
    ? [{ position: 3, kind: 'putout' }]
    : [
        { position: fielder, kind: 'assist' },
        { position: 3, kind: 'putout' },
      ];
}

function drawFielder(trajectory: Trajectory, random: Random): number {
  const infield = [1, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6];
  const byTrajectory: Partial<Record<Trajectory, readonly number[]>> = {
    ground_ball: infield,
    fly_ball: [7, 8, 8, 9],
    line_drive: [4, 5, 6, 7, 7, 8, 8, 9, 9],
    popup: [2, 3, 4, 4, 5, 6, 6, 8],
  };
  const choices = byTrajectory[trajectory] ?? infield;
  return at(choices, random.below(choices.length));
}
