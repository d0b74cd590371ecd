import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const ownerFile = 'owner.json';
const runPrefix = 'run-';
/** A run of another machine that is older than this is dead: staging tables expire after it too. */
export const longestRunMs = 24 * 3600 * 1000;

const owner = z.object({ pid: z.int(), host: z.string(), startedAt: z.iso.datetime() });

const runsOfThisProcess = new Set<string>();

/** A directory of staging files that belongs to one run. */
export interface RunDirectory {
  runId: string;
  path: string;
  remove(): Promise<void>;
}

/** Makes the directory of a new run; its id sorts by time and is fit for a table name. */
export async function openRunDirectory(stagingDirectory: string): Promise<RunDirectory> {
  const startedAt = new Date().toISOString();
  const time = startedAt.replace(/[-:]|\.\d+Z$/g, '').toLowerCase();
  const runId = `${time}_${randomBytes(4).toString('hex')}`;
  const directory = path.join(stagingDirectory, `${runPrefix}${runId}`);
  runsOfThisProcess.add(runId);
  await mkdir(directory, { recursive: true });
  await writeFile(
    path.join(directory, ownerFile),
    JSON.stringify({ pid: process.pid, host: hostname(), startedAt }),
  );
  return {
    runId,
    path: directory,
    remove: async () => {
      await rm(directory, { recursive: true, force: true });
      runsOfThisProcess.delete(runId);
    },
  };
}

/** Ids of runs whose process is gone but whose directory is still there. */
export async function deadRuns(stagingDirectory: string): Promise<string[]> {
  await mkdir(stagingDirectory, { recursive: true });
  const names = (await readdir(stagingDirectory)).filter((name) => name.startsWith(runPrefix));
  const dead: string[] = [];
  for (const name of names) {
    const runId = name.slice(runPrefix.length);
    if (!(await isAlive(path.join(stagingDirectory, name), runId))) dead.push(runId);
  }
  return dead;
}

/** Removes what a dead run left in the staging directory. */
export async function removeRun(stagingDirectory: string, runId: string): Promise<void> {
  await rm(path.join(stagingDirectory, `${runPrefix}${runId}`), { recursive: true, force: true });
}

async function isAlive(directory: string, runId: string): Promise<boolean> {
  if (runsOfThisProcess.has(runId)) return true;
  let parsed;
  try {
    parsed = owner.safeParse(JSON.parse(await readFile(path.join(directory, ownerFile), 'utf8')));
  } catch {
    return false;
  }
  if (!parsed.success) return false;
  const { pid, host, startedAt } = parsed.data;
  if (Date.now() - Date.parse(startedAt) > longestRunMs) return false;
  if (host !== hostname()) return true;
  return pid !== process.pid && isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
