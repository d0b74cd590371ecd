import { createRandom } from '../random.ts';
import type { Club } from '../clubs.ts';
import type { Player } from '../players.ts';

/** The first field of every successful response. */
export const copyright =
  'SIMULATED DATA: an invented league, invented clubs, players and games. Nothing here is a fact about real baseball.';

/** A JSON object of a response. */
export type Json = Record<string, unknown>;

const positions = new Map<number, Json>(
  (
    [
      ['Pitcher', 'Pitcher', 'P'],
      ['Catcher', 'Catcher', 'C'],
      ['First Base', 'Infielder', '1B'],
      ['Second Base', 'Infielder', '2B'],
      ['Third Base', 'Infielder', '3B'],
      ['Shortstop', 'Infielder', 'SS'],
      ['Outfielder', 'Outfielder', 'LF'],
      ['Outfielder', 'Outfielder', 'CF'],
      ['Outfielder', 'Outfielder', 'RF'],
      ['Designated Hitter', 'Hitter', 'DH'],
      ['Pinch Hitter', 'Hitter', 'PH'],
    ] as const
  ).map(([name, type, abbreviation], i) => [
    i + 1,
    { code: String(i + 1), name, type, abbreviation },
  ]),
);

/** A position by its scoring number; 10 is the designated hitter, 11 a pinch hitter. */
export function positionEntry(code: number): Json {
  const entry = positions.get(code);
  if (!entry) throw new Error(`there is no position ${code}`);
  return entry;
}

/** Degrees from north of the way from home plate to center field: the same in every park. */
export const centerFieldBearing = 45;

export function personLink(id: number): string {
  return `/api/v1/people/${id}`;
}

export function personRef(player: Player): Json {
  return { id: player.id, fullName: player.fullName, link: personLink(player.id) };
}

export function teamRef(club: Club): Json {
  return { id: club.id, name: clubName(club), link: `/api/v1/teams/${club.id}` };
}

export function clubName(club: Club): string {
  return `${club.city} ${club.nickname}`;
}

export function venueRef(club: Club): Json {
  return { id: club.park.id, name: club.park.name, link: `/api/v1/venues/${club.park.id}` };
}

/** The full entry of a club in one season. */
export function teamEntry(club: Club, season: number): Json {
  const code = club.abbreviation.toLowerCase();
  const isFirstLeague = club.league.id === 9201;
  return {
    springLeague: {
      id: isFirstLeague ? 9401 : 9402,
      name: isFirstLeague ? 'Simulated Citrus League' : 'Simulated Mesa League',
      link: `/api/v1/league/${isFirstLeague ? 9401 : 9402}`,
      abbreviation: isFirstLeague ? 'SCL' : 'SML',
    },
    allStarStatus: 'N',
    id: club.id,
    name: clubName(club),
    link: `/api/v1/teams/${club.id}`,
    season,
    venue: venueRef(club),
    springVenue: { id: club.park.id, link: `/api/v1/venues/${club.park.id}` },
    teamCode: code,
    fileCode: code,
    abbreviation: club.abbreviation,
    teamName: club.nickname,
    locationName: club.city,
    firstYearOfPlay: String(1901 + ((club.index * 7) % 96)),
    league: {
      id: club.league.id,
      name: club.league.name,
      link: `/api/v1/league/${club.league.id}`,
    },
    division: {
      id: club.division.id,
      name: club.division.name,
      link: `/api/v1/divisions/${club.division.id}`,
    },
    sport: { id: 1, link: '/api/v1/sports/1', name: 'Simulated Baseball' },
    shortName: club.city,
    franchiseName: club.city,
    clubName: club.nickname,
    active: true,
  };
}

/** A share as the API writes it: `.463`, `1.000`, `.---` for nothing of nothing. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '.---';
  return (part / whole).toFixed(3).replace(/^0/, '');
}

/** Thirds of innings as the API writes innings: 17 outs are `5.2`. */
export function inningsPitched(outs: number): string {
  return `${Math.floor(outs / 3)}.${outs % 3}`;
}

/** A rate for each nine innings, `-.--` without an out. */
export function perNine(count: number, outs: number): string {
  return outs === 0 ? '-.--' : ((count * 27) / outs).toFixed(2);
}

/** A ratio with two decimals, `-.--` when there is nothing to divide by. */
export function ratio(part: number, whole: number): string {
  return whole === 0 ? '-.--' : (part / whole).toFixed(2);
}

export function ordinal(n: number): string {
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10];
  return `${n}${suffix ?? 'th'}`;
}

/** The name a box score gives a player. Surnames may be shared, so the initial always stands behind. */
export function boxscoreName(player: Player): string {
  return `${player.surname}, ${player.given.slice(0, 1)}`;
}

/** An identifier in the form of a version 4 UUID. */
export function guid(seed: string, ...keys: (string | number)[]): string {
  const random = createRandom(seed, 'guid', ...keys);
  const hex = (length: number): string =>
    Array.from({ length }, () => random.below(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
}
