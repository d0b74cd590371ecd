import type { Club } from '../clubs.ts';
import { createRandom } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import { climate, conditionsOf } from './conditions.ts';
import { centerFieldBearing } from './shapes.ts';
import type { World } from './world.ts';

/** The open air at a park in one hour. */
export interface HourOfWeather {
  /** Degrees Celsius. */
  temperature: number;
  /** Percent. */
  humidity: number;
  cloudCover: number;
  /** Millimetres in the hour before. */
  precipitation: number;
  /** Kilometres an hour, at ten metres. */
  wind: number;
  /** Degrees, where the wind comes from. */
  windDirection: number;
}

/** What the hours of one local day turn about. */
interface Day {
  /** Local hour of the game, or of the warmest time. */
  hour: number;
  /** Degrees Celsius at that hour. */
  temperature: number;
  wind: number;
  windDirection: number;
  cloudCover: number;
  isWet: boolean;
}

const kilometresPerMile = 1.609344;
const warmestHour = 15;
const swing = 5.5;
const cloudCovers: Readonly<Record<string, number>> = { Clear: 8, 'Partly Cloudy': 45, Cloudy: 88 };

/** Bearings a wind comes from, by its words and relative to the way from home plate to center field. */
const bearings: Readonly<Record<string, number>> = {
  'Out To CF': 180,
  'In From CF': 0,
  'L To R': -90,
  'R To L': 90,
};

/** Makes the days of parks, each once: around the weather of the game that is played there, or of the season. */
export function openWeather(world: World): (club: Club, hour: number) => HourOfWeather {
  const days = new Map<string, Day>();
  const dayOf = (club: Club, day: number): Day => {
    const key = `${club.index} ${day}`;
    const found = days.get(key) ?? makeDay(world, club, day);
    days.set(key, found);
    return found;
  };
  return (club, hour) => {
    const local = hour + club.park.offset;
    const day = Math.floor(local / 24);
    return hourOf(world.seed, club, day, local - day * 24, dayOf(club, day));
  };
}

function makeDay(world: World, club: Club, day: number): Day {
  const { park } = club;
  const random = createRandom(world.seed, 'day', park.id, day);
  const games = gamesAt(world, club, day);
  const isWet = games.some(({ rained }) => rained) || (games.length === 0 && random.chance(0.2));
  const game = park.hasRoof ? undefined : games.find(({ rained }) => !rained)?.game;
  const usual = climate(park, day) + random.normal() * 6;
  const open: Day = {
    hour: warmestHour,
    temperature: celsius(usual),
    wind: random.below(16) * kilometresPerMile,
    windDirection: random.below(360),
    cloudCover: isWet ? 95 : random.below(90),
    isWet,
  };
  if (!game) return open;
  const { temperature, wind, condition } = conditionsOf(world, game);
  const [, speed = '0', words = ''] = /^(\d+) mph, (.+)$/.exec(wind) ?? [];
  const bearing = bearings[words];
  return {
    hour: Math.floor(game.fixture.start / 3_600_000 + park.offset - day * 24),
    temperature: celsius(temperature),
    wind: Number(speed) * kilometresPerMile,
    windDirection:
      bearing === undefined ? open.windDirection : (centerFieldBearing + bearing + 360) % 360,
    cloudCover: isWet ? 95 : (cloudCovers[condition] ?? open.cloudCover),
    isWet,
  };
}

/** Games set for a park on a day; one that was put off or stopped there was rained on. */
function gamesAt(
  world: World,
  club: Club,
  day: number,
): { game: SimulatedGame; rained: boolean }[] {
  const season = new Date(day * 86_400_000).getUTCFullYear();
  if (!world.seasons.includes(season)) return [];
  const listings = world.season(season).listings.get(day) ?? [];
  return listings
    .filter(({ game, kind }) => game.fixture.home === club.index && kind !== 'resumed')
    .map(({ game, kind }) => ({ game, rained: kind === 'postponed' }));
}

function hourOf(
  seed: string,
  { park }: Club,
  day: number,
  hour: number,
  about: Day,
): HourOfWeather {
  const random = createRandom(seed, 'hour', park.id, day, hour);
  const isMoment = hour === about.hour;
  const drift = (spread: number): number => (isMoment ? 0 : random.normal() * spread);
  const curve = (of: number): number => swing * Math.cos(((of - warmestHour) / 12) * Math.PI);
  const temperature = about.temperature + curve(hour) - curve(about.hour) + drift(0.4);
  const isRaining = about.isWet && Math.abs(hour - about.hour) <= 4;
  const precipitation = isRaining ? 0.4 + Math.abs(random.normal()) * 1.6 : 0;
  const humidity = 60 - 2.2 * curve(hour) + (about.isWet ? 22 : 0) + random.normal() * 4;
  return {
    temperature,
    humidity: Math.min(100, Math.max(15, humidity)),
    cloudCover: Math.min(100, Math.max(0, about.cloudCover + drift(6))),
    precipitation,
    wind: Math.max(0, about.wind + drift(2.5)),
    windDirection: (about.windDirection + drift(12) + 360) % 360,
  };
}

const celsius = (fahrenheit: number): number => ((fahrenheit - 32) * 5) / 9;
