import { at, type Random } from './random.ts';

/** How the pitches of a plate appearance end. */
export type PitchEnd = 'strikeout' | 'walk' | 'hit' | 'inPlayOut' | 'inPlaySafe' | 'inPlayRun';

const ballsBefore: Record<'strikeout' | 'other', readonly number[]> = {
  strikeout: [0.22, 0.33, 0.28, 0.17],
  other: [0.35, 0.3, 0.22, 0.13],
};
const strikesBefore: Record<'walk' | 'other', readonly number[]> = {
  walk: [0.19, 0.32, 0.49],
  other: [0.27, 0.32, 0.41],
};
const foulWithTwoStrikes = 0.3;

/**
 * Draws the pitches of a plate appearance, one letter each: B ball, C called strike, S swinging strike, F foul, H hit by
 * pitch, X in play for an out, D in play and safe, E in play and a run scores. The count they make is the one the
 * outcome needs: four balls for a walk, three strikes for a strikeout; with two strikes further fouls change nothing.
 */
export function drawPitches(end: PitchEnd, random: Random): string {
  const balls =
    end === 'walk'
      ? 3
      : drawIndex(end === 'strikeout' ? ballsBefore.strikeout : ballsBefore.other, random);
  const strikes =
    end === 'strikeout'
      ? 2
      : drawIndex(end === 'walk' ? strikesBefore.walk : strikesBefore.other, random);
  let sequence = '';
  let ballsLeft = balls;
  let strikesLeft = strikes;
  while (ballsLeft + strikesLeft > 0) {
    if (random.next() * (ballsLeft + strikesLeft) < ballsLeft) {
      sequence += 'B';
      ballsLeft -= 1;
    } else {
      sequence += drawStrike(random);
      strikesLeft -= 1;
    }
    while (strikes === 2 && strikesLeft === 0 && random.chance(foulWithTwoStrikes / 1.6)) {
      sequence += 'F';
    }
  }
  return sequence + lastPitch(end, random);
}

/** Whether a pitch counts as a strike in the pitcher's line: everything but balls and hit batsmen. */
export function isStrikeThrown(pitch: string): boolean {
  return pitch !== 'B' && pitch !== '*' && pitch !== 'H';
}

/** Ball and strike count after the given pitches. */
export function countAfter(pitches: string): { balls: number; strikes: number } {
  let balls = 0;
  let strikes = 0;
  for (const pitch of pitches) {
    if (pitch === 'B' || pitch === '*') balls += 1;
    else if (pitch === 'C' || pitch === 'S') strikes += 1;
    else if (pitch === 'F') strikes = Math.max(strikes, Math.min(strikes + 1, 2));
  }
  return { balls, strikes };
}

function drawStrike(random: Random): string {
  const draw = random.next();
  return draw < 0.42 ? 'C' : draw < 0.62 ? 'S' : 'F';
}

function lastPitch(end: PitchEnd, random: Random): string {
  switch (end) {
    case 'strikeout':
      return random.chance(0.24) ? 'C' : 'S';
    case 'walk':
      return 'B';
    case 'hit':
      return 'H';
    case 'inPlayOut':
      return 'X';
    case 'inPlaySafe':
      return 'D';
    case 'inPlayRun':
      return 'E';
  }
}

function drawIndex(shares: readonly number[], random: Random): number {
  let draw = random.next();
  for (let i = 0; i < shares.length - 1; i += 1) {
    draw -= at(shares, i);
    if (draw < 0) return i;
  }
  return shares.length - 1;
}
