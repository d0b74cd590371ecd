import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Folder of the replay world and of recorded responses; tests that need them skip when it is absent. */
export const sharedDirectory =
  process.env.TANK_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

export const hasRecorded = existsSync(path.join(sharedDirectory, 'recorded/stats-api'));
export const hasReplay = existsSync(path.join(sharedDirectory, 'replay/server.mjs'));

for (const [what, isThere] of Object.entries({
  'recorded responses': hasRecorded,
  'replay of real seasons': hasReplay,
})) {
  if (!isThere) console.warn(`no ${what} at ${sharedDirectory}: set TANK_SHARED`);
}

export interface Recorded {
  url: string;
  status: number;
  body: unknown;
}

/** Recorded responses of the MLB Stats API whose file names start so. */
export function recorded(prefix: string): Recorded[] {
  const directory = path.join(sharedDirectory, 'recorded/stats-api');
  return readdirSync(directory)
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const text = gunzipSync(readFileSync(path.join(directory, name))).toString();
      const file = JSON.parse(text) as { url: string; status_code: number; response: unknown };
      return { url: file.url, status: file.status_code, body: file.response };
    });
}

export interface Replay {
  url: string;
  setNow(now: string): void;
  setFaults(rules: readonly object[]): void;
  requests(): {
    total: number;
    counts: Record<string, number>;
    /** Requests in order, with the kind of fault each was answered with. */
    log: readonly { fault: string | null }[];
  };
  reset(): void;
  close(): Promise<void>;
}

/** Kinds of fault that were answered with, in order of the alphabet. */
export function faultsOf(replay: Replay): string[] {
  const kinds = replay.requests().log.flatMap(({ fault }) => fault ?? []);
  return [...new Set(kinds)].sort();
}

/** A replay server of our own, in this process. */
export async function startReplay(now: string): Promise<Replay> {
  const directory = path.join(sharedDirectory, 'replay');
  const module = (await import(pathToFileURL(path.join(directory, 'server.mjs')).href)) as {
    startReplay(options: { dataDir: string; port: number; now: string }): Promise<Replay>;
  };
  return module.startReplay({ dataDir: path.join(directory, 'data'), port: 0, now });
}
