import type { Command } from 'commander';
import { checkAlerts } from '../alerts/check.ts';
import { openNotifiers } from '../alerts/send.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import { heal, type Healed } from '../healing/heal.ts';
import { createLog, silentLog } from '../observing/log.ts';
import { startTraces } from '../observing/traces.ts';
import { columns } from '../report.ts';
import {
  runCommand,
  withCommonOptions,
  type CommandContext,
  type CommonOptions,
} from '../run-command.ts';
import { clockOf } from '../runs/clock.ts';
import { logicalDate } from '../runs/schedule.ts';
import { checkDate } from '../dates.ts';
import { openSource, sourceHelp } from '../source.ts';
import { alertLines } from './alerts.ts';

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

/** `heal`: finds what is wrong and mends it, then evaluates the rules of alerts. */
export function registerHeal(program: Command): void {
  withCommonOptions(
    program
      .command('heal')
      .description(
        'mend what is wrong: killed runs, stale data, grade F, missing features, old models; then see what still fires',
      ),
  )
    .option('--dry-run', 'only tell what would be done, and why')
    .option('--date <date>', 'as if it were due on this date (default: when it was)', checkDate)
    .option('--source <source>', sourceHelp, 'live')
    .action((options: HealCommandOptions) =>
      runCommand(options, (context) => healNow(context, options)),
    );
}

async function healNow(
  { session, progress, print }: CommandContext,
  options: HealCommandOptions,
): Promise<void> {
  const today = options.date ?? logicalDate(new Date());
  const isDry = options.dryRun === true;
  const log = session.config.log === 'json' ? createLog('heal') : silentLog;
  const notifiers = isDry ? {} : await openNotifiers();
  const stopTraces = await startTraces();
  const source = await openSource(options.source, session.config, `${today}T06:00:00Z`);
  const now = clockOf(source, { workflow: 'heal', logical_date: today });
  try {
    const healing = { session, source, progress, log, now, today, choice: options.source, isDry };
    const healed = await heal(healing).catch((error: unknown) => {
      // Between the nights nobody waits for it: what is wrong is still found in an hour.
      if (error instanceof TankError && error.code === 'E_RUN_LEASED') return error;
      throw error;
    });
    progress.done();
    const checked =
      isDry || healed instanceof TankError
        ? undefined
        : await checkAlerts(session, { today, now: now() }, notifiers, log);
    print({ healed, alerts: checked?.firing ?? null }, [
      ...(healed instanceof TankError
        ? [`Nothing was mended: ${healed.message}`]
        : healLines(healed)),
      ...(checked ? alertLines(checked) : []),
    ]);
    if (healed instanceof TankError) return;
    const left = healed.filter(({ status }) => status === 'failed' || status === 'refused');
    if (left.length > 0)
      throw tankError('E_INCOMPLETE', `${left.length} of ${healed.length} could not be mended`);
  } finally {
    await source.close();
    await stopTraces();
  }
}
