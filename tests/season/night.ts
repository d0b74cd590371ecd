import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { projectRoot } from '../../warehouse/dataform.ts';

/** How a command of a night ended. */
export interface Night {
  seconds: number;
  exitCode: number;
  /** Most memory its process had, in MB; 0 where the system does not tell. */
  memory: number;
  /** What it printed with `--json`. */
  result: unknown;
  /** Its last words, when it failed. */
  error: string;
}

const often = 250;

function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Runs `tank` as cron does, in a process of its own. @throws Error when it prints no JSON and did not fail */
export async function runTank(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Night> {
  const started = performance.now();
  const tank = spawn(process.execPath, ['--import', 'tsx', 'pipeline/cli.ts', ...args, '--json'], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, memoryOf(tank.pid));
  }, often);
  const printed: Buffer[] = [];
  const told: Buffer[] = [];
  tank.stdout.on('data', (data: Buffer) => printed.push(data));
  tank.stderr.on('data', (data: Buffer) => told.push(data));
  const [exitCode] = (await once(tank, 'close')) as [number | null];
  clearInterval(watch);
  const text = Buffer.concat(printed).toString();
  return {
    seconds: (performance.now() - started) / 1000,
    exitCode: exitCode ?? -1,
    memory: Math.round(memory),
    result: jsonOf(text),
    error: exitCode === 0 ? '' : Buffer.concat(told).toString().slice(-2000),
  };
}

/** The first of the JSON values printed: an error may follow the result. */
function jsonOf(text: string): unknown {
  const [first = ''] = text.split(/^(?<=\}\n)(?=\{)/m);
  return first === '' ? undefined : JSON.parse(first);
}
