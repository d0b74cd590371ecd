import type { Judgement } from './sources/vouched.ts';

export type RosterType = 'active' | '40Man';

/** Who is on a roster, in which status. */
export type RosterEntries = readonly { playerId: number; status: string | undefined }[];

/** Share of a roster that at most is left when entries were dropped on the way. */
const brokenShare = 2 / 3;

/**
 * Sizes a roster has by the rules of the time, with a few places left open as they are between two moves. Active: 25
 * until 2019 and up to 40 in September; 30, then 28 in 2020; since then 26, a 27th for doubleheaders, 28 in September
 * and in April 2022. On the 40-man roster players on the 60-day injured list stand beside the 40.
 */
export function rosterLimits(type: RosterType, date: string): { least: number; most: number } {
  if (type === '40Man') return { least: 25, most: 70 };
  const season = Number(date.slice(0, 4));
  if (season < 2020) return { least: 23, most: date.slice(5, 7) === '09' ? 40 : 26 };
  return { least: 23, most: season === 2020 ? 30 : 28 };
}

/** What makes a roster by itself look damaged. */
export function rosterDoubts(type: RosterType, date: string, ids: ReadonlySet<number>): string[] {
  const { least, most } = rosterLimits(type, date);
  if (ids.size >= least && ids.size <= most) return [];
  return [`${ids.size} players on a roster of ${least} to ${most}`];
}

/** Active players who are not on the 40-man roster. */
export function strangers(active: RosterEntries, fortyMan: RosterEntries): number[] {
  const listed = new Set(fortyMan.map(({ playerId }) => playerId));
  return active.map(({ playerId }) => playerId).filter((id) => !listed.has(id));
}

/**
 * How far a club's two rosters are to be believed together. Doubtful are those with active players who are not on the
 * 40-man roster, and an active roster small enough to be the rest of a larger one; not quite certain, one that differs
 * from whom the 40-man roster calls active.
 */
export function judgeRosters(
  date: string,
  active: RosterEntries,
  fortyMan: RosterEntries,
): Judgement {
  const content = [active, fortyMan].map((roster) =>
    [...new Set(roster.map(({ playerId, status }) => `${playerId} ${status}`))].sort(),
  );
  if (strangers(active, fortyMan).length > 0) return { needed: 3, content };
  const ids = new Set(active.map(({ playerId }) => playerId));
  const called = fortyMan.filter(({ status }) => status === 'A');
  const tellsApart = called.length < fortyMan.length;
  const agrees = new Set(called.map(({ playerId }) => playerId)).size === ids.size;
  if (tellsApart && agrees && strangers(active, called).length === 0) return { needed: 1, content };
  const mayBeARest = ids.size / brokenShare <= rosterLimits('active', date).most;
  return { needed: mayBeARest ? 3 : tellsApart ? 2 : 1, content };
}
