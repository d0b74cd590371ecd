import type { Outcome, Player, Talent } from './players.ts';
import { outcomes } from './players.ts';
import { at, type Random } from './random.ts';

// Shares of plate appearances of an average batter against an average pitcher in a neutral park, in the order of
// `outcomes`; the rest are outs in play. Near the major leagues of 2023 and 2024.
const leagueRates = [0.2235, 0.0815, 0.0108, 0.142, 0.0425, 0.004, 0.0284];
const leagueOut = 1 - leagueRates.reduce((sum, rate) => sum + rate, 0);

const homeFactors = [0.978, 1.026, 1, 1.012, 1.018, 1.05, 1.027];
const awayFactors = homeFactors.map((factor) => 1 / factor);
const sameHandFactors = [1.05, 0.93, 1.05, 0.985, 0.96, 0.95, 0.93];
const otherHandFactors = [0.96, 1.06, 0.97, 1.01, 1.03, 1.04, 1.05];
const thirdTimeFactors = [0.95, 1.03, 1, 1.02, 1.04, 1, 1.08];
const neutralFactors = outcomes.map(() => 1);

/** What a park does to the outcomes: runs go about as the run factor. */
export function parkFactors(runFactor: number): number[] {
  const hits = runFactor ** 0.45;
  return [runFactor ** -0.3, 1, 1, hits, hits, hits, runFactor ** 1.1];
}

/** Which side a batter takes against a pitcher. */
export function battingSide(batter: Player, pitcher: Player): 'L' | 'R' {
  if (batter.bats !== 'S') return batter.bats;
  return pitcher.throws === 'L' ? 'R' : 'L';
}

/** One batter against one pitcher. */
export interface Matchup {
  batter: Player;
  batterTalent: Talent;
  pitcher: Player;
  pitcherTalent: Talent;
  park: readonly number[];
  isHomeBatter: boolean;
  /** The pitcher is tired, or has been through the order twice. */
  isWearing: boolean;
}

/**
 * Draws the outcome of a plate appearance. The weight of an outcome is its league rate times the factors of batter,
 * pitcher, park, side and hand; an out in play keeps its league rate: the multinomial form of Bill James's log5.
 */
export function drawOutcome(matchup: Matchup, random: Random): Outcome {
  const { batter, pitcher, park } = matchup;
  const bat = matchup.batterTalent.factors;
  const arm = matchup.pitcherTalent.factors;
  const side = matchup.isHomeBatter ? homeFactors : awayFactors;
  const hand = battingSide(batter, pitcher) === pitcher.throws ? sameHandFactors : otherHandFactors;
  const wear = matchup.isWearing ? thirdTimeFactors : neutralFactors;
  const weights: number[] = [];
  let total = leagueOut;
  for (let i = 0; i < outcomes.length; i += 1) {
    const weight =
      at(leagueRates, i) *
      at(bat, i) *
      at(arm, i) *
      at(park, i) *
      at(side, i) *
      at(hand, i) *
      at(wear, i);
    weights.push(weight);
    total += weight;
  }
  let draw = random.next() * total;
  for (let i = 0; i < outcomes.length; i += 1) {
    draw -= at(weights, i);
    if (draw < 0) return at(outcomes, i);
  }
  return 'out';
}
