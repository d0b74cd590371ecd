import { seasonCalendar, toDate, toDay } from '../calendar.ts';
import type { Club } from '../clubs.ts';
import { listOn } from '../injured-list.ts';
import { listedPosition } from '../lineups.ts';
import type { Player } from '../players.ts';
import {
  centerFieldBearing,
  personRef,
  positionEntry,
  teamEntry,
  venueRef,
  type Json,
} from './shapes.ts';
import type { World } from './world.ts';

/** The body of `/api/v1/teams`. */
export function teamsBody(clubs: readonly Club[], season: number): Json {
  return { teams: clubs.map((club) => teamEntry(club, season)) };
}

/**
 * The body of `/api/v1/teams/{id}/roster`. `active` and `25Man` list the active players of the day, `40Man` also the
 * injured and the reserves, `fullSeason` everyone who was on the club's active roster on a day of the season so far.
 */
export function rosterBody(
  world: World,
  club: Club,
  rosterType: string,
  day: number,
  season: number,
): Json {
  const { active, reserves, injured } = world.league.rosterOn(club, day);
  const entries =
    rosterType === 'fullSeason'
      ? seasonRoster(world, club, season, day).map((player) =>
          active.includes(player)
            ? rosterEntry(player, club, 'A', 'Active')
            : rosterEntry(player, club, 'RM', 'Reassigned to Minors'),
        )
      : active.map((player) => rosterEntry(player, club, 'A', 'Active'));
  const others =
    rosterType === '40Man'
      ? [
          ...injured.map((injury) => {
            const days = listOn(injury, day);
            return rosterEntry(injury.player, club, `D${days}`, `Injured ${days}-Day`);
          }),
          ...reserves.map((player) => rosterEntry(player, club, 'RM', 'Reassigned to Minors')),
        ]
      : [];
  return {
    roster: [...entries, ...others],
    link: `/api/v1/teams/${club.id}/roster`,
    teamId: club.id,
    rosterType,
  };
}

function seasonRoster(world: World, club: Club, season: number, last: number): Player[] {
  const players = new Set<Player>();
  const { opening } = seasonCalendar(season);
  for (let day = opening; day <= Math.max(opening, last); day += 1) {
    for (const player of world.league.rosterOn(club, day).active) players.add(player);
  }
  return [...players];
}

function rosterEntry(player: Player, club: Club, code: string, description: string): Json {
  return {
    person: personRef(player),
    jerseyNumber: String(player.jerseyNumber),
    position: positionEntry(listedPosition(player.role)),
    status: { code, description },
    parentTeamId: club.id,
  };
}

/** A park's entry; `location` and `fieldInfo` when asked for. */
export function venueEntry(club: Club, season: number, hydrate: ReadonlySet<string>): Json {
  const { park } = club;
  return {
    ...venueRef(club),
    ...(hydrate.has('location')
      ? {
          location: {
            city: club.city,
            state: 'Simulated',
            stateAbbrev: 'ZZ',
            defaultCoordinates: { latitude: park.latitude, longitude: park.longitude },
            azimuthAngle: centerFieldBearing,
            elevation: park.elevationFeet,
            country: 'Simulated',
          },
        }
      : {}),
    ...(hydrate.has('timezone')
      ? {
          timeZone: {
            id: park.timeZone,
            offset: park.offset,
            offsetAtGameTime: park.offset,
            tz: park.timeZone,
          },
        }
      : {}),
    ...(hydrate.has('fieldInfo')
      ? {
          fieldInfo: {
            capacity: park.capacity,
            turfType: park.hasRoof ? 'Artificial Turf' : 'Grass',
            roofType: park.hasRoof ? 'Dome' : 'Open',
            leftLine: 325 + (club.index % 12),
            center: 398 + (club.index % 15),
            rightLine: 322 + ((club.index * 5) % 13),
          },
        }
      : {}),
    active: true,
    season: String(season),
  };
}

/** The entry of one season in `/api/v1/seasons`. */
export function seasonEntry(season: number): Json {
  const days = seasonCalendar(season);
  return {
    seasonId: String(season),
    hasWildcard: true,
    preSeasonStartDate: `${season}-01-01`,
    preSeasonEndDate: toDate(days.springStart - 1),
    seasonStartDate: toDate(days.springStart),
    springStartDate: toDate(days.springStart),
    springEndDate: toDate(days.springEnd),
    regularSeasonStartDate: toDate(days.opening),
    lastDate1stHalf: toDate(days.lastOfFirstHalf),
    allStarDate: toDate(days.allStar),
    firstDate2ndHalf: toDate(days.firstOfSecondHalf),
    regularSeasonEndDate: toDate(days.closing),
    postSeasonStartDate: toDate(days.postseasonStart),
    postSeasonEndDate: toDate(days.postseasonEnd),
    seasonEndDate: toDate(days.postseasonEnd),
    offseasonStartDate: toDate(days.postseasonEnd + 1),
    offSeasonEndDate: `${season}-12-31`,
    seasonLevelGamedayType: 'P',
    gameLevelGamedayType: 'P',
    qualifierPlateAppearances: 3.1,
    qualifierOutsPitched: 3,
  };
}

/** A player's entry in `/api/v1/people`. */
export function personEntry(world: World, player: Player): Json {
  const { given, surname, fullName, id } = player;
  const birthDate = toDate(toDay(`${player.birthYear}-01-01`) + player.birthDayOfYear);
  const today = new Date(world.now()).toISOString().slice(0, 10);
  const hadBirthday = today.slice(5) >= birthDate.slice(5);
  const sides = { L: 'Left', R: 'Right', S: 'Switch' };
  return {
    id,
    fullName,
    link: `/api/v1/people/${id}`,
    firstName: given,
    lastName: surname,
    primaryNumber: String(player.jerseyNumber),
    birthDate,
    currentAge: Number(today.slice(0, 4)) - player.birthYear - (hadBirthday ? 0 : 1),
    birthCity: player.town,
    birthCountry: 'Simulated',
    height: `${Math.floor(player.heightInches / 12)}' ${player.heightInches % 12}"`,
    weight: player.weight,
    active: true,
    primaryPosition: positionEntry(listedPosition(player.role)),
    useName: given,
    useLastName: surname,
    boxscoreName: `${surname}, ${given.slice(0, 1)}`,
    gender: 'M',
    isPlayer: true,
    isVerified: false,
    mlbDebutDate: `${player.debutYear}-04-01`,
    batSide: { code: player.bats, description: sides[player.bats] },
    pitchHand: { code: player.throws, description: sides[player.throws] },
    nameFirstLast: fullName,
    nameSlug: `${given}-${surname}-${id}`.toLowerCase(),
    firstLastName: fullName,
    lastFirstName: `${surname}, ${given}`,
    lastInitName: `${surname}, ${given.slice(0, 1)}`,
    initLastName: `${given.slice(0, 1)} ${surname}`,
    fullFMLName: fullName,
    fullLFMName: `${surname}, ${given}`,
    strikeZoneTop: Number((player.heightInches * 0.0465).toFixed(2)),
    strikeZoneBottom: Number((player.heightInches * 0.0215).toFixed(2)),
  };
}
