import { rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import type { BenchContext, Benchmark } from '../../../embedded/bench/index.ts';
import { addDays } from '../../../pipeline/dates.ts';
import { openBuiltWarehouse, type Build } from './built-warehouse.ts';
import { handWritten, handWrittenSeconds } from './hand-written.ts';
import { forgetAfter, forgetBefore, holdDay, landDay, rawDates } from './raw-days.ts';
import { simulatedRawFile } from './simulated-file.ts';

/** Statements of a daily run whose seconds are shown one by one. */
const shown = 5;
/** The plan's bound and this project's aim, GB a day. */
const [bound, aim] = [200, 5];

interface Day {
  full: Build;
  day: Build;
  again: Build;
}

/** Builds all but the last day anew, then lands that day and builds it, then once more with nothing new. */
async function buildDay(
  warehouse: Awaited<ReturnType<typeof openBuiltWarehouse>>,
  last: string,
): Promise<Day> {
  await forgetAfter(warehouse.client, last);
  await holdDay(warehouse.client, last);
  const full = await warehouse.build({ asOf: last, fullRefresh: true });
  await landDay(warehouse.client);
  const day = await warehouse.build({ asOf: addDays(last, 1) });
  const again = await warehouse.build({ asOf: addDays(last, 1) });
  return { full, day, again };
}

function reportBytes(context: BenchContext, seasons: string, { day }: Day): void {
  context.report({
    what: `bytes BigQuery would process for a daily run, ${seasons}`,
    value: day.gigabytesProcessed,
    unit: 'GB',
  });
  context.report({
    what: `bytes it would bill for it (10 MB or more a table and statement), ${seasons}`,
    value: day.gigabytesBilled,
    unit: 'GB',
    target: { of: 'value', atMost: aim },
  });
  context.report({
    what: `the same in a month of 30 days, ${seasons}`,
    value: 30 * day.gigabytesBilled,
    unit: 'GB',
    against: { what: "the plan's 200 GB a day", value: 30 * bound },
    target: { of: 'ratio', atMost: 1 },
  });
}

/**
 * Full refresh and a day's increment of every model between raw rows and training rows, over a raw warehouse file (--file) or
 * a month of the simulated league, beside its last season alone and beside the same work written for DuckDB by hand.
 */
export const builds: Benchmark = {
  name: 'builds',
  async run(context) {
    const { directory, smoke } = context;
    const source =
      context.file ??
      (await simulatedRawFile(
        directory,
        smoke ? { from: '2025-04-01', to: '2025-04-03' } : { from: '2025-03-20', to: '2026-04-30' },
      ));
    const whole = await openBuiltWarehouse(directory, 'whole', source);
    const dates = await rawDates(whole.client);
    const [first = '', last = ''] = [dates[0], dates.at(-1)];
    const seasons = `${first.slice(0, 4)}-${last.slice(0, 4)}`;
    const result = await buildDay(whole, last);
    const { full, day, again } = result;
    const over = `${seasons}, ${dates.length} dates of the regular season`;
    context.report({
      what: `full refresh of all models, ${over}`,
      value: full.modelSeconds,
      unit: 's',
    });
    context.report({ what: 'their assertions', value: full.assertionSeconds, unit: 's' });
    const peak = whole.peakMegabytes();
    const memory = `memory of the warehouse, at most, to refresh ${seasons}`;
    if (peak === undefined) context.skip(memory, 'the system does not tell');
    else context.report({ what: memory, value: peak, unit: 'MB' });
    for (const { model, seconds } of full.slowest.slice(0, shown))
      context.report({ what: `of the full refresh: ${model}`, value: seconds, unit: 's' });
    context.report({
      what: `a day's build on top of ${seasons}`,
      value: day.modelSeconds,
      unit: 's',
    });
    context.report({ what: `its assertions`, value: day.assertionSeconds, unit: 's' });
    for (const { model, seconds } of day.slowest.slice(0, shown))
      context.report({ what: `of the day's build: ${model}`, value: seconds, unit: 's' });
    context.report({
      what: 'the same again, with nothing new',
      value: again.modelSeconds,
      unit: 's',
      against: { what: "the day's build", value: day.modelSeconds },
    });
    reportBytes(context, seasons, result);
    await whole.close();
    await besideHand(context, whole.file, full);
    rmSync(whole.file);
    const season = `${last.slice(0, 4)}-01-01`;
    if (first >= season) {
      context.skip("a day's build after many seasons beside one", 'the file has one season');
      return;
    }
    const one = await openBuiltWarehouse(directory, 'one', source);
    await forgetBefore(one.client, season);
    const single = await buildDay(one, last);
    await one.close();
    const only = last.slice(0, 4);
    context.report({
      what: `a day's build on top of ${seasons}`,
      value: day.modelSeconds,
      unit: 's',
      against: { what: `of ${only} alone`, value: single.day.modelSeconds },
      target: { of: 'ratio', atMost: 1.3 },
    });
    context.report({
      what: `bytes billed for a daily run, ${seasons}`,
      value: day.gigabytesBilled,
      unit: 'GB',
      against: { what: `of ${only} alone`, value: single.day.gigabytesBilled },
    });
  },
};

/** The heaviest models beside the same work written for DuckDB, over the same raw rows. */
async function besideHand(context: BenchContext, file: string, full: Build): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const secondsOf = (models: readonly string[]): number =>
    full.slowest
      .filter(({ model }) => models.includes(model))
      .reduce((sum, { seconds }) => sum + seconds, 0);
  let [covered, byHand] = [0, 0];
  for (const work of handWritten) {
    const value = secondsOf(work.models);
    const seconds = await handWrittenSeconds(connection, work);
    covered += value;
    byHand += seconds;
    context.report({
      what: `${work.models.join(' and ')}: ${work.name}`,
      value,
      unit: 's',
      against: { what: 'DuckDB, by hand', value: seconds },
    });
  }
  context.report({
    what: `these together, ${Math.round((100 * covered) / full.modelSeconds)} % of the full refresh`,
    value: covered,
    unit: 's',
    against: { what: 'DuckDB, by hand', value: byHand },
  });
  connection.closeSync();
  instance.closeSync();
}
