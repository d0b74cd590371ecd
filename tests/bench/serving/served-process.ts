import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addKey } from '../../../serving/index.ts';
import { projectRoot } from '../../../warehouse/dataform.ts';

/** `tank serve` in a process of its own. */
export interface ServedProcess {
  url: string;
  pid: number;
  /** A key of all but unlimited requests. */
  headers: { 'x-api-key': string };
  /** Resident memory in MB. */
  memory: () => number;
  stop: () => Promise<void>;
}

/** @param file warehouse with forecasts */
export async function startServing(
  directory: string,
  file: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServedProcess> {
  const limits = { perMinute: 1e9, perHour: 1e9 };
  const { secret } = addKey(
    path.join(directory, 'keys.json'),
    { name: 'bench', ...limits },
    new Date(),
  );
  const cli = ['--import', 'tsx', path.join(projectRoot, 'pipeline/cli.ts')];
  const child = spawn(
    process.execPath,
    [...cli, 'serve', '--file', file, '--port', '0', '--json'],
    {
      env: { ...process.env, ...environment, TANK_STATE: directory },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return {
    url: await urlOf(child),
    pid: child.pid ?? 0,
    headers: { 'x-api-key': secret },
    memory: () => {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text.includes('"url"')) return;
      text += chunk.toString();
      const url = /"url": "([^"]+)"/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => {
      reject(new Error(`tank serve ended with ${String(code)}: ${text.slice(-2000)}`));
    });
  });
}
