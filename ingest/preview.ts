import { checkRange, type DateRange } from './dates.ts';
import { entities } from './entities/index.ts';
import type { Reason } from './entity.ts';
import { entityNames, type EntityName } from './entity-names.ts';
import { rawDataset } from './tables/raw-tables.ts';
import type { RawWarehouse } from './raw-warehouse.ts';
import { inOrder } from './summary.ts';
import type { NextSeason } from './season-calendar.ts';
import { openWorld, type Snapshots } from './world.ts';

/** What a run would do about one entity. */
export interface EntityPreview {
  entity: EntityName;
  /** Items the dates asked for have, as far as the warehouse knows. */
  expected: number;
  present: number;
  /** Reads by why they are made. */
  reasons: Partial<Record<Reason, number>>;
  reads: { key: string; reason: Reason; items: number }[];
}

export interface IngestPreview {
  from: string;
  to: string;
  /** Dates whose schedule has not been read: of their games nothing is known, and nothing is planned yet. */
  unknownDates: number;
  /** Dates that are left out, as they are in no season. */
  offSeason: DateRange[];
  /** The season that begins next after the last of those, else after the last date; null when none is known. */
  nextSeason: NextSeason | null;
  entities: EntityPreview[];
}

export interface PreviewOptions extends RawWarehouse {
  from: string;
  to: string;
  entities?: readonly EntityName[];
  snapshots?: Snapshots;
  now?: () => Date;
}

/**
 * What `ingest` would read, and why. Asks the warehouse only, and changes nothing.
 * @throws TankError E_DATE, E_WAREHOUSE
 */
export async function previewIngest(options: PreviewOptions): Promise<IngestPreview> {
  const { from, to } = options;
  checkRange({ from, to });
  const now = (options.now ?? (() => new Date()))();
  const warehouse = { ...options, isEmpty: !(await isCollected(options)) };
  const world = openWorld(warehouse, { from, to }, now, options);
  const previews: EntityPreview[] = [];
  for (const name of inOrder(options.entities ?? entityNames)) {
    const { expected, present, reads } = await entities[name].plan(world);
    const reasons: EntityPreview['reasons'] = {};
    for (const { reason } of reads) reasons[reason] = (reasons[reason] ?? 0) + 1;
    previews.push({
      entity: name,
      expected,
      present,
      reasons,
      reads: reads.map(({ key, reason, items }) => ({ key, reason, items })),
    });
  }
  const schedule = await entities.schedule.plan(world);
  const unread = schedule.reads.filter(({ reason }) => reason === 'missing');
  const unknownDates = unread.reduce((sum, { items }) => sum + items, 0);
  const { offSeason, nextSeason } = (await world.calendar()).outOfSeason({ from, to });
  return { from, to, unknownDates, offSeason, nextSeason, entities: previews };
}

async function isCollected({ client, location }: RawWarehouse): Promise<boolean> {
  const dataset = client.dataset(rawDataset, { location });
  if (!(await dataset.exists())[0]) return false;
  return (await dataset.table('raw_collected_items').exists())[0];
}
