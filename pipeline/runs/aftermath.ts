import type { Logger } from 'pino';
import { checkAlerts, type Checked } from '../alerts/check.ts';
import type { Notifiers } from '../alerts/send.ts';
import type { Healed } from '../healing/heal.ts';
import { measure, type Metric } from '../observing/metrics.ts';
import { makeReport, type Report } from '../reports/make.ts';
import type { Session } from '../session.ts';
import { TankError } from '../../warehouse/errors.ts';
import type { RunState } from './run-store.ts';

export interface Aftermath {
  metrics: Metric[];
  /** As it was when the healing had ended. */
  alerts: Checked;
  healed: Healed[];
  /** Why healing did not come to its end; what is wrong then is mended by the next. */
  unhealed?: TankError;
  report: Report;
}

export interface AftermathOptions {
  notifiers: Notifiers;
  now: () => Date;
  log: Logger;
  /** Mends what is wrong; where nobody may, as in the services, that is left to the healing between the nights. */
  mend?: () => Promise<Healed[]>;
}

/**
 * What follows every run, also one that failed: it is measured, the rules of alerts are evaluated, what is wrong is mended, the
 * rules are evaluated again, and the night's report is written and sent. What is critical is told before the healing, the rest
 * if it is still so after it. None of it changes the run, and that somebody could not be told is written down.
 * @throws TankError E_WAREHOUSE, E_CONFIG
 */
export async function afterRun(
  session: Session,
  run: RunState,
  { notifiers, now, log, mend }: AftermathOptions,
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
  const check = (tells: 'all' | 'critical'): Promise<Checked> =>
    checkAlerts(session, { today: date, now: now() }, notifiers, log, { tells });
  const first = await check(mend === undefined ? 'all' : 'critical');
  const { healed, unhealed } = await mended(mend, log);
  const isSettled = first.due.size === 0 && healed.length === 0;
  const alerts = mend === undefined || isSettled ? first : await check('all');
  const report = await makeReport(session, { date, run, notifiers, now: now() });
  if (typeof report.mail === 'object')
    log.error(
      { event: 'report.not_sent', code: report.mail.error.code },
      report.mail.error.message,
    );
  return { metrics, alerts, healed, ...(unhealed && { unhealed }), report };
}

async function mended(
  mend: AftermathOptions['mend'],
  log: Logger,
): Promise<{ healed: Healed[]; unhealed?: TankError }> {
  try {
    return { healed: (await mend?.()) ?? [] };
  } catch (error) {
    if (!(error instanceof TankError)) throw error;
    log.warn({ event: 'heal.not_done', code: error.code }, error.message);
    return { healed: [], unhealed: error };
  }
}
