import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { folder } from './end-to-end/replay.ts';

/** The replay of real seasons in a process of its own. */
export interface ReplayProcess {
  url: string;
  setNow(now: Date): Promise<void>;
  /** Replaces all rules of faults. */
  setFaults(rules: readonly object[]): Promise<void>;
  stop(): void;
}

/** Starts the replay on a free port, its clock at `now`. @throws Error when it ends instead, or refuses what it is told */
export async function startReplayProcess(now: Date): Promise<ReplayProcess> {
  const replay = spawn(
    process.execPath,
    [
      path.join(folder, 'server.mjs'),
      ...['--data', path.join(folder, 'data'), '--port', '0', '--now', now.toISOString()],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(replay, 'exit').then(() => {
    throw new Error('the replay ended before it listened');
  });
  const [line] = (await Promise.race([once(replay.stdout, 'data'), ended])) as [Buffer];
  ended.catch(() => undefined);
  const url = /http:\/\/[\d.]+:\d+/.exec(line.toString())?.[0];
  if (url === undefined) throw new Error(`no URL in: ${line.toString()}`);
  const control = async (what: string, body: unknown): Promise<void> => {
    const response = await fetch(`${url}/__replay/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
  };
  return {
    url,
    setNow: (moment) => control('now', { now: moment.toISOString() }),
    setFaults: (rules) => control('faults', rules),
    stop: () => {
      replay.kill();
    },
  };
}
