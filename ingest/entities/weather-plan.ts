import { DateTime } from 'luxon';
import { z } from 'zod';
import type { CollectedItem } from '../collected.ts';
import { addDays, type DateRange } from '../dates.ts';
import type { EntityPlan, Item, PlannedRead, Reason } from '../entity.ts';
import { finishedGames, type GameEntry } from '../games.ts';
import { reasonToRead } from '../planning.ts';
import { venuePlace, type VenuePlace } from '../venue-places.ts';
import type { World } from '../world.ts';

export const weatherGame = z.object({
  gamePk: z.int(),
  officialDate: z.iso.date(),
  startAt: z.iso.datetime(),
  kind: z.enum(['archive', 'forecast']),
  state: z.string(),
  venueId: z.int().nullable(),
  /** What was collected of its ballpark. */
  venue: venuePlace.nullable(),
});
export type WeatherGame = z.infer<typeof weatherGame>;

/** Games whose weather is asked for together, or that need none, or whose place is unknown. */
export const weatherRequest = z.object({
  from: z.enum(['archive', 'forecast', 'roof', 'nowhere']),
  games: z.array(weatherGame).min(1),
});
export type WeatherRequest = z.infer<typeof weatherRequest>;

/** Hours of a game, the one of first pitch included. */
export const gameHours = 5;
/** Days back in which the archive, a reanalysis, may still lack hours or change them. */
const archiveDelayDays = 6;
/** Days ahead that are forecast. */
const forecastDays = 7;
/** Days and ballparks of one request. */
const longestRange = 31;
const mostPlaces = 10;

/** State of weather that was too young for the archive to be final. */
export const recent = (state: string): string =>
  state.endsWith(' recent') ? state : `${state} recent`;

export const weatherItem = ({ gamePk, kind, officialDate, state }: WeatherGame): Item => ({
  key: `${gamePk} ${kind}`,
  date: officialDate,
  state,
});

/** The hours of a game as Open-Meteo names them, in UTC: 2024-07-13T01:00. */
export function hoursOf({ startAt }: Pick<WeatherGame, 'startAt'>): string[] {
  const first = DateTime.fromISO(startAt, { zone: 'utc' }).startOf('hour');
  return Array.from({ length: gameHours }, (_, hours) =>
    first.plus({ hours }).toFormat("yyyy-MM-dd'T'HH:mm"),
  );
}

/** First and last date (UTC) of the games' hours. */
export function datesOfHours(games: readonly WeatherGame[]): DateRange {
  const dates = games.flatMap((game) => hoursOf(game).map((hour) => hour.slice(0, 10))).sort();
  return { from: dates[0] ?? '', to: dates.at(-1) ?? '' };
}

/** @param collected weather that is there, by game and kind */
export async function planWeather(
  world: World,
  collected: ReadonlyMap<string, CollectedItem>,
): Promise<EntityPlan<WeatherRequest>> {
  const entries = await world.games();
  const places = new Map(
    (await world.venuePlaces()).map((venue) => [`${venue.season} ${venue.venueId}`, venue]),
  );
  const gameOf = (entry: GameEntry, kind: WeatherGame['kind']): WeatherGame => {
    const { gamePk, officialDate, startAt, season, venueId } = entry;
    const venue = places.get(`${season} ${venueId ?? ''}`) ?? null;
    const state = `${startAt} at ${venueId ?? '?'}`;
    const isRecent = kind === 'archive' && officialDate > addDays(world.today, -archiveDelayDays);
    return {
      gamePk,
      officialDate,
      startAt,
      kind,
      venueId,
      venue,
      state: isRecent ? recent(state) : state,
    };
  };
  const past = finishedGames(entries).filter(
    ({ startAt }) => Date.parse(startAt) + gameHours * 3_600_000 <= world.now.getTime(),
  );
  const lastDate = addDays(world.today, forecastDays);
  const coming = entries.filter(
    ({ isOn, isFinal, startAt, scheduleDate }) =>
      isOn && !isFinal && Date.parse(startAt) > world.now.getTime() && scheduleDate <= lastDate,
  );
  const games = [
    ...past.map((entry) => gameOf(entry, 'archive')),
    ...coming.map((entry) => gameOf(entry, 'forecast')),
  ];
  const due = games.flatMap((game) => {
    const reason = reasonToRead(weatherItem(game), collected, world);
    return reason === undefined ? [] : [{ game, reason }];
  });
  const reads = readsOf(due);
  return { expected: games.length, present: games.length - due.length, reads };
}

interface Due {
  game: WeatherGame;
  reason: Reason;
}

const whence = ({ venue, kind }: WeatherGame): WeatherRequest['from'] => {
  if (venue?.roofType?.toLowerCase() === 'dome') return 'roof';
  return placed(venue) === undefined ? 'nowhere' : kind;
};

export const placed = (venue: VenuePlace | null) => {
  if (venue === null) return undefined;
  const { latitude, longitude } = venue;
  return latitude === null || longitude === null ? undefined : { latitude, longitude };
};

function readsOf(due: readonly Due[]): PlannedRead<WeatherRequest>[] {
  const sorted = [...due].sort((a, b) => (a.game.startAt < b.game.startAt ? -1 : 1));
  const by = (from: WeatherRequest['from']): Due[] =>
    sorted.filter(({ game }) => whence(game) === from);
  return [
    ...(['roof', 'nowhere'] as const).flatMap((from) =>
      by(from).length === 0 ? [] : [readOf(from, by(from))],
    ),
    ...(['archive', 'forecast'] as const).flatMap((from) =>
      spans(by(from)).flatMap((span) => byPlaces(span).map((games) => readOf(from, games))),
    ),
  ];
}

/** Cuts games into spans of days. */
function spans(due: readonly Due[]): Due[][] {
  const all: Due[][] = [];
  for (const one of due) {
    const span = all.at(-1);
    const first = span?.[0]?.game.startAt.slice(0, 10);
    const isNear =
      first !== undefined && one.game.startAt.slice(0, 10) < addDays(first, longestRange - 1);
    if (span !== undefined && isNear) span.push(one);
    else all.push([one]);
  }
  return all;
}

/** Puts the games of a few ballparks together. */
function byPlaces(due: readonly Due[]): Due[][] {
  const venues = [...new Set(due.map(({ game }) => game.venueId ?? 0))].sort((a, b) => a - b);
  return Array.from({ length: Math.ceil(venues.length / mostPlaces) }, (_, index) => {
    const some = new Set(venues.slice(index * mostPlaces, (index + 1) * mostPlaces));
    return due.filter(({ game }) => some.has(game.venueId ?? 0));
  });
}

function readOf(from: WeatherRequest['from'], due: readonly Due[]): PlannedRead<WeatherRequest> {
  const games = due.map(({ game }) => game);
  const dates = datesOfHours(games);
  const venues = [...new Set(games.map(({ venueId }) => venueId ?? 'unknown'))].join();
  return {
    key: `${from} ${dates.from}..${dates.to} venues ${venues}`,
    request: { from, games },
    reason: due[0]?.reason ?? 'missing',
    items: games.length,
  };
}
