import { localTime, monthOf } from '../calendar.ts';
import type { Park } from '../clubs.ts';
import { inventName } from '../names.ts';
import { at, createRandom } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import { personLink, type Json } from './shapes.ts';
import type { World } from './world.ts';

/** Umpires, weather and attendance of a game. */
export interface Conditions {
  officials: { official: Json & { fullName: string }; officialType: string }[];
  condition: string;
  /** Degrees Fahrenheit. */
  temperature: number;
  wind: string;
  attendance: number;
  /** Local hour of the first pitch, such as `7:05 PM`. */
  firstPitch: string;
  venue: string;
}

/** How long before the first pitch umpires and weather are known, in milliseconds. */
export const conditionsBefore = 3_600_000;

const umpireCount = 76;
const posts = ['Home Plate', 'First Base', 'Second Base', 'Third Base'];
const monthlyTemperature = [40, 42, 50, 58, 67, 76, 81, 80, 73, 60, 50, 42];

/** Drawn for each game from its own stream. */
export function conditionsOf(world: World, game: SimulatedGame): Conditions {
  const { fixture } = game;
  const { park } = at(world.clubs, fixture.home);
  const random = createRandom(world.seed, 'conditions', fixture.gamePk);
  const crew = random.shuffle(Array.from({ length: umpireCount }, (_, i) => i)).slice(0, 4);
  const hour = (fixture.start - localTime(fixture.day, 0, 0, park.offset)) / 3_600_000;
  const temperature = park.hasRoof
    ? 72
    : Math.round(climate(park, fixture.day) - (hour >= 17 ? 5 : 0) + random.normal() * 6);
  const speed = random.below(16);
  const fill = Math.min(1, Math.max(0.25, 0.68 + random.normal() * 0.15));
  return {
    officials: crew.map((umpire, i) => ({
      official: umpireRef(world.seed, umpire),
      officialType: at(posts, i),
    })),
    condition: park.hasRoof ? 'Roof Closed' : random.pick(['Clear', 'Partly Cloudy', 'Cloudy']),
    temperature,
    wind: park.hasRoof
      ? '0 mph, None'
      : `${speed} mph, ${random.pick(['Out To CF', 'In From CF', 'L To R', 'R To L', 'Varies'])}`,
    attendance: Math.round(park.capacity * fill),
    firstPitch: clockTime(hour),
    venue: park.name,
  };
}

/** The usual temperature at a park in the afternoon of a day, degrees Fahrenheit. */
export function climate({ latitude }: Park, day: number): number {
  return at(monthlyTemperature, monthOf(day) - 1) + (42 - latitude) * 1.2;
}

function clockTime(hour: number): string {
  const whole = Math.floor(hour);
  const minutes = String(Math.round((hour - whole) * 60)).padStart(2, '0');
  return `${((whole + 11) % 12) + 1}:${minutes} ${whole >= 12 ? 'PM' : 'AM'}`;
}

function umpireRef(seed: string, index: number): Json & { fullName: string } {
  const { given, surname } = inventName(createRandom(seed, 'umpire', index), new Set());
  const id = 9_900_001 + index;
  return { id, fullName: `${given} ${surname}`, link: personLink(id) };
}
