import { randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { BigQuery } from '@google-cloud/bigquery';
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { warehouseError } from '../warehouse/bigquery-dialect.ts';

/** What of a served forecast does not depend on who asked. */
export interface LoggedForecast {
  arm: 'champion' | 'challenger';
  model_type: string;
  model_version: string;
  game_pk: number;
  player_id: number | null;
  game_date: string;
  first_pitch_at: string | null;
  home_win_probability: number | null;
  as_of: string;
  forecast_made_at: string;
  forecast_status: 'scheduled' | 'sealed' | 'final';
  is_on_demand: boolean;
  source: string;
}

export interface PredictionLogOptions {
  client: BigQuery;
  /** Where batches wait for the warehouse. */
  directory: string;
  log?: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  now?: () => Date;
  /** How often batches are loaded; 0 only at `flush` and `close`. */
  flushMs?: number;
  /** Bytes that may wait on disk; what comes on top is dropped and counted. */
  maxBytes?: number;
}

/** The log of what was served, `mlb_predictions.prediction_log`. */
export interface PredictionLog {
  /** Notes served forecasts, of which `entryOf` made the entries. On disk before the next request is read. */
  record(request: FastifyRequest, entries: readonly string[]): void;
  /** Loads what waits. What cannot be loaded waits on; its rows are never loaded twice. */
  flush(): Promise<void>;
  /** Bytes that wait on disk, and rows that were dropped because there were too many. */
  counts(): { waitingBytes: number; dropped: number };
  close(): Promise<void>;
}

const table = 'prediction_log';
const dataset = 'mlb_predictions';
const job = z.tuple(
  [z.object({ status: z.object({ state: z.string(), errorResult: z.unknown().optional() }) })],
  z.unknown(),
);
const firstLine = z.object({ log_id: z.string(), game_date: z.iso.date() });
const alreadyExists = 409;
const batchName = /^(\d+)-[0-9a-f-]{36}-\d+\.ndjson(\.open|\.gz)?$/;

/** Of the streams that make a batch smaller: few large pieces leave the event loop to requests. */
const bufferBytes = 2 ** 20;

/** The part of a log line that is the same whoever asks: made once for each forecast. */
export function entryOf(forecast: LoggedForecast): string {
  return `${JSON.stringify(forecast).slice(1)}\n`;
}

/**
 * Opens the log. Lines are written to a file at once, after the answers they are about; files are loaded in batches and
 * removed when they are in the warehouse. Files of processes that crashed are loaded too.
 */
export function openPredictionLog(options: PredictionLogOptions): PredictionLog {
  const { client, directory, log, now = () => new Date() } = options;
  const { flushMs = 60_000, maxBytes = 2 ** 30 } = options;
  mkdirSync(directory, { recursive: true });
  recover(directory);
  const instance = randomUUID();
  let rows = 0;
  let files = 0;
  const untried = new Set<string>();
  let dropped = 0;
  let open: { file: string; handle: number } | undefined;
  let pending: string[] = [];
  let waitingBytes = sizeOf(directory);
  let flushing: Promise<void> | undefined;

  const write = (): void => {
    const text = pending.join('');
    pending = [];
    if (text === '') return;
    try {
      if (open === undefined) {
        files += 1;
        const file = path.join(directory, `${process.pid}-${instance}-${files}.ndjson`);
        open = { file, handle: openSync(`${file}.open`, 'a') };
      }
      waitingBytes += writeSync(open.handle, text);
    } catch (error) {
      dropped += text.split('\n').length - 1;
      log?.error(error, 'what was served could not be logged');
    }
  };
  const finishFile = (): void => {
    write();
    if (open === undefined) return;
    closeSync(open.handle);
    renameSync(`${open.file}.open`, open.file);
    untried.add(open.file);
    open = undefined;
  };
  const loadAll = async (): Promise<void> => {
    finishFile();
    for (const name of readdirSync(directory).filter((each) => each.endsWith('.ndjson'))) {
      const file = path.join(directory, name);
      const { size } = statSync(file);
      const isNew = untried.delete(file);
      if (isNew || !(await isThere(client, file))) await loadBatch(client, file);
      await rm(file);
      waitingBytes -= size;
    }
  };
  const flush = async (): Promise<void> => {
    flushing ??= loadAll()
      .catch((error: unknown) => {
        log?.warn(error, 'the log of what was served cannot be loaded now; it waits on disk');
      })
      .finally(() => (flushing = undefined));
    return flushing;
  };
  const timer = flushMs > 0 ? setInterval(() => void flush(), flushMs).unref() : undefined;

  return {
    record: (request, entries) => {
      if (entries.length === 0) return;
      if (waitingBytes > maxBytes) {
        dropped += entries.length;
        return;
      }
      if (pending.length === 0) setImmediate(write);
      const { url: route = '' } = request.routeOptions;
      const moment = now().toISOString();
      const rest = `,"served_at":"${moment}","recorded_at":"${moment}","route":"${route}","request_id":"${request.id}","client_hash":"${request.client.hash}",`;
      for (const entry of entries) {
        rows += 1;
        pending.push(`{"log_id":"${instance}-${rows}"${rest}${entry}`);
      }
    },
    flush,
    counts: () => ({ waitingBytes, dropped }),
    close: async () => {
      clearInterval(timer);
      await flushing;
      await flush();
    },
  };
}

/** Makes batches of what processes that are gone left open, and removes what they sent; of a line that was cut off nothing is kept. */
function recover(directory: string): void {
  for (const name of readdirSync(directory)) {
    const [, pid, state] = batchName.exec(name) ?? [];
    if (state === undefined || isRunning(Number(pid))) continue;
    const file = path.join(directory, name);
    if (state === '.gz') {
      rmSync(file);
      continue;
    }
    truncateSync(file, readFileSync(file).lastIndexOf('\n') + 1);
    renameSync(file, file.slice(0, -'.open'.length));
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function sizeOf(directory: string): number {
  return readdirSync(directory)
    .map((name) => statSync(path.join(directory, name)).size)
    .reduce((sum, size) => sum + size, 0);
}

/**
 * Whether a batch that was tried before is in the table: loads are all or nothing, so its first row tells. The job's name tells as
 * well, but only to a warehouse that has not been restarted since.
 */
async function isThere(client: BigQuery, file: string): Promise<boolean> {
  const text = readFileSync(file, 'utf8');
  if (text === '') return false;
  const first = firstLine.parse(JSON.parse(text.slice(0, text.indexOf('\n'))));
  try {
    const [rows] = await client.query({
      query: `SELECT log_id FROM ${dataset}.${table} WHERE game_date = CAST(@game_date AS DATE) AND log_id = @log_id`,
      params: first,
    });
    return rows.length > 0;
  } catch (error) {
    throw warehouseError(error);
  }
}

/**
 * Appends a batch, gzipped (lines are alike: a tenth of their bytes), by a load job named after it: a job of a name runs once, so that a batch that comes twice adds nothing the second
 * time, and nothing but this one table is written.
 * @throws TankError E_WAREHOUSE
 */
async function loadBatch(client: BigQuery, file: string): Promise<void> {
  if (statSync(file).size === 0) return;
  const log = client.dataset(dataset).table(table);
  const name = `${table}_${path.basename(file, '.ndjson')}`;
  const zipped = `${file}.gz`;
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: bufferBytes }),
      createGzip({ level: 1, chunkSize: bufferBytes }),
      createWriteStream(zipped, { highWaterMark: bufferBytes }),
    );
    for (let attempt = 1; ; attempt += 1) {
      const jobId = `${name}_${attempt}`;
      try {
        await log.load(zipped, {
          jobId,
          sourceFormat: 'NEWLINE_DELIMITED_JSON',
          createDisposition: 'CREATE_NEVER',
          writeDisposition: 'WRITE_APPEND',
        });
        return;
      } catch (error) {
        if ((error as { code?: unknown }).code !== alreadyExists) throw error;
        if (await hasLoaded(client, jobId)) return;
      }
    }
  } catch (error) {
    throw warehouseError(error);
  } finally {
    await rm(zipped, { force: true });
  }
}

/** Whether an earlier load of a batch has done it; false when it failed. @throws Error while it is at work */
async function hasLoaded(client: BigQuery, jobId: string): Promise<boolean> {
  const [{ status }] = job.parse(await client.job(jobId).getMetadata());
  if (status.state !== 'DONE') throw new Error(`${jobId} is ${status.state}`);
  return status.errorResult === undefined;
}
