import { Option, type Command } from 'commander';
import type { EntityName, IngestSummary, Snapshots } from '../../ingest/index.ts';
import { tankError } from '../../warehouse/errors.ts';
import { addDays, checkDate, today } from '../dates.ts';
import { trainingLines } from '../model-report.ts';
import { collectionLines, forecastLines, timingLine } from '../report.ts';
import { checkEntities } from './plan.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { openSource } from '../source.ts';
import { collect } from '../stages.ts';
import { backfill, daily } from '../workflows.ts';

interface SourceOptions extends CommonOptions {
  source: string;
}

interface RangeOptions extends SourceOptions {
  from: string;
  to: string;
  entities?: readonly EntityName[];
  snapshots: Snapshots;
}

export const sourceHelp =
  'live (statsapi.mlb.com), sim (the simulated league), or the URL of such a server';

/** A partial collection is an error, told after all that did work. */
export function checkComplete({ outcome, stoppedBy, failures, entities }: IngestSummary): void {
  if (outcome !== 'partial' && outcome !== 'stopped') return;
  const skipped = Object.values(entities).reduce((sum, counts) => sum + counts.skipped, 0);
  const reasons = [
    ...(stoppedBy === 'deadline' ? ['the time for the run was over'] : []),
    ...(failures.length > 0 ? [`${failures.length} reads failed`] : []),
    ...(skipped > 0 ? [`${skipped} items were left out`] : []),
  ];
  throw tankError(
    'E_INCOMPLETE',
    `${reasons.join(', ') || 'the run was stopped'}; what was read is in the warehouse`,
  );
}

/** The simulated league's clock: the evening before the day after the last date asked for. */
function clockAfter(date: string): string {
  return `${addDays(date, 1)}T06:00:00Z`;
}

/** `ingest`, `backfill` and `daily`: the commands that read a source. */
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

  ranged('ingest', 'collect a range of dates into the raw tables').action((options: RangeOptions) =>
    runCommand(options, async ({ session, progress, print }) => {
      const source = await openSource(options.source, session.config, clockAfter(options.to));
      try {
        const summary = await collect(session, source, options, progress);
        print(summary, collectionLines(summary));
        checkComplete(summary);
      } finally {
        await source.close();
      }
    }),
  );

  ranged('backfill', 'collect a range of dates, build every table, train').action(
    (options: RangeOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const source = await openSource(options.source, session.config, clockAfter(options.to));
        try {
          const result = await backfill(session, source, options, progress);
          print(result, [
            ...collectionLines(result.collected),
            ...trainingLines(result.training),
            timingLine(result.seconds),
          ]);
          checkComplete(result.collected);
        } finally {
          await source.close();
        }
      }),
  );

  withCommonOptions(
    program
      .command('daily')
      .description(
        "a night's work: collect the last week's gaps, build, train, forecast the date's games",
      ),
  )
    .option('--date <date>', 'date to forecast, YYYY-MM-DD (default: today, US/Eastern)', checkDate)
    .option('--source <source>', sourceHelp, 'live')
    .action((options: SourceOptions & { date?: string }) =>
      runCommand(options, async ({ session, progress, print }) => {
        const date = options.date ?? today();
        const source = await openSource(options.source, session.config, `${date}T06:00:00Z`);
        try {
          const result = await daily(session, source, date, progress);
          print(result, [
            ...collectionLines(result.collected),
            ...trainingLines(result.training),
            ...(result.forecasts ? forecastLines(date, result.forecasts) : []),
            timingLine(result.seconds),
          ]);
          checkComplete(result.collected);
        } finally {
          await source.close();
        }
      }),
    );
}
