import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { createClient } from '../warehouse/client.ts';
import type { Config } from '../warehouse/config.ts';

/** A warehouse that is up, and the configuration that points at it. */
export interface Session {
  config: Config;
  client: BigQuery;
  /** Whether this process runs the embedded warehouse, and stops it on close. */
  owned: boolean;
  /**
   * Waits for other processes that use the embedded warehouse of this one.
   * @param linger for so many milliseconds at most; a second call ends the waiting of the first
   */
  close(linger?: number): Promise<void>;
}

export interface SessionOptions {
  /** Of an embedded warehouse that this process runs. */
  port?: number | undefined;
  /** Told when the closing waits for others. */
  onLinger?: () => void;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Credentials of the Dataform CLI for BigQuery itself: application default ones, for this project and location. */
async function writeDefaultCredentials(config: Config): Promise<void> {
  if (await exists(config.credentialsFile)) return;
  await mkdir(path.dirname(config.credentialsFile), { recursive: true });
  const settings = { projectId: config.project, location: config.location };
  await writeFile(config.credentialsFile, `${JSON.stringify(settings, null, 2)}\n`, {
    mode: 0o600,
  });
}

/**
 * Brings the configured warehouse up. Embedded: uses the endpoint that already owns the file, or starts one in this
 * process, which ends with `close`. BigQuery: nothing to start.
 */
export async function openSession(
  config: Config,
  { port, onLinger }: SessionOptions = {},
): Promise<Session> {
  if (config.warehouse === 'bigquery') {
    await writeDefaultCredentials(config);
    return { config, client: createClient(config), owned: false, close: () => Promise.resolve() };
  }
  // Loaded only here: the production image has no embedded warehouse.
  const { openWarehouse, writeCredentials } = await import('../embedded/index.ts');
  if (config.warehouseFile !== ':memory:') {
    await mkdir(path.dirname(config.warehouseFile), { recursive: true });
  }
  const warehouse = config.endpoint
    ? { url: config.endpoint, owned: false, close: () => Promise.resolve() }
    : await openWarehouse({
        file: config.warehouseFile,
        project: config.project,
        storageDirectory: config.stateDirectory,
        ...(port !== undefined && { port }),
        ...(onLinger && { onLinger }),
      });
  const ready = { ...config, endpoint: warehouse.url };
  if (!(await exists(config.credentialsFile))) {
    await mkdir(path.dirname(config.credentialsFile), { recursive: true });
    writeCredentials(config.credentialsFile, config.project, config.location);
  }
  return {
    config: ready,
    client: createClient(ready),
    owned: warehouse.owned,
    close: (linger) => warehouse.close(linger),
  };
}
