import type { Command } from 'commander';
import { loadConfig, type Config } from '../warehouse/config.ts';
import { errorCodes, TankError } from '../warehouse/errors.ts';
import { createProgress, type Progress } from './progress.ts';
import { openSession, type Session } from './session.ts';

/** Options every command with a warehouse has. */
export interface CommonOptions {
  file?: string;
  project?: string;
  json?: boolean;
}

export interface CommandContext {
  session: Session;
  progress: Progress;
  /** Prints the result: the value itself with `--json`, else its lines. */
  print: (value: unknown, lines: readonly string[]) => void;
}

const maxErrorLines = 16;
const maxErrorColumns = 240;

/** How long a process that was told to stop waits for others that use its warehouse, in milliseconds. */
const lingerWhenStopped = 60_000;

/** Adds `--file`, `--project` and `--json`. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--file <path>', 'file of the embedded warehouse, or :memory:')
    .option('--project <id>', 'Google Cloud project')
    .option('--json', 'print the result as JSON, and nothing else');
}

export function configOf(options: CommonOptions): Config {
  return loadConfig(process.env, { file: options.file, project: options.project });
}

/** Prints results as `CommandContext` says. */
export function printer(json: boolean): CommandContext['print'] {
  return (value, lines) => {
    process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`);
  };
}

function screenful(text: string): string {
  const lines = text.split('\n').map((line) => line.slice(0, maxErrorColumns));
  const more = lines.length - maxErrorLines;
  return [...lines.slice(0, maxErrorLines), ...(more > 0 ? [`... ${more} more lines`] : [])].join(
    '\n',
  );
}

/** Tells of an error on standard error (with `--json` also as JSON on standard output) and sets the exit code. */
export function reportError(error: unknown, json = false): void {
  const known = error instanceof TankError ? error : undefined;
  const code = known?.code ?? 'E_INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  const hint = known?.hint ?? errorCodes.E_INTERNAL.hint;
  process.stderr.write(`${screenful(`error ${code}: ${message}`)}\n  ${hint}\n`);
  if (process.env.TANK_DEBUG !== undefined && error instanceof Error) {
    process.stderr.write(`${error.stack ?? ''}\n`);
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
  }
  process.exitCode = errorCodes[code].exitCode;
}

/**
 * Runs a command's work with the warehouse up, and closes it whatever happens, also on Ctrl-C and SIGTERM.
 * Every failure is told once, with a code and what to do.
 */
export async function runCommand(
  options: CommonOptions,
  work: (context: CommandContext) => Promise<void>,
  config: Config = configOf(options),
  port?: number,
): Promise<void> {
  const json = options.json === true;
  const progress = createProgress(process.stderr, json);
  let session: Session | undefined;
  let closing: Promise<void> | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    progress.line(`${signal}: stopping`);
    // Who has ended and waits for others waits no longer.
    const closed = closing === undefined ? session?.close(lingerWhenStopped) : session?.close();
    closing = closed ?? Promise.resolve();
    void closing.finally(() => process.exit(130));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const onLinger = (): void => {
    progress.line(
      'another process uses the warehouse that this one serves: it stays up until that has ended (Ctrl-C ends it now)',
    );
  };
  try {
    session = await openSession(config, { port, onLinger });
    await work({ session, progress, print: printer(json) });
  } catch (error) {
    progress.done();
    reportError(error, json);
  } finally {
    progress.done();
    closing ??= session?.close(wasStopped ? lingerWhenStopped : undefined);
    await closing;
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Whether a signal has ended what `untilStopped` waited for. */
let wasStopped = false;

/** Resolves at Ctrl-C or SIGTERM, which then do not end the process by themselves. */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.removeAllListeners(signal);
      process.once(signal, () => {
        wasStopped = true;
        resolve(signal);
      });
    }
  });
}
