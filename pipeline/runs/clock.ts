import { DateTime } from 'luxon';
import { gameZone } from '../dates.ts';
import type { Source } from '../source.ts';
import { schedules } from './schedule.ts';

/**
 * The moment it is in the world that is forecast: the present for live data. Recorded and simulated seasons live in another
 * time: there a night begins when it is due, and its time passes as ours.
 */
export function clockOf({ label }: Pick<Source, 'label'>, date: string): () => Date {
  if (label === 'live') return () => new Date();
  const due = DateTime.fromISO(date, { zone: gameZone }).set({ hour: schedules.daily.hour });
  const ahead = due.toMillis() - Date.now();
  return () => new Date(Date.now() + ahead);
}
