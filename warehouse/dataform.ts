import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import type { Readable } from 'node:stream';
import type { Config } from './config.ts';
import { dataformCli, dataformEnvironment } from './dataform-cli.ts';
import { tankError } from './errors.ts';
import { labelText } from './labels.ts';

export const projectRoot = path.resolve(import.meta.dirname, '..');

/** What became of one action of a run. */
export interface DataformAction {
  /** `dataset.name`, as Dataform prints it. */
  target: string;
  status: 'succeeded' | 'failed' | 'warned' | 'skipped';
  /** The warehouse's message, for a failed or warned action. */
  message?: string;
}

export interface DataformRun {
  /** Only actions with one of these tags run; all when left out. */
  tags?: readonly string[];
  /** Names of single actions to run, beside or instead of tags. */
  actions?: readonly string[];
  /** Compilation variables, e.g. `{ as_of_date: '2019-04-15' }`. */
  vars?: Readonly<Record<string, string>>;
  fullRefresh?: boolean;
  onAction?: (action: DataformAction) => void;
  signal?: AbortSignal;
}

const outcomes: readonly [RegExp, DataformAction['status']][] = [
  [/^(?:Table created|Assertion passed|Operation completed successfully): +(\S+)/, 'succeeded'],
  [/^(?:Dataset creation|Assertion|Operation) failed: +(\S+)/, 'failed'],
  [/^Skipping (?:dataset creation|assertion execution|operation execution): +(\S+)/, 'skipped'],
];

/** An assertion of this name tells, but stops nothing. */
export function onlyWarns(target: string): boolean {
  return /\.warn_[a-z_]+$/.test(target);
}

/** What a graph is compiled for; the same for `compile` and `run`, so that one finds what the other compiled. */
function compileOptions(config: Config, run: Pick<DataformRun, 'vars'>): string[] {
  const vars = Object.entries(run.vars ?? {}).map(([key, value]) => `${key}=${value}`);
  return [
    '--default-database',
    config.project,
    '--default-location',
    config.location,
    ...(vars.length > 0 ? [`--vars=${vars.join(',')}`] : []),
  ];
}

function commandLine(config: Config, run: DataformRun): string[] {
  const labels = Object.entries(config.jobs.labels).map(
    ([key, value]) => `${key}=${labelText(value)}`,
  );
  return [
    dataformCli(),
    'run',
    projectRoot,
    '--credentials',
    config.credentialsFile,
    ...compileOptions(config, run),
    `--job-labels=${labels.join(',')}`,
    ...(run.tags ?? []).flatMap((tag) => ['--tags', tag]),
    ...(run.actions ?? []).flatMap((action) => ['--actions', action]),
    ...(run.fullRefresh === true ? ['--full-refresh'] : []),
  ];
}

/** Reads one of the CLI's streams; the lines after a failed action, but for its SQL, are its message. */
async function readActions(
  stream: Readable,
  end: (action: DataformAction) => void,
  complaints: string[],
): Promise<void> {
  let failing: DataformAction | undefined;
  for await (const raw of createInterface({ input: stream })) {
    const line = stripVTControlCharacters(raw).trim();
    const outcome = outcomes.find(([pattern]) => pattern.test(line));
    const target = outcome?.[0].exec(line)?.[1];
    if (outcome && target !== undefined) {
      if (failing) end(failing);
      failing = undefined;
      if (outcome[1] !== 'failed') end({ target, status: outcome[1] });
      else failing = { target, status: onlyWarns(target) ? 'warned' : 'failed' };
    } else if (line !== '' && !line.startsWith('>') && !line.startsWith('at ')) {
      if (failing) failing.message = [failing.message, line].filter(Boolean).join(' ');
      else complaints.push(line);
    }
  }
  if (failing) end(failing);
}

/** The repository of the Dataform service that runs this project, if one does. */
const repositoryOf = ({ warehouse, dataformRepository }: Config): string | undefined =>
  warehouse === 'bigquery' ? dataformRepository : undefined;

/**
 * Compiles this project, so that the next runs for these variables need not: to be done while something else is waited for.
 * @throws TankError E_DATAFORM when it does not compile
 */
export async function compileAhead(
  config: Config,
  { vars, signal }: Pick<DataformRun, 'vars' | 'signal'>,
): Promise<void> {
  if (repositoryOf(config) !== undefined) return;
  const options = ['compile', projectRoot, ...compileOptions(config, { ...(vars && { vars }) })];
  const child = spawn(process.execPath, [dataformCli(), ...options], {
    cwd: projectRoot,
    env: dataformEnvironment(),
    stdio: 'ignore',
    ...(signal && { signal }),
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw tankError('E_DATAFORM', 'Dataform did not compile ahead');
}

/**
 * Runs this project against the configured warehouse: by the Dataform service where there is a repository of it, else by the CLI.
 * @returns every action in the order it ended. Assertions named `warn_*` may fail; nothing else may.
 * @throws TankError E_DATAFORM when compilation or an action fails, with each failed action and its message.
 */
export async function runDataform(config: Config, run: DataformRun): Promise<DataformAction[]> {
  const { project, location } = config;
  const repository = repositoryOf(config);
  if (repository !== undefined) {
    const { runDataformService } = await import('./dataform-service.ts');
    return runDataformService({ repository, project, location }, run);
  }
  const child = spawn(process.execPath, commandLine(config, run), {
    cwd: projectRoot,
    env: dataformEnvironment({
      ...(config.endpoint !== undefined && { BIGQUERY_EMULATOR_HOST: config.endpoint }),
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(run.signal && { signal: run.signal }),
  });
  const actions: DataformAction[] = [];
  const complaints: string[] = [];
  const end = (action: DataformAction): void => {
    actions.push(action);
    run.onAction?.(action);
  };
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  const [code] = await Promise.all([
    closed,
    readActions(child.stdout, end, complaints),
    readActions(child.stderr, end, complaints),
  ]);

  const failed = actions.filter((action) => action.status === 'failed');
  if (failed.length > 0) {
    const list = failed.map(({ target, message }) => `${target}: ${message ?? 'no message'}`);
    throw tankError('E_DATAFORM', `Dataform: ${list.join('\n')}`, { details: { failed } });
  }
  const warned = actions.some((action) => action.status === 'warned');
  if (code !== 0 && !warned) {
    throw tankError('E_DATAFORM', `Dataform did not run: ${complaints.slice(0, 12).join('\n')}`);
  }
  return actions;
}
