import { DateTime } from 'luxon';
import { gameZone } from '../dates.ts';
import type { Source } from '../source.ts';
import { schedules } from './schedule.ts';

/**
 * The moment that a night stands for in the world that is forecast: the present for live data. Recorded and simulated seasons
 * live in another time: there it is when the night is due, the same however often and long it is worked on.
 */
export function momentOf({ label }: Pick<Source, 'label'>, date: string): Date {
  if (label === 'live') return new Date();
  return DateTime.fromISO(date, { zone: gameZone })
    .set({ hour: schedules.daily.hours[0] })
    .toJSDate();
}

/** The clock of a night: it begins at the moment that the night stands for, and its time passes as ours. */
export function clockOf(source: Pick<Source, 'label'>, date: string): () => Date {
  const ahead = momentOf(source, date).getTime() - Date.now();
  return () => new Date(Date.now() + ahead);
}
