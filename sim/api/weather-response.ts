import { toDate } from '../calendar.ts';
import type { Club } from '../clubs.ts';
import { at, createRandom } from '../random.ts';
import { openWeather, type HourOfWeather } from './hourly-weather.ts';
import { copyright, type Json } from './shapes.ts';
import type { World } from './world.ts';

/** What Open-Meteo is asked for: whole days (UTC), inclusive. */
export interface WeatherQuery {
  places: readonly { latitude: number; longitude: number }[];
  fromDay: number;
  toDay: number;
  hourly: readonly HourlyName[];
  isForecast: boolean;
}

const values = {
  temperature_2m: ['°C', ({ temperature }) => round(temperature, 1)],
  relative_humidity_2m: ['%', ({ humidity }) => Math.round(humidity)],
  dew_point_2m: ['°C', (hour) => round(dewPoint(hour), 1)],
  precipitation: ['mm', ({ precipitation }) => round(precipitation, 1)],
  precipitation_probability: ['%', (hour) => chanceOfRain(hour)],
  surface_pressure: ['hPa', (_hour, { park }) => round(1014 - park.elevationFeet * 0.0366, 1)],
  cloud_cover: ['%', ({ cloudCover }) => Math.round(cloudCover)],
  wind_speed_10m: ['km/h', ({ wind }) => round(wind, 1)],
  wind_direction_10m: ['°', ({ windDirection }) => Math.round(windDirection) % 360],
  wind_gusts_10m: ['km/h', ({ wind }) => round(wind * 1.6, 1)],
} as const satisfies Record<string, readonly [string, (hour: HourOfWeather, club: Club) => number]>;

export type HourlyName = keyof typeof values;

export const isHourlyName = (name: string): name is HourlyName => Object.hasOwn(values, name);

/**
 * The body of Open-Meteo's `/v1/archive` or `/v1/forecast`: one place's hours, or a list of them. The archive does not know hours
 * to come; a forecast of them errs the more the further they are off.
 */
export function weatherBody(world: World, query: WeatherQuery): Json | Json[] {
  const weather = openWeather(world);
  const places = query.places.map((place) => placeEntry(world, query, place, weather));
  return places.length === 1 ? at(places, 0) : places;
}

function placeEntry(
  world: World,
  { fromDay, toDay, hourly, isForecast }: WeatherQuery,
  place: WeatherQuery['places'][number],
  weather: ReturnType<typeof openWeather>,
): Json {
  const club = nearestClub(world, place);
  const present = Math.floor(world.now() / 3_600_000);
  const hours = Array.from({ length: (toDay - fromDay + 1) * 24 }, (_, i) => fromDay * 24 + i);
  const seen = hours.map((hour) => {
    if (hour <= present) return weather(club, hour);
    return isForecast ? forecast(world.seed, club, hour, present, weather(club, hour)) : null;
  });
  return {
    copyright,
    latitude: round(place.latitude, 1),
    longitude: round(place.longitude, 1),
    generationtime_ms: 0.1,
    utc_offset_seconds: 0,
    timezone: 'GMT',
    timezone_abbreviation: 'GMT',
    elevation: Math.round(club.park.elevationFeet * 0.3048),
    hourly_units: {
      time: 'iso8601',
      ...Object.fromEntries(hourly.map((name) => [name, values[name][0]])),
    },
    hourly: {
      time: hours.map(toHour),
      ...Object.fromEntries(
        hourly.map((name) => [
          name,
          seen.map((hour) => (hour === null ? null : values[name][1](hour, club))),
        ]),
      ),
    },
  };
}

/** What was expected of an hour, as of the day of asking. */
function forecast(
  seed: string,
  club: Club,
  hour: number,
  present: number,
  truth: HourOfWeather,
): HourOfWeather {
  const days = (hour - present) / 24;
  const [day, issued] = [Math.floor(hour / 24), Math.floor(present / 24)];
  const random = createRandom(seed, 'forecast', club.park.id, day, issued);
  const error = (spread: number): number => random.normal() * spread * (0.5 + 0.35 * days);
  return {
    temperature: truth.temperature + error(1.2),
    humidity: Math.min(100, Math.max(15, truth.humidity + error(5))),
    cloudCover: Math.min(100, Math.max(0, truth.cloudCover + error(12))),
    precipitation: Math.max(0, truth.precipitation + error(0.2)),
    wind: Math.max(0, truth.wind + error(3)),
    windDirection: (truth.windDirection + error(15) + 720) % 360,
  };
}

function nearestClub(world: World, place: WeatherQuery['places'][number]): Club {
  const distance = ({ park }: Club): number =>
    Math.hypot(
      park.latitude - place.latitude,
      (park.longitude - place.longitude) * Math.cos((place.latitude * Math.PI) / 180),
    );
  return [...world.clubs].reduce((best, club) => (distance(club) < distance(best) ? club : best));
}

const toHour = (hour: number): string =>
  `${toDate(Math.floor(hour / 24))}T${String(hour % 24).padStart(2, '0')}:00`;

/** Magnus formula over water. */
function dewPoint({ temperature, humidity }: HourOfWeather): number {
  const [b, c] = [17.62, 243.12];
  const gamma = Math.log(humidity / 100) + (b * temperature) / (c + temperature);
  return (c * gamma) / (b - gamma);
}

const chanceOfRain = ({ precipitation, cloudCover }: HourOfWeather): number =>
  Math.round(Math.min(95, precipitation > 0 ? 55 + precipitation * 20 : cloudCover * 0.2));

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
