import type { RawWarehouse } from '../../ingest/index.ts';
import { TankError } from '../../warehouse/errors.ts';
import { writeAlerts, type Alert, type Evaluation } from './evaluate.ts';
import { alertMessage } from './message.ts';
import { channels, type Channel } from './rules.ts';
import type { Notifiers } from './send.ts';

export interface Notified {
  sent: { channel: Channel; alerts: number }[];
  /** Channels that nobody has configured, with what they would have told. */
  unconfigured: { channel: Channel; alerts: number }[];
  /** What could not be sent: it is sent again with the next evaluation. */
  failed: { channel: Channel; error: TankError }[];
}

/**
 * Tells of alerts, one message per channel. An alert counts as told when every channel of its own that is configured has
 * taken it.
 * @throws TankError E_WAREHOUSE
 */
export async function notify(
  warehouse: RawWarehouse,
  { due }: Pick<Evaluation, 'due'>,
  notifiers: Notifiers,
  now: Date,
): Promise<Notified> {
  const result: Notified = { sent: [], unconfigured: [], failed: [] };
  const untold = new Set<string>();
  const told = new Map<string, Alert>();
  for (const channel of channels) {
    const alerts = due.get(channel) ?? [];
    if (alerts.length === 0) continue;
    const message = alertMessage(warehouse.project, alerts);
    try {
      if (channel === 'email' && notifiers.email) await notifiers.email(message);
      else if (channel === 'slack' && notifiers.slack)
        await notifiers.slack(`*${message.subject}*\n${message.text}`);
      else {
        result.unconfigured.push({ channel, alerts: alerts.length });
        continue;
      }
      result.sent.push({ channel, alerts: alerts.length });
      for (const alert of alerts) told.set(alert.alertId, alert);
    } catch (error) {
      if (!(error instanceof TankError)) throw error;
      result.failed.push({ channel, error });
      for (const { alertId } of alerts) untold.add(alertId);
    }
  }
  const done = [...told.values()].filter(({ alertId }) => !untold.has(alertId));
  await writeAlerts(
    warehouse,
    done.map((alert) => ({ ...alert, notifiedAt: now.toISOString() })),
  );
  return result;
}
