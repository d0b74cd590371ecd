import { z } from 'zod';
import {
  changeOperational,
  mergeRows,
  selectOperational,
  type RawWarehouse,
} from '../../ingest/index.ts';
import { deadEventsTable } from '../tables.ts';

/** An event that could not be handled. */
export interface DeadEvent {
  eventId: string;
  topic: string;
  runId: string | null;
  envelope: string;
  attempts: number;
  code: string;
  message: string;
  failedAt: string;
}

const deadRow: z.ZodType<DeadEvent> = z.object({
  eventId: z.string(),
  topic: z.string(),
  runId: z.string().nullable(),
  envelope: z.string(),
  attempts: z.number(),
  code: z.string(),
  message: z.string(),
  failedAt: z.string(),
});

/** Puts an event aside until somebody settles it. @throws TankError E_WAREHOUSE */
export async function buryEvent(warehouse: RawWarehouse, event: DeadEvent): Promise<void> {
  const row = {
    event_id: event.eventId,
    topic: event.topic,
    run_id: event.runId,
    envelope: event.envelope,
    attempts: event.attempts,
    error_code: event.code,
    error_message: event.message,
    failed_at: event.failedAt,
  };
  await mergeRows(warehouse, deadEventsTable, [row], 'replaced');
}

/** Events that wait for somebody, the newest first. @throws TankError E_WAREHOUSE */
export async function deadEvents(warehouse: RawWarehouse): Promise<DeadEvent[]> {
  return selectOperational(
    warehouse,
    deadRow,
    (table) => `SELECT
  event_id AS eventId, topic, run_id AS runId, envelope, attempts, error_code AS code,
  error_message AS message, FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', failed_at) AS failedAt
FROM ${table(deadEventsTable)}
WHERE settled_at IS NULL
ORDER BY failed_at DESC, event_id`,
  );
}

/** Notes that events of a run, or single ones, wait no more. @returns how many. @throws TankError E_WAREHOUSE */
export async function settleEvents(
  warehouse: RawWarehouse,
  which: { runId: string } | { eventIds: readonly string[] },
  settlement: 'replayed' | 'dropped',
): Promise<number> {
  const params = 'runId' in which ? { run: which.runId } : { ids: which.eventIds };
  return changeOperational(
    warehouse,
    (table) => `UPDATE ${table(deadEventsTable)}
SET settled_at = CURRENT_TIMESTAMP(), settlement = @settlement
WHERE settled_at IS NULL AND ${'runId' in which ? 'run_id = @run' : 'event_id IN UNNEST(@ids)'}`,
    { ...params, settlement },
  );
}
