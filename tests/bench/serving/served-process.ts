import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { addKey } from '../../../serving/index.ts';
import { projectRoot } from '../../../warehouse/dataform.ts';

/** A process of ours, and where it listens. */
export interface Listening {
  url: string;
  /** Resident memory in MB. */
  memory: () => number;
  /** Asks it to read its keys and forecasts again, and to load its log. */
  reload: () => void;
  /** Asks it to end, and waits until it has. */
  stop: () => Promise<void>;
  /** Ends it without a word. */
  kill: () => Promise<void>;
}

/** `tank serve` in a process of its own. */
export interface ServedProcess extends Listening {
  /** A key of all but unlimited requests. */
  headers: { 'x-api-key': string };
}

/** A copy of a warehouse's file, on disk: what is served is logged in it. */
export function copyOf(directory: string, file: string): string {
  const copy = path.join(directory, 'warehouse.duckdb');
  copyFileSync(file, copy);
  const handle = openSync(copy, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return copy;
}

type Environment = Readonly<Record<string, string>>;

/**
 * The embedded warehouse in a process of its own: what is started with the same file finds it.
 * @param options.isElsewhere in production it runs on other machines: it gets what the processes that are measured leave of this one
 */
export function startWarehouse(
  directory: string,
  file: string,
  { port = 0, isElsewhere = false } = {},
): Promise<Listening> {
  const command = ['warehouse', '--file', file, '--port', String(port)];
  return start(command, { TANK_STATE: directory }, isElsewhere ? ['chrt', '--idle', '0'] : []);
}

/** @param file warehouse with forecasts; one that is up is used, else it is opened in the same process */
export async function startServing(
  directory: string,
  file: string,
  environment: Environment = {},
): Promise<ServedProcess> {
  const limits = { perMinute: 1e9, perHour: 1e9 };
  const { secret } = addKey(
    path.join(directory, 'keys.json'),
    { name: 'bench', ...limits },
    new Date(),
  );
  const served = await start(['serve', '--file', file, '--port', '0'], {
    ...environment,
    TANK_STATE: directory,
  });
  return { ...served, headers: { 'x-api-key': secret } };
}

async function start(
  command: readonly string[],
  environment: Environment,
  prefix: readonly string[] = [],
): Promise<Listening> {
  const cli = ['--import', 'tsx', path.join(projectRoot, 'pipeline/cli.ts')];
  const [program, ...args] = [...prefix, process.execPath, ...cli, ...command, '--json'] as const;
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  return {
    url: await urlOf(child, command),
    memory: () => {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    reload: () => child.kill('SIGHUP'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function urlOf(child: ChildProcess, [name = '']: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text.includes('"url"')) return;
      text += chunk.toString();
      const url = /"url": "([^"]+)"/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => {
      reject(new Error(`tank ${name} ended with ${String(code)}: ${text.slice(-2000)}`));
    });
  });
}
