import path from 'node:path';
import type { Command } from 'commander';
import { openNotifiers } from '../alerts/send.ts';
import { checkDate } from '../dates.ts';
import { makeReport } from '../reports/make.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { logicalDate } from '../runs/schedule.ts';

interface ReportOptions extends CommonOptions {
  date?: string;
  send?: boolean;
  out?: string;
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
        const notifiers = options.send === true ? await openNotifiers() : {};
        const made = await makeReport(session, date, notifiers, options.out);
        const { night, files, isSent, text } = made;
        print({ night, files, isSent }, [
          text,
          `Written to ${path.relative(process.cwd(), files.html)}`,
          ...(options.send === true && !isSent ? ['Not sent: mail is not configured.'] : []),
        ]);
      }),
    );
}
