import type { Injury } from './rosters.ts';

/** Days a player stays out at least to be moved to the longer list, and after how many of them he is. */
const longInjury = 60;
const transferAfter = 20;

/** The day a long injury is moved from the 10-day to the 60-day list; null for one that never is. */
export function transferDay({ since, until }: Injury): number | null {
  return until - since >= longInjury ? since + transferAfter : null;
}

/** Which injured list a player is on, on a day of his injury. */
export function listOn(injury: Injury, day: number): 10 | 60 {
  const transfer = transferDay(injury);
  return transfer !== null && day >= transfer ? 60 : 10;
}
