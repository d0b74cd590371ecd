import type { Player } from './players.ts';

export type Side = 'home' | 'away';

/** A runner on base, with the pitcher who answers for him. */
export interface Runner {
  player: Player;
  speed: number;
  pitcher: Player;
  /** False when he is on base by an error or as the extra-inning runner. */
  isEarned: boolean;
}

/** First, second and third base. */
export type Bases = [Runner | null, Runner | null, Runner | null];

/** One runner's way in a play: from base 0 (the plate) to 4 (scored), or out. */
export interface Move {
  runner: Runner;
  from: 0 | 1 | 2 | 3;
  to: 0 | 1 | 2 | 3 | 4;
  isOut: boolean;
  /** The base he was put out at, 1 to 4; 0 when he was not. */
  outBase: 0 | 1 | 2 | 3 | 4;
  isRbi: boolean;
  isEarned: boolean;
  reason: 'play' | 'steal' | 'caught' | 'wild_pitch';
}

export type EventType =
  | 'strikeout'
  | 'walk'
  | 'intent_walk'
  | 'hit_by_pitch'
  | 'single'
  | 'double'
  | 'triple'
  | 'home_run'
  | 'field_out'
  | 'force_out'
  | 'grounded_into_double_play'
  | 'sac_fly'
  | 'sac_bunt'
  | 'field_error'
  | 'caught_stealing_2b';

export type Trajectory = 'ground_ball' | 'fly_ball' | 'line_drive' | 'popup' | 'bunt_grounder';

/** Defensive positions by their scoring number: 1 pitcher, 2 catcher, 3 to 6 infield, 7 to 9 outfield. */
export interface Credit {
  position: number;
  kind: 'putout' | 'assist' | 'error';
}

/** A change made before a play. */
export interface Substitution {
  side: Side;
  kind: 'pitcher' | 'pinchHitter';
  player: Player;
  replaced: Player;
  /** Place in the batting order, 0 to 8; -1 for a pitcher. */
  slot: number;
}

/** One play: a plate appearance, or a runner caught stealing for the last out before the batter was done. */
export interface Play {
  inning: number;
  isTop: boolean;
  batter: Player;
  slot: number;
  pitcher: Player;
  event: EventType;
  trajectory: Trajectory | null;
  /** Position of the fielder who first handled the ball, 0 when none did. */
  fielder: number;
  pitches: string;
  /** What happened on the bases before the last pitch, and after how many pitches. */
  baseEvent: { kind: 'steal' | 'caught' | 'wild_pitch'; afterPitches: number } | null;
  moves: Move[];
  credits: Credit[];
  substitutions: Substitution[];
  /** The runner put on second base at the start of an extra half-inning. */
  placedRunner: Runner | null;
  isPlateAppearance: boolean;
  outsBefore: number;
  outsAfter: number;
  awayScore: number;
  homeScore: number;
  basesAfter: Bases;
  /** Milliseconds from the first pitch of the game. */
  startOffset: number;
  endOffset: number;
}

/** The club at bat in a play. */
export function battingSideOf(play: Play): Side {
  return play.isTop ? 'away' : 'home';
}

const basesOfHit: Partial<Record<EventType, number>> = {
  single: 1,
  double: 2,
  triple: 3,
  home_run: 4,
};

/** Bases of a hit, 1 to 4; 0 for everything else. */
export function totalBasesOf(event: EventType): number {
  return basesOfHit[event] ?? 0;
}
