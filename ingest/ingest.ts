import { tankError } from '../warehouse/errors.ts';
import { collect, type Collection } from './collect.ts';
import { checkRange, type DateRange } from './dates.ts';
import { entities } from './entities/index.ts';
import { entityNames, type EntityName } from './entity-names.ts';
import { openBatches } from './landing/batches.ts';
import { createRawTables, dropStagingTables, landBatch } from './landing/landing.ts';
import type { StagingBucket } from './landing/staged-load.ts';
import { deadRuns, openRunDirectory, removeRun } from './landing/run-directory.ts';
import { checkSource, type RawWarehouse, type SourceLabel } from './raw-warehouse.ts';
import { openSource, type Origin, type Source, type SourceOptions } from './sources/source.ts';
import { inOrder, noEntities, noRows, type IngestProgress, type IngestSummary } from './summary.ts';
import { openWorld, type Snapshots } from './world.ts';

export interface IngestOptions extends RawWarehouse {
  /** Base URL of the MLB Stats API, or of what stands for it. */
  baseUrl: string;
  /** Base URL of Baseball Savant; that of the Stats API unless given, as for a replay that serves all. */
  savantUrl?: string;
  /** Base URL of Open-Meteo's archive of past weather; that of the Stats API unless given. */
  openMeteoUrl?: string;
  /** Base URL of Open-Meteo's forecast; that of the archive unless given. */
  openMeteoForecastUrl?: string;
  /** Kept on every row. */
  source: SourceLabel;
  /** First schedule date, YYYY-MM-DD. */
  from: string;
  /** Last schedule date, YYYY-MM-DD. */
  to: string;
  /** What to collect; everything unless given. Seasons always are, as far as they are not configured. */
  entities?: readonly EntityName[];
  /** Daily unless given. */
  snapshots?: Snapshots;
  /** Where files wait for their load job. */
  stagingDirectory: string;
  /** Cloud Storage that files pass on their way; without it each is uploaded with its load job. */
  stagingBucket?: StagingBucket;
  onProgress?: (progress: IngestProgress) => void;
  /** The present: `known_at` of rows, and what is past. */
  now?: () => Date;
  /** Requests under way at once; 6 unless given. */
  concurrency?: number;
  /** Ends the run early: what has landed stays, the rest is left for the next run. */
  signal?: AbortSignal;
  /** Waits, timeouts and batch size, for tests and slow networks. */
  tuning?: Pick<SourceOptions, 'backoffMs' | 'timeoutMs'> & { batchBytes?: number };
}

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
  const started = performance.now();
  const { from, to, baseUrl, stagingDirectory, concurrency = 6, tuning = {} } = options;
  const now = options.now ?? (() => new Date());
  let progress: IngestProgress = { stage: 'schedule', done: 0, total: 0, message: '' };
  const onProgress = (next: IngestProgress): void => {
    progress = next;
    options.onProgress?.(next);
  };
  const range = { from, to };
  checkRange(range);

  const left = await deadRuns(stagingDirectory);
  const directory = await openRunDirectory(stagingDirectory);
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort();
  };
  if (options.signal?.aborted === true) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const sourceOf = (origin: Origin, url: string): Source =>
    openSource({
      origin,
      baseUrl: url,
      concurrency,
      now,
      onFailedTry: (message) => {
        onProgress({ ...progress, message });
      },
      ...(tuning.backoffMs !== undefined && { backoffMs: tuning.backoffMs }),
      ...(tuning.timeoutMs !== undefined && { timeoutMs: tuning.timeoutMs }),
    });
  const sources = {
    statsApi: sourceOf('stats_api', baseUrl),
    savant: sourceOf('savant', options.savantUrl ?? baseUrl),
    openMeteo: sourceOf('open_meteo', options.openMeteoUrl ?? baseUrl),
    openMeteoForecast: sourceOf(
      'open_meteo',
      options.openMeteoForecastUrl ?? options.openMeteoUrl ?? baseUrl,
    ),
  };
  const summary: IngestSummary = {
    outcome: 'complete',
    runId: directory.runId,
    source: options.source,
    baseUrl,
    from,
    to,
    offSeason: [],
    nextSeason: null,
    entities: noEntities(),
    tables: noRows(),
    failures: [],
    requests: 0,
    seconds: 0,
  };
  const collection: Collection = {
    sources,
    concurrency,
    stop,
    failures: summary.failures,
    row: { failures: 0 },
    onProgress,
  };
  const collectEntity = (name: EntityName): Promise<void> =>
    collectOne(options, range, now(), collection, name, summary, directory);
  const wanted = inOrder(options.entities ?? entityNames).filter((name) => name !== 'seasons');

  try {
    await createRawTables(options);
    await checkSource(options, options.source);
    await dropStagingTables(options, left);
    for (const runId of left) await removeRun(stagingDirectory, runId);
    await collectEntity('seasons');
    const calendar = await openWorld(options, range, now()).calendar();
    summary.offSeason = calendar.offSeason(range);
    summary.nextSeason = calendar.nextSeason(summary.offSeason.at(-1)?.to ?? to) ?? null;
    if (calendar.seasonDates(range).length === 0) summary.outcome = 'off_season';
    else for (const name of wanted) await collectEntity(name);
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    for (const source of Object.values(sources)) source.close();
    await directory.remove();
  }

  const isWhole = Object.values(summary.entities).every((e) => e.failed === 0 && e.skipped === 0);
  if (stop.signal.aborted) summary.outcome = 'stopped';
  else if (!isWhole) summary.outcome = 'partial';
  summary.requests = Object.values(sources).reduce((sum, source) => sum + source.requests(), 0);
  summary.seconds = (performance.now() - started) / 1000;
  return summary;
}

async function collectOne(
  options: IngestOptions,
  range: DateRange,
  now: Date,
  collection: Collection,
  name: EntityName,
  summary: IngestSummary,
  directory: { path: string; runId: string },
): Promise<void> {
  const started = performance.now();
  const entity = entities[name];
  const counts = summary.entities[name];
  const plan = await entity.plan(openWorld(options, range, now, options.snapshots));
  counts.expected = plan.expected;
  counts.present = plan.present;
  const batches = openBatches({
    name,
    tables: [...entity.tables, 'raw_collected_items'],
    directory: directory.path,
    runId: directory.runId,
    source: options.source,
    ...(options.tuning?.batchBytes !== undefined && { limitBytes: options.tuning.batchBytes }),
    land: async (batch) => {
      for (const [table, landed] of await landBatch(options, batch)) {
        const sum = summary.tables[table];
        sum.staged += landed.staged;
        sum.inserted += landed.inserted;
        sum.changed += landed.changed;
        sum.unchanged += landed.unchanged;
        sum.removed += landed.removed;
      }
    },
  });
  await collect(collection, entity, plan, counts, batches);
  counts.seconds = (performance.now() - started) / 1000;
  const [first] = summary.failures;
  const isDown = name === 'schedule' && counts.fetched === 0 && counts.present === 0;
  if (first !== undefined && isDown && !collection.stop.signal.aborted) {
    throw tankError(first.code, first.message, { details: { failures: summary.failures } });
  }
}
