import { DateTime } from 'luxon';
import { gameZone } from '../dates.ts';
import type { Source } from '../source.ts';
import type { RunInputs } from './inputs.ts';
import { schedules, type Schedule } from './schedule.ts';

/** What says which moment a run stands for. */
export type Logical = Pick<RunInputs, 'workflow' | 'logical_date' | 'hour'>;

/**
 * The moment that a run stands for in the world that is forecast: the present for live data. Recorded and simulated seasons
 * live in another time: there it is when the run is due, the same however often and long it is worked on. What is due at no
 * time of its own counts as of the night.
 */
export function momentOf({ label }: Pick<Source, 'label'>, logical: Logical): Date {
  if (label === 'live') return new Date();
  const known: Readonly<Partial<Record<string, Schedule>>> = schedules;
  const { hours, minute }: Schedule = known[logical.workflow] ?? schedules.daily;
  return DateTime.fromISO(logical.logical_date, { zone: gameZone })
    .set({ hour: logical.hour ?? hours[0] ?? 0, minute })
    .toJSDate();
}

/** The clock of a run: it begins at the moment that the run stands for, and its time passes as ours. */
export function clockOf(source: Pick<Source, 'label'>, logical: Logical): () => Date {
  const ahead = momentOf(source, logical).getTime() - Date.now();
  return () => new Date(Date.now() + ahead);
}
