import { toDate, toDay } from '../../../sim/calendar.ts';

/** A game of the benchmark's schedule: fifteen a day, 162 days a season from the first of April. */
export interface ScheduledGame {
  gamePk: number;
  date: string;
  /** Place among all games, from 0. */
  index: number;
}

const gamesADay = 15;
const daysASeason = 162;
const firstSeason = 2001;

/** Games of so many days in a row, the winters between seasons left out. */
export function gamesOfDays(firstDay: number, days: number): ScheduledGame[] {
  return Array.from({ length: days * gamesADay }, (_, place) => {
    const index = firstDay * gamesADay + place;
    const day = firstDay + Math.floor(place / gamesADay);
    const season = firstSeason + Math.floor(day / daysASeason);
    const date = toDate(toDay(`${season}-04-01`) + (day % daysASeason));
    return { gamePk: 1_000_000 + index, date, index };
  });
}

/** The game a key stands for. */
export function gameOfKey(gamePk: number): ScheduledGame {
  const index = gamePk - 1_000_000;
  const day = Math.floor(index / gamesADay);
  const game = gamesOfDays(day, 1).find((other) => other.gamePk === gamePk);
  if (!game) throw new RangeError(`there is no game ${gamePk}`);
  return game;
}

/** The days of a range of dates within one season, as {@link gamesOfDays} takes them. */
export function daysOfDates(from: string, to: string): { firstDay: number; days: number } {
  const season = Number(from.slice(0, 4));
  const opening = toDay(`${season}-04-01`);
  const first = Math.max(0, toDay(from) - opening);
  const last = Math.min(daysASeason - 1, toDay(to) - opening);
  return { firstDay: (season - firstSeason) * daysASeason + first, days: last - first + 1 };
}

/** Days after which a season ends. */
export const seasonDays = daysASeason;
