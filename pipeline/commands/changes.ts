import path from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../warehouse/config.ts';
import { compileDataform } from '../../warehouse/compiled-project.ts';
import { changesBetween } from '../changes/changes.ts';
import { forecastChange } from '../changes/forecasts.ts';
import { tableChanges } from '../changes/rows.ts';
import { changesText } from '../changes/text.ts';
import { measureCost } from '../cost/measure.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { openSession } from '../session.ts';
import { mlContext } from '../stages.ts';

interface ChangesOptions extends CommonOptions {
  base: string;
  baseFile?: string;
  sample: string;
}

/** `changes`: what this project does otherwise than another one, for a comment on a pull request. */
export function registerChanges(program: Command): void {
  withCommonOptions(
    program
      .command('changes')
      .description(
        'what this project changes of another: SQL, rows, bytes and forecasts, as Markdown',
      )
      .requiredOption('--base <directory>', 'the other project, installed')
      .option('--base-file <path>', "the other project's build of the same raw rows as --file")
      .option('--sample <words>', 'what both builds are of', 'the simulated league'),
  ).action((options: ChangesOptions) =>
    runCommand(options, async ({ session, progress, print }) => {
      const { config } = session;
      const [before, after] = await Promise.all([
        compileDataform(config.project, path.resolve(options.base)),
        compileDataform(config.project),
      ]);
      const changes = changesBetween(before, after);
      if (options.baseFile === undefined) {
        print({ changes }, [changesText({ changes })]);
        return;
      }
      const base = await openSession(
        loadConfig(
          { ...process.env, BIGQUERY_EMULATOR_HOST: undefined },
          { file: options.baseFile, project: options.project },
        ),
      );
      try {
        const old = { client: base.client, project: before };
        const now = { client: session.client, project: after };
        progress.update('changes: comparing rows');
        const tables = await tableChanges(old, now);
        progress.update('changes: trying each query without running it');
        const bytes = {
          before: await measureCost(old.client, old.project),
          after: await measureCost(now.client, now.project),
        };
        const forecasts = await forecastChange(
          mlContext(base, progress),
          mlContext(session, progress),
        );
        progress.done();
        const all = { changes, sample: options.sample, tables, bytes, forecasts };
        print(all, [changesText(all)]);
      } finally {
        await base.close();
      }
    }),
  );
}
