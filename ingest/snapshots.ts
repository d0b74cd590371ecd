import { addDays } from './dates.ts';
import { isChampionshipGame, type GameEntry } from './games.ts';
import type { World } from './world.ts';

export interface ClubDate {
  date: string;
  teamId: number;
}

/** Clubs of a season by season. */
export type Clubs = ReadonlyMap<number, readonly number[]>;

/**
 * Clubs on the dates of their snapshots: in the regular season every club on each date with games, in the postseason
 * those that play; monthly, on the first such date of a month. Dates after tomorrow have none, as they are not known yet.
 * @param clubs of the seasons; clubs that play are there even if they are not listed.
 */
export function clubDates(
  games: readonly GameEntry[],
  clubs: Clubs,
  { today, snapshots }: Pick<World, 'today' | 'snapshots'>,
): ClubDate[] {
  const tomorrow = addDays(today, 1);
  const periods = new Map<string, { date: string; clubs: Set<number> }>();
  for (const game of games) {
    const { isOn, scheduleDate: date, season, gameType, teamIds } = game;
    if (!isOn || !isChampionshipGame(game) || date > tomorrow) continue;
    const name = snapshots === 'daily' ? date : date.slice(0, 7);
    const period = periods.get(name) ?? { date, clubs: new Set() };
    if (date < period.date) period.date = date;
    for (const teamId of teamIds) period.clubs.add(teamId);
    if (gameType === 'R') for (const teamId of clubs.get(season) ?? []) period.clubs.add(teamId);
    periods.set(name, period);
  }
  return [...periods.values()]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .flatMap((period) => [...period.clubs].map((teamId) => ({ date: period.date, teamId })));
}

/** Dates with finished games of the regular season, in order; monthly, the first of each month. */
export function resultDates(
  games: readonly GameEntry[],
  { snapshots }: Pick<World, 'snapshots'>,
): { date: string; season: number }[] {
  const seasons = new Map<string, number>();
  for (const { isFinal, gameType, scheduleDate, season } of games) {
    if (isFinal && gameType === 'R') seasons.set(scheduleDate, season);
  }
  const dates = [...seasons].map(([date, season]) => ({ date, season }));
  dates.sort((a, b) => (a.date < b.date ? -1 : 1));
  if (snapshots === 'daily') return dates;
  return dates.filter(({ date }, index) => date.slice(0, 7) !== dates[index - 1]?.date.slice(0, 7));
}
