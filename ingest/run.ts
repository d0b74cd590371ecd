import path from 'node:path';
import { collect, deadlinePassed, type Collection } from './collect.ts';
import { addDays, easternDate, type DateRange } from './dates.ts';
import { entities } from './entities/index.ts';
import type { EntityPlan } from './entity.ts';
import type { EntityName } from './entity-names.ts';
import { openBatches, type Batches } from './landing/batches.ts';
import { createRawTables, dropStagingTables, landBatch } from './landing/landing.ts';
import {
  deadRuns,
  openRunDirectory,
  removeRun,
  type RunDirectory,
} from './landing/run-directory.ts';
import type { IngestOptions } from './options.ts';
import { recordRun } from './operations/collection-runs.ts';
import { settleDeadLetters } from './operations/dead-letters.ts';
import { openDrift } from './operations/drift.ts';
import { createOperationalTables } from './operations/operations.ts';
import { recheckedDays } from './planning.ts';
import { checkSource } from './raw-warehouse.ts';
import { openArchive } from './sources/archive.ts';
import { openSources } from './sources/open-sources.ts';
import { everySource } from './sources/sources.ts';
import {
  addRows,
  noEntities,
  noTables,
  type IngestProgress,
  type IngestSummary,
} from './summary.ts';
import type { RawTableName } from './tables/raw-tables.ts';
import { itemsThere } from './unchanged.ts';
import { openWorld, type World } from './world.ts';

/** A run under way. */
export interface Run {
  world: () => World;
  summary: IngestSummary;
  /** Ended early, by the caller or for lack of time. */
  isStopped: () => boolean;
  /** Does the reads of an entity: those of its own plan unless another is given. */
  collect: (name: EntityName, plan?: EntityPlan<unknown>) => Promise<void>;
}

/**
 * Does work as a run: opens the sources, makes the tables, cleans up after runs that died, keeps dead letters, and
 * writes down what was done, also when it failed.
 * @throws what the work throws, and TankError E_SOURCE_MIXED, E_LANDING and E_WAREHOUSE.
 */
export async function inRun(
  options: IngestOptions,
  range: DateRange,
  work: (run: Run) => Promise<void>,
): Promise<IngestSummary> {
  const started = performance.now();
  const now = options.now ?? (() => new Date());
  const startedAt = now();
  const { stagingDirectory } = options;
  const left = await deadRuns(stagingDirectory);
  const directory = await openRunDirectory(stagingDirectory);
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort(options.signal?.reason);
  };
  if (options.signal?.aborted === true) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });

  let progress: IngestProgress = { stage: 'schedule', done: 0, total: 0, message: '' };
  const onProgress = (next: IngestProgress): void => {
    progress = next;
    options.onProgress?.(next);
  };
  const summary = emptySummary(options, range, directory.runId);
  const { concurrency, deadlineMs } = options;
  const policy = { ...(concurrency !== undefined && { concurrency }), ...options.tuning };
  const drift = openDrift(summary, (message) => {
    onProgress({ ...progress, message });
  });
  const services = openSources(options, policy, {
    known: options.known ?? drift.known,
    now,
    onFailedTry: (message) => {
      onProgress({ ...progress, message });
    },
    onBreaker: (change) => {
      summary.breakers.push(change);
      const { origin, state, reason } = change;
      onProgress({ ...progress, message: `${origin} ${state.replace('_', ' ')}: ${reason}` });
    },
  });
  const archive = openArchive(path.join(stagingDirectory, '..', 'archive', options.source), now);
  const collection: Collection = {
    sources: { ...services, archive },
    concurrency: concurrency ?? defaultConcurrency,
    stop,
    onProgress,
  };
  const world = (): World => openWorld(options, range, now(), options);
  const run: Run = {
    world,
    summary,
    isStopped: () => stop.signal.aborted,
    collect: async (name, plan) => {
      await collectEntity(
        { options, directory, collection, summary },
        name,
        plan ?? (await entities[name].plan(world())),
        now,
      );
      await drift.report(options, now());
    },
  };
  const finish = async (error?: Error): Promise<void> => {
    const counts = Object.values(summary.entities);
    const isWhole = counts.every(({ failed, skipped }) => failed === 0 && skipped === 0);
    if (stop.signal.aborted) {
      summary.outcome = 'stopped';
      summary.stoppedBy = stop.signal.reason === deadlinePassed ? 'deadline' : 'signal';
    } else if (!isWhole) summary.outcome = 'partial';
    summary.requests = everySource(services).reduce((sum, source) => sum + source.requests(), 0);
    summary.seconds = (performance.now() - started) / 1000;
    await recordRun(options, summary, startedAt, now(), error);
  };

  const deadline =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          stop.abort(deadlinePassed);
        }, deadlineMs);

  try {
    await createRawTables(options);
    await createOperationalTables(options);
    await drift.recall(options);
    try {
      await checkSource(options, options.source);
      await dropStagingTables(options, left);
      for (const runId of left) await removeRun(stagingDirectory, runId);
      await work(run);
    } catch (error) {
      await finish(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    await finish();
  } finally {
    clearTimeout(deadline);
    options.signal?.removeEventListener('abort', onAbort);
    for (const source of everySource(services)) source.close();
    await directory.remove();
  }
  return summary;
}

const defaultConcurrency = 6;

const emptySummary = (
  { source, baseUrl }: IngestOptions,
  { from, to }: DateRange,
  runId: string,
): IngestSummary => ({
  outcome: 'complete',
  runId,
  source,
  baseUrl,
  from,
  to,
  offSeason: [],
  nextSeason: null,
  entities: noEntities(),
  tables: noTables(),
  failures: [],
  breakers: [],
  drift: [],
  requests: 0,
  seconds: 0,
});

async function collectEntity(
  {
    options,
    directory,
    collection,
    summary,
  }: {
    options: IngestOptions;
    directory: RunDirectory;
    collection: Collection;
    summary: IngestSummary;
  },
  name: EntityName,
  plan: EntityPlan<unknown>,
  now: () => Date,
): Promise<void> {
  const started = performance.now();
  const entity = entities[name];
  const counts = summary.entities[name];
  counts.expected += plan.expected;
  counts.present += plan.present;
  const openFor = (tables: readonly RawTableName[], kind = ''): Batches =>
    openBatches({
      name: `${name}${kind}`,
      tables: [...tables, 'raw_collected_items'],
      directory: directory.path,
      runId: directory.runId,
      source: options.source,
      ...(options.tuning?.batchBytes !== undefined && { limitBytes: options.tuning.batchBytes }),
      land: async (batch) => {
        for (const [table, landed] of await landBatch(options, batch)) {
          addRows(summary.tables[table], landed);
          if (table !== 'raw_collected_items') addRows(counts.rows, landed);
        }
      },
    });
  const today = easternDate(now());
  const [oldest = today] = [addDays(today, -recheckedDays), options.from].sort();
  const isThere = plan.reads.some(({ reason }) => reason === 'recheck')
    ? await itemsThere(options, entity, { from: oldest, to: today })
    : () => false;
  for (const source of everySource(collection.sources)) source.reopen();
  const collected = await collect(collection, entity, plan, counts, {
    batches: openFor(entity.tables),
    vouchers: openFor([], '_unchanged'),
    isThere,
    onThere: (rows) => {
      counts.rows.unchanged += rows.length;
      for (const { table } of rows) summary.tables[table].unchanged += 1;
    },
  });
  summary.failures.push(...collected.failures);
  if (plan.reads.length > 0) {
    const { runId, source } = summary;
    await settleDeadLetters(options, name, collected, { runId, source, now: now() });
  }
  counts.seconds += (performance.now() - started) / 1000;
}
