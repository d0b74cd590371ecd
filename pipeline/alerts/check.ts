import type { Logger } from 'pino';
import type { Session } from '../session.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';
import { evaluateAlerts, type Alert, type Evaluation } from './evaluate.ts';
import { alertLine } from './message.ts';
import { notify, type Notified } from './notify.ts';
import { probe } from './probe.ts';
import { readAlertRules } from './rules.ts';
import type { Notifiers } from './send.ts';

export interface CheckOptions {
  /** URL of the API. */
  api?: string | undefined;
  tells?: 'all' | 'critical';
}

export interface Checked extends Evaluation {
  notified: Notified;
}

/**
 * Probes the API if there is one, evaluates all rules, writes down what they found and tells of it, or of what is critical
 * alone.
 * @throws TankError E_CONFIG for rules that are none, E_WAREHOUSE; what could not be sent is in the result
 */
export async function checkAlerts(
  session: Session,
  when: { today: string; now: Date },
  notifiers: Notifiers,
  log: Logger,
  { api = session.config.apiUrl, tells = 'all' }: CheckOptions = {},
): Promise<Checked> {
  const warehouse = warehouseOf(session);
  const rules = readAlertRules();
  await createPipelineTables(session);
  if (api !== undefined) await probe(warehouse, api, when);
  const evaluation = await evaluateAlerts(warehouse, rules, when);
  for (const alert of evaluation.firing)
    log.warn({ event: 'alert.firing', rule: alert.rule, subject: alert.subject }, alertLine(alert));
  for (const alert of evaluation.resolved)
    log.info(
      { event: 'alert.resolved', rule: alert.rule, subject: alert.subject },
      alertLine(alert),
    );
  const due = tells === 'all' ? evaluation.due : criticalOf(evaluation.due);
  const { told } = evaluation;
  const notified = await notify(warehouse, { due, told }, notifiers, when.now);
  for (const { channel, error } of notified.failed)
    log.error({ event: 'alert.not_sent', channel, code: error.code }, error.message);
  return { ...evaluation, notified };
}

const criticalOf = (due: Evaluation['due']): Evaluation['due'] =>
  new Map([...due].map(([channel, alerts]) => [channel, alerts.filter(isCritical)]));

const isCritical = ({ severity }: Alert): boolean => severity === 'critical';
