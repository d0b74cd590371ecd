import type { Player, Role } from './players.ts';
import { isPitcher, talentIn } from './players.ts';
import { at, type Random } from './random.ts';

/** A batter and the position he plays: 2 to 9 in the field, 10 the designated hitter. */
export interface LineupSpot {
  player: Player;
  position: number;
}

/** A club's side of a game: the nine in batting order, who can come in, best relievers first. */
export interface TeamSheet {
  lineup: readonly LineupSpot[];
  bench: readonly Player[];
  starter: Player;
  bullpen: readonly Player[];
  /** Pitchers on the roster who are not to be used: the other starters and tired relievers. */
  resting: readonly Player[];
}

const positionOfRole: Partial<Record<Role, number>> = {
  C: 2,
  '1B': 3,
  '2B': 4,
  '3B': 5,
  SS: 6,
  LF: 7,
  CF: 8,
  RF: 9,
  DH: 10,
};
// The order in which positions are filled: the scarcest first.
const fillingOrder = [2, 6, 8, 4, 5, 3, 9, 7, 10];

/** The scoring number of the position a player is listed at. */
export function listedPosition(role: Role): number {
  if (isPitcher(role)) return 1;
  if (role === 'UT') return 4;
  if (role === 'BO') return 7;
  return positionOfRole[role] ?? 10;
}

/** How far the player would be from his best at a position, in units of quality; null when he cannot play there. */
export function awkwardness(role: Role, position: number): number | null {
  if (positionOfRole[role] === position) return 0;
  if (position === 10) return role === 'C' ? 0.9 : 0.25;
  const isInfield = position >= 3 && position <= 6;
  if (role === 'UT') return isInfield ? 0.1 : position >= 7 ? 1 : null;
  if (role === 'BO') return position >= 7 ? 0.1 : position === 3 ? 0.8 : null;
  if (position === 2) return null;
  const isInfielder = ['1B', '2B', '3B', 'SS'].includes(role);
  const isOutfielder = ['LF', 'CF', 'RF'].includes(role);
  if (isInfield && isInfielder) return 1.2;
  if (position >= 7 && isOutfielder) return 0.5;
  return position === 3 || position >= 7 ? 2 : 3;
}

/** Chooses and orders the nine: mostly the regulars, some of them rested, catchers most often. */
export function chooseLineup(
  batters: readonly Player[],
  season: number,
  random: Random,
): { lineup: LineupSpot[]; bench: Player[] } {
  const rested = new Set(
    batters.filter((player) =>
      random.chance(player.role === 'C' ? 0.22 : player.role === 'UT' ? 0.02 : 0.07),
    ),
  );
  const available = new Set(batters);
  const chosen: LineupSpot[] = [];
  for (const position of fillingOrder) {
    let best: Player | null = null;
    let bestValue = -Infinity;
    for (const player of available) {
      const cost = awkwardness(player.role, position);
      if (cost === null) continue;
      const value = talentIn(player, season).quality - cost - (rested.has(player) ? 3 : 0);
      if (value > bestValue) {
        best = player;
        bestValue = value;
      }
    }
    if (!best) throw new Error(`nobody can play position ${position}`);
    chosen.push({ player: best, position });
    available.delete(best);
  }
  return { lineup: battingOrder(chosen, season), bench: [...available] };
}

/** Best hitters second to fourth, the next at the top and in the middle, the worst at the end. */
function battingOrder(spots: readonly LineupSpot[], season: number): LineupSpot[] {
  const value = ({ player }: LineupSpot): number => talentIn(player, season).quality;
  const ranked = [...spots].sort((left, right) => value(right) - value(left));
  return [2, 0, 3, 1, 4, 5, 6, 7, 8].map((rank) => at(ranked, rank));
}

/** What a club remembers of its pitchers from game to game. */
export interface PitcherLog {
  lastStart: Map<Player, number>;
  /** Days and pitches of the latest appearances, newest first. */
  appearances: Map<Player, { day: number; pitches: number }[]>;
}

export function emptyPitcherLog(): PitcherLog {
  return { lastStart: new Map(), appearances: new Map() };
}

export function recordAppearance(
  log: PitcherLog,
  player: Player,
  day: number,
  pitches: number,
): void {
  const earlier = log.appearances.get(player) ?? [];
  log.appearances.set(player, [{ day, pitches }, ...earlier].slice(0, 4));
}

/** The starter whose turn it is: the one with most rest, at least four full days if anybody has them. */
export function chooseStarter(
  pitchers: readonly Player[],
  log: PitcherLog,
  day: number,
  season: number,
): Player {
  const starters = pitchers.filter((player) => player.role === 'SP');
  const rest = (player: Player): number =>
    Math.min(day - (log.lastStart.get(player) ?? day - 30), 9);
  const quality = (player: Player): number => talentIn(player, season).quality;
  const ready = starters.filter((player) => rest(player) >= 5 && isFresh(player, log, day));
  const turn = (left: Player, right: Player): number =>
    rest(right) - rest(left) || quality(right) - quality(left) || left.id - right.id;
  const next = [...ready].sort(turn)[0];
  if (next) return next;
  const fresh = pitchers.filter((player) => isFresh(player, log, day) && rest(player) >= 4);
  const spot = [...fresh].sort(
    (left, right) =>
      talentIn(right, season).stamina - talentIn(left, season).stamina || left.id - right.id,
  )[0];
  return spot ?? at([...pitchers].sort(turn), 0);
}

/** Relievers fit for the day, best first; the least worked are taken when fewer than four are fresh. */
export function chooseBullpen(
  pitchers: readonly Player[],
  log: PitcherLog,
  day: number,
  season: number,
): Player[] {
  const quality = (player: Player): number => talentIn(player, season).quality;
  const relievers = pitchers
    .filter((player) => player.role === 'RP')
    .sort((left, right) => quality(right) - quality(left));
  const fresh = relievers.filter((player) => isFresh(player, log, day));
  if (fresh.length >= 4) return fresh;
  const load = (player: Player): number =>
    (log.appearances.get(player) ?? [])
      .filter((appearance) => day - appearance.day <= 2)
      .reduce((sum, { pitches }) => sum + pitches, 0);
  const leastWorked = [...relievers].sort((left, right) => load(left) - load(right)).slice(0, 5);
  return relievers.filter((player) => leastWorked.includes(player));
}

/** Not pitched on both days before, nor today, nor more than 25 pitches yesterday or 45 in three days. */
function isFresh(player: Player, log: PitcherLog, day: number): boolean {
  const recent = (log.appearances.get(player) ?? []).filter((entry) => day - entry.day <= 3);
  const on = (ago: number): number =>
    recent
      .filter((entry) => day - entry.day === ago)
      .reduce((sum, entry) => sum + entry.pitches, 0);
  if (on(0) > 0) return false;
  if (on(1) > 25 || (on(1) > 0 && on(2) > 0)) return false;
  return on(1) + on(2) + on(3) <= 45;
}
