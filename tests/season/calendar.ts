import { DateTime } from 'luxon';
import { addDays, gameZone } from '../../pipeline/dates.ts';
import { nights, type Schedule } from '../../pipeline/runs/schedule.ts';

/** A start of a workflow, as the scheduler has it. */
export interface Due {
  workflow: keyof typeof nights;
  date: string;
  at: Date;
}

/** What is due on the dates of a range, in the order of time. */
export function dueBetween(from: string, to: string): Due[] {
  const due: Due[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const day = DateTime.fromISO(date, { zone: gameZone });
    for (const [workflow, schedule] of Object.entries(nights) as [Due['workflow'], Schedule][]) {
      const isDay =
        (schedule.weekday ?? day.weekday) === day.weekday && (schedule.day ?? day.day) === day.day;
      if (isDay)
        due.push({ workflow, date, at: day.set({ hour: schedule.hours[0] ?? 0 }).toJSDate() });
    }
  }
  return due;
}
