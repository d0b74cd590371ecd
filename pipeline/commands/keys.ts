import type { Command } from 'commander';
import type * as Serving from '../../serving/index.ts';
import { tankError } from '../../warehouse/errors.ts';
import { columns } from '../report.ts';
import { configOf, printer, reportError, type CommonOptions } from '../run-command.ts';

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw tankError('E_USAGE', `'${text}' is not a whole number above zero`);
  }
  return count;
}

function shown({ id, name, per_minute, per_hour, created_at, ...key }: Serving.StoredKey) {
  const { rotated_at = null, revoked_at = null } = key;
  return { id, name, per_minute, per_hour, created_at, rotated_at, revoked_at };
}

function listed(keys: readonly Serving.StoredKey[]): string[] {
  if (keys.length === 0) return ['There are no keys.'];
  const rows = keys.map((key) => {
    const { id, name, per_minute, per_hour, created_at, rotated_at, revoked_at } = shown(key);
    const state = revoked_at !== null ? `revoked ${revoked_at}` : 'good';
    return [id, name, `${per_minute}`, `${per_hour}`, created_at, rotated_at ?? '', state];
  });
  return columns([
    ['id', 'name', 'per minute', 'per hour', 'created', 'rotated', 'state'],
    ...rows,
  ]);
}

const once = 'It is shown this once and kept nowhere: only its hash is.';

/** `keys add`, `list`, `rotate` and `revoke`: API keys, in a file that a running server reads again within half a minute. */
export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of the server, kept as hashes');
  const withJson = (command: Command): Command =>
    command.option('--json', 'print the result as JSON, and nothing else');
  const run = async (
    options: CommonOptions,
    work: (serving: typeof Serving, file: string, print: ReturnType<typeof printer>) => void,
  ): Promise<void> => {
    const json = options.json === true;
    try {
      const serving = await import('../../serving/index.ts');
      work(serving, configOf(options).serving.keysFile, printer(json));
    } catch (error) {
      reportError(error, json);
    }
  };

  withJson(keys.command('add').description('add a key, and show it'))
    .argument('<name>', 'who it is for')
    .option('--per-minute <n>', 'requests it may make in a minute', countOf, 600)
    .option('--per-hour <n>', 'requests it may make in an hour', countOf, 10_000)
    .action((name: string, options: CommonOptions & { perMinute: number; perHour: number }) =>
      run(options, ({ addKey }, file, print) => {
        const { key, secret } = addKey(file, { name, ...options }, new Date());
        print({ ...shown(key), secret }, [secret, once]);
      }),
    );

  withJson(keys.command('list').description('every key, revoked ones too')).action(
    (options: CommonOptions) =>
      run(options, ({ listKeys }, file, print) => {
        const all = listKeys(file);
        print(all.map(shown), listed(all));
      }),
  );

  withJson(keys.command('rotate').description('give a key a new secret, and show it'))
    .argument('<id>', 'the id, as list shows it')
    .option('--grace-hours <n>', 'how long the old secret stays good', countOf, 24)
    .action((id: string, options: CommonOptions & { graceHours: number }) =>
      run(options, ({ rotateKey }, file, print) => {
        const { key, secret } = rotateKey(file, id, options.graceHours, new Date());
        const grace = `The one before stays good for ${options.graceHours} hours.`;
        print({ ...shown(key), secret }, [secret, once, grace]);
      }),
    );

  withJson(keys.command('revoke').description('end a key'))
    .argument('<id>', 'the id, as list shows it')
    .action((id: string, options: CommonOptions) =>
      run(options, ({ revokeKey }, file, print) => {
        const key = revokeKey(file, id, new Date());
        print(shown(key), listed([key]));
      }),
    );
}
