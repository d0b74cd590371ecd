import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WarehouseOptions } from '../index.ts';

export interface ServerProcess {
  url: string;
  /** The most memory it has held so far, in MB; undefined where the system does not tell (not Linux). */
  peakMegabytes(): number | undefined;
  end(): Promise<void>;
}

/** Serves a warehouse from a process of its own, so that its memory can be told apart. */
export async function startServer(
  file: string,
  storageDirectory: string,
  options: Partial<WarehouseOptions> = {},
): Promise<ServerProcess> {
  const script = fileURLToPath(new URL('serve.ts', import.meta.url));
  const whole = { file, project: 'bench', storageDirectory, ...options };
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(whole)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const url = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
    exited.then(() => {
      throw new Error('The server ended before it answered');
    }),
  ]);
  return {
    url,
    peakMegabytes: () => peakMegabytesOf(child.pid ?? 0),
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** The most memory a process has held so far, in MB; undefined where the system does not tell (not Linux). */
export function peakMegabytesOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
  return Math.round(kilobytes / 1024);
}

/** Sends a request to the API. @throws Error with the API's message when it fails. */
export async function ask(
  url: string,
  method: 'GET' | 'POST',
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(JSON.stringify(answer.error));
  return answer;
}
