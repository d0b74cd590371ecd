import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../warehouse/dataform.ts';

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

interface ReplayModule {
  startReplay(options: { dataDir: string; port: number; now: string }): Promise<Replay>;
}

/** Where the replay is. */
export const folder = path.join(
  process.env.TANK_SHARED ?? path.resolve(projectRoot, '../shared'),
  'replay',
);

/** Why tests against the replay of real seasons cannot run here; undefined when they can. */
export const replayMissing = existsSync(path.join(folder, 'server.mjs'))
  ? undefined
  : `no replay of real seasons at ${folder}: set TANK_SHARED`;

/** Skips the tests of a suite, in whose `before` it stands, and says why, where there is no replay. */
export function needReplay(suite: Mocha.Context): void {
  if (replayMissing === undefined) return;
  console.warn(replayMissing);
  suite.skip();
}

/** Skips a test of what tests/end-to-end prove on real games, of every feature table, where there is the replay. */
export function unlessOnRealGames(test: Mocha.Context): void {
  if (replayMissing !== undefined) return;
  console.log('      skipped: proven on real games by daily-runs and point-in-time');
  test.skip();
}

/** Starts the replay of real seasons with its clock at `now`. */
export async function startReplay(now: string): Promise<Replay> {
  const module = (await import(
    pathToFileURL(path.join(folder, 'server.mjs')).href
  )) as ReplayModule;
  return module.startReplay({ dataDir: path.join(folder, 'data'), port: 0, now });
}
