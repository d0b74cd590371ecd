import { DateTime } from 'luxon';
import { gameZone } from '../dates.ts';

/** When something is due: at hours of the day in US/Eastern, on some days. Luxon's weekdays: 7 is Sunday. */
export interface Schedule {
  hours: readonly number[];
  minute: number;
  weekday?: number;
  day?: number;
  /** The same for cron, in the time zone America/New_York. */
  cron: string;
}

const hoursOf = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, place) => first + place);

/** The workflows of the nights. */
export const nights = {
  daily: { hours: [2], minute: 0, cron: '0 2 * * *' },
  weekly: { hours: [3], minute: 0, weekday: 7, cron: '0 3 * * 0' },
  monthly: { hours: [4], minute: 0, day: 1, cron: '0 4 1 * *' },
} as const satisfies Readonly<Record<string, Schedule>>;

/** All workflows that are due at times. */
export const schedules = {
  ...nights,
  refresh: { hours: hoursOf(9, 22), minute: 10, cron: '10 9-22 * * *' },
} as const satisfies Readonly<Record<string, Schedule>>;

/** What looks after things between the nights. Healing keeps away from them: a run that is at work refuses them. */
export const watches = {
  alerts: { hours: hoursOf(0, 23), minute: 30, cron: '30 * * * *' },
  heal: { hours: hoursOf(7, 22), minute: 45, cron: '45 7-22 * * *' },
} as const satisfies Readonly<Record<string, Schedule>>;

/** The moments something is due on a date. Where clocks are put forward over one, it is the hour after. */
function dueOn(date: DateTime, { hours, minute }: Schedule): DateTime[] {
  return hours.map((hour) =>
    DateTime.fromObject(
      { year: date.year, month: date.month, day: date.day, hour, minute },
      { zone: gameZone },
    ),
  );
}

const isDay = (date: DateTime, { weekday, day }: Schedule): boolean =>
  (weekday === undefined || date.weekday === weekday) && (day === undefined || date.day === day);

function search(now: Date, schedule: Schedule, step: 1 | -1): { date: string; at: Date } {
  const present = DateTime.fromJSDate(now, { zone: gameZone });
  for (let days = 0; ; days += 1) {
    const date = present.startOf('day').plus({ days: step * days });
    if (!isDay(date, schedule)) continue;
    const all = dueOn(date, schedule);
    const due =
      step === 1
        ? all.find((moment) => moment > present)
        : all.findLast((moment) => moment <= present);
    if (due !== undefined) return { date: date.toISODate() ?? '', at: due.toJSDate() };
  }
}

/** Date that a workflow is for when it runs now: that of the last time it was due. Before 02:00 the night is yesterday's. */
export const logicalDate = (now: Date, schedule: Schedule = schedules.daily): string =>
  search(now, schedule, -1).date;

/** The next time that a workflow is due after a moment, and the date it is for then. */
export const nextDue = (now: Date, schedule: Schedule): { date: string; at: Date } =>
  search(now, schedule, 1);
