import type { Command } from 'commander';
import { checkAlerts, type Checked } from '../alerts/check.ts';
import { openNotifiers } from '../alerts/send.ts';
import { createLog, silentLog } from '../observing/log.ts';
import { columns } from '../report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { logicalDate } from '../runs/schedule.ts';

/** What fires and why, what no longer does, and who was told. */
export function alertLines({ firing, resolved, waiting, notified }: Checked): string[] {
  const rows = firing.map((alert) => [
    alert.severity,
    alert.rule,
    alert.subject,
    alert.firstSeenAt.slice(0, 16).replace('T', ' '),
    alert.says,
    alert.runbook,
  ]);
  return [
    ...(rows.length === 0
      ? ['Nothing is firing.']
      : columns([['severity', 'rule', 'subject', 'since (UTC)', 'says', 'what to do'], ...rows])),
    ...resolved.map(({ rule, subject }) => `resolved: ${rule} (${subject})`),
    ...waiting.map(
      ({ rule, missing }) => `cannot be said yet: ${rule}, without ${missing.join(', ')}`,
    ),
    ...notified.sent.map(({ channel, alerts }) => `told by ${channel}: ${alerts}`),
    ...notified.unconfigured.map(
      ({ channel, alerts }) => `nobody was told by ${channel} of ${alerts}: it is not configured`,
    ),
    ...notified.failed.map(({ channel, error }) => `${channel}: ${error.code}: ${error.message}`),
  ];
}

/** `alerts`: evaluates the rules now. */
export function registerAlerts(program: Command): void {
  withCommonOptions(
    program
      .command('alerts')
      .description('evaluate the rules of infra/alerts.yaml: what is firing and why; tell of news'),
  )
    .option('--quiet', 'tell nobody but you')
    .action((options: CommonOptions & { quiet?: boolean }) =>
      runCommand(options, async ({ session, print }) => {
        const now = new Date();
        const notifiers = options.quiet === true ? {} : await openNotifiers();
        const log = session.config.log === 'json' ? createLog('alerts') : silentLog;
        const when = { today: logicalDate(now), now };
        const checked = await checkAlerts(session, when, notifiers, log);
        const { due, ...result } = checked;
        print({ ...result, told: [...due.keys()] }, alertLines(checked));
        const [failed] = checked.notified.failed;
        if (failed !== undefined) throw failed.error;
      }),
    );
}
