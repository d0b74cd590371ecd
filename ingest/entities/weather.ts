import { TankError, tankError } from '../../warehouse/errors.ts';
import { defineEntity, type Entity, type ItemRows } from '../entity.ts';
import {
  forecastHourly,
  hoursEndpoint,
  openMeteoPaths,
  pastHourly,
  type PlaceHours,
} from '../sources/open-meteo.ts';
import type { Source } from '../sources/source.ts';
import type { Sources } from '../sources/sources.ts';
import { rawRow, type Provenance } from '../tables/raw-row.ts';
import { movedDays } from './game-request.ts';
import {
  datesOfHours,
  hoursOf,
  placed,
  planWeather,
  recent,
  weatherItem,
  weatherRequest,
  type WeatherGame,
} from './weather-plan.ts';

/** Items are finished games (archive) and those of the next days (forecast). */
export const weather: Entity = defineEntity({
  name: 'weather',
  tables: ['raw_weather'],
  request: weatherRequest,
  plan: async (world) => planWeather(world, await world.collected(weather, movedDays)),
  read: async ({ from, games }, sources, signal) => {
    if (from === 'nowhere') throw nowhere(games);
    if (from === 'roof') return games.map(underRoof);
    if (from === 'archive') return archived(games, sources, signal);
    const { items, lacking } = await hoursFrom(
      sources.openMeteoForecast,
      'forecast',
      games,
      signal,
    );
    if (lacking.length > 0) throw noHours(lacking);
    return items;
  },
});

/** From the archive, and what it does not have yet from the last days of the forecast. */
async function archived(
  games: readonly WeatherGame[],
  { openMeteo, openMeteoForecast }: Sources,
  signal: AbortSignal,
): Promise<ItemRows[]> {
  let found: Hours;
  try {
    found = await hoursFrom(openMeteo, 'archive', games, signal);
  } catch (error) {
    if (!isOutOfRange(error)) throw error;
    found = { items: [], lacking: games };
  }
  const { items, lacking } = found;
  if (lacking.length === 0) return items;
  const young = lacking.map((game) => ({ ...game, state: recent(game.state) }));
  const rest = await hoursFrom(openMeteoForecast, 'forecast', young, signal);
  if (rest.lacking.length > 0) throw noHours(rest.lacking);
  return [...items, ...rest.items];
}

interface Hours {
  items: ItemRows[];
  /** Games of which values are missing. */
  lacking: readonly WeatherGame[];
}

async function hoursFrom(
  source: Source,
  host: 'archive' | 'forecast',
  games: readonly WeatherGame[],
  signal: AbortSignal,
): Promise<Hours> {
  const venues = new Map(
    games.flatMap(({ venue }) => {
      const place = placed(venue);
      return venue === null || place === undefined ? [] : [[venue.venueId, place] as const];
    }),
  );
  const places = [...venues.values()];
  const dates = datesOfHours(games);
  const hourly = host === 'archive' ? pastHourly : forecastHourly;
  const path = openMeteoPaths[host](places, dates);
  const { value, ...provenance } = await source.read(
    path,
    hoursEndpoint(places, dates, hourly),
    signal,
  );
  const ids = [...venues.keys()];
  const byVenue = new Map(value.map((hours, index) => [ids[index], hours]));
  const items: ItemRows[] = [];
  const lacking: WeatherGame[] = [];
  for (const game of games) {
    const hours = byVenue.get(game.venue?.venueId);
    const names = game.kind === 'archive' ? pastHourly : forecastHourly;
    const values = hours === undefined ? undefined : valuesOf(hours, hoursOf(game), names);
    if (hours === undefined || values === undefined) lacking.push(game);
    else items.push(weatherRows(game, hours, values, provenance));
  }
  return { items, lacking };
}

/** Values of some hours by name; undefined when one is missing, but for the probability of rain, which may. */
function valuesOf(
  { hourly }: PlaceHours,
  hours: readonly string[],
  names: readonly string[],
): Record<string, unknown[]> | undefined {
  const at = hours.map((hour) => hourly.time.indexOf(hour));
  if (at.includes(-1)) return undefined;
  const values: Record<string, unknown[]> = {};
  for (const name of names) {
    const all = hourly[name] as readonly unknown[];
    const some = at.map((index) => all[index] ?? null);
    if (some.includes(null) && name !== 'precipitation_probability') return undefined;
    values[name] = some;
  }
  return { time: [...hours], ...values };
}

function weatherRows(
  game: WeatherGame,
  { latitude, longitude, elevation, hourly_units: units }: PlaceHours,
  hourly: Record<string, unknown[]>,
  provenance: Provenance,
): ItemRows {
  const names = Object.keys(hourly);
  const content = {
    ...venueContent(game),
    cell: { latitude, longitude, elevation },
    hourly_units: Object.fromEntries(names.map((name) => [name, units[name]])),
    hourly,
  };
  return itemRows(game, content, provenance);
}

/** What is known of the ballpark decides it: the row says the roof, and where that was read. */
function underRoof(game: WeatherGame): ItemRows {
  const { url, status, knownAt } = game.venue ?? { url: '', status: 0, knownAt: '' };
  return itemRows(game, venueContent(game), { url, status, knownAt, origin: 'stats_api' });
}

const venueContent = ({ venue }: WeatherGame): object => ({
  venue_id: venue?.venueId,
  latitude: venue?.latitude,
  longitude: venue?.longitude,
  roof_type: venue?.roofType ?? undefined,
  is_retractable: venue?.roofType?.toLowerCase() === 'retractable',
});

function itemRows(game: WeatherGame, content: object, provenance: Provenance): ItemRows {
  const { gamePk, officialDate, kind, startAt } = game;
  const facts = { game_pk: gamePk, official_date: officialDate, kind };
  const row = rawRow('raw_weather', provenance, startAt, content, facts);
  return { item: weatherItem(game), rows: [row], provenance };
}

/** The archive refuses dates it does not have yet. */
const isOutOfRange = (error: unknown): boolean =>
  error instanceof TankError && error.code === 'E_SOURCE_HTTP' && error.details.status === 400;

const listed = (games: readonly WeatherGame[]): string => {
  const shown = games.slice(0, 5).map(({ gamePk }) => gamePk);
  return `${shown.join(', ')}${games.length > 5 ? ` and ${games.length - 5} more` : ''}`;
};

function nowhere(games: readonly WeatherGame[]): TankError {
  const venues = [...new Set(games.map(({ venueId }) => venueId ?? 'unknown'))].join(', ');
  return tankError(
    'E_SOURCE_SHAPE',
    `no coordinates of venues ${venues}: no weather of games ${listed(games)}`,
    { hint: 'Collect venues; where the MLB Stats API has no coordinates, there is no weather.' },
  );
}

const noHours = (games: readonly WeatherGame[]): TankError =>
  tankError('E_SOURCE_SHAPE', `Open-Meteo does not have all hours of games ${listed(games)} yet`, {
    hint: 'Repeat the run later.',
  });
