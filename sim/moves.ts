import type { Club } from './clubs.ts';
import { listOn, transferDay } from './injured-list.ts';
import type { Player } from './players.ts';
import type { League, RosterVersion } from './rosters.ts';

/** What changes a roster, as the league announces it. */
export type MoveKind =
  | 'signing'
  | 'trade'
  | 'placement'
  | 'transfer'
  | 'activation'
  | 'recall'
  | 'option'
  | 'retirement';

/** One player's move on one day. */
export interface RosterMove {
  id: number;
  day: number;
  kind: MoveKind;
  player: Player;
  /** The club he is with after it; his last one when he retires. */
  club: Club;
  /** The club he comes from in a trade. */
  from: Club | null;
  /** The injured list of placements, transfers (to) and activations (from), in days; 0 for other moves. */
  list: 0 | 10 | 60;
}

type Place = 'active' | 'reserve' | 'injured';

interface Stay {
  club: Club;
  place: Place;
}

const firstId = 90_000_001;

/**
 * All moves of a league that its rosters show after the first one of each club, in order of days, numbered from
 * 90000001: whoever was placed on the injured list, moved to another one, activated, recalled, sent down, traded,
 * signed or has retired.
 */
export function movesOf(league: League, clubs: readonly Club[]): RosterMove[] {
  const stays = new Map<Player, Stay>();
  const changes = new Map<number, { club: Club; version: RosterVersion }[]>();
  for (const club of clubs) {
    const [first, ...others] = league.rostersOf(club);
    if (first) for (const [player, place] of placesOf(first)) stays.set(player, { club, place });
    for (const version of others) {
      const list = changes.get(version.day) ?? [];
      changes.set(version.day, list);
      list.push({ club, version });
    }
  }
  const moves = transfersOf(league, clubs);
  for (const [day, rosters] of [...changes].sort(([left], [right]) => left - right)) {
    moves.push(...movesOfDay(league, day, rosters, stays));
  }
  return moves
    .sort(
      (left, right) =>
        left.day - right.day || left.club.id - right.club.id || left.player.id - right.player.id,
    )
    .map((move, index) => ({ ...move, id: firstId + index }));
}

type UnnumberedMove = Omit<RosterMove, 'id'>;

function movesOfDay(
  league: League,
  day: number,
  rosters: readonly { club: Club; version: RosterVersion }[],
  stays: Map<Player, Stay>,
): UnnumberedMove[] {
  const moves: UnnumberedMove[] = [];
  const present = new Set<Player>();
  for (const { club, version } of rosters) {
    for (const [player, place] of placesOf(version)) {
      present.add(player);
      const before = stays.get(player);
      stays.set(player, { club, place });
      moves.push(...movesOfPlayer(league, day, player, { club, place }, before));
    }
  }
  const changed = new Set(rosters.map(({ club }) => club));
  for (const [player, { club }] of stays) {
    if (present.has(player) || !changed.has(club)) continue;
    stays.delete(player);
    moves.push({ day, kind: 'retirement', player, club, from: null, list: 0 });
  }
  return moves;
}

function movesOfPlayer(
  league: League,
  day: number,
  player: Player,
  { club, place }: Stay,
  before: Stay | undefined,
): UnnumberedMove[] {
  const move = (kind: MoveKind, list: RosterMove['list'] = 0): UnnumberedMove => ({
    day,
    kind,
    player,
    club,
    from: kind === 'trade' && before ? before.club : null,
    list,
  });
  if (before === undefined) return [move('signing')];
  const moves = before.club === club ? [] : [move('trade')];
  if (before.place === place) return moves;
  if (place === 'injured') return [...moves, move('placement', 10)];
  if (before.place === 'injured') {
    const injury = league
      .rosterOn(before.club, day - 1)
      .injured.find((other) => other.player === player);
    return [...moves, move('activation', injury ? listOn(injury, day - 1) : 10)];
  }
  return [...moves, move(place === 'active' ? 'recall' : 'option')];
}

function placesOf({ active, reserves, injured }: RosterVersion): (readonly [Player, Place])[] {
  return [
    ...active.map((player) => [player, 'active'] as const),
    ...reserves.map((player) => [player, 'reserve'] as const),
    ...injured.map(({ player }) => [player, 'injured'] as const),
  ];
}

/** Moves from the 10-day to the 60-day list, of injuries that last until then. */
function transfersOf(league: League, clubs: readonly Club[]): UnnumberedMove[] {
  return clubs.flatMap((club) => {
    const injuries = new Map<string, UnnumberedMove>();
    for (const { injured } of league.rostersOf(club)) {
      for (const injury of injured) {
        const { player, since } = injury;
        const day = transferDay(injury);
        const isStillOut = league
          .rosterOn(club, day ?? since)
          .injured.some((other) => other.player === player);
        if (day === null || !isStillOut) continue;
        const transfer: UnnumberedMove = {
          day,
          kind: 'transfer',
          player,
          club,
          from: null,
          list: 60,
        };
        injuries.set(`${player.id} ${since}`, transfer);
      }
    }
    return [...injuries.values()];
  });
}
