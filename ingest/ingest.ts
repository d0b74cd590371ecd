import type { BigQuery } from '@google-cloud/bigquery';
import { tankError } from '../warehouse/errors.ts';
import { openBatches, type Batches } from './batches.ts';
import { checkRange, easternDate, monthsOf, type DateRange } from './calendar.ts';
import { collect, type Collection } from './collect.ts';
import {
  checkSource,
  collectedBoxscores,
  collectedRosters,
  collectedSeasons,
} from './collected.ts';
import { createRawTables, dropStagingTables, landFile } from './landing.ts';
import {
  finishedGames,
  gameEntries,
  planBoxscores,
  planRosters,
  rosterSnapshots,
  seasonsOf,
  type GameEntry,
} from './plan.ts';
import { boxscoreRows, rosterRows, scheduleRows, teamRows } from './raw-rows.ts';
import type { RawTableName } from './raw-tables.ts';
import { deadRuns, openRunDirectory, removeRun } from './run-directory.ts';
import { openSource, type SourceLabel, type SourceOptions } from './source.ts';
import { paths, readBoxscore, readRoster, readSchedule, readTeams } from './stats-api.ts';
import { noEntities, noRows, type IngestProgress, type IngestSummary } from './summary.ts';

export interface IngestOptions {
  client: BigQuery;
  /** Project of the raw tables. */
  project: string;
  /** BigQuery location of the raw dataset. */
  location: string;
  /** Base URL of the MLB Stats API, or of what stands for it; nothing else is ever asked. */
  baseUrl: string;
  /** Kept on every row. */
  source: SourceLabel;
  /** First schedule date, YYYY-MM-DD. */
  from: string;
  /** Last schedule date, YYYY-MM-DD. */
  to: string;
  /** Where files wait for their load job. */
  stagingDirectory: string;
  onProgress?: (progress: IngestProgress) => void;
  /** The present: `known_at` of rows, and which roster dates are past. */
  now?: () => Date;
  /** Requests under way at once; 6 unless given. */
  concurrency?: number;
  /** Ends the run early: what has landed stays, the rest is left for the next run. */
  signal?: AbortSignal;
  /** Waits, timeouts and batch size, for tests and slow networks. */
  tuning?: Pick<SourceOptions, 'backoffMs' | 'timeoutMs'> & { batchBytes?: number };
}

interface Run extends Collection {
  options: IngestOptions;
  range: DateRange;
  /** Today in US/Eastern. */
  today: string;
  batchesOf: (...tables: RawTableName[]) => Batches;
}

/**
 * Collects schedule, teams, rosters and box scores of a range of dates into the raw tables, which it makes when they are
 * missing. Asks the source only for what the warehouse does not have or what may have changed; a second run over the
 * same past dates reads the schedule again and changes nothing. A run may be killed at any point and repeated.
 * @returns counts per entity and table; outcome `partial` lists what failed, and the rest is there.
 * @throws TankError E_DATE; E_SOURCE_MIXED before anything is read; E_SOURCE_* when no part of the schedule can be read; E_LANDING and E_WAREHOUSE when the
 * warehouse cannot be used.
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
  const source = openSource({
    baseUrl,
    concurrency,
    now,
    onFailedTry: (message) => {
      onProgress({ ...progress, message });
    },
    ...(tuning.backoffMs !== undefined && { backoffMs: tuning.backoffMs }),
    ...(tuning.timeoutMs !== undefined && { timeoutMs: tuning.timeoutMs }),
  });
  const entities = noEntities();
  const tables = noRows();

  const run: Run = {
    options,
    range,
    today: easternDate(now()),
    source,
    concurrency,
    stop,
    entities,
    failures: [],
    row: { failures: 0 },
    onProgress,
    batchesOf: (...names) =>
      openBatches({
        tables: names,
        directory: directory.path,
        runId: directory.runId,
        ...(tuning.batchBytes !== undefined && { limitBytes: tuning.batchBytes }),
        land: async (file, complete) => {
          const counts = await landFile(options, file, complete);
          const sum = tables[file.table];
          sum.staged += counts.staged;
          sum.inserted += counts.inserted;
          sum.changed += counts.changed;
          sum.unchanged += counts.unchanged;
          sum.removed += counts.removed;
        },
      }),
  };

  try {
    await createRawTables(options);
    await checkSource(options, options.source);
    await dropStagingTables(options, left);
    for (const runId of left) await removeRun(stagingDirectory, runId);
    const entries = await collectSchedule(run);
    await collectTeams(run, entries);
    await collectRosters(run, entries);
    await collectBoxscores(run, entries);
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    source.close();
    await directory.remove();
  }

  const isWhole = Object.values(entities).every((e) => e.failed === 0 && e.skipped === 0);
  return {
    outcome: stop.signal.aborted ? 'stopped' : isWhole ? 'complete' : 'partial',
    runId: directory.runId,
    source: options.source,
    baseUrl,
    from,
    to,
    entities,
    tables,
    failures: run.failures,
    requests: source.requests(),
    seconds: (performance.now() - started) / 1000,
  };
}

async function collectSchedule(run: Run): Promise<GameEntry[]> {
  const months = monthsOf(run.range);
  const entries: GameEntry[] = [];
  const counts = run.entities.schedule;
  counts.expected = months.length;
  await collect(run, {
    entity: 'schedule',
    items: months,
    key: ({ from, to }) => `${from}..${to}`,
    path: paths.schedule,
    rows: (answer, month) => {
      const schedule = readSchedule(answer);
      const provenance = { source: run.options.source, answer };
      const rows = scheduleRows(schedule, provenance);
      entries.push(...gameEntries(schedule).map(({ entry }) => entry));
      return { rows, complete: month };
    },
    batches: run.batchesOf('raw_schedule'),
  });
  const [first] = run.failures;
  if (first !== undefined && counts.fetched === 0 && !run.stop.signal.aborted) {
    throw tankError(first.code, first.message, { details: { failures: run.failures } });
  }
  return entries;
}

async function collectTeams(run: Run, entries: readonly GameEntry[]): Promise<void> {
  const seasons = seasonsOf(entries);
  const collected = await collectedSeasons(run.options);
  const planned = seasons.filter((season) => !collected.has(season));
  const counts = run.entities.teams;
  counts.expected = seasons.length;
  counts.present = seasons.length - planned.length;
  await collect(run, {
    entity: 'teams',
    items: planned,
    key: String,
    path: paths.teams,
    rows: (answer, season) => ({
      rows: teamRows(readTeams(answer), season, { source: run.options.source, answer }),
    }),
    batches: run.batchesOf('raw_teams'),
  });
}

async function collectRosters(run: Run, entries: readonly GameEntry[]): Promise<void> {
  const rosters = rosterSnapshots(entries, run.range, run.today);
  const collected = await collectedRosters(
    run.options,
    rosters.map(({ date }) => date),
  );
  const planned = planRosters(rosters, collected, run.today);
  const counts = run.entities.rosters;
  counts.expected = rosters.length;
  counts.present = rosters.length - planned.length;
  await collect(run, {
    entity: 'rosters',
    items: planned,
    key: ({ date, teamId }) => `${date} team ${teamId}`,
    path: ({ date, teamId }) => paths.roster(teamId, date),
    rows: (answer, item) => ({
      rows: rosterRows(readRoster(answer), item, { source: run.options.source, answer }),
    }),
    batches: run.batchesOf('raw_rosters'),
  });
}

async function collectBoxscores(run: Run, entries: readonly GameEntry[]): Promise<void> {
  const games = finishedGames(entries);
  const planned = planBoxscores(games, await collectedBoxscores(run.options, games));
  const counts = run.entities.boxscores;
  counts.expected = games.length;
  counts.present = games.length - planned.length;
  await collect(run, {
    entity: 'boxscores',
    items: planned,
    key: ({ game }) => `${game.officialDate} game ${game.gamePk}`,
    path: ({ game }) => paths.boxscore(game.gamePk),
    rows: (answer, { game }) => {
      const provenance = { source: run.options.source, answer };
      const { players, boxscore } = boxscoreRows(readBoxscore(answer), game, provenance);
      return { rows: [...players, boxscore] };
    },
    batches: run.batchesOf('raw_boxscore_players', 'raw_boxscores'),
  });
}
