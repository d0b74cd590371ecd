import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mergeRows, selectOperational, type RawWarehouse } from '../../ingest/index.ts';
import { TankError } from '../../warehouse/errors.ts';
import { alertLogTable, notificationsTable } from '../tables.ts';
import type { Channel } from './rules.ts';

/** What somebody is told of: an alert that fires or no longer does, or the report of a run. */
export interface Telling {
  /** Key of the alert or of the run. */
  of: string;
  kind: 'firing' | 'resolved' | 'report';
  channel: Channel;
}

/** How it stands with a telling. */
export interface Told extends Telling {
  tries: number;
  /** When it was sent last; null when it never was. */
  at: string | null;
}

const toldRow = z.object({
  of: z.string(),
  kind: z.enum(['firing', 'resolved', 'report']),
  channel: z.enum(['email', 'slack']),
  tries: z.number(),
  at: z.string().nullable(),
});

const selected = `SELECT told_of AS \`of\`, message_kind AS kind, channel, tries,
  FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', told_at) AS at`;

/** What was told of the alerts that `readAlerts` gives for the same days. @throws TankError E_WAREHOUSE */
export async function readTold(warehouse: RawWarehouse, since: string): Promise<Told[]> {
  return selectOperational(
    warehouse,
    toldRow,
    (table) => `${selected}
FROM ${table(notificationsTable)}
WHERE told_of IN (
  SELECT alert_id FROM ${table(alertLogTable)} WHERE alert_status = 'firing' OR resolved_at > CAST(@since AS TIMESTAMP)
)`,
    { since },
  );
}

/** How it stands with the telling of one thing. @throws TankError E_WAREHOUSE */
export async function readToldOf(warehouse: RawWarehouse, of: string): Promise<Told[]> {
  return selectOperational(
    warehouse,
    toldRow,
    (table) => `${selected}\nFROM ${table(notificationsTable)}\nWHERE told_of = @of`,
    { of },
  );
}

const keyOf = ({ of, kind, channel }: Telling): string => `${kind} ${channel} ${of}`;

/** Of what was told, the telling of this. */
export const toldOf = (told: readonly Told[], telling: Telling): Told | undefined =>
  told.find((one) => keyOf(one) === keyOf(telling));

/** The same for the same news: of a message that comes again after a crash a mail program shows one. */
export const messageId = (
  project: string,
  tellings: readonly Telling[],
  told: readonly Told[],
): string => {
  const news = tellings.map((one) => `${keyOf(one)} ${toldOf(told, one)?.at ?? ''}`).sort();
  return `<${createHash('sha256').update(news.join('\n')).digest('hex').slice(0, 32)}@${project}.hanks-tank>`;
};

/**
 * Sends one message, about all of `tellings`, and writes down for each whether it went.
 * @returns why it did not go; undefined when it did
 * @throws TankError E_WAREHOUSE
 */
export async function tell(
  warehouse: RawWarehouse,
  tellings: readonly Telling[],
  { told, now, send }: { told: readonly Told[]; now: Date; send: () => Promise<void> },
): Promise<TankError | undefined> {
  let failure: TankError | undefined;
  try {
    await send();
  } catch (error) {
    if (!(error instanceof TankError)) throw error;
    failure = error;
  }
  const at = now.toISOString();
  const rows = tellings.map((telling) => {
    const before = toldOf(told, telling);
    return {
      told_of: telling.of,
      message_kind: telling.kind,
      channel: telling.channel,
      notification_status: failure === undefined ? 'sent' : 'failed',
      tries: (before?.tries ?? 0) + 1,
      tried_at: at,
      told_at: failure === undefined ? at : (before?.at ?? null),
      error_code: failure?.code ?? null,
      error_message: failure?.message ?? null,
    };
  });
  await mergeRows(warehouse, notificationsTable, rows, 'replaced');
  return failure;
}
