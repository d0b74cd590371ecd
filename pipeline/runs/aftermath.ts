import type { Logger } from 'pino';
import { checkAlerts, type Checked } from '../alerts/check.ts';
import type { Notifiers } from '../alerts/send.ts';
import { measure, type Metric } from '../observing/metrics.ts';
import { makeReport, type Report } from '../reports/make.ts';
import type { Session } from '../session.ts';
import type { RunState } from './run-store.ts';

export interface Aftermath {
  metrics: Metric[];
  alerts: Checked;
  report: Report;
}

/**
 * What follows every run, also one that failed: it is measured, the rules of alerts are evaluated, and the night's report is
 * written and sent. Whether somebody could be told changes nothing of the run.
 * @throws TankError E_WAREHOUSE, E_CONFIG, E_NOTIFY
 */
export async function afterRun(
  session: Session,
  run: RunState,
  { notifiers, now, log }: { notifiers: Notifiers; now: () => Date; log: Logger },
): Promise<Aftermath> {
  const metrics = await measure(session, run);
  log.info(
    {
      event: 'run.measured',
      metrics: Object.fromEntries(
        metrics.map(({ metric, label, value }) => [
          label === '' ? metric : `${metric} ${label}`,
          value,
        ]),
      ),
    },
    `${metrics.length} metrics of ${run.runId}`,
  );
  const date = run.inputs.logical_date;
  const alerts = await checkAlerts(session, { today: date, now: now() }, notifiers, log);
  const report = await makeReport(session, date, notifiers);
  return { metrics, alerts, report };
}
