import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { BenchContext, Benchmark } from '../../../embedded/bench/index.ts';
import { addDays } from '../../../pipeline/dates.ts';
import { copyWarehouse, openBuiltWarehouse, type Build } from './built-warehouse.ts';
import { handWritten, handWrittenSeconds } from './hand-written.ts';
import { forgetAfter, forgetBefore, holdDay, landDay, rawDates } from './raw-days.ts';
import { simulatedRawFile } from './simulated-file.ts';

/** Statements of a daily run whose seconds are shown one by one. */
const shown = 5;
/** The plan's bound and this project's aim, GB a day. */
const [bound, aim] = [200, 5];

/** Days that are landed and built one after the other; what a day costs is the median of them. */
const builtDays = 3;

interface Refreshed {
  full: Build;
  /** Dates with final games, all of them. */
  dates: string[];
  peak: number | undefined;
}

interface Days {
  days: Build[];
  again: Build;
}

const secondsOf = ({ modelSeconds, assertionSeconds }: Build): number =>
  modelSeconds + assertionSeconds;

function median(builds: readonly Build[], of: (build: Build) => number): number {
  const sorted = builds.map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Puts the last days of a warehouse aside and builds all others anew. */
async function refresh(file: string, from?: string): Promise<Refreshed> {
  const warehouse = await openBuiltWarehouse(file);
  const { client } = warehouse;
  if (from !== undefined) await forgetBefore(client, from);
  const dates = await rawDates(client);
  await forgetAfter(client, dates.at(-1) ?? '');
  const last = dates.slice(-builtDays);
  for (const date of last) await holdDay(client, date);
  const full = await warehouse.build({ asOf: last[0] ?? '', fullRefresh: true });
  const peak = warehouse.peakMegabytes();
  await warehouse.close();
  return { full, dates, peak };
}

/**
 * Lands and builds one day after the other, then builds once more with nothing new, each warehouse in a process of its own, as a
 * night is. The warehouses take turns, so that a machine that slows down slows down all of them.
 */
async function buildDays(files: readonly string[], dates: readonly string[]): Promise<Days[]> {
  const open = await Promise.all(files.map((file) => openBuiltWarehouse(file)));
  const days = open.map((): Build[] => []);
  for (const date of dates) {
    for (const [at, warehouse] of open.entries()) {
      await landDay(warehouse.client, date);
      days[at]?.push(await warehouse.build({ asOf: addDays(date, 1) }));
    }
  }
  const made: Days[] = [];
  for (const [at, warehouse] of open.entries()) {
    const again = await warehouse.build({ asOf: addDays(dates.at(-1) ?? '', 1) });
    made.push({ days: days[at] ?? [], again });
    await warehouse.close();
  }
  return made;
}

function reportBytes(context: BenchContext, seasons: string, { days }: Days): void {
  const billed = median(days, ({ gigabytesBilled }) => gigabytesBilled);
  context.report({
    what: `bytes BigQuery would process for a daily run, ${seasons}`,
    value: median(days, ({ gigabytesProcessed }) => gigabytesProcessed),
    unit: 'GB',
  });
  context.report({
    what: `bytes it would bill for it (10 MB or more a table and statement), ${seasons}`,
    value: billed,
    unit: 'GB',
    target: { of: 'value', atMost: aim },
  });
  context.report({
    what: `the same in a month of 30 days, ${seasons}`,
    value: 30 * billed,
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
        smoke ? { from: '2025-04-01', to: '2025-04-05' } : { from: '2025-03-20', to: '2026-04-30' },
      ));
    const file = path.join(directory, 'whole.duckdb');
    const oneFile = path.join(directory, 'one.duckdb');
    copyWarehouse(source, file);
    const { full, dates, peak } = await refresh(file);
    const [first = '', last = ''] = [dates[0], dates.at(-1)];
    const seasons = `${first.slice(0, 4)}-${last.slice(0, 4)}`;
    const only = last.slice(0, 4);
    const isOne = first >= `${only}-01-01`;
    if (!isOne) {
      copyWarehouse(source, oneFile);
      await refresh(oneFile, `${only}-01-01`);
    }
    const [result, one] = await buildDays(
      isOne ? [file] : [file, oneFile],
      dates.slice(-builtDays),
    );
    if (result === undefined) throw new Error('no warehouse was built');
    const { days, again } = result;
    const over = `${seasons}, ${dates.length} dates of the regular season`;
    context.report({
      what: `full refresh of all models, ${over}`,
      value: full.modelSeconds,
      unit: 's',
    });
    context.report({ what: 'their assertions', value: full.assertionSeconds, unit: 's' });
    const memory = `memory of the warehouse, at most, to refresh ${seasons}`;
    if (peak === undefined) context.skip(memory, 'the system does not tell');
    else context.report({ what: memory, value: peak, unit: 'MB' });
    for (const { model, seconds } of full.slowest.slice(0, shown))
      context.report({ what: `of the full refresh: ${model}`, value: seconds, unit: 's' });
    const modelSeconds = median(days, (day) => day.modelSeconds);
    context.report({
      what: `a day's build on top of ${seasons}, median of ${days.length}`,
      value: modelSeconds,
      unit: 's',
    });
    context.report({
      what: 'its assertions',
      value: median(days, ({ assertionSeconds }) => assertionSeconds),
      unit: 's',
    });
    for (const { model, seconds } of days.at(-1)?.slowest.slice(0, shown) ?? [])
      context.report({ what: `of the last day's build: ${model}`, value: seconds, unit: 's' });
    context.report({
      what: 'the same again, with nothing new',
      value: again.modelSeconds,
      unit: 's',
      against: { what: "a day's build", value: modelSeconds },
    });
    reportBytes(context, seasons, result);
    await besideHand(context, file, full);
    if (one === undefined) {
      context.skip("a day's build after many seasons beside one", 'the file has one season');
      return;
    }
    context.report({
      what: `a day's build and its assertions on top of ${seasons}`,
      value: median(days, secondsOf),
      unit: 's',
      against: { what: `of ${only} alone`, value: median(one.days, secondsOf) },
      target: { of: 'ratio', atMost: 1.3 },
    });
    context.report({
      what: 'of these the build',
      value: modelSeconds,
      unit: 's',
      against: { what: `of ${only} alone`, value: median(one.days, (day) => day.modelSeconds) },
    });
    const billed = ({ gigabytesBilled }: Build): number => gigabytesBilled;
    context.report({
      what: `bytes billed for a daily run, ${seasons}`,
      value: median(days, billed),
      unit: 'GB',
      against: { what: `of ${only} alone`, value: median(one.days, billed) },
    });
  },
};

/** The heaviest models beside the same work written for DuckDB, over the same raw rows. */
async function besideHand(context: BenchContext, file: string, full: Build): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const builtSeconds = (models: readonly string[]): number =>
    full.slowest
      .filter(({ model }) => models.includes(model))
      .reduce((sum, { seconds }) => sum + seconds, 0);
  let [covered, byHand] = [0, 0];
  for (const work of handWritten) {
    const value = builtSeconds(work.models);
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
