import { addDays, datesOf, easternDate, monthsOf, type DateRange } from './dates.ts';
import type { CollectedItem } from './collected.ts';
import type { EntityPlan, Item, PlannedRead, Reason } from './entity.ts';
import type { World } from './world.ts';

/** Days back in which corrections are looked for. */
export const recheckedDays = 7;
/** What was read so short a time ago is not looked at again for corrections. */
const recheckAfterMs = 6 * 3600 * 1000;

/** Why an item has to be read; undefined when it has not. */
export function reasonToRead(
  item: Item,
  collected: ReadonlyMap<string, CollectedItem>,
  world: Pick<World, 'now' | 'today' | 'isAgain'>,
): Reason | undefined {
  const known = collected.get(item.key);
  if (known === undefined) return 'missing';
  if (!known.isWhole) return 'incomplete';
  if (item.state !== undefined && item.state !== known.state) return 'changed';
  if (item.date === null) return undefined;
  if (item.date >= world.today || easternDate(known.knownAt) <= item.date) return 'not_past';
  return isDueForRecheck(item.date, known, world) ? 'recheck' : undefined;
}

/** Whether a date is among the last days, and what is known of it not of the last hours; or it is asked for again. */
export function isDueForRecheck(
  date: string,
  { knownAt }: CollectedItem,
  { now, today, isAgain }: Pick<World, 'now' | 'today' | 'isAgain'>,
): boolean {
  return (
    isAgain ||
    (date >= addDays(today, -recheckedDays) && now.getTime() - knownAt.getTime() >= recheckAfterMs)
  );
}

/** A plan that reads each item by itself. */
export function planEach<Thing, Request>(
  things: readonly Thing[],
  itemOf: (thing: Thing) => Item,
  collected: ReadonlyMap<string, CollectedItem>,
  world: Pick<World, 'now' | 'today' | 'isAgain'>,
  readOf: (thing: Thing, item: Item) => { key: string; request: Request },
): EntityPlan<Request> {
  const reads: PlannedRead<Request>[] = [];
  for (const thing of things) {
    const item = itemOf(thing);
    const reason = reasonToRead(item, collected, world);
    if (reason !== undefined) reads.push({ ...readOf(thing, item), reason, items: 1 });
  }
  return { expected: things.length, present: things.length - reads.length, reads };
}

/**
 * A plan whose items are dates and whose reads are ranges of them, at most one each month: from the first date of the
 * month that has to be read to the last.
 * @param reasonOf why a date has to be read; undefined when it has not
 */
export function planMonths(
  dates: readonly string[],
  reasonOf: (date: string) => Reason | undefined,
): EntityPlan<DateRange> {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return { expected: 0, present: 0, reads: [] };
  const due = new Map<string, Reason>();
  for (const date of dates) {
    const reason = reasonOf(date);
    if (reason !== undefined) due.set(date, reason);
  }
  const reads = monthsOf({ from: first, to: last }).flatMap((month): PlannedRead<DateRange>[] => {
    const days = datesOf(month).filter((date) => due.has(date));
    const [from, to] = [days[0], days.at(-1)];
    if (from === undefined || to === undefined) return [];
    const request = { from, to };
    const items = datesOf(request).length;
    return [{ key: `${from}..${to}`, request, reason: due.get(from) ?? 'missing', items }];
  });
  const asked = reads.reduce((sum, { items }) => sum + items, 0);
  return { expected: dates.length, present: dates.length - asked, reads };
}
