import { tankError } from '../warehouse/errors.ts';
import { checkRange } from './dates.ts';
import { entityNames } from './entity-names.ts';
import type { IngestOptions } from './options.ts';
import { inRun } from './run.ts';
import { inOrder, type IngestSummary } from './summary.ts';

/**
 * Collects a range of dates into the raw tables, which it makes when they are missing. Asks the sources only for what
 * the warehouse does not have or what may have changed; a second run over the same past dates changes nothing. A run
 * may be killed at any point and repeated.
 * Dates in no season are left out.
 * @returns counts per entity and table; outcome `partial` lists what failed, and the rest is there.
 * @throws TankError E_DATE; E_CALENDAR; E_SOURCE_MIXED before anything is read; E_SOURCE_* when no part of the schedule can be read;
 * E_LANDING and E_WAREHOUSE when the warehouse cannot be used.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const range = { from: options.from, to: options.to };
  checkRange(range);
  const wanted = inOrder(options.entities ?? entityNames).filter((name) => name !== 'seasons');
  return inRun(options, range, async ({ world, summary, collect, isStopped }) => {
    await collect('seasons');
    const calendar = await world().calendar();
    Object.assign(summary, calendar.outOfSeason(range));
    if (calendar.seasonDates(range).length === 0) {
      summary.outcome = 'off_season';
      return;
    }
    options.onInSeason?.();
    for (const name of wanted) {
      await collect(name);
      if (name !== 'schedule' || isStopped()) continue;
      const [first] = summary.failures;
      const { fetched, present } = summary.entities.schedule;
      if (first !== undefined && fetched === 0 && present === 0) {
        throw tankError(first.code, first.message, { details: { failures: summary.failures } });
      }
    }
  });
}
