import type { RawWarehouse } from '../../ingest/index.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { writeAlerts, type Alert, type Evaluation } from './evaluate.ts';
import { alertMessage } from './message.ts';
import { channels, type Channel } from './rules.ts';
import type { Mail, Notifiers } from './send.ts';
import { messageId, tell, type Telling } from './told.ts';

export interface Notified {
  sent: { channel: Channel; alerts: number }[];
  /** Channels that nobody has configured, with what they would have told. */
  unconfigured: { channel: Channel; alerts: number }[];
  /** What could not be sent: it is sent again with the next evaluation. */
  failed: { channel: Channel; error: TankError }[];
}

function senderOf(
  { email, slack }: Notifiers,
  channel: Channel,
): ((message: Mail) => Promise<void>) | undefined {
  if (channel === 'email') return email;
  return slack && (({ subject, text }) => slack(`*${subject}*\n${text}`));
}

/**
 * Tells of alerts, one message per channel, and writes down by channel what went: what did not is due there again, and there
 * alone.
 * @throws TankError E_WAREHOUSE
 */
export async function notify(
  warehouse: RawWarehouse,
  { due, told }: Pick<Evaluation, 'due' | 'told'>,
  notifiers: Notifiers,
  now: Date,
): Promise<Notified> {
  const result: Notified = { sent: [], unconfigured: [], failed: [] };
  const reached = new Map<string, Alert>();
  for (const channel of channels) {
    const alerts = due.get(channel) ?? [];
    if (alerts.length === 0) continue;
    const send = senderOf(notifiers, channel);
    if (send === undefined) {
      result.unconfigured.push({ channel, alerts: alerts.length });
      continue;
    }
    const tellings = alerts.map(({ alertId, status }): Telling => ({
      of: alertId,
      kind: status,
      channel,
    }));
    const message = {
      ...alertMessage(warehouse.project, alerts),
      messageId: messageId(warehouse.project, tellings, told),
    };
    const error = await tell(warehouse, tellings, { told, now, send: () => send(message) });
    if (error === undefined) {
      result.sent.push({ channel, alerts: alerts.length });
      for (const alert of alerts) reached.set(alert.alertId, alert);
    } else result.failed.push({ channel, error });
  }
  const at = now.toISOString();
  await writeAlerts(
    warehouse,
    [...reached.values()].map((alert) => ({ ...alert, notifiedAt: at })),
  );
  return result;
}
