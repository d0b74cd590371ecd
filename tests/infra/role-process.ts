import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { projectRoot } from '../../warehouse/dataform.ts';

/** A role of the container at work. */
export interface RoleProcess {
  url: string;
  pid: number;
  /** Its exit code, once it is over. */
  ended: Promise<number | null>;
  /** Ends it in order. @returns its exit code */
  stop: () => Promise<number | null>;
  kill: () => void;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts a role on a free port, and waits until it answers its probe. @throws Error when it ends or does not answer in a minute */
export async function startRole(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  port?: number,
): Promise<RoleProcess> {
  const own = port ?? (await freePort());
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, PORT: String(own), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const url = `http://127.0.0.1:${own}`;
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok === true) {
      return {
        url,
        pid: child.pid ?? 0,
        ended,
        kill,
        stop: () => {
          child.kill('SIGTERM');
          return ended;
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  kill();
  throw new Error(`${args.join(' ')} does not answer`);
}
