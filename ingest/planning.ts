import { addDays } from './dates.ts';
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
  world: Pick<World, 'now' | 'today'>,
): Reason | undefined {
  const known = collected.get(item.key);
  if (known === undefined) return 'missing';
  if (!known.isWhole) return 'incomplete';
  if (item.state !== undefined && item.state !== known.state) return 'changed';
  if (item.date === null) return undefined;
  if (item.date >= world.today) return 'not_past';
  return isDueForRecheck(item.date, known, world) ? 'recheck' : undefined;
}

/** Whether a date is among the last days, and what is known of it not of the last hours. */
export function isDueForRecheck(
  date: string,
  { knownAt }: CollectedItem,
  { now, today }: Pick<World, 'now' | 'today'>,
): boolean {
  return (
    date >= addDays(today, -recheckedDays) && now.getTime() - knownAt.getTime() >= recheckAfterMs
  );
}

/** A plan that reads each item by itself. */
export function planEach<Thing, Request>(
  things: readonly Thing[],
  itemOf: (thing: Thing) => Item,
  collected: ReadonlyMap<string, CollectedItem>,
  world: Pick<World, 'now' | 'today'>,
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
