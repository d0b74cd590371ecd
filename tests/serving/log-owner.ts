import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const counts = z.object({ waitingBytes: z.number(), dropped: z.number() });

export interface LogOwner {
  /** `record GAME_PK`, `flush` or `counts`. @returns the log's counts after it */
  tell(what: string): Promise<z.infer<typeof counts>>;
  /** No file it writes can grow larger than so many bytes from now on, as on a disk that is full. */
  leave(bytes: number | 'unlimited'): void;
  end(): Promise<void>;
}

/** Starts a process that keeps a log of what was served. */
export function startLog(endpoint: string, directory: string): LogOwner {
  const script = fileURLToPath(new URL('log-process.ts', import.meta.url));
  const node = [process.execPath, '--import', 'tsx', script, endpoint, directory];
  // A write beyond the limit fails, instead of ending the process by a signal.
  const child = spawn('bash', ['-c', `trap '' XFSZ; exec "$@"`, 'bash', ...node], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    tell: async (what) => {
      child.stdin.write(`${what}\n`);
      const { value } = (await answers.next()) as IteratorResult<string, undefined>;
      return counts.parse(JSON.parse(value ?? 'null'));
    },
    leave: (bytes) => {
      execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
    },
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
