import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine } from '../engine/engine.ts';
import {
  isAlive,
  isLocked,
  newInstance,
  readLock,
  removeStaleLock,
  takeLock,
  type Lock,
} from '../engine/lock.ts';
import { prepareLanguage } from '../engine/language.ts';
import type { ServerContext } from './context.ts';
import { becomeGuest, receiveGuests } from './guests.ts';
import { createServer, type Health } from './server.ts';

export interface WarehouseOptions {
  /** The DuckDB file, made when it is missing; `:memory:` keeps nothing. */
  file: string;
  /** The Google Cloud project the warehouse plays. */
  project: string;
  /** Port to listen on. Default: one that is free. */
  port?: number;
  /** Address to listen on. Default 127.0.0.1: nobody else can reach it, and there is no other protection. */
  host?: string;
  /** Location reported for datasets and jobs. Default `US`. */
  location?: string;
  /** DuckDB's memory limit, e.g. `3GB`. Default: 80 % of the machine. */
  memoryLimit?: string;
  /** DuckDB's worker threads. Default: one per core. */
  threads?: number;
  /** Directory that stands for Cloud Storage: `gs://bucket/name` is `DIRECTORY/bucket/name`. */
  storageDirectory?: string;
  /** An owner that is alive but does not answer loses the file after this many milliseconds. Default 15,000. */
  patience?: number;
  /** Told when a close begins to wait for other processes that use the warehouse. */
  onLinger?: () => void;
}

export interface Warehouse {
  /** Base URL, for the client's `apiEndpoint` and for BIGQUERY_EMULATOR_HOST. */
  url: string;
  /** True when this process serves the file; false when another one does and is being used. */
  owned: boolean;
  /**
   * Stops what this call started: waits for other processes that use it, and for running jobs; checkpoints, gives up the file.
   * Of another's endpoint, nothing but its use.
   * @param linger how long it waits for others at most, in milliseconds; as long as they are there unless given. A second call ends
   * the waiting of the first.
   */
  close(linger?: number): Promise<void>;
}

const defaultPatience = 15_000;

/**
 * Finds the endpoint that serves the file, or starts one in this process.
 * @throws Error when the file cannot be opened, belongs to another project, or is held by a process that is no warehouse.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  if (options.file === ':memory:') return serve(options, newInstance());
  const file = path.resolve(options.file);
  mkdirSync(path.dirname(file), { recursive: true });
  const instance = newInstance();
  const deadline = Date.now() + (options.patience ?? defaultPatience);
  for (;;) {
    const lock = takeLock(file, instance);
    if (lock !== undefined) return serve({ ...options, file }, instance, lock);
    const url = await findOwner(file, options.project, deadline);
    const guest = url === undefined ? undefined : await becomeGuest(url);
    if (url !== undefined && guest !== undefined)
      return {
        url,
        owned: false,
        close: () => {
          guest.leave();
          return Promise.resolve();
        },
      };
  }
}

/** The URL of the process that owns the file; undefined when it is time to try the lock again. */
async function findOwner(
  file: string,
  project: string,
  deadline: number,
): Promise<string | undefined> {
  const seen = readLock(file);
  if (seen === undefined) {
    if (isLocked(file) && Date.now() > deadline) removeStaleLock(file, undefined);
    await sleep(20);
    return undefined;
  }
  const health = seen.url === undefined ? undefined : await askHealth(seen.url);
  if (health?.instance === seen.instance && seen.url !== undefined) {
    if (health.project !== project) {
      throw new Error(
        `${file} is served as project ${health.project} at ${seen.url}, not ${project}`,
      );
    }
    return seen.url;
  }
  if (!isAlive(seen.pid) || Date.now() > deadline) removeStaleLock(file, seen.instance);
  else await sleep(50);
  return undefined;
}

async function askHealth(url: string): Promise<Partial<Health> | undefined> {
  try {
    const response = await fetch(`${url}/__embedded/health`, { signal: AbortSignal.timeout(2000) });
    return response.ok ? ((await response.json()) as Partial<Health>) : undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    if (error instanceof DOMException && error.name === 'TimeoutError') return undefined;
    throw error;
  }
}

async function serve(options: WarehouseOptions, instance: string, lock?: Lock): Promise<Warehouse> {
  const { file, project, port = 0, host = '127.0.0.1' } = options;
  try {
    const engine = await openEngine({ ...options, prepare: prepareLanguage }).catch(
      (error: unknown) => {
        throw openingError(file, error);
      },
    );
    const context: ServerContext = { engine, recent: new Map() };
    const app = createServer(context, { instance, pid: process.pid, project, file });
    const guests = receiveGuests(app);
    try {
      await app.listen({ port, host });
    } catch (error) {
      await engine.close();
      throw error;
    }
    const address = app.server.address();
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' ? (address?.port ?? port) : port}`;
    lock?.publish(url);
    const closeAll = async (linger: number | undefined, hurry: AbortSignal): Promise<void> => {
      try {
        if (!guests.areGone()) {
          options.onLinger?.();
          await guests.gone(
            linger === undefined ? hurry : AbortSignal.any([hurry, AbortSignal.timeout(linger)]),
          );
        }
        await engine.jobs.idle();
        await app.close();
        await engine.jobs.idle();
        await engine.close();
      } finally {
        lock?.release();
      }
    };
    const hurry = new AbortController();
    let closing: Promise<void> | undefined;
    return {
      url,
      owned: true,
      close: (linger) => {
        if (closing !== undefined) hurry.abort();
        closing ??= closeAll(linger, hurry.signal);
        return closing;
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Says whose DuckDB file it is when another program has it open. */
function openingError(file: string, error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const holder = /Conflicting lock is held in (.*?)\(PID (\d+)\)/.exec(message);
  if (holder === null) return error;
  return new Error(
    `${file} is open in another program, process ${holder[2] ?? ''} (${holder[1]?.trim() ?? ''}):` +
      ' close it, or use another file',
    { cause: error },
  );
}
