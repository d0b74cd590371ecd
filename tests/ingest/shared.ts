import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import type { Replay } from '../end-to-end/replay.ts';

/** Folder of the replay world and of recorded responses; tests that need them skip when it is absent. */
export const sharedDirectory =
  process.env.TANK_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

export const hasRecorded = existsSync(path.join(sharedDirectory, 'recorded/stats-api'));

if (!hasRecorded) console.warn(`no recorded responses at ${sharedDirectory}: set TANK_SHARED`);

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

/** Kinds of fault that were answered with, in order of the alphabet. */
export function faultsOf(replay: Replay): string[] {
  const kinds = replay.requests().log.flatMap(({ fault }) => fault ?? []);
  return [...new Set(kinds)].sort();
}
