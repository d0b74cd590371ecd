import { DateTime } from 'luxon';
import { gameZone } from '../dates.ts';

/** When a workflow is due: a time of day in US/Eastern, on some days. Luxon's weekdays: 7 is Sunday. */
export interface Schedule {
  hour: number;
  weekday?: number;
  day?: number;
  /** The same for cron, in the time zone America/New_York. */
  cron: string;
}

export const schedules = {
  daily: { hour: 2, cron: '0 2 * * *' },
  weekly: { hour: 3, weekday: 7, cron: '0 3 * * 0' },
  monthly: { hour: 4, day: 1, cron: '0 4 1 * *' },
} as const satisfies Readonly<Record<string, Schedule>>;

/** The moment that a workflow is due on a date. Where clocks are put forward over it, it is the hour after. */
function dueOn(date: DateTime, { hour }: Schedule): DateTime {
  return DateTime.fromObject(
    { year: date.year, month: date.month, day: date.day, hour },
    { zone: gameZone },
  );
}

const isDay = (date: DateTime, { weekday, day }: Schedule): boolean =>
  (weekday === undefined || date.weekday === weekday) && (day === undefined || date.day === day);

function search(now: Date, schedule: Schedule, step: 1 | -1): { date: string; at: Date } {
  const present = DateTime.fromJSDate(now, { zone: gameZone });
  for (let days = 0; ; days += 1) {
    const date = present.startOf('day').plus({ days: step * days });
    if (!isDay(date, schedule)) continue;
    const due = dueOn(date, schedule);
    if (step === 1 ? due > present : due <= present)
      return { date: date.toISODate() ?? '', at: due.toJSDate() };
  }
}

/** Date that a workflow is for when it runs now: that of the last time it was due. Before 02:00 the night is yesterday's. */
export const logicalDate = (now: Date, schedule: Schedule = schedules.daily): string =>
  search(now, schedule, -1).date;

/** The next time that a workflow is due after a moment, and the date it is for then. */
export const nextDue = (now: Date, schedule: Schedule): { date: string; at: Date } =>
  search(now, schedule, 1);
