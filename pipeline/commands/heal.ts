import type { Command } from 'commander';
import { tankError } from '../../warehouse/errors.ts';
import { heal, type Healed } from '../healing/heal.ts';
import { columns } from '../report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { logicalDate } from '../runs/schedule.ts';
import { checkDate } from '../dates.ts';
import { openSource, sourceHelp } from '../source.ts';

interface HealCommandOptions extends CommonOptions {
  source: string;
  date?: string;
  dryRun?: boolean;
}

/** What was wrong and what was done about it. */
export function healLines(healed: readonly Healed[]): string[] {
  if (healed.length === 0) return ['Nothing is wrong.'];
  return columns([
    ['action', 'subject', 'status', 'why', 'what came of it'],
    ...healed.map(({ action, subject, status, reason, says }) => [
      action,
      subject,
      status,
      reason,
      says.slice(0, 160),
    ]),
  ]);
}

/** `heal`: finds what is wrong and mends it. */
export function registerHeal(program: Command): void {
  withCommonOptions(
    program
      .command('heal')
      .description(
        'mend what is wrong: killed runs, stale data, grade F, missing features, old models',
      ),
  )
    .option('--dry-run', 'only tell what would be done, and why')
    .option('--date <date>', 'as if it were due on this date (default: when it was)', checkDate)
    .option('--source <source>', sourceHelp, 'live')
    .action((options: HealCommandOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const today = options.date ?? logicalDate(new Date());
        const source = await openSource(options.source, session.config, `${today}T06:00:00Z`);
        try {
          const healed = await heal({
            session,
            source,
            progress,
            today,
            choice: options.source,
            isDry: options.dryRun === true,
          });
          progress.done();
          print(healed, healLines(healed));
          const left = healed.filter(({ status }) => status === 'failed' || status === 'refused');
          if (left.length > 0)
            throw tankError(
              'E_INCOMPLETE',
              `${left.length} of ${healed.length} could not be mended`,
            );
        } finally {
          await source.close();
        }
      }),
    );
}
