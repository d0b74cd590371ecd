import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Owner {
  url: string;
  owned: boolean;
  process: ChildProcess;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Lets it close its warehouse. */
  end(): Promise<void>;
}

/**
 * Starts another process that opens the file. With `fileKilobytes` no file it writes can grow larger, as on a disk that is full.
 * @throws Error with what it wrote when it fails.
 */
export async function startOwner(file: string, fileKilobytes?: number): Promise<Owner> {
  const script = fileURLToPath(new URL('owner-process.ts', import.meta.url));
  const command = [process.execPath, '--import', 'tsx', script, file];
  const limited =
    fileKilobytes === undefined
      ? command
      : ['bash', '-c', `trap '' XFSZ; ulimit -f ${fileKilobytes}; exec "$@"`, 'bash', ...command];
  const [program = '', ...args] = limited;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    exited.then(() => {
      throw new Error(problems);
    }),
  ]);
  const { url, owned } = JSON.parse(line) as { url: string; owned: boolean };
  return {
    url,
    owned,
    process: child,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
