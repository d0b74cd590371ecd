import type { TeamSheet } from './lineups.ts';
import type { Player } from './players.ts';
import { talentIn } from './players.ts';
import type { Random } from './random.ts';

/** The man on the mound and what he has done; a new record for each pitcher. */
export interface Mound {
  pitcher: Player;
  isStarter: boolean;
  limit: number;
  pitches: number;
  batters: number;
  outs: number;
  runs: number;
  lead: number;
}

/** The moment a manager looks at. `lead` is the fielding club's. */
export interface Situation {
  inning: number;
  isInningStart: boolean;
  lead: number;
}

/** Puts a pitcher on the mound. `limit` is how many pitches his manager gives him today. */
export function takeMound(
  pitcher: Player,
  isStarter: boolean,
  season: number,
  lead: number,
  random: Random,
): Mound {
  const stamina = talentIn(pitcher, season).stamina;
  const limit = isStarter
    ? Math.max(stamina, 55) + random.normal() * 8
    : stamina + random.normal() * 5;
  return { pitcher, isStarter, limit, pitches: 0, batters: 0, outs: 0, runs: 0, lead };
}

/** True when the pitcher should be taken out before the next batter. */
export function isDone(mound: Mound, situation: Situation): boolean {
  const { inning, isInningStart, lead } = situation;
  if (mound.isStarter) {
    if (mound.pitches >= mound.limit) return true;
    if (mound.runs >= 6 || (mound.runs >= 5 && mound.pitches > 55)) return true;
    if (!isInningStart) return false;
    return mound.pitches >= mound.limit - 10 || (inning >= 9 && mound.pitches > 85 && lead < 5);
  }
  if (mound.batters < 3 && !(isInningStart && mound.outs > 0)) return false;
  if (mound.runs >= 4 || mound.pitches >= mound.limit + 12) return true;
  if (!isInningStart) return false;
  const isLongWork = inning <= 6 || Math.abs(lead) >= 6;
  return isLongWork ? mound.pitches >= mound.limit + 5 : mound.outs >= 3 || mound.pitches >= 18;
}

/**
 * The reliever for the situation, or null when none is left: the best one guards the ninth, the next two late small
 * leads and ties, the last ones mop up.
 */
export function chooseReliever(
  sheet: TeamSheet,
  used: ReadonlySet<Player>,
  situation: Situation,
): Player | null {
  const left = sheet.bullpen.filter((player) => !used.has(player));
  if (left.length === 0) return null;
  const [best, second, third] = sheet.bullpen;
  const unused = (...wanted: (Player | undefined)[]): Player | undefined =>
    wanted.find((player) => player !== undefined && !used.has(player));
  const { inning, lead } = situation;
  const isClose = lead >= -1 && lead <= 3;
  const last = left.at(-1) ?? null;
  if (inning >= 9 && lead >= 0 && lead <= 3) return unused(best, second, third) ?? left[0] ?? null;
  if (inning >= 7 && isClose) return unused(second, third) ?? middle(left);
  if (isClose) return middle(left);
  return last;
}

/** The best of the relievers who are not kept for the end. */
function middle(left: readonly Player[]): Player | null {
  return left[Math.min(3, left.length - 1)] ?? null;
}
