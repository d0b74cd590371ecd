import { z } from 'zod';
import {
  changeOperational,
  mergeRows,
  selectOperational,
  type RawWarehouse,
} from '../../ingest/index.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import { leasesTable } from '../tables.ts';

/** What every run that writes the warehouse has to hold. */
export const pipelineLease = 'pipeline';

/** Who wants the lease: a run, and the process that works on it. */
export interface Holder {
  runId: string;
  worker: string;
}

const leaseRow = z.object({
  run_id: z.string().nullable(),
  worker: z.string().nullable(),
  seconds_left: z.number(),
});

/** Who has a lease and for how long, by the warehouse's clock; undefined when it is free. */
export async function leaseHolder(
  warehouse: RawWarehouse,
  name: string = pipelineLease,
): Promise<{ runId: string; worker: string; secondsLeft: number } | undefined> {
  const [row] = await selectOperational(
    warehouse,
    leaseRow,
    (table) => `SELECT run_id, worker,
  TIMESTAMP_DIFF(expires_at, CURRENT_TIMESTAMP(), MILLISECOND) / 1000 AS seconds_left
FROM ${table(leasesTable)}
WHERE lease_name = @name AND expires_at > CURRENT_TIMESTAMP()`,
    { name },
  );
  if (row?.run_id === undefined || row.run_id === null) return undefined;
  return { runId: row.run_id, worker: row.worker ?? '', secondsLeft: row.seconds_left };
}

/**
 * Takes or prolongs a lease: if it is free, expired, held by the same worker, or left by a worker to others of the same run.
 * @param seconds time after which it is free again, by the warehouse's clock
 * @returns whether it is held now
 * @throws TankError E_WAREHOUSE
 */
export async function takeLease(
  warehouse: RawWarehouse,
  { runId, worker }: Holder,
  seconds: number,
  name: string = pipelineLease,
): Promise<boolean> {
  const take = (): Promise<number> =>
    changeOperational(
      warehouse,
      (table) => `UPDATE ${table(leasesTable)}
SET
  acquired_at = IF(worker = @worker AND run_id = @run, acquired_at, CURRENT_TIMESTAMP()),
  run_id = @run,
  worker = @worker,
  expires_at = TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL ${Math.round(seconds * 1000)} MILLISECOND)
WHERE lease_name = @name
  AND (expires_at <= CURRENT_TIMESTAMP() OR worker = @worker OR (run_id = @run AND worker = ''))`,
      { name, run: runId, worker },
    );
  try {
    if ((await take()) > 0) return true;
    if ((await leaseHolder(warehouse, name)) !== undefined) return false;
    const past = new Date(0).toISOString();
    const free = { lease_name: name, acquired_at: past, expires_at: past };
    await mergeRows(warehouse, leasesTable, [free], 'kept');
    return (await take()) > 0;
  } catch (error) {
    if (error instanceof TankError && /concurrent update|conflict/i.test(error.message))
      return false;
    throw error;
  }
}

/** Leaves a lease to other workers of the run, or, when the run has ended, to everybody. @throws TankError E_WAREHOUSE */
export async function leaveLease(
  warehouse: RawWarehouse,
  { runId, worker }: Holder,
  to: 'run' | 'everybody',
  name: string = pipelineLease,
): Promise<void> {
  const change = to === 'run' ? "worker = ''" : 'expires_at = CURRENT_TIMESTAMP()';
  await changeOperational(
    warehouse,
    (table) => `UPDATE ${table(leasesTable)}
SET ${change}
WHERE lease_name = @name AND run_id = @run AND worker = @worker`,
    { name, run: runId, worker },
  );
}

/**
 * Prolongs a lease now and then until it is stopped; says through `lost`, once, that somebody else has it, and does not reach for
 * it again. One prolonging is under way at a time: `stop` waits for it, so nothing is taken after that.
 */
export function keepLease(
  warehouse: RawWarehouse,
  holder: Holder,
  seconds: number,
  lost: (error: Error) => void,
  name: string = pipelineLease,
): { stop: () => Promise<void> } {
  let beating: Promise<void> | undefined;
  const beat = async (): Promise<void> => {
    try {
      if (!(await takeLease(warehouse, holder, seconds, name))) throw lostLease(holder);
    } catch (error) {
      clearInterval(timer);
      lost(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const timer = setInterval(
    () => {
      beating ??= beat().finally(() => {
        beating = undefined;
      });
    },
    (seconds * 1000) / 3,
  );
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await beating;
    },
  };
}

const lostLease = ({ runId }: Holder): TankError =>
  tankError('E_RUN_LEASED', `${runId} lost its lease: another run has taken it`);
