import { Option, type Command } from 'commander';
import type { EntityName, Snapshots } from '../../ingest/index.ts';
import { checkComplete } from '../complete.ts';
import { addDays, checkDate } from '../dates.ts';
import { collectionLines } from '../report.ts';
import { checkEntities } from './plan.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { runWorkflow } from '../run-workflow.ts';
import { openSource, sourceHelp } from '../source.ts';
import { collect } from '../stages.ts';
import { backfillInputs } from '../runs/inputs.ts';

interface RangeOptions extends CommonOptions {
  source: string;
  from: string;
  to: string;
  entities?: EntityName[];
  snapshots: Snapshots;
}

interface IngestCommandOptions extends RangeOptions {
  again: boolean;
}

/** The simulated league's clock: the evening before the day after the last date asked for. */
function clockAfter(date: string): string {
  return `${addDays(date, 1)}T06:00:00Z`;
}

/** `ingest` and `backfill`: the commands that collect a range of dates. */
export function registerCollect(program: Command): void {
  const ranged = (name: string, text: string): Command =>
    withCommonOptions(program.command(name).description(text))
      .requiredOption('--from <date>', 'first date, YYYY-MM-DD', checkDate)
      .requiredOption('--to <date>', 'last date, YYYY-MM-DD', checkDate)
      .option('--source <source>', sourceHelp, 'live')
      .option('--entities <names>', 'comma list of what to collect (default: all)', checkEntities)
      .addOption(
        new Option(
          '--snapshots <interval>',
          'how often rosters, standings and the like are collected: daily, or monthly for long backfills in a hurry',
        )
          .choices(['daily', 'monthly'])
          .default('daily'),
      );

  ranged('ingest', 'collect a range of dates into the raw tables')
    .option('--again', 'read again what was read of the dates, however short a time ago', false)
    .action(({ again: isAgain, ...options }: IngestCommandOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const source = await openSource(options.source, session.config, clockAfter(options.to));
        try {
          const wanted = { ...options, isAgain };
          const summary = await collect(session, source, wanted, progress);
          print(summary, collectionLines(summary));
          checkComplete(summary);
        } finally {
          await source.close();
        }
      }),
    );

  ranged('backfill', 'collect a range of dates, build every table, train').action(
    (options: RangeOptions) =>
      runCommand(options, (context) =>
        runWorkflow(
          context,
          options.source,
          backfillInputs({
            ...options,
            entities: options.entities ?? null,
            date: addDays(options.to, 1),
          }),
        ),
      ),
  );
}
