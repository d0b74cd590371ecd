import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs';
import { open as openFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as immediate, setTimeout as wait } from 'node:timers/promises';
import { constants, createGunzip, createGzip, gunzipSync, type Gzip } from 'node:zlib';
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
  /** How often a batch is loaded, ten minutes by default; 0 only at `flush` and `close`. */
  flushMs?: number;
  /** Bytes that may wait on disk; what comes on top is dropped and counted. */
  maxBytes?: number;
}

/** The log of what was served, `mlb_predictions.prediction_log`. */
export interface PredictionLog {
  /** Notes served forecasts, of which `entryOf` made the entries. On disk some hundredths of a second later; nobody waits for it. */
  record(request: FastifyRequest, entries: readonly string[]): void;
  /** Loads what waits. What cannot be loaded waits on; its rows are never loaded twice. */
  flush(): Promise<void>;
  /** Bytes that wait, and rows that were dropped because there were too many or the disk failed. */
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
const batchName = /^(\d+)-[0-9a-f-]{36}-\d+\.ndjson\.gz(\.open|\.part)?$/;
const extension = '.ndjson.gz';

/**
 * BigQuery takes 1,500 loads a day into one table, of all servers together: ten that serve all day may each load every ten minutes.
 * https://docs.cloud.google.com/bigquery/quotas#load_jobs
 */
const flushDefaultMs = 600_000;

/** While many are served, lines of so long are written together: fewer and larger blocks are cheaper, and smaller on disk. */
const gatherMs = 50;

/** Of the streams that read what was left: few large pieces leave the event loop to requests. */
const bufferBytes = 2 ** 20;

/** Of a batch's beginning, enough to have its first line. */
const headBytes = 64 * 1024;

/** A batch that is being written: one gzip stream, of which all that was written can be read at any time. */
interface OpenBatch {
  file: string;
  handle: FileHandle;
  gzip: Gzip;
  zipped: Buffer[];
}

/** The part of a log line that is the same whoever asks: made once for each forecast. */
export function entryOf(forecast: LoggedForecast): string {
  return `${JSON.stringify(forecast).slice(1)}\n`;
}

/**
 * Opens the log. Lines are gzipped (they are alike: a tenth of their bytes) and written to a file beside the answers, off the event
 * loop; files are loaded in batches and removed when they are in the warehouse. Files of processes that crashed are loaded too.
 */
export function openPredictionLog(options: PredictionLogOptions): PredictionLog {
  const { client, directory, log, now = () => new Date() } = options;
  const { flushMs = flushDefaultMs, maxBytes = 2 ** 30 } = options;
  mkdirSync(directory, { recursive: true });
  const instance = randomUUID();
  let rows = 0;
  let files = 0;
  const untried = new Set<string>();
  let unfinished: string[] = [];
  let dropped = 0;
  let open: OpenBatch | undefined;
  let pending: string[] = [];
  let pendingBytes = 0;
  let waitingBytes = sizeOf(directory);
  let isScheduled = false;
  let flushing: Promise<void> | undefined;
  let turn = Promise.resolve();

  /** One thing after the other is done to files. */
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const done = turn.then(task);
    turn = done.catch(() => undefined);
    return done;
  };
  const writePending = async (): Promise<void> => {
    const lines = pending;
    pending = [];
    pendingBytes = 0;
    if (lines.length === 0) return;
    const isNew = open === undefined;
    try {
      open ??= await openBatch(
        path.join(directory, `${process.pid}-${instance}-${(files += 1)}${extension}`),
      );
      waitingBytes += await append(open, lines.join(''));
    } catch (error) {
      dropped += lines.length;
      log?.error(error, 'what was served could not be logged');
      await giveUp(isNew);
    }
  };
  /** Nothing is added to a batch after a write that failed, as on a full disk: of what it has, another is made when it is loaded. */
  const giveUp = async (isEmpty: boolean): Promise<void> => {
    if (open === undefined) return;
    const name = `${open.file}.open`;
    await open.handle.close();
    open = undefined;
    if (isEmpty) await rm(name);
    else unfinished.push(path.basename(name));
  };
  const gather = async (): Promise<void> => {
    await immediate();
    isScheduled = false;
    await writePending();
    if (pending.length > 0) await wait(gatherMs);
  };
  const finishBatch = async (): Promise<void> => {
    await writePending();
    if (open === undefined) return;
    try {
      waitingBytes += await finish(open);
      untried.add(open.file);
      open = undefined;
    } catch (error) {
      log?.error(error, 'a batch of what was served could not be ended; it is tried again later');
      await giveUp(false);
    }
  };
  const recoverAll = async (names: readonly string[]): Promise<string[]> => {
    const failed: string[] = [];
    for (const name of names) {
      await recover(directory, name).catch((error: unknown) => {
        failed.push(name);
        log?.error(error, `${name} cannot be read or made anew; it stays on disk`);
      });
    }
    waitingBytes = sizeOf(directory);
    return failed;
  };
  const loadAll = async (): Promise<void> => {
    await inTurn(finishBatch);
    // On a disk that is full this fails again; what is loaded below makes room for the next time.
    await inTurn(async () => {
      if (unfinished.length > 0) unfinished = await recoverAll(unfinished);
    });
    for (const name of readdirSync(directory).filter((each) => each.endsWith(extension))) {
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
  void inTurn(async () => {
    await recoverAll(readdirSync(directory));
  });

  return {
    record: (request, entries) => {
      if (entries.length === 0) return;
      if (waitingBytes + pendingBytes > maxBytes) {
        dropped += entries.length;
        return;
      }
      if (!isScheduled) {
        isScheduled = true;
        void inTurn(gather);
      }
      const { url: route = '' } = request.routeOptions;
      const moment = now().toISOString();
      const rest = `,"served_at":"${moment}","recorded_at":"${moment}","route":"${route}","request_id":"${request.id}","client_hash":"${request.client.hash}",`;
      for (const entry of entries) {
        rows += 1;
        const line = `{"log_id":"${instance}-${rows}"${rest}${entry}`;
        pending.push(line);
        pendingBytes += line.length;
      }
    },
    flush,
    counts: () => ({ waitingBytes: waitingBytes + pendingBytes, dropped }),
    close: async () => {
      clearInterval(timer);
      await flushing;
      await flush();
    },
  };
}

async function openBatch(file: string): Promise<OpenBatch> {
  const handle = await openFile(`${file}.open`, 'ax');
  const gzip = createGzip({ level: 1 });
  const zipped: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => zipped.push(chunk));
  return { file, handle, gzip, zipped };
}

/** Writes lines so that they can be read whatever becomes of the rest. @returns bytes on disk */
async function append({ handle, gzip, zipped }: OpenBatch, text: string): Promise<number> {
  gzip.write(text);
  await new Promise<void>((resolve) => {
    gzip.flush(constants.Z_SYNC_FLUSH, resolve);
  });
  return writeOut(handle, zipped);
}

/** Ends a batch, so that it can be loaded. @returns bytes on disk that this added */
async function finish({ file, handle, gzip, zipped }: OpenBatch): Promise<number> {
  await new Promise<void>((resolve) => {
    gzip.once('end', resolve).end();
  });
  const added = await writeOut(handle, zipped);
  await handle.close();
  await rename(`${file}.open`, file);
  return added;
}

async function writeOut(handle: FileHandle, zipped: Buffer[]): Promise<number> {
  const bytes = Buffer.concat(zipped.splice(0));
  await handle.appendFile(bytes);
  return bytes.length;
}

/** Makes a batch of what a process that is gone left open; of a line that was cut off nothing is kept. */
async function recover(directory: string, name: string): Promise<void> {
  const [, pid, state] = batchName.exec(name) ?? [];
  if (state === undefined || isRunning(Number(pid))) return;
  const left = path.join(directory, name);
  if (state === '.open') {
    const file = left.slice(0, -state.length);
    await pipeline(
      createReadStream(left, { highWaterMark: bufferBytes }),
      createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: bufferBytes }),
      wholeLines,
      createGzip({ level: 1, chunkSize: bufferBytes }),
      createWriteStream(`${file}.part`),
    );
    await rename(`${file}.part`, file);
  }
  await rm(left, { force: true });
}

async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const text = Buffer.concat([rest, chunk]);
    const end = text.lastIndexOf('\n') + 1;
    yield text.subarray(0, end);
    rest = text.subarray(end);
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
  const text = await headOf(file);
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

/** What a batch begins with. @throws Error when it is no gzip */
async function headOf(file: string): Promise<string> {
  const handle = await openFile(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const finishFlush = constants.Z_SYNC_FLUSH;
    return gunzipSync(buffer.subarray(0, bytesRead), { finishFlush }).toString();
  } finally {
    await handle.close();
  }
}

/**
 * Appends a batch by a load job named after it: a job of a name runs once, so that a batch that comes twice adds nothing the second
 * time, and nothing but this one table is written.
 * @throws TankError E_WAREHOUSE
 */
async function loadBatch(client: BigQuery, file: string): Promise<void> {
  const log = client.dataset(dataset).table(table);
  const name = `${table}_${path.basename(file, extension)}`;
  try {
    for (let attempt = 1; ; attempt += 1) {
      const jobId = `${name}_${attempt}`;
      try {
        await log.load(file, {
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
  }
}

/** Whether an earlier load of a batch has done it; false when it failed. @throws Error while it is at work */
async function hasLoaded(client: BigQuery, jobId: string): Promise<boolean> {
  const [{ status }] = job.parse(await client.job(jobId).getMetadata());
  if (status.state !== 'DONE') throw new Error(`${jobId} is ${status.state}`);
  return status.errorResult === undefined;
}
