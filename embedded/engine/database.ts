import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from './types.ts';

export interface DatabaseOptions {
  /** The DuckDB file, or `:memory:`. */
  file: string;
  /** The project: the file is attached under this name. */
  project: string;
  /** DuckDB's memory limit, e.g. `3GB`. Default: DuckDB's own, 80 % of the machine. */
  memoryLimit?: string;
  /** DuckDB's worker threads. Default: one per core. */
  threads?: number;
  /** Makes what translated SQL calls, once, before anything else runs. */
  prepare?: (connection: DuckDBConnection) => Promise<void>;
}

/** DuckDB with the project's file attached: many readers, one writer at a time. */
export interface Database {
  project: string;
  /** Directory DuckDB may read load files from; removed on close. */
  spoolDirectory: string;
  /** Names of the JavaScript functions that its SQL can call. */
  javascript: Set<string>;
  /** A connection of its own; the caller closes it. */
  connect(): Promise<DuckDBConnection>;
  /** Runs `work` when one of the few places for concurrent readers is free. */
  reading<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` when every earlier writer has finished. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /** Checkpoints and closes. */
  close(): Promise<void>;
}

/** Two long queries and a writer leave one of libuv's four threads for files. */
const concurrentReads = 2;

/** Opens (or creates) the warehouse file. @throws Error with DuckDB's message when the file cannot be opened. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { file, project } = options;
  const spoolDirectory = makeSpoolDirectory(file);
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: path.join(spoolDirectory, 'temp'),
    ...(options.memoryLimit !== undefined && { memory_limit: options.memoryLimit }),
    ...(options.threads !== undefined && { threads: String(options.threads) }),
  });
  const attached = quoteName(project);
  try {
    const connection = await instance.connect();
    await connection.run(`ATTACH ${quoteText(file)} AS ${attached}`);
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    await connection.run("SET GLOBAL wal_autocheckpoint = '256MB'");
    await options.prepare?.(connection);
    await connection.run(`SET GLOBAL allowed_directories = [${quoteText(spoolDirectory)}]`);
    await connection.run('SET GLOBAL enable_external_access = false');
    connection.closeSync();
  } catch (error) {
    instance.closeSync();
    rmSync(spoolDirectory, { recursive: true, force: true });
    throw error;
  }

  const writer = semaphore(1);

  return {
    project,
    spoolDirectory,
    javascript: new Set(),
    connect: () => instance.connect(),
    reading: semaphore(concurrentReads),
    exclusive: writer,
    close: async () => {
      const connection = await instance.connect();
      await writer(() => connection.run(`CHECKPOINT ${attached}`));
      connection.closeSync();
      instance.closeSync();
      rmSync(spoolDirectory, { recursive: true, force: true });
    },
  };
}

/** Empty, for uploads and DuckDB's temporary files: beside the file, where a killed owner's is removed first. */
function makeSpoolDirectory(file: string): string {
  if (file === ':memory:') return mkdtempSync(path.join(tmpdir(), 'warehouse-'));
  const directory = `${path.resolve(file)}.spool`;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}

type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets at most `limit` pieces of work run at a time, first come, first served. */
export function semaphore(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
