import path from 'node:path';
import type { Command } from 'commander';
import { openNotifiers } from '../alerts/send.ts';
import { checkDate } from '../dates.ts';
import { makeReport, type Report } from '../reports/make.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { logicalDate } from '../runs/schedule.ts';

interface ReportOptions extends CommonOptions {
  date?: string;
  send?: boolean;
  out?: string;
}

/** Whether the report went by mail. */
export function mailLine(mail: Report['mail']): string {
  return typeof mail === 'string' ? `Mail: ${mail}.` : `Mail: not sent: ${mail.error.message}`;
}

/** `report`: what a night did. */
export function registerReport(program: Command): void {
  withCommonOptions(
    program
      .command('report')
      .description('what a night did, as text here and as HTML in a file; by mail with --send'),
  )
    .option('--date <date>', 'date of the night, YYYY-MM-DD (default: when it was due)', checkDate)
    .option('--out <dir>', 'where its files are written (default: reports in the state directory)')
    .option('--send', 'also by mail')
    .action((options: ReportOptions) =>
      runCommand(options, async ({ session, print }) => {
        const date = options.date ?? logicalDate(new Date());
        const { night, files, mail, text } = await makeReport(session, {
          date,
          notifiers: options.send === true ? await openNotifiers() : {},
          now: new Date(),
          directory: options.out,
          again: true,
        });
        print({ night, files, mail }, [
          text,
          `Written to ${path.relative(process.cwd(), files.html)}`,
          ...(options.send === true ? [mailLine(mail)] : []),
        ]);
        if (typeof mail === 'object') throw mail.error;
      }),
    );
}
